import { type ZaloBotSettings, zaloBotChannel } from "../../adapters/zalo-bot/channel.ts";
import { createLog } from "../../src/log.ts";
import type { FakeZaloBot } from "./fake-zalo-bot.ts";

export const ZALO_SECRET = "a-secret-of-the-webhook";
export const ZALO_PUBLIC_URL = "https://bot.example.org";

/** The channel against the fake, and the lines it logs. */
export function zaloBotOn(api: Pick<FakeZaloBot, "apiRoot" | "token">, settings: Partial<ZaloBotSettings> = {}) {
  const lines: string[] = [];
  const waiters: (() => void)[] = [];
  const write = (line: string): void => {
    lines.push(line);
    for (const waiter of waiters.splice(0)) waiter();
  };
  const channel = zaloBotChannel({
    token: api.token,
    mode: "polling",
    webhookSecret: ZALO_SECRET,
    publicUrl: ZALO_PUBLIC_URL,
    apiRoot: api.apiRoot,
    fileLink: () => null,
    log: createLog("info", { write }),
    firstPauseMs: 1,
    ...settings,
  });
  /** Resolves at the next line that is logged. */
  const nextLine = (): Promise<void> => new Promise((resolve) => void waiters.push(resolve));
  return { channel, lines, nextLine };
}
