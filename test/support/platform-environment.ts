import type { Environment } from "../../src/config.ts";
import type { FakeBotApi } from "./fake-bot-api.ts";
import type { FakeSlack } from "./fake-slack.ts";
import type { FakeZaloBot } from "./fake-zalo-bot.ts";
import type { FakeZaloOa } from "./fake-zalo-oa.ts";

/** What the environment says of an installation that these four small platforms serve. */
export const platformEnvironment = ({
  telegram,
  slack,
  zaloBot,
  zaloOa,
}: {
  readonly telegram: FakeBotApi;
  readonly slack: FakeSlack;
  readonly zaloBot: FakeZaloBot;
  readonly zaloOa: FakeZaloOa;
}) =>
  ({
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    ZALO_BOT_TOKEN: zaloBot.token,
    ZALO_BOT_API_ROOT: zaloBot.apiRoot,
    ZALO_OA_APP_ID: zaloOa.appId,
    ZALO_OA_APP_SECRET: zaloOa.appSecret,
    ZALO_OA_SECRET_KEY: zaloOa.oaSecretKey,
    ZALO_OA_REFRESH_TOKEN: zaloOa.consent(),
    ZALO_OA_API_ROOT: zaloOa.apiRoot,
    ZALO_OA_OAUTH_ROOT: zaloOa.oauthRoot,
  }) satisfies Environment;
