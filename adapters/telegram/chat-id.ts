/** A chat, and the topic in it where the group is a forum. */
export type Place = { readonly chat: string; readonly topic: number | null };

/** Our id of a place: `-100123`, or `-100123:45` for topic 45 of that group. */
export const chatIdOf = (chat: number | string, topic?: number | null): string =>
  topic === undefined || topic === null ? String(chat) : `${chat}:${topic}`;

/** The place that an id of ours names. */
export function placeOf(chatId: string): Place {
  const match = /^(-?\d+):(\d+)$/.exec(chatId);
  return match === null ? { chat: chatId, topic: null } : { chat: match[1] ?? "", topic: Number(match[2]) };
}
