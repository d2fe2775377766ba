import { type Database, instant } from "./database.ts";

/** A delivery without its words. */
export type DeliveryLine = {
  readonly id: number;
  readonly key: string;
  readonly channel: string;
  readonly member: string | null;
  readonly state: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly error: string | null;
};

const MOST_LINES = 200;

/** The last deliveries, newest first. */
export async function listDeliveries(
  db: Database,
  filter: { failedOnly: boolean; memberCode: string | null },
): Promise<DeliveryLine[]> {
  return db.$queryRaw<DeliveryLine[]>`
    SELECT d.id, d."key", d.channel, m.code AS member, d.state::text, d.created_at AS "createdAt", d.sent_at AS "sentAt",
      d.attempts, d.error
    FROM delivery d LEFT JOIN member m ON m.id = d.member_id
    WHERE (NOT ${filter.failedOnly} OR d.state = 'failed') AND (${filter.memberCode}::text IS NULL OR m.code = ${filter.memberCode})
    ORDER BY d.id DESC LIMIT ${MOST_LINES}`;
}

/** Puts a failed delivery back; to the member's present account when there was none. False when it has not failed. */
export async function retryDelivery(db: Database, id: number, now: Date): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE delivery d SET state = 'pending', attempts = 0, error = NULL, available_at = ${instant(now)}::timestamptz,
      channel = COALESCE(a.channel, d.channel), chat_id = COALESCE(a.chat_id, d.chat_id)
    FROM (SELECT 1) once
    LEFT JOIN LATERAL (
      SELECT a.channel, a.chat_id FROM delivery own JOIN account a ON a.member_id = own.member_id AND a.blocked_at IS NULL
      WHERE own.id = ${id} AND own.channel = 'none' ORDER BY a.rank, a.id LIMIT 1
    ) a ON true
    WHERE d.id = ${id} AND d.state = 'failed' AND (d.channel <> 'none' OR a.channel IS NOT NULL)`;
  return changed > 0;
}

/** How many deliveries of each channel are in each state. */
export async function countDeliveries(db: Database): Promise<{ channel: string; state: string; count: number }[]> {
  return db.$queryRaw`
    SELECT channel, state::text AS state, count(*)::int AS count FROM delivery GROUP BY 1, 2 ORDER BY 1, 2`;
}
