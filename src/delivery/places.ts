import type { Pace } from "./channel.ts";

/** Which chats of the outbox count as one to the platform, such as the topics of a group. Times are milliseconds on any one steady clock. */
export type Places = {
  /** The chat that this one counts for. */
  chatOf(place: string): string;
  /** A message goes to this place now. */
  went(place: string, nowMs: number): void;
  /** A chat, and the places that count for it, of those that were sent to lately. */
  of(chat: string): readonly string[];
};

/** A place is remembered for `keptMs` after the last message to its chat. */
export function places(chatOf: Pace["chatOf"], keptMs: number): Places {
  /** Who was sent to last stands last. A chat that is its only place is not kept. */
  const chats = new Map<string, { readonly forgetAtMs: number; readonly places: Set<string> }>();
  return {
    chatOf: (place) => chatOf?.(place) ?? place,
    went(place, nowMs) {
      const chat = chatOf?.(place) ?? place;
      if (chat === place) return;
      for (const [known, { forgetAtMs }] of chats) {
        if (forgetAtMs > nowMs) break;
        chats.delete(known);
      }
      const known = chats.get(chat)?.places ?? new Set();
      chats.delete(chat);
      chats.set(chat, { forgetAtMs: nowMs + keptMs, places: known.add(place) });
    },
    of: (chat) => [chat, ...(chats.get(chat)?.places ?? [])],
  };
}
