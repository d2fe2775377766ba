import type { Incoming } from "../delivery/channel.ts";
import type { Letter } from "../delivery/post.ts";
import type { Say } from "./dialog.ts";

/** One sentence of an answer as a letter: in the same chat, or to another member wherever they are reached. */
export function replyLetter(say: Say, index: number, incoming: Incoming, memberId: number | null): Letter {
  const toOther = say.to !== undefined && say.to !== memberId;
  return {
    key: `reply ${incoming.channel} ${incoming.eventId} ${index}`,
    to: toOther ? { memberId: say.to } : { channel: incoming.channel, chatId: incoming.chatId, memberId },
    title: say.title ?? null,
    body: say.body,
    choices: say.choices ?? [],
    files: say.files ?? [],
    ...(say.form === undefined ? {} : { form: say.form }),
    proactive: toOther,
    requires: say.asHeadOf === undefined ? null : { role: "head", unitId: say.asHeadOf },
    expiresAt: null,
  };
}
