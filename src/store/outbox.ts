import { accountOrder } from "./account-order.ts";
import { type ClaimedDelivery, DELIVERY_LEASE_SECONDS } from "./claim-deliveries.ts";
import type { Database } from "./database.ts";
import { instant } from "./database.ts";
import { type ClosedOffer, editsOf } from "./offer-edits.ts";

/** A message to be sent, as one row of the outbox. Give a member, a room, or a chat. */
export type NewDelivery = {
  /** The same key twice is one delivery. */
  readonly key: string;
  readonly memberId: number | null;
  readonly roomId: number | null;
  /** null: the member's next account (`accountOrder`), or the room's chat. */
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

type EnqueuedRow = {
  id: number;
  channel: string;
  chatId: string;
  memberId: number | null;
  message: unknown;
  state: string;
  editsMessageId: string | null;
};

/**
 * Puts messages into the outbox and their offers beside them, in one statement. A member without a reachable account gets
 * a row that has failed with `no-account`, so that nobody is forgotten in silence.
 *
 * An answer that nothing in its chat goes before is claimed at birth for a channel in `held`, whose dispatcher is in this
 * process: it need not be asked for again. Answers go to who has just written, so they were heard `now`. Messages that
 * printed an offer of `closed` are changed, in the same statement and after the letters.
 */
export async function enqueue(
  db: Database,
  deliveries: readonly NewDelivery[],
  now: Date,
  held: readonly string[] = [],
  closed: readonly ClosedOffer[] = [],
): Promise<Enqueued> {
  if (deliveries.length === 0 && closed.length === 0) return { waiting: [], claimed: [] };
  const letters = JSON.stringify(deliveries.map((delivery, position) => ({ ...delivery, position })));
  const edits = editsOf(closed, held, now);
  const rows = await db.$queryRaw<EnqueuedRow[]>`
    WITH letter AS MATERIALIZED (
      SELECT l.*, CASE WHEN l.choices IS NOT NULL THEN nextval('offer_id_seq')::int END AS offer_id
      FROM jsonb_to_recordset(${letters}::jsonb) AS l(
        "key" text, "memberId" int, "roomId" int, channel text, "chatId" text, proactive boolean, "requiredRole" role,
        "requiredUnitId" int, message jsonb, choices jsonb, "availableAt" timestamptz, "expiresAt" timestamptz,
        "offerExpiresAt" timestamptz, position int)
    ), addressed AS MATERIALIZED (
      SELECT l.*, COALESCE(l.channel, account.channel, room.channel) AS to_channel,
             COALESCE(l."chatId", account.chat_id, room.chat_id) AS to_chat,
             account.paused_until
      FROM letter l
      LEFT JOIN room ON room.id = l."roomId"
      LEFT JOIN LATERAL (
        SELECT a.channel, a.chat_id, a.paused_until FROM account a
        WHERE a.member_id = l."memberId" AND a.blocked_at IS NULL ORDER BY ${accountOrder(now)} LIMIT 1
      ) account ON l.channel IS NULL AND l."roomId" IS NULL
    ), placed AS MATERIALIZED (
      SELECT a.*, a.to_channel = ANY(${held}::text[]) AND NOT a.proactive
          AND a.position = min(a.position) OVER (PARTITION BY a.to_channel, a.to_chat)
          AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.channel = a.to_channel AND d.chat_id = a.to_chat
                          AND d.state IN ('pending', 'sending') AND d.edits_id IS NULL) AS at_once
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
             ${instant(now)}::timestamptz, GREATEST("availableAt", paused_until), "expiresAt",
             CASE WHEN to_channel IS NULL THEN 'no-account' END
      FROM placed
      -- Ids follow the order of the letters: it is the order in which a chat reads them.
      ORDER BY position
      ON CONFLICT ("key") DO NOTHING
      RETURNING id, "key", channel, chat_id, member_id, message, state
    ), offered AS (
      INSERT INTO offer (id, channel, chat_id, reader_id, choices, created_at, expires_at)
      SELECT a.offer_id, a.to_channel, a.to_chat, a."memberId", a.choices, ${instant(now)}::timestamptz, a."offerExpiresAt"
      FROM addressed a JOIN fresh USING ("key")
      WHERE a.offer_id IS NOT NULL AND a.to_channel IS NOT NULL AND a."memberId" IS NOT NULL
    )${edits.statement}
    SELECT id, channel, chat_id AS "chatId", member_id AS "memberId", message, state::text, NULL AS "editsMessageId"
    FROM fresh WHERE state <> 'failed' ${edits.rows} ORDER BY id`;
  return {
    waiting: [...new Set(rows.filter(({ state }) => state === "pending").map(({ channel }) => channel))],
    claimed: rows
      .filter(({ state }) => state === "sending")
      .map(({ id, channel, chatId, memberId, message, editsMessageId }) => ({
        id,
        channel,
        chatId,
        message,
        attempts: 1,
        createdAt: now,
        // It has just begun to be waited for; a second try knows more.
        expiresAt: null,
        edit: editsMessageId !== null,
        editsMessageId,
        allowed: true,
        expired: false,
        place: "open" as const,
        pausedUntil: null,
        elsewhere: false,
        lastHeardAt: memberId === null ? null : now,
      })),
  };
}
