import { networkFailure } from "../../src/delivery/network-failure.ts";
import { ChannelError } from "../../src/errors.ts";
import { StrangeAnswer, ZaloRefusal } from "./call.ts";

/** Over-use is answered without a time; it may be the month's quota, so the pause is long and differs from message to message. */
const SHORTEST_FLOOD_PAUSE_MS = 60_000;
const LONGEST_FLOOD_PAUSE_MS = 300_000;

/** Zalo's 400 says many things; only these words blame the chat. Not documented, read as far as seen. */
const UNKNOWN_CHAT = /chat[ _]?id|chat not found|user not found/i;

/** What stands in front of Zalo and could not pass the call on; 504 may have passed it. */
const TURNED_AWAY = new Set([500, 502, 503]);

/** What went wrong with one call, in our words; `random` (0 to 1) spreads the pause after a flood. Nothing of the error's text is kept. */
export function failureOf(error: unknown, random: () => number = Math.random): ChannelError {
  if (error instanceof ZaloRefusal) return refusalOf(error.errorCode, error.description, random);
  if (error instanceof StrangeAnswer && error.status === 429) return refusalOf(429, "", random);
  if (error instanceof StrangeAnswer && TURNED_AWAY.has(error.status))
    return new ChannelError("later", "platform-down");
  if (error instanceof StrangeAnswer) return new ChannelError("unknown", "strange-answer");
  return networkFailure(error);
}

function refusalOf(errorCode: number, description: string, random: () => number): ChannelError {
  if (errorCode === 401) return new ChannelError("set-up", "bad-token");
  // Documented as "Internal server error", not as forbidden.
  if (errorCode === 403) return new ChannelError("later", "platform-down");
  // Without a key that makes a repeat harmless, a message may have gone out before these two.
  if (errorCode === 408 || errorCode === 504) return new ChannelError("unknown", "no-answer");
  if (errorCode >= 500) return new ChannelError("later", "platform-down");
  if (errorCode === 429) {
    const pauseMs = SHORTEST_FLOOD_PAUSE_MS + random() * (LONGEST_FLOOD_PAUSE_MS - SHORTEST_FLOOD_PAUSE_MS);
    return new ChannelError("later", "too-many-requests", Math.round(pauseMs));
  }
  return new ChannelError("never", UNKNOWN_CHAT.test(description) ? "unknown-chat" : "refused");
}
