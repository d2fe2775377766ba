import type { Config } from "../config.ts";

const LONGEST_ASK_MS = 3_000;

/** The link that opens the bot with an invite code in hand. */
export type DeepLink = (linkCode: string) => string;

/**
 * How invites are linked to on Telegram: https://t.me/BOT?start=CODE. Null where no bot is set up, or when Telegram does not
 * name it within a few seconds.
 */
export async function deepLink({ telegram }: Pick<Config, "telegram">): Promise<DeepLink | null> {
  if (telegram === null) return null;
  const root = (telegram.apiRoot ?? "https://api.telegram.org").replace(/\/+$/, "");
  try {
    const signal = AbortSignal.timeout(LONGEST_ASK_MS);
    const response = await fetch(`${root}/bot${telegram.token}/getMe`, { signal });
    const { result } = (await response.json()) as { result?: { username?: unknown } };
    const bot = result?.username;
    return typeof bot === "string" && /^\w{1,64}$/.test(bot) ? (code) => `https://t.me/${bot}?start=${code}` : null;
  } catch {
    return null;
  }
}
