import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";

/** A head who is to hear that messages to somebody could not be sent. */
export type UnreachableNews = {
  readonly memberId: number;
  readonly fullName: string;
  /** The lost messages; they are counted, not described. */
  readonly deliveryIds: readonly number[];
  readonly headId: number;
  readonly unitId: number;
  readonly language: string | null;
};

/** Says which message told a head about a member on a day, so that it is sent once. */
export const unreachableKey = (memberId: number, today: CalendarDate, headId: number): string =>
  `unreachable ${memberId} ${today} ${headId}`;

/**
 * Members to whom messages that the bot started itself since `since` were lost, with the heads of their first unit, or of the
 * nearest unit above it that has a head other than themselves. Lost is what failed, or was too late, on every account that it
 * went to, and was not told of yet; not what was no longer due, because the reader had lost the role by then. Only heads who
 * were not told of the member today. Who had no account yet waits for an invite: what was meant for them is left out.
 */
export async function unreachableNews(db: Database, today: CalendarDate, since: Date): Promise<UnreachableNews[]> {
  // Index: delivery_lost_idx for what was lost, delivery (member_id, id) for what was enqueued instead of it.
  return db.$queryRaw<UnreachableNews[]>`
    WITH RECURSIVE lost AS (
      SELECT d.member_id, array_agg(d.id ORDER BY d.id) AS delivery_ids
      FROM delivery d
      WHERE d.proactive AND d.state IN ('failed', 'expired', 'cancelled') AND d.heads_told_at IS NULL
        AND d.created_at >= ${instant(since)}::timestamptz
        AND d.member_id IS NOT NULL AND d.edits_id IS NULL AND d.instead_of_id IS NULL
        -- Cancelled for no error: it was no longer due.
        AND (d.state <> 'cancelled' OR d.error IS NOT NULL)
        AND NOT EXISTS (
          SELECT 1 FROM delivery other
          WHERE other.member_id = d.member_id AND other.id > d.id AND starts_with(other."key", d."key" || ' instead ')
            AND (other.state IN ('pending', 'sending', 'sent') OR (other.state = 'cancelled' AND other.error IS NULL)))
        AND (EXISTS (SELECT 1 FROM account a WHERE a.member_id = d.member_id AND a.linked_at <= d.created_at)
          OR EXISTS (SELECT 1 FROM account_change c WHERE c.member_id = d.member_id AND c.at <= d.created_at))
      GROUP BY d.member_id
    ), line AS (
      SELECT l.member_id, u.id AS unit_id, u.parent_id, 0 AS distance
      FROM lost l
      JOIN LATERAL (SELECT unit_id FROM membership WHERE member_id = l.member_id ORDER BY position LIMIT 1) first ON true
      JOIN unit u ON u.id = first.unit_id
      UNION ALL
      SELECT line.member_id, u.id, u.parent_id, line.distance + 1 FROM line JOIN unit u ON u.id = line.parent_id
    ), head AS (
      SELECT line.member_id, m.member_id AS head_id, m.unit_id, line.distance,
             min(line.distance) OVER (PARTITION BY line.member_id) AS nearest
      FROM line JOIN membership m ON m.unit_id = line.unit_id AND m.role = 'head' AND m.member_id <> line.member_id
    )
    SELECT m.id AS "memberId", m.full_name AS "fullName", l.delivery_ids AS "deliveryIds", h.head_id AS "headId",
      h.unit_id AS "unitId", reader.language
    FROM lost l JOIN member m ON m.id = l.member_id
    JOIN head h ON h.member_id = l.member_id AND h.distance = h.nearest
    JOIN member reader ON reader.id = h.head_id
    WHERE NOT EXISTS (
      SELECT 1 FROM delivery told
      WHERE told."key" = 'unreachable ' || l.member_id || ' ' || ${today}::text || ' ' || h.head_id)
    ORDER BY m.id, h.head_id`;
}

/** Notes that the heads have been told of these lost messages. */
export async function markHeadsTold(db: Database, deliveryIds: readonly number[], now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE delivery SET heads_told_at = ${instant(now)}::timestamptz WHERE id = ANY(${[...deliveryIds]}::int[])`;
}
