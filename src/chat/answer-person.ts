import type { Incoming } from "../delivery/channel.ts";
import { postAtOnce } from "../delivery/post.ts";
import { dayAt } from "../domain/zone.ts";
import { keepAttachments } from "../store/attachments.ts";
import { applyChanges } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import type { Enqueued } from "../store/outbox.ts";
import { saveConversation } from "../store/talk.ts";
import type { Picture } from "../store/turn.ts";
import { type Language, textsIn } from "../texts/texts.ts";
import { converse, type Dialogs } from "./converse.ts";
import type { Context } from "./dialog.ts";
import { type Input, readInput } from "./input.ts";
import { replyLetter } from "./reply-letter.ts";

export type ConversationParts = {
  readonly dialogs: Dialogs;
  readonly zone: string;
  /** Where a person has not chosen. */
  readonly language: Language;
  /** Channels whose dispatcher is in this process: their answers are claimed at birth. */
  readonly held: () => readonly string[];
  /** Whether a channel can change a message that was sent. */
  readonly canEdit: (channel: string) => boolean;
};

/** What was put into the outbox, and whether work on a plan was asked for. */
export type Answered = Enqueued & { readonly asksWork?: boolean };

/** One step of the conversation: what was decided, where it stands now and what is said are stored together. */
export async function answerPerson(
  db: Database,
  parts: ConversationParts,
  incoming: Incoming,
  picture: Picture,
  now: Date,
): Promise<Answered> {
  const { said, channel, chatId } = incoming;
  const { memberId, accountId } = picture;
  const context: Context = {
    person: { memberId, fullName: picture.fullName, memberships: picture.memberships },
    accountId,
    now,
    today: dayAt(now, parts.zone),
    zone: parts.zone,
    texts: textsIn(picture.language, parts.language),
  };
  const files = said.kind === "files" ? said.files : [];
  const attachmentIds = await keepAttachments(db, { memberId, channel, files, now });
  const input = readInput(said, picture, { now, zone: parts.zone });
  const outcome = await converse(db, parts.dialogs, context, picture, input, attachmentIds);
  await applyChanges(db, outcome.changes, { memberId, channel, chatId }, now);
  const leaves = outcome.changes.some((one) => one.change === "unlink-account" && one.accountId === accountId);
  await saveConversation(db, memberId, outcome.move, outcome.closedOfferIds, now);
  // A chat that is nobody's any more is told so, and nothing else that is only for the person to read.
  const letters = leaves
    ? outcome.say.slice(0, 1).map((say, index) => replyLetter(say, index, incoming, null))
    : outcome.say.map((say, index) => replyLetter(say, index, incoming, memberId));
  const closed = parts.canEdit(channel) ? closedOffers(outcome.closedOfferIds, input, context) : [];
  const printed = closed.map((offer) => ({ ...offer, memberId, channel, chatId }));
  const asksWork = outcome.changes.some(({ change }) => change === "ask-plan-work");
  return { ...(await postAtOnce(db, letters, now, parts.held(), printed)), asksWork };
}

/** Offers that are closed now; the one of which a choice was taken shows it. */
const closedOffers = (offerIds: readonly number[], input: Input, { texts }: Context) =>
  offerIds.map((offerId) => ({
    offerId,
    mark: input.kind === "choice" && input.offerId === offerId ? texts.talk.taken(input.choice.label) : null,
  }));
