import type { Pace } from "./channel.ts";
import { places } from "./places.ts";
import { evenWindow, type SlidingWindow, slidingWindow } from "./sliding-window.ts";

/**
 * Keeps a channel's pace: knows what went, and says what may go. Times are milliseconds on any one steady clock. Chats are those of
 * the outbox; where several of them count as one (`Pace.chatOf`), the pace of one is theirs together.
 */
export type Pacer = {
  /** Until the channel takes another message, whatever its chat; 0: now. */
  channelWaitMs(nowMs: number): number;
  /** Until this chat takes another message; 0: now. */
  chatWaitMs(chatId: string, nowMs: number): number;
  /** A message goes to this chat now. */
  went(chatId: string, nowMs: number): void;
  /** The platform has answered: what went to this chat has reached it by now. */
  answered(chatId: string, nowMs: number): void;
  /**
   * The chats that take no message at this moment; of those that only count for one that rests, those that were sent to lately.
   * `surely`: and those whose last message may have been so long on its way that one more would come too soon after it; who has
   * others to send to leaves them out.
   */
  resting(nowMs: number, surely: boolean): Resting;
};

export type Resting = {
  readonly chatIds: readonly string[];
  /** Until the first of them has rested; infinite when there are none. */
  readonly firstMs: number;
};

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** Messages are on their way for different times, so the platform counts longer than its window to be safe … */
const WINDOW_MARGIN = 0.035;
/** … and goes a little slower still, or a timer that was late would never be made up for. */
const PACE_MARGIN = 0.0375;
/** No message is believed to be later on its way than another by more than this. */
const LONGEST_MARGIN_MS = 500;
/** So much of a second's messages may go at once after a pause; the rest is spread evenly. */
const BURST_SHARE = 1 / 5;

const withMargin = (lengthMs: number, share: number): number =>
  lengthMs + Math.min(lengthMs * share, LONGEST_MARGIN_MS);

/**
 * In any second at most `perSecond` messages go, whatever the moment it is counted from; in one chat they are spaced; in a
 * group at most `groups.perMinute` go in any minute. Remembers chats that were sent to in the last second, groups for a minute.
 */
export function pacer(pace: Pace): Pacer {
  const channel = channelWindow(pace.perSecond);
  const chats = chatRests(pace.perChatPerSecond);
  const groups = groupWindows(pace.groups);
  const { chatOf, ...known } = places(pace.chatOf, withMargin(MINUTE_MS, WINDOW_MARGIN));
  return {
    channelWaitMs: (nowMs) => channel?.waitMs(nowMs) ?? 0,
    chatWaitMs: (chatId, nowMs) => Math.max(chats.waitMs(chatOf(chatId), nowMs), groups.waitMs(chatOf(chatId), nowMs)),
    went(chatId, nowMs) {
      channel?.add(nowMs);
      known.went(chatId, nowMs);
      chats.went(chatOf(chatId), nowMs);
      groups.went(chatOf(chatId), nowMs);
    },
    answered: (chatId, nowMs) => chats.answered(chatOf(chatId), nowMs),
    resting(nowMs, surely) {
      const waits = [...chats.waits(nowMs, surely), ...groups.waits(nowMs)];
      return {
        chatIds: waits.flatMap(([chat]) => known.of(chat)),
        firstMs: Math.min(Number.POSITIVE_INFINITY, ...waits.map(([, waitMs]) => waitMs)),
      };
    },
  };
}

function channelWindow(perSecond: number): SlidingWindow | null {
  if (!Number.isFinite(perSecond)) return null;
  const limit = Math.max(1, Math.floor(perSecond));
  const windowMs = (limit / perSecond) * SECOND_MS;
  return evenWindow(slidingWindow(limit, withMargin(windowMs, WINDOW_MARGIN)), {
    spacingMs: withMargin(windowMs, PACE_MARGIN) / limit,
    burst: Math.max(1, Math.floor(limit * BURST_SHARE)),
  });
}

type Wait = readonly [chatId: string, waitMs: number];

function chatRests(perSecond: number) {
  const spacingMs = SECOND_MS / perSecond;
  const restMs = withMargin(spacingMs, PACE_MARGIN);
  /** Who was touched last stands last, so those who have rested stand first. */
  const chats = new Map<string, { readonly restedAtMs: number; readonly surelyAtMs: number }>();
  const touch = (chatId: string, restedAtMs: number, surelyAtMs: number): void => {
    if (spacingMs === 0) return;
    chats.delete(chatId);
    chats.set(chatId, { restedAtMs, surelyAtMs });
  };
  return {
    waitMs: (chatId: string, nowMs: number): number => Math.max(0, (chats.get(chatId)?.restedAtMs ?? nowMs) - nowMs),
    went(chatId: string, nowMs: number): void {
      for (const [known, { surelyAtMs }] of chats) {
        if (surelyAtMs > nowMs) break;
        chats.delete(known);
      }
      touch(chatId, nowMs + restMs, nowMs + restMs);
    },
    answered(chatId: string, nowMs: number): void {
      const restedAtMs = chats.get(chatId)?.restedAtMs ?? nowMs;
      touch(chatId, restedAtMs, Math.max(restedAtMs, nowMs + spacingMs));
    },
    waits: (nowMs: number, surely: boolean): Wait[] =>
      [...chats]
        .map(([chatId, chat]): Wait => [chatId, (surely ? chat.surelyAtMs : chat.restedAtMs) - nowMs])
        .filter(([, waitMs]) => waitMs > 0),
  };
}

function groupWindows(limit: Pace["groups"]) {
  const windowMs = withMargin(MINUTE_MS, WINDOW_MARGIN);
  const groups = new Map<string, { readonly window: SlidingWindow; forgetAtMs: number }>();
  return {
    waitMs: (chatId: string, nowMs: number): number => groups.get(chatId)?.window.waitMs(nowMs) ?? 0,
    went(chatId: string, nowMs: number): void {
      if (!limit?.includes(chatId)) return;
      for (const [known, { forgetAtMs }] of groups) {
        if (forgetAtMs > nowMs) break;
        groups.delete(known);
      }
      const window = groups.get(chatId)?.window ?? slidingWindow(limit.perMinute, windowMs);
      window.add(nowMs);
      groups.delete(chatId);
      groups.set(chatId, { window, forgetAtMs: nowMs + windowMs });
    },
    waits: (nowMs: number): Wait[] =>
      [...groups]
        .map(([chatId, { window }]): Wait => [chatId, window.waitMs(nowMs)])
        .filter(([, waitMs]) => waitMs > 0),
  };
}
