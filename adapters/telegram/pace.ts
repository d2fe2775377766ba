import type { Pace } from "../../src/delivery/channel.ts";

/** Times are in milliseconds of any steady clock. */
export type CallPacer = {
  /** How long a call has to wait from now. Books its place. */
  book(chat: string, nowMs: number): number;
  /** The last call to this chat was answered, so it arrived no later than now: the next is counted from here. */
  answered(chat: string, nowMs: number): void;
};

const WINDOW_MS = 1000;
const MINUTE_MS = 60_000;
/** core.telegram.org/bots/faq: "not more than 20 messages per minute" in one group. */
const GROUP_CALLS_A_MINUTE = 20;
/** A call that left in time can arrive this much late, and the next one not. */
const JITTER_MS = 30;
const CHATS_KEPT = 10_000;
/** So far apart two calls never count together. */
const APART_MS = WINDOW_MS + JITTER_MS;

/**
 * The core spaces messages; this spaces what it does not see: the parts of one message, and twenty a minute in a group (ids
 * below zero). An unlimited pace has no limits at all.
 */
export function callPacer(pace: Pace): CallPacer {
  const spacingMs = pace.perChatPerSecond === Number.POSITIVE_INFINITY ? 0 : WINDOW_MS / pace.perChatPerSecond;
  /** When the last calls in a chat go, earliest first: one of a private chat, twenty of a group. */
  const chats = new Map<string, readonly number[]>();
  /** When all calls go that count now or later, earliest first: those of a full group far in the future. */
  const all: number[] = [];

  function inChat(chat: string, nowMs: number): number {
    const booked = chats.get(chat) ?? [];
    const last = booked.at(-1);
    const spaced = last === undefined ? nowMs : last + spacingMs + JITTER_MS;
    const first = booked.length < GROUP_CALLS_A_MINUTE ? undefined : booked[0];
    return Math.max(nowMs, spaced, first === undefined ? nowMs : first + MINUTE_MS + JITTER_MS);
  }

  function keep(chat: string, atMs: number): void {
    const booked = chats.get(chat) ?? [];
    chats.delete(chat);
    chats.set(chat, chat.startsWith("-") ? [...booked, atMs].slice(-GROUP_CALLS_A_MINUTE) : [atMs]);
    const oldest = chats.size > CHATS_KEPT ? chats.keys().next().value : undefined;
    if (oldest !== undefined) chats.delete(oldest);
  }

  return {
    book(chat, nowMs) {
      if (spacingMs === 0) return 0;
      while ((all[0] ?? nowMs) <= nowMs - APART_MS) all.shift();
      const atMs = firstWithRoom(all, Math.max(1, Math.floor(pace.perSecond)), inChat(chat, nowMs));
      all.splice(all.findLastIndex((bookedMs) => bookedMs <= atMs) + 1, 0, atMs);
      keep(chat, atMs);
      return atMs - nowMs;
    },
    answered(chat, nowMs) {
      const booked = chats.get(chat);
      if (booked !== undefined) chats.set(chat, [...booked.slice(0, -1), Math.max(booked.at(-1) ?? 0, nowMs)]);
    },
  };
}

/**
 * The first moment from `fromMs` on with which no stretch of a second has more than `limit` calls, wherever it begins; `booked` is in
 * order. Only what goes near that moment counts, so that others may go while the calls of a full group stand far behind.
 */
function firstWithRoom(booked: readonly number[], limit: number, fromMs: number): number {
  let atMs = fromMs;
  for (let index = 0; index + limit <= booked.length; index++) {
    const firstMs = booked[index] ?? 0;
    const lastMs = booked[index + limit - 1] ?? 0;
    if (firstMs >= atMs + APART_MS) break;
    const together = Math.max(lastMs, atMs) - Math.min(firstMs, atMs) < APART_MS;
    // Any moment before would be one too many for these; stretches that begin later are still to come.
    if (together) atMs = firstMs + APART_MS;
  }
  return atMs;
}
