import type { Pace } from "./channel.ts";

/** Keeps a channel's pace: says how long a message has to wait, and books its place. */
export type Pacer = {
  /** Milliseconds until a message to this chat may go, counted from `nowMs` (any steady clock). Books the place. */
  book(chatId: string, nowMs: number): number;
};

const WINDOW_MS = 1000;
const CHATS_KEPT = 10_000;

/** In any second at most `perSecond` messages go, whatever the moment it is counted from; in one chat they are spaced. */
export function pacer(pace: Pace): Pacer {
  const chatSpacingMs = WINDOW_MS / pace.perChatPerSecond;
  const chatFreeAtMs = new Map<string, number>();
  /** Booked times of the last `perSecond` messages, earliest first. */
  const bookedMs: number[] = [];
  return {
    book(chatId, nowMs) {
      let goesAtMs = Math.max(nowMs, chatFreeAtMs.get(chatId) ?? nowMs);
      if (Number.isFinite(pace.perSecond)) {
        const oldest = bookedMs.length >= pace.perSecond ? bookedMs.shift() : undefined;
        if (oldest !== undefined) goesAtMs = Math.max(goesAtMs, oldest + WINDOW_MS);
        insertInOrder(bookedMs, goesAtMs);
      }
      chatFreeAtMs.delete(chatId);
      chatFreeAtMs.set(chatId, goesAtMs + chatSpacingMs);
      if (chatFreeAtMs.size > CHATS_KEPT) forgetOldest(chatFreeAtMs);
      return goesAtMs - nowMs;
    },
  };
}

function insertInOrder(times: number[], time: number): void {
  let at = times.length;
  while (at > 0 && (times[at - 1] ?? 0) > time) at--;
  times.splice(at, 0, time);
}

function forgetOldest(chats: Map<string, number>): void {
  const oldest = chats.keys().next().value;
  if (oldest !== undefined) chats.delete(oldest);
}
