/** So many chats in a row that are refused as too much: it is not about one of them. */
const CHATS_OF_A_FLOOD = 3;

/** The platform takes nothing from the bot at present, whatever the chat. */
export type Flood = {
  /** The longest that it has asked to wait. */
  readonly untilMs: number;
  /** Deliveries that were taken for refused one by one until this showed it to be a flood. */
  readonly doubtful: readonly number[];
};

/** Tells a platform that refuses everybody (`too-many-requests`) from a chat that has had too much. */
export type FloodWatch = {
  /** The platform took a message: it does not refuse everybody. */
  accepted(): void;
  /** It refused one to this chat as too much, and said to wait until then, by any one steady clock. null: that may be the chat's alone. */
  refused(chatId: string, delivery: number, untilMs: number): Flood | null;
};

export function floodWatch(): FloodWatch {
  const chats = new Set<string>();
  /** The last of each chat. */
  const doubtful = new Map<string, number>();
  let longestMs = Number.NEGATIVE_INFINITY;
  return {
    accepted() {
      chats.clear();
      doubtful.clear();
      longestMs = Number.NEGATIVE_INFINITY;
    },
    refused(chatId, delivery, untilMs) {
      chats.add(chatId);
      longestMs = Math.max(longestMs, untilMs);
      if (chats.size < CHATS_OF_A_FLOOD) {
        doubtful.set(chatId, delivery);
        return null;
      }
      const flood = { untilMs: longestMs, doubtful: [...doubtful.values()] };
      doubtful.clear();
      return flood;
    },
  };
}
