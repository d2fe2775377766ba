import { slackChannel } from "../adapters/slack/channel.ts";
import { telegramChannel } from "../adapters/telegram/channel.ts";
import { zaloBotChannel } from "../adapters/zalo-bot/channel.ts";
import { zaloOaChannel } from "../adapters/zalo-oa/channel.ts";
import { commandLists } from "./chat/command-lists.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Channel } from "./delivery/channel.ts";
import type { MessageFile } from "./delivery/message.ts";
import type { Log } from "./log.ts";
import { type FileLinks, fileLinks } from "./server/file-links.ts";
import { tokenKeeper } from "./store/channel-tokens.ts";
import type { Store } from "./store/open-store.ts";

export type ConnectParts = {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
};

/** The platforms that the environment names, not started. Order is that of `.env.example`. */
export function platformChannels(parts: ConnectParts): readonly Channel[] {
  const { config, store, clock, log } = parts;
  const { telegram, slack, zaloBot, zaloOa, publicUrl, secretKey } = config;
  const links = sharedLinks(parts);
  const fileLink = (file: MessageFile): string | null => links?.linkTo(file) ?? null;
  return [
    ...(telegram === null ? [] : [telegramChannel({ ...telegram, publicUrl, log, commands: commandLists() })]),
    ...(slack === null ? [] : [slackChannel({ ...slack, clock, log })]),
    ...(zaloBot === null ? [] : [zaloBotChannel({ ...zaloBot, publicUrl, log, fileLink })]),
    ...(zaloOa === null || secretKey === null
      ? []
      : [
          zaloOaChannel({
            ...zaloOa,
            publicUrl,
            clock,
            log,
            fileLink,
            tokens: tokenKeeper(store, { channel: "zalo-oa", secretKey, clock }),
          }),
        ]),
  ];
}

/** Addresses under which platforms and readers fetch our pictures and files; null without SECRET_KEY and PUBLIC_URL. */
export function sharedLinks({ config, clock }: Pick<ConnectParts, "config" | "clock">): FileLinks | null {
  const { secretKey, publicUrl } = config;
  return secretKey === null || publicUrl === null ? null : fileLinks({ secretKey, publicUrl, clock });
}
