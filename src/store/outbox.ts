import type { Database } from "./database.ts";
import { instant } from "./database.ts";

/** How long a claimed delivery may take before it is believed lost; on the database's clock. */
export const DELIVERY_LEASE_SECONDS = 120;

/** A message to be sent, as one row of the outbox. Give a member, a room, or a chat. */
export type NewDelivery = {
  /** The same key twice is one delivery. */
  readonly key: string;
  readonly memberId: number | null;
  readonly roomId: number | null;
  /** null: the member's first account that is not blocked, or the room's chat. */
  readonly channel: string | null;
  readonly chatId: string | null;
  readonly proactive: boolean;
  readonly requiredRole: "member" | "head" | "leader" | "admin" | null;
  readonly requiredUnitId: number | null;
  /** Its `offer.offerId`, when it has an offer, is filled in here. */
  readonly message: object;
  /** Label and action of each choice; null: no offer. */
  readonly choices: readonly object[] | null;
  readonly availableAt: Date;
  readonly expiresAt: Date | null;
  readonly offerExpiresAt: Date;
};

export type Enqueued = {
  /** Channels that now have something to claim. */
  readonly waiting: readonly string[];
  /** Deliveries that are claimed already, for the dispatcher of this process to carry once the transaction is committed. */
  readonly claimed: readonly (ClaimedDelivery & { readonly channel: string })[];
};

/**
 * Puts messages into the outbox and their offers beside them, in one statement. A member without a reachable account gets
 * a row that has failed with `no-account`, so that nobody is forgotten in silence.
 *
 * An answer that nothing in its chat goes before is claimed at birth for a channel in `held`, whose dispatcher is in this
 * process: it need not be asked for again.
 */
export async function enqueue(
  db: Database,
  deliveries: readonly NewDelivery[],
  now: Date,
  held: readonly string[] = [],
): Promise<Enqueued> {
  if (deliveries.length === 0) return { waiting: [], claimed: [] };
  const letters = JSON.stringify(deliveries.map((delivery, position) => ({ ...delivery, position })));
  const rows = await db.$queryRaw<{ id: number; channel: string; chatId: string; message: unknown; state: string }[]>`
    WITH letter AS MATERIALIZED (
      SELECT l.*, CASE WHEN l.choices IS NOT NULL THEN nextval('offer_id_seq')::int END AS offer_id
      FROM jsonb_to_recordset(${letters}::jsonb) AS l(
        "key" text, "memberId" int, "roomId" int, channel text, "chatId" text, proactive boolean, "requiredRole" role,
        "requiredUnitId" int, message jsonb, choices jsonb, "availableAt" timestamptz, "expiresAt" timestamptz,
        "offerExpiresAt" timestamptz, position int)
    ), addressed AS MATERIALIZED (
      SELECT l.*, COALESCE(l.channel, account.channel, room.channel) AS to_channel,
             COALESCE(l."chatId", account.chat_id, room.chat_id) AS to_chat
      FROM letter l
      LEFT JOIN room ON room.id = l."roomId"
      LEFT JOIN LATERAL (
        SELECT a.channel, a.chat_id FROM account a
        WHERE a.member_id = l."memberId" AND a.blocked_at IS NULL ORDER BY a.rank, a.id LIMIT 1
      ) account ON l.channel IS NULL AND l."roomId" IS NULL
    ), placed AS MATERIALIZED (
      SELECT a.*, a.to_channel = ANY(${held}::text[]) AND NOT a.proactive
          AND a.position = min(a.position) OVER (PARTITION BY a.to_channel, a.to_chat)
          AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.channel = a.to_channel AND d.chat_id = a.to_chat
                          AND d.state IN ('pending', 'sending')) AS at_once
      FROM addressed a
    ), fresh AS (
      INSERT INTO delivery ("key", channel, chat_id, member_id, room_id, proactive, required_role, required_unit_id,
                            message, state, attempts, lease_until, created_at, available_at, expires_at, error)
      SELECT "key", COALESCE(to_channel, 'none'), COALESCE(to_chat, ''), "memberId", "roomId", proactive, "requiredRole",
             "requiredUnitId",
             CASE WHEN offer_id IS NULL THEN message ELSE jsonb_set(message, '{offer,offerId}', to_jsonb(offer_id)) END,
             CASE WHEN to_channel IS NULL THEN 'failed' WHEN at_once THEN 'sending' ELSE 'pending' END::delivery_state,
             CASE WHEN at_once THEN 1 ELSE 0 END,
             CASE WHEN at_once THEN now() + make_interval(secs => ${DELIVERY_LEASE_SECONDS}) END,
             ${instant(now)}::timestamptz, "availableAt", "expiresAt",
             CASE WHEN to_channel IS NULL THEN 'no-account' END
      FROM placed
      -- Ids follow the order of the letters: it is the order in which a chat reads them.
      ORDER BY position
      ON CONFLICT ("key") DO NOTHING
      RETURNING id, "key", channel, chat_id, message, state
    ), offered AS (
      INSERT INTO offer (id, channel, chat_id, reader_id, choices, created_at, expires_at)
      SELECT a.offer_id, a.to_channel, a.to_chat, a."memberId", a.choices, ${instant(now)}::timestamptz, a."offerExpiresAt"
      FROM addressed a JOIN fresh USING ("key")
      WHERE a.offer_id IS NOT NULL AND a.to_channel IS NOT NULL AND a."memberId" IS NOT NULL
    )
    SELECT id, channel, chat_id AS "chatId", message, state::text FROM fresh WHERE state <> 'failed' ORDER BY id`;
  return {
    waiting: [...new Set(rows.filter(({ state }) => state === "pending").map(({ channel }) => channel))],
    claimed: rows
      .filter(({ state }) => state === "sending")
      .map(({ id, channel, chatId, message }) => ({
        id,
        channel,
        chatId,
        message,
        attempts: 1,
        allowed: true,
        expired: false,
      })),
  };
}

export type ClaimedDelivery = {
  readonly id: number;
  readonly chatId: string;
  readonly message: unknown;
  readonly attempts: number;
  /** False: the reader has since left, been blocked, or lost the role; the room was removed. */
  readonly allowed: boolean;
  readonly expired: boolean;
};

/**
 * Takes up to `limit` deliveries of a channel that may go now, at most one of each chat and the oldest of it first, so that
 * order in a chat is kept. Whether the reader may still have it is judged here, at the last moment.
 * Leases run on the database's clock, due times on the product's.
 */
export async function claimDeliveries(
  db: Database,
  request: { channel: string; now: Date; limit: number; proactiveToo: boolean },
): Promise<ClaimedDelivery[]> {
  // Index: delivery_pending (channel, available_at, id) finds candidates, delivery_unfinished (channel, chat_id, id) the order.
  return db.$queryRaw<ClaimedDelivery[]>`
    WITH chosen AS (
      SELECT d.id FROM delivery d
      WHERE d.channel = ${request.channel} AND d.state = 'pending' AND d.available_at <= ${instant(request.now)}::timestamptz
        AND (NOT d.proactive OR ${request.proactiveToo})
        AND NOT EXISTS (
          SELECT 1 FROM delivery earlier
          WHERE earlier.channel = d.channel AND earlier.chat_id = d.chat_id AND earlier.state IN ('pending', 'sending')
            AND earlier.id < d.id
            AND (earlier.state = 'sending' OR earlier.attempts > 0
                 OR (earlier.available_at <= ${instant(request.now)}::timestamptz
                     AND (NOT earlier.proactive OR ${request.proactiveToo}))))
      ORDER BY d.available_at, d.id
      LIMIT ${request.limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery d
    SET state = 'sending', attempts = d.attempts + 1, lease_until = now() + make_interval(secs => ${DELIVERY_LEASE_SECONDS})
    FROM chosen WHERE d.id = chosen.id
    RETURNING d.id, d.chat_id AS "chatId", d.message, d.attempts,
      COALESCE(d.expires_at < ${instant(request.now)}::timestamptz, false) AS expired,
      (d.room_id IS NULL OR EXISTS (SELECT 1 FROM room r WHERE r.id = d.room_id AND r.removed_at IS NULL))
      AND (d.member_id IS NULL OR EXISTS (
        SELECT 1 FROM account a
        WHERE a.member_id = d.member_id AND a.channel = d.channel AND a.chat_id = d.chat_id AND a.blocked_at IS NULL))
      AND (d.required_unit_id IS NULL OR EXISTS (
        SELECT 1 FROM membership m
        WHERE m.member_id = d.member_id AND m.unit_id = d.required_unit_id
          AND (d.required_role IS NULL OR m.role = d.required_role))) AS allowed`;
}

/** How a claimed delivery ended. `pending` puts it back until `availableAt`. */
export type DeliveryResult = {
  readonly id: number;
  readonly state: "sent" | "pending" | "failed" | "expired" | "cancelled";
  readonly at: Date;
  readonly availableAt: Date | null;
  readonly messageId: string | null;
  readonly error: string | null;
};

/** Writes down how deliveries ended, in one statement; a chat that will never take messages marks its account blocked. */
export async function finishDeliveries(db: Database, results: readonly DeliveryResult[]): Promise<void> {
  if (results.length === 0) return;
  await db.$executeRaw`
    WITH result AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS r(
        id int, state delivery_state, at timestamptz, "availableAt" timestamptz, "messageId" text, error text)
    ), finished AS (
      UPDATE delivery d
      SET state = r.state, lease_until = NULL, error = r.error,
          sent_at = CASE WHEN r.state = 'sent' THEN r.at END,
          platform_message_id = r."messageId",
          available_at = COALESCE(r."availableAt", d.available_at)
      FROM result r WHERE d.id = r.id AND d.state = 'sending'
      RETURNING d.channel, d.chat_id, d.member_id, r.error, r.at
    )
    UPDATE account a SET blocked_at = f.at
    FROM finished f
    WHERE f.error IN ('blocked', 'unknown-chat') AND a.channel = f.channel AND a.chat_id = f.chat_id
      AND a.member_id = f.member_id AND a.blocked_at IS NULL`;
}

/** Takes back what a dispatcher left in the middle: all of a channel (`staleOnly` false, after taking over), or what outlived its lease. */
export async function requeueUnfinished(db: Database, channel: string, staleOnly: boolean): Promise<number> {
  return db.$executeRaw`
    UPDATE delivery SET state = 'pending', lease_until = NULL
    WHERE channel = ${channel} AND state = 'sending' AND (NOT ${staleOnly} OR lease_until < now())`;
}

/** When the next message of a channel becomes due, or null when none waits. */
export async function nextAvailableAt(db: Database, channel: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(available_at) AS at FROM delivery WHERE channel = ${channel} AND state = 'pending'`;
  return rows[0]?.at ?? null;
}
