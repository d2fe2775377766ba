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

/**
 * The core spaces messages; this spaces what it does not see: the parts of one message, and twenty a minute in a group (ids
 * below zero). An unlimited pace has no limits at all.
 */
export function callPacer(pace: Pace): CallPacer {
  const spacingMs = pace.perChatPerSecond === Number.POSITIVE_INFINITY ? 0 : WINDOW_MS / pace.perChatPerSecond;
  /** When the last calls in a chat go, earliest first: one of a private chat, twenty of a group. */
  const chats = new Map<string, readonly number[]>();
  /** When the last `perSecond` calls go, earliest first. */
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
      let atMs = inChat(chat, nowMs);
      const oldest = all.length < pace.perSecond ? undefined : all.shift();
      if (oldest !== undefined) atMs = Math.max(atMs, oldest + WINDOW_MS + JITTER_MS);
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
