import { type Database, instant } from "./database.ts";

/** How long a claimed delivery may take before it is believed lost; on the database's clock. */
export const DELIVERY_LEASE_SECONDS = 120;

/**
 * A message that was tried so often in vain holds up the ones behind it no more while it waits for its next try: one that the
 * platform does not take as it is must not silence its chat for days.
 */
export const PATIENT_ATTEMPTS = 12;

export type ClaimedDelivery = {
  readonly id: number;
  readonly chatId: string;
  readonly message: unknown;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** It changes a message that was sent instead of being sent itself. */
  readonly edit: boolean;
  /** The platform's id of that message; null: not known, or no edit. */
  readonly editsMessageId: string | null;
  /** False: the reader has since left or lost the role; the room was removed. */
  readonly allowed: boolean;
  readonly expired: boolean;
  /**
   * - `open`: the chat may be written to; besides an account's chat this is `home:ADDRESS`, a page of its own where a platform has one
   * - `gone`: the account is blocked, was unlinked or is another person's now
   * - `paused`: somebody of the organisation answers there by hand, until `pausedUntil`
   * - `full`: the month's messages of the channel are used up, and the bot starts this one itself
   */
  readonly place: "open" | "gone" | "paused" | "full";
  readonly pausedUntil: Date | null;
  /** The reader has another account that could be written to now, and the message has not been moved yet. */
  readonly elsewhere: boolean;
  /** When the reader last wrote on this account; null for rooms. */
  readonly lastHeardAt: Date | null;
};

export type ClaimRequest = {
  readonly channel: string;
  readonly now: Date;
  readonly limit: number;
  readonly proactiveToo: boolean;
  /** What the channel may carry in a month ("2026-11"); null: as much as one likes. */
  readonly quota: { readonly month: string; readonly messages: number } | null;
  /** Nothing is taken for these chats. */
  readonly exceptChats: readonly string[];
  /** The channels that this installation has: only an account there is another one to go to; null: any channel. */
  readonly configured: readonly string[] | null;
};

/**
 * Takes up to `limit` deliveries of a channel that may go now, at most one message of each chat and the oldest of it first, so
 * that order in a chat is kept; changes of earlier messages wait for nothing and nothing waits for them. Whether the reader
 * may still have it, and whether it should go there, is judged here, at the last moment. Leases run on the database's
 * clock, due times on the product's.
 */
export async function claimDeliveries(db: Database, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  const now = instant(request.now);
  const { channel, proactiveToo, quota, configured } = request;
  // Index: delivery_pending (channel, available_at, id) finds candidates, delivery_chat (channel, chat_id, id) the order.
  return db.$queryRaw<ClaimedDelivery[]>`
    WITH chosen AS (
      SELECT d.id, d.member_id, d.channel, d.chat_id FROM delivery d
      WHERE d.channel = ${channel} AND d.state = 'pending' AND d.available_at <= ${now}::timestamptz
        AND (NOT d.proactive OR ${proactiveToo}) AND d.chat_id <> ALL(${request.exceptChats}::text[])
        AND (d.edits_id IS NOT NULL OR NOT EXISTS (
          SELECT 1 FROM delivery earlier
          WHERE earlier.channel = d.channel AND earlier.chat_id = d.chat_id AND earlier.state IN ('pending', 'sending')
            AND earlier.id < d.id AND earlier.edits_id IS NULL
            AND (earlier.state = 'sending' OR earlier.attempts BETWEEN 1 AND ${PATIENT_ATTEMPTS - 1}
                 OR (earlier.available_at <= ${now}::timestamptz AND (NOT earlier.proactive OR ${proactiveToo})))))
      ORDER BY d.available_at, d.id
      LIMIT ${request.limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery d
    SET state = 'sending', attempts = d.attempts + 1, lease_until = now() + make_interval(secs => ${DELIVERY_LEASE_SECONDS})
    FROM chosen LEFT JOIN LATERAL (
      SELECT true AS known, a.last_heard_at, CASE WHEN a.paused_until > ${now}::timestamptz THEN a.paused_until END AS paused_until
      FROM account a
      WHERE a.member_id = chosen.member_id AND a.channel = chosen.channel
        AND chosen.chat_id IN (a.chat_id, 'home:' || a.address)
        AND a.blocked_at IS NULL
      LIMIT 1
    ) account ON true
    WHERE d.id = chosen.id
    RETURNING d.id, d.chat_id AS "chatId", d.message, d.attempts, d.created_at AS "createdAt", d.expires_at AS "expiresAt",
      d.edits_id IS NOT NULL AS edit,
      (SELECT printed.platform_message_id FROM delivery printed WHERE printed.id = d.edits_id) AS "editsMessageId",
      COALESCE(d.expires_at < ${now}::timestamptz, false) AS expired,
      (d.room_id IS NULL OR EXISTS (SELECT 1 FROM room r WHERE r.id = d.room_id AND r.removed_at IS NULL))
      AND (d.required_unit_id IS NULL OR EXISTS (
        SELECT 1 FROM membership m
        WHERE m.member_id = d.member_id AND m.unit_id = d.required_unit_id
          AND (d.required_role IS NULL OR m.role = d.required_role))) AS allowed,
      CASE
        WHEN d.member_id IS NULL THEN 'open'
        WHEN account.known IS NULL THEN 'gone'
        WHEN account.paused_until IS NOT NULL THEN 'paused'
        WHEN d.proactive AND ${quota?.messages ?? null}::int IS NOT NULL AND EXISTS (
          SELECT 1 FROM channel_usage u
          WHERE u.channel = d.channel AND u.month = ${quota?.month ?? null} AND u.sent + u.received >= ${quota?.messages ?? null}::int)
        THEN 'full' ELSE 'open'
      END AS place,
      account.paused_until AS "pausedUntil", account.last_heard_at AS "lastHeardAt",
      d.proactive AND d.instead_of_id IS NULL AND EXISTS (
        SELECT 1 FROM account o
        WHERE o.member_id = d.member_id AND o.blocked_at IS NULL AND COALESCE(o.paused_until <= ${now}::timestamptz, true)
          AND (o.channel, o.chat_id) <> (d.channel, d.chat_id)
          AND (${configured}::text[] IS NULL OR o.channel = ANY(${configured}::text[]))) AS elsewhere`;
}

/**
 * Takes back what a dispatcher left in the middle: all of a channel (`staleOnly` false, after taking over), or what outlived its
 * lease. `inFlight` is what this process itself is sending: however slow it is, it is not sent a second time.
 */
export async function requeueUnfinished(
  db: Database,
  channel: string,
  { staleOnly, inFlight }: { readonly staleOnly: boolean; readonly inFlight: readonly number[] },
): Promise<number> {
  return db.$executeRaw`
    UPDATE delivery SET state = 'pending', lease_until = NULL
    WHERE channel = ${channel} AND state = 'sending' AND (NOT ${staleOnly} OR lease_until < now())
      AND id <> ALL(${inFlight}::int[])`;
}
