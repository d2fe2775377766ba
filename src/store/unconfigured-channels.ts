import { type Database, instant } from "./database.ts";
import { enqueueElsewhere } from "./enqueue-elsewhere.ts";

/**
 * Ends what waits since before `waitedSince` for a channel that is not among the `configured` ones and that no other process
 * sends for at present: it fails with `channel-not-configured`, and goes to the reader's next account on a configured channel.
 * Returns the channels that now have something to claim.
 */
export async function endUnconfigured(
  db: Database,
  { configured, waitedSince, now }: { configured: readonly string[]; waitedSince: Date; now: Date },
): Promise<readonly string[]> {
  // Index: delivery_chat, which has only what is pending or sending.
  const ended = await db.$queryRaw<{ id: number }[]>`
    UPDATE delivery d
    SET state = CASE WHEN d.edits_id IS NOT NULL THEN 'cancelled' WHEN d.expires_at < ${instant(now)}::timestamptz THEN 'expired'
                     ELSE 'failed' END::delivery_state,
        error = 'channel-not-configured', lease_until = NULL
    WHERE d.state IN ('pending', 'sending') AND d.channel <> ALL(${configured}::text[])
      AND d.available_at <= ${instant(waitedSince)}::timestamptz AND COALESCE(d.lease_until < now(), true)
      AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = 'dispatcher:' || d.channel AND l.until > now())
    RETURNING d.id`;
  return await enqueueElsewhere(
    db,
    ended.map(({ id }) => ({ id, at: now })),
    configured,
  );
}
