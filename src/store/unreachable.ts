import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";

/** A head who is to hear that somebody's reminder of the day could not be sent. */
export type UnreachableNews = {
  readonly memberId: number;
  readonly fullName: string;
  /** How many assignments the reminder was about. */
  readonly count: number;
  readonly headId: number;
  readonly unitId: number;
  readonly language: string | null;
};

/** Says which message told a head about a member on a day, so that it is sent once. */
export const unreachableKey = (memberId: number, today: CalendarDate, headId: number): string =>
  `unreachable ${memberId} ${today} ${headId}`;

/**
 * Members whose reminder of today failed on every account they have or had, with the heads of their first unit, or of the
 * nearest unit above it that has a head other than themselves; only heads who were not told yet. Who never had an account
 * waits for an invite and is left out. `dayStart` is the first instant of today.
 */
export async function unreachableNews(db: Database, today: CalendarDate, dayStart: Date): Promise<UnreachableNews[]> {
  // Index: delivery_key for the day's reminder, delivery (member_id, id) for what was enqueued instead of it.
  return db.$queryRaw<UnreachableNews[]>`
    WITH RECURSIVE lost AS (
      SELECT m.id, m.full_name, d.id AS delivery_id, d."key"
      FROM (SELECT member_id FROM account UNION SELECT member_id FROM account_change) known
      JOIN member m ON m.id = known.member_id
      JOIN delivery d ON d."key" = 'remind ' || m.id || ' ' || ${today}::text AND d.state IN ('failed', 'cancelled')
      WHERE NOT EXISTS (
        SELECT 1 FROM delivery other
        WHERE other.member_id = m.id AND other.id > d.id AND starts_with(other."key", d."key" || ' instead ')
          AND other.state NOT IN ('failed', 'cancelled', 'expired'))
    ), line AS (
      SELECT l.id AS member_id, u.id AS unit_id, u.parent_id, 0 AS distance
      FROM lost l
      JOIN LATERAL (SELECT unit_id FROM membership WHERE member_id = l.id ORDER BY position LIMIT 1) first ON true
      JOIN unit u ON u.id = first.unit_id
      UNION ALL
      SELECT line.member_id, u.id, u.parent_id, line.distance + 1 FROM line JOIN unit u ON u.id = line.parent_id
    ), head AS (
      SELECT line.member_id, m.member_id AS head_id, m.unit_id, line.distance,
             min(line.distance) OVER (PARTITION BY line.member_id) AS nearest
      FROM line JOIN membership m ON m.unit_id = line.unit_id AND m.role = 'head' AND m.member_id <> line.member_id
    )
    SELECT l.id AS "memberId", l.full_name AS "fullName", h.head_id AS "headId", h.unit_id AS "unitId", reader.language,
      (SELECT count(DISTINCT r.assignment_id)::int FROM reminder r
       WHERE r.member_id = l.id AND r.created_at >= ${instant(dayStart)}::timestamptz) AS count
    FROM lost l JOIN head h ON h.member_id = l.id AND h.distance = h.nearest
    JOIN member reader ON reader.id = h.head_id
    WHERE NOT EXISTS (
      SELECT 1 FROM delivery told WHERE told."key" = 'unreachable ' || l.id || ' ' || ${today}::text || ' ' || h.head_id)
    ORDER BY l.id, h.head_id`;
}
