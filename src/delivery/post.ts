import type { Database } from "../store/database.ts";
import type { ClosedOffer } from "../store/offer-edits.ts";
import { type Enqueued, enqueue } from "../store/outbox.ts";
import { storable } from "../store/storable-text.ts";
import type { Form, MessageFile } from "./message.ts";

/** Serialisable: what a choice does when it is taken. Its meaning belongs to whoever wrote the letter. */
export type Action = {
  readonly dialog: string;
  readonly do: string;
  readonly id?: number;
  readonly value?: string;
  /** The question this answers; once another is asked, the choice is stale. */
  readonly step?: string;
};

export type Choice = {
  readonly label: string;
  readonly action: Action;
  /** True: only shows something, so the other choices of the message stay open. */
  readonly stays?: true;
};

/** A message to somebody, before it is known on which channel. */
export type Letter = {
  /** The same key twice is one message. */
  readonly key: string;
  readonly to: { readonly memberId: number } | { readonly roomId: number } | Chat;
  readonly title: string | null;
  readonly body: string;
  /** More to read, below the body; in a thread where the platform has them. */
  readonly details?: string;
  readonly choices: readonly Choice[];
  readonly files: readonly MessageFile[];
  /** Opened by a button of its own, below the choices. */
  readonly form?: Omit<Form, "choice">;
  /** True: sent in working hours only; false: an answer, at any hour. */
  readonly proactive: boolean;
  /** The reader must still hold this role in this unit at the moment of sending. */
  readonly requires: { readonly role: "member" | "head" | "leader" | "admin"; readonly unitId: number } | null;
  /** Not sent any more after this; null: never too late. */
  readonly expiresAt: Date | null;
};

/** One chat, and the member who reads there, null when nobody is linked. */
export type Chat = { readonly channel: string; readonly chatId: string; readonly memberId: number | null };

const OFFER_VALID_MS = 14 * 24 * 60 * 60_000;

/** Puts letters into the outbox of a transaction. @returns the channels to wake once it is committed */
export async function post(db: Database, letters: readonly Letter[], now: Date): Promise<readonly string[]> {
  return (await postAtOnce(db, letters, now)).waiting;
}

/**
 * The same; answers on channels in `held` are claimed at birth and are to be carried once the transaction is committed. The
 * messages that printed the offers of `closed` lose their choices. All letters are stored in one statement, so a text that
 * PostgreSQL does not take is mended first: one bad letter must not lose the others.
 */
export function postAtOnce(
  db: Database,
  letters: readonly Letter[],
  now: Date,
  held: readonly string[] = [],
  closed: readonly ClosedOffer[] = [],
): Promise<Enqueued> {
  return enqueue(
    db,
    letters.map(storable).map((letter) => ({
      key: letter.key,
      memberId: "memberId" in letter.to ? letter.to.memberId : null,
      roomId: "roomId" in letter.to ? letter.to.roomId : null,
      channel: "channel" in letter.to ? letter.to.channel : null,
      chatId: "channel" in letter.to ? letter.to.chatId : null,
      proactive: letter.proactive,
      requiredRole: letter.requires?.role ?? null,
      requiredUnitId: letter.requires?.unitId ?? null,
      message: {
        title: letter.title,
        body: letter.body,
        offer:
          letter.choices.length === 0 ? null : { offerId: 0, labels: letter.choices.map((choice) => choice.label) },
        files: letter.files,
        ...(letter.details === undefined ? {} : { details: letter.details }),
        // Beyond the choices that are printed: only a channel that shows forms has this button.
        ...(letter.form === undefined ? {} : { form: { ...letter.form, choice: letter.choices.length } }),
      },
      choices: letter.choices.length === 0 ? null : letter.choices,
      availableAt: now,
      expiresAt: letter.expiresAt,
      offerExpiresAt: new Date(now.getTime() + OFFER_VALID_MS),
    })),
    now,
    held,
    closed,
  );
}
