/** Refuses what goes beyond the limits that core.telegram.org/bots/faq publishes. */
export type FakeBotLimits = {
  /** null: it may go, and counts; else the seconds after which the chat may be written to again. */
  refused(chat: string): number | null;
};

const SECOND_MS = 1000;
const PER_SECOND = 30;
const MINUTE_MS = 60_000;
const GROUP_PER_MINUTE = 20;

/** `nowMs` is any steady clock. A group has an id below zero. */
export function fakeBotLimits(nowMs: () => number = () => performance.now()): FakeBotLimits {
  const chats = new Map<string, number[]>();
  let all: number[] = [];
  return {
    refused(chat) {
      const now = nowMs();
      const minute = (chats.get(chat) ?? []).filter((at) => now - at < MINUTE_MS);
      all = all.filter((at) => now - at < SECOND_MS);
      const lastInChat = minute.at(-1);
      const waits = [
        all.length < PER_SECOND ? 0 : (all[0] ?? 0) + SECOND_MS - now,
        lastInChat === undefined ? 0 : lastInChat + SECOND_MS - now,
        !chat.startsWith("-") || minute.length < GROUP_PER_MINUTE ? 0 : (minute[0] ?? 0) + MINUTE_MS - now,
      ];
      const waitMs = Math.max(...waits);
      if (waitMs > 0) return Math.ceil(waitMs / SECOND_MS);
      all.push(now);
      chats.set(chat, [...minute, now]);
      return null;
    },
  };
}
