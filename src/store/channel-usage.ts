import { type Database, instant } from "./database.ts";

/** A calendar month of the organisation's zone, "2026-11". */
export type UsageMonth = { readonly channel: string; readonly month: string };

/** Adds messages to a channel's month. The last statement of a transaction, so that nobody waits for its row for long. */
export async function countMessages(
  db: Database,
  { channel, month, sent, received }: UsageMonth & { readonly sent: number; readonly received: number },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO channel_usage (channel, month, sent, received) VALUES (${channel}, ${month}, ${sent}, ${received})
    ON CONFLICT (channel, month) DO UPDATE SET
      sent = channel_usage.sent + excluded.sent, received = channel_usage.received + excluded.received`;
}

export type UsageWarning = { readonly used: number; readonly administrators: readonly Administrator[] };
export type Administrator = { readonly memberId: number; readonly unitId: number; readonly language: string | null };

/**
 * Notes that a channel has used `atLeast` messages of a month, once a month. Returns how many those are and who is to be
 * told; null when they are fewer or it was noted before.
 */
export async function noteUsage(
  db: Database,
  { channel, month, atLeast, now }: UsageMonth & { readonly atLeast: number; readonly now: Date },
): Promise<UsageWarning | null> {
  const [noted] = await db.$queryRaw<{ used: number }[]>`
    UPDATE channel_usage SET warned_at = ${instant(now)}::timestamptz
    WHERE channel = ${channel} AND month = ${month} AND warned_at IS NULL AND sent + received >= ${atLeast}
    RETURNING sent + received AS used`;
  if (noted === undefined) return null;
  const administrators = await db.$queryRaw<Administrator[]>`
    SELECT DISTINCT ON (m.member_id) m.member_id AS "memberId", m.unit_id AS "unitId", member.language
    FROM membership m JOIN member ON member.id = m.member_id WHERE m.role = 'admin' ORDER BY m.member_id, m.position`;
  return { used: noted.used, administrators };
}
