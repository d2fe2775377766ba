import type { Clock } from "../clock.ts";
import type { Incoming, Receive, Said } from "../delivery/channel.ts";
import { readTapData } from "../delivery/message.ts";
import { postAtOnce } from "../delivery/post.ts";
import { monthAt } from "../domain/zone.ts";
import type { Log } from "../log.ts";
import { recordAccountChange } from "../store/account-changes.ts";
import { markUnread } from "../store/accounts.ts";
import { countMessages } from "../store/channel-usage.ts";
import { type Database, inTransaction } from "../store/database.ts";
import type { Store } from "../store/open-store.ts";
import type { Enqueued } from "../store/outbox.ts";
import { beginTurn, type Picture, type Turn } from "../store/turn.ts";
import { type Texts, textsIn } from "../texts/texts.ts";
import { type Answered, answerPerson, type ConversationParts } from "./answer-person.ts";
import { answerGroup } from "./group.ts";
import { codeIn, link } from "./link.ts";
import { noteAccount } from "./note-account.ts";
import { replyLetter } from "./reply-letter.ts";

export type ReceiverParts = ConversationParts & {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** What was put into the outbox; called after the commit. */
  readonly posted: (enqueued: Enqueued) => void;
  /** Whether a channel's messages are counted by the month. */
  readonly counts: (channel: string) => boolean;
  /** Files wait to be fetched; called after the commit. */
  readonly filesWaiting: () => void;
  /** Work on a plan was asked for; called after the commit. */
  readonly workWaiting: () => void;
};

/**
 * Handles one event of any platform in one transaction: the event is remembered (a repeat does nothing), the person is locked,
 * the conversation goes one step, and what was decided and what is to be said are stored together. Rejects only while the
 * store is away, so that the platform repeats it; an event that a store which is there cannot take is given up.
 */
export function receiver(parts: ReceiverParts): Receive {
  return async (incoming) => {
    const work = (step: typeof handle): Promise<Answered> =>
      inTransaction(parts.store.prisma, (db) => counted(db, parts, incoming, step));
    const failed = (error: unknown, what: string): void =>
      parts.log.error({ channel: incoming.channel, event: incoming.eventId, error: nameOf(error) }, what);
    let handled: Answered;
    try {
      handled = await work(handle);
    } catch (error) {
      failed(error, "event failed");
      try {
        // Whatever was half done is rolled back. The person is told, in a transaction of its own.
        handled = await work(apologise);
      } catch (again) {
        await parts.store.ping();
        return failed(again, "event given up");
      }
    }
    if (incoming.said.kind === "files") parts.filesWaiting();
    if (handled.asksWork === true) parts.workWaiting();
    parts.posted(handled);
  };
}

const NOTHING: Answered = { waiting: [], claimed: [] };
/** The event was handled before. */
const SEEN_BEFORE: Answered = { waiting: [], claimed: [] };

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

/** Where messages are counted, one that is new is counted last: the month's row is everybody's. */
async function counted(db: Database, parts: ReceiverParts, incoming: Incoming, work: typeof handle): Promise<Answered> {
  const handled = await work(db, parts, incoming);
  if (parts.counts(incoming.channel) && isMessage(incoming.said) && handled !== SEEN_BEFORE) {
    const month = monthAt(parts.clock.now(), parts.zone);
    await countMessages(db, { channel: incoming.channel, month, sent: 0, received: 1 });
  }
  return handled;
}

/** Something that the person wrote, tapped or sent. */
const isMessage = ({ kind }: Said): boolean => kind !== "left" && kind !== "returned" && kind !== "human";

/** Who lets the bot in again can be written to as one who wrote: Zalo counts both as an interaction. */
const isHeard = ({ chatKind, said }: Incoming): boolean =>
  chatKind === "private" && (isMessage(said) || said.kind === "returned");

const begin = (db: Database, incoming: Incoming, now: Date): Promise<Turn> =>
  beginTurn(db, {
    channel: incoming.channel,
    address: incoming.address,
    eventId: incoming.eventId,
    chatId: incoming.chatId,
    tappedOfferId: "data" in incoming.said ? (readTapData(incoming.said.data)?.offerId ?? null) : null,
    heard: isHeard(incoming),
    now,
  });

async function handle(db: Database, parts: ReceiverParts, incoming: Incoming): Promise<Answered> {
  const now = parts.clock.now();
  const { seenBefore, paused, picture } = await begin(db, incoming, now);
  if (seenBefore) return SEEN_BEFORE;
  const texts = textsIn(picture?.language, parts.language);
  if (incoming.chatKind === "group") {
    const said = answerGroup(incoming, texts).map((say, index) => replyLetter(say, index, incoming, null));
    return await postAtOnce(db, said, now, parts.held());
  }
  if (picture?.blocked === true && isHeard(incoming)) {
    const { memberId } = picture;
    await recordAccountChange(db, { memberId, channel: incoming.channel, what: "back", at: now });
  }
  if (!isMessage(incoming.said)) {
    await noteAccount(db, incoming, { paused, picture }, now);
    return NOTHING;
  }
  if (paused && picture !== null) {
    await markUnread(db, picture.accountId, true);
    return NOTHING;
  }
  const code = incoming.said.kind === "text" ? codeIn(incoming.said.text, picture !== null) : null;
  if (picture === null) return await linked(db, parts, incoming, { code, ownerId: null, paused, texts, now });
  const before = picture.unread ? await notRead(db, parts, incoming, { picture, texts, now }) : NOTHING;
  const answered =
    code === null
      ? await answerPerson(db, parts, incoming, picture, now)
      : await linked(db, parts, incoming, { code, ownerId: picture.memberId, paused, texts, now });
  return {
    ...answered,
    waiting: [...new Set([...before.waiting, ...answered.waiting])],
    claimed: [...before.claimed, ...answered.claimed],
  };
}

/** Says once, before what is answered, that the words of a pause were not read: the person may wait for an answer to them. */
async function notRead(
  db: Database,
  parts: ReceiverParts,
  incoming: Incoming,
  { picture, texts, now }: { picture: Picture; texts: Texts; now: Date },
): Promise<Enqueued> {
  await markUnread(db, picture.accountId, false);
  const letter = replyLetter({ body: texts.accounts.unread }, 0, incoming, picture.memberId);
  const key = `unread ${incoming.channel} ${incoming.eventId}`;
  return await postAtOnce(db, [{ ...letter, key }], now, parts.held());
}

type Linking = {
  readonly code: string | null;
  /** Whose account it is so far; null: nobody's. */
  readonly ownerId: number | null;
  readonly paused: boolean;
  readonly texts: Texts;
  readonly now: Date;
};

async function linked(
  db: Database,
  parts: ReceiverParts,
  incoming: Incoming,
  { code, ownerId, paused, texts, now }: Linking,
): Promise<Answered> {
  const account = { channel: incoming.channel, address: incoming.address, chatId: incoming.chatId };
  const answer = await link(db, { account, ownerId, typed: code, texts, language: parts.language, now });
  // A code is for the bot, even one that a person of the organisation has just given by hand; all else is for that person.
  if (paused && answer.memberId === ownerId) return NOTHING;
  const [first, ...others] = answer.say;
  const letters = [
    replyLetter(first, 0, incoming, answer.memberId),
    ...others.map((say, index) => replyLetter(say, index + 1, incoming, null)),
  ];
  return await postAtOnce(db, letters, now, parts.held());
}

async function apologise(db: Database, parts: ReceiverParts, incoming: Incoming): Promise<Answered> {
  const now = parts.clock.now();
  const { seenBefore, paused, picture } = await begin(db, incoming, now);
  if (seenBefore) return SEEN_BEFORE;
  if (!isMessage(incoming.said) || paused) return NOTHING;
  const texts = textsIn(picture?.language, parts.language);
  const reader = incoming.chatKind === "group" ? null : (picture?.memberId ?? null);
  return await postAtOnce(db, [replyLetter({ body: texts.talk.failed }, 0, incoming, reader)], now, parts.held());
}
