import { DELIVERY_LEASE_SECONDS } from "./claim-deliveries.ts";
import { instant } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** An offer that was closed in a chat whose channel can change messages. */
export type ClosedOffer = {
  readonly offerId: number;
  readonly memberId: number;
  readonly channel: string;
  readonly chatId: string;
  /** Added below the text in place of the choices, such as "✓ Đã xong"; null: nothing is. */
  readonly mark: string | null;
};

/** Choices far back in a chat keep their buttons; a tap on them is answered. */
const MOST_LOOKED_THROUGH = 100;

const NOTHING = { statement: Prisma.empty, rows: Prisma.empty };

/**
 * Parts of the statement that enqueues: the message that printed each offer, once it is known to have been sent, becomes the
 * same text without choices. Only the person's latest messages are looked through.
 */
export function editsOf(closed: readonly ClosedOffer[], held: readonly string[], now: Date) {
  if (closed.length === 0) return NOTHING;
  // Index: delivery (member_id, id), read backwards. Counting `fresh` makes the letters' ids come first.
  const statement = Prisma.sql`, edited AS (
      INSERT INTO delivery ("key", channel, chat_id, member_id, proactive, message, state, attempts, lease_until, created_at,
                            available_at, edits_id)
      SELECT 'close offer ' || c."offerId", c.channel, c."chatId", c."memberId", false,
             (printed.message - 'form') || jsonb_build_object(
               'offer', NULL, 'body', concat_ws(E'\n\n', NULLIF(printed.message ->> 'body', ''), c.mark)),
             CASE WHEN c.channel = ANY(${held}::text[]) THEN 'sending' ELSE 'pending' END::delivery_state,
             CASE WHEN c.channel = ANY(${held}::text[]) THEN 1 ELSE 0 END,
             CASE WHEN c.channel = ANY(${held}::text[]) THEN now() + make_interval(secs => ${DELIVERY_LEASE_SECONDS}) END,
             ${instant(now)}::timestamptz, ${instant(now)}::timestamptz, printed.id
      FROM jsonb_to_recordset(${JSON.stringify(closed)}::jsonb)
        AS c("offerId" int, "memberId" int, channel text, "chatId" text, mark text)
      CROSS JOIN LATERAL (
        SELECT d.id, d.message
        FROM (SELECT * FROM delivery WHERE member_id = c."memberId" ORDER BY id DESC LIMIT ${MOST_LOOKED_THROUGH}) d
        WHERE d.channel = c.channel AND d.chat_id = c."chatId" AND d.state = 'sent'
          AND d.platform_message_id IS NOT NULL AND d.edits_id IS NULL AND d.message #> '{offer,offerId}' = to_jsonb(c."offerId")
        ORDER BY d.id DESC LIMIT 1) printed
      WHERE (SELECT count(*) FROM fresh) >= 0
      ON CONFLICT ("key") DO NOTHING
      RETURNING id, channel, chat_id, member_id, message, state, edits_id
    )`;
  const rows = Prisma.sql`
    UNION ALL
    SELECT e.id, e.channel, e.chat_id, e.member_id, e.message, e.state::text, printed.platform_message_id
    FROM edited e JOIN delivery printed ON printed.id = e.edits_id`;
  return { statement, rows };
}
