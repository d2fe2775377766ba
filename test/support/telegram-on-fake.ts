import { type TelegramSettings, telegramChannel } from "../../adapters/telegram/channel.ts";
import type { Channel, Outgoing } from "../../src/delivery/channel.ts";
import type { Message } from "../../src/delivery/message.ts";
import { createLog } from "../../src/log.ts";
import type { FakeBotApi } from "./fake-bot-api.ts";

export const HOOK_SECRET = "a-secret-of-the-webhook";
export const PUBLIC_URL = "https://bot.example.org";

/** Our Telegram channel against a fake, as fast as it goes and without pauses. */
export const telegramOn = (
  { token, apiRoot }: Pick<FakeBotApi, "token" | "apiRoot">,
  settings: Partial<TelegramSettings> = {},
): Channel =>
  telegramChannel({
    token,
    apiRoot,
    mode: "polling",
    webhookSecret: HOOK_SECRET,
    publicUrl: PUBLIC_URL,
    log: createLog("silent"),
    pace: { perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY },
    firstPauseMs: 1,
    ...settings,
  });

/** A message for a chat: a body, and whatever else it has. */
export const outgoingTo = (
  chatId: string,
  body: string,
  rest: Partial<Message> = {},
  contents: readonly Uint8Array[] = [],
): Outgoing => ({
  chatId,
  message: { title: null, body, offer: null, files: [], ...rest },
  contents,
  lastHeardAt: null,
});
