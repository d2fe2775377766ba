import type { Clock } from "../clock.ts";
import type { Incoming, Receive } from "../delivery/channel.ts";
import { readTapData } from "../delivery/message.ts";
import { type Letter, postAtOnce } from "../delivery/post.ts";
import { dayAt } from "../domain/zone.ts";
import type { Log } from "../log.ts";
import { markAccount } from "../store/accounts.ts";
import { keepAttachments } from "../store/attachments.ts";
import { applyChanges } from "../store/changes.ts";
import { type Database, inTransaction } from "../store/database.ts";
import type { Store } from "../store/open-store.ts";
import type { Enqueued } from "../store/outbox.ts";
import { saveConversation } from "../store/talk.ts";
import { beginTurn } from "../store/turn.ts";
import { type Language, textsIn } from "../texts/texts.ts";
import { converse, type Dialogs } from "./converse.ts";
import type { Context, Say } from "./dialog.ts";
import { answerGroup } from "./group.ts";
import { readInput } from "./input.ts";
import { codeIn, link } from "./link.ts";

export type ReceiverParts = {
  readonly store: Store;
  readonly dialogs: Dialogs;
  readonly clock: Clock;
  readonly zone: string;
  readonly language: Language;
  readonly log: Log;
  /** Channels whose dispatcher is in this process: their answers are claimed at birth. */
  readonly held: () => readonly string[];
  /** What was put into the outbox; called after the commit. */
  readonly posted: (enqueued: Enqueued) => void;
  /** Files wait to be fetched; called after the commit. */
  readonly filesWaiting: () => void;
};

/**
 * Handles one event of any platform in one transaction: the event is remembered (a repeat does nothing), the person is locked,
 * the conversation goes one step, and what was decided and what is to be said are stored together. Rejects only when the
 * store could not take it, so that the platform repeats it.
 */
export function receiver(parts: ReceiverParts): Receive {
  return async (incoming) => {
    let enqueued: Enqueued;
    try {
      enqueued = await inTransaction(parts.store.prisma, (db) => handle(db, parts, incoming));
    } catch (error) {
      parts.log.error({ channel: incoming.channel, event: incoming.eventId, error: nameOf(error) }, "event failed");
      // Whatever was half done is rolled back. The person is told, in a transaction of its own; if that fails too, the store is away.
      enqueued = await inTransaction(parts.store.prisma, (db) => apologise(db, parts, incoming));
    }
    if (incoming.said.kind === "files") parts.filesWaiting();
    parts.posted(enqueued);
  };
}

const NOTHING: Enqueued = { waiting: [], claimed: [] };

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

async function handle(db: Database, parts: ReceiverParts, incoming: Incoming): Promise<Enqueued> {
  const now = parts.clock.now();
  const { said, channel, address } = incoming;
  const turn = await beginTurn(db, {
    channel,
    address,
    eventId: incoming.eventId,
    chatId: incoming.chatId,
    tappedOfferId: said.kind === "tap" ? (readTapData(said.data)?.offerId ?? null) : null,
    now,
  });
  if (turn.seenBefore) return NOTHING;
  const { picture } = turn;
  if (said.kind === "left" || said.kind === "returned") {
    await markAccount(db, { channel, address, blockedAt: said.kind === "left" ? now : null });
    return NOTHING;
  }
  const texts = textsIn(picture?.language, parts.language);
  const reply = (say: Say, index: number): Letter => letter(say, index, incoming, picture?.memberId ?? null);
  if (incoming.chatKind === "group") {
    return await postAtOnce(db, answerGroup(incoming, texts).map(reply), now, parts.held());
  }
  if (picture?.blocked) await markAccount(db, { channel, address, blockedAt: null });
  const code = said.kind === "text" ? codeIn(said.text, picture !== null) : null;
  if (picture === null || code !== null) {
    const { say, memberId } = await link(db, { channel, address, chatId: incoming.chatId }, code, texts, now);
    return await postAtOnce(db, [letter(say, 0, incoming, memberId)], now, parts.held());
  }
  const context: Context = {
    person: { memberId: picture.memberId, fullName: picture.fullName, memberships: picture.memberships },
    now,
    today: dayAt(now, parts.zone),
    zone: parts.zone,
    texts,
  };
  const files = said.kind === "files" ? said.files : [];
  const attachmentIds = await keepAttachments(db, { memberId: picture.memberId, channel, files, now });
  const input = readInput(said, picture, { now, zone: parts.zone });
  const outcome = await converse(db, parts.dialogs, context, picture, input, attachmentIds);
  await applyChanges(db, outcome.changes, picture.memberId, now);
  await saveConversation(db, picture.memberId, outcome.move, outcome.closedOfferIds, now);
  return await postAtOnce(db, outcome.say.map(reply), now, parts.held());
}

/** One sentence of an answer as a letter: in the same chat, or to another member wherever they are reached. */
function letter(say: Say, index: number, incoming: Incoming, memberId: number | null): Letter {
  const toOther = say.to !== undefined && say.to !== memberId;
  return {
    key: `reply ${incoming.channel} ${incoming.eventId} ${index}`,
    to: toOther ? { memberId: say.to } : { channel: incoming.channel, chatId: incoming.chatId, memberId },
    title: say.title ?? null,
    body: say.body,
    choices: say.choices ?? [],
    files: say.files ?? [],
    proactive: toOther,
    requires: say.asHeadOf === undefined ? null : { role: "head", unitId: say.asHeadOf },
    expiresAt: null,
  };
}

async function apologise(db: Database, parts: ReceiverParts, incoming: Incoming): Promise<Enqueued> {
  const now = parts.clock.now();
  const { channel, address, eventId, chatId } = incoming;
  const turn = await beginTurn(db, { channel, address, eventId, chatId, tappedOfferId: null, now });
  if (turn.seenBefore || incoming.said.kind === "left" || incoming.said.kind === "returned") return NOTHING;
  const texts = textsIn(turn.picture?.language, parts.language);
  return await postAtOnce(
    db,
    [letter({ body: texts.talk.failed }, 0, incoming, turn.picture?.memberId ?? null)],
    now,
    parts.held(),
  );
}
