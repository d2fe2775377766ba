import { countMessages } from "./channel-usage.ts";
import { type Database, instant, inTransaction } from "./database.ts";
import { enqueueElsewhere } from "./enqueue-elsewhere.ts";
import type { PrismaClient } from "./generated/client.ts";
import { moveChats } from "./moved-chats.ts";

/** How a claimed delivery ended. `pending` puts it back until `availableAt`. */
export type DeliveryResult = {
  readonly id: number;
  readonly state: "sent" | "pending" | "failed" | "expired" | "cancelled";
  readonly at: Date;
  readonly availableAt: Date | null;
  readonly messageId: string | null;
  /** How many messages of the platform it took. */
  readonly messages: number;
  readonly error: string | null;
  /** False: it was not even tried, which does not count as an attempt. */
  readonly tried: boolean;
  /** Given up without an answer of the platform: it may have been sent. */
  readonly silent: boolean;
  /** It goes to the reader's next account now, in so far as they have one. */
  readonly elsewhere: boolean;
  /** The chat's new id, when the platform moved it. */
  readonly movedTo: string | null;
};

export type Finishing = {
  /** The month that messages are counted for, such as "2026-11"; null: they are not counted. */
  readonly counted: { readonly channel: string; readonly month: string } | null;
  /** Deliveries that were put back before, and whose last attempt was none after all. */
  readonly forgiven: readonly number[];
  /** The channels that this installation has: messages go elsewhere only there; null: to any channel. */
  readonly configured: readonly string[] | null;
};

/**
 * Writes down how deliveries of one channel ended. Where all went well this is one statement; otherwise, and where messages
 * are counted, one transaction, in which accounts are marked, chats that moved are followed and messages are enqueued for the
 * reader's next account.
 * Returns the channels that have something to send by that.
 */
export async function finishDeliveries(
  prisma: PrismaClient,
  results: readonly DeliveryResult[],
  { counted, forgiven, configured }: Finishing,
): Promise<readonly string[]> {
  const [first] = results;
  if (first === undefined) return [];
  const struck = results.filter(({ error }) => error !== null);
  if (struck.length === 0 && counted === null && forgiven.length === 0) {
    await writeResults(prisma, results);
    return [];
  }
  return await inTransaction(prisma, async (db) => {
    await writeResults(db, results);
    await forgive(db, forgiven, first.at);
    await markAccounts(db, struck);
    await moveChats(
      db,
      results.flatMap(({ id, movedTo, at }) => (movedTo === null ? [] : [{ id, movedTo, at }])),
    );
    const channels = await enqueueElsewhere(
      db,
      results.filter(({ elsewhere }) => elsewhere),
      configured,
    );
    const sent = results.reduce((sum, { messages }) => sum + messages, 0);
    if (counted !== null && sent > 0) await countMessages(db, { ...counted, sent, received: 0 });
    return channels;
  });
}

/** They are due at once again, in front of what stands behind them in their chats; what is being tried by now is left alone. */
async function forgive(db: Database, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`
    UPDATE delivery SET attempts = attempts - 1, available_at = ${instant(now)}::timestamptz
    WHERE id = ANY(${ids}::int[]) AND state = 'pending' AND attempts > 0`;
}

/** A message that arrived ends the silence of its account. */
async function writeResults(db: Database, results: readonly DeliveryResult[]): Promise<void> {
  await db.$executeRaw`
    WITH result AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS r(
        id int, state delivery_state, at timestamptz, "availableAt" timestamptz, "messageId" text, error text, tried boolean)
    ), finished AS (
      UPDATE delivery d
      SET state = r.state, lease_until = NULL, error = r.error,
          sent_at = CASE WHEN r.state = 'sent' THEN r.at END,
          platform_message_id = r."messageId",
          available_at = COALESCE(r."availableAt", d.available_at),
          attempts = d.attempts - CASE WHEN r.tried THEN 0 ELSE 1 END
      FROM result r WHERE d.id = r.id AND d.state = 'sending'
      RETURNING d.channel, d.chat_id, d.member_id, d.state
    )
    UPDATE account a SET silence = 0
    FROM finished f
    WHERE f.state = 'sent' AND a.channel = f.channel AND a.chat_id = f.chat_id AND a.member_id = f.member_id AND a.silence > 0`;
}

/** A chat that will never take messages marks its account blocked, one that does not answer counts as silent. */
async function markAccounts(db: Database, struck: readonly DeliveryResult[]): Promise<void> {
  const marks = struck.filter(({ error, silent }) => silent || error === "blocked" || error === "unknown-chat");
  if (marks.length === 0) return;
  await db.$executeRaw`
    WITH mark AS (
      SELECT d.member_id, d.channel, d.chat_id, max(r.at) FILTER (WHERE NOT r.silent) AS blocked_at,
             count(*) FILTER (WHERE r.silent)::int AS silent
      FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS r(id int, at timestamptz, silent boolean)
      JOIN delivery d USING (id) WHERE d.member_id IS NOT NULL
      GROUP BY d.member_id, d.channel, d.chat_id
    ), marked AS (
      UPDATE account a SET silence = a.silence + m.silent, blocked_at = COALESCE(a.blocked_at, m.blocked_at)
      FROM mark m WHERE a.member_id = m.member_id AND a.channel = m.channel AND a.chat_id = m.chat_id
      RETURNING a.member_id, a.channel, a.blocked_at, m.blocked_at AS now_blocked_at
    )
    INSERT INTO account_change (member_id, channel, what, at)
    SELECT member_id, channel, 'blocked', blocked_at FROM marked WHERE blocked_at = now_blocked_at`;
}
