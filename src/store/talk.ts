import { type Database, instant } from "./database.ts";

/** What becomes of a person's talks. At most one of `park` and `finish`; with both `put` and `resumeId`, the resumed talk is put. */
export type TalkMove = {
  /** The active talk waits in line. */
  readonly park: boolean;
  /** The active talk is over. */
  readonly finish: boolean;
  /** The active talk as it is now; a new one when there was none. */
  readonly put: { dialog: string; step: string; data: object; misses: number } | null;
  /** A waiting talk becomes the active one. */
  readonly resumeId: number | null;
};

/** Moves a person's talk and closes the offers that were used, in as few statements as that takes: usually one. */
export async function saveConversation(
  db: Database,
  memberId: number,
  move: TalkMove,
  closedOfferIds: readonly number[],
  now: Date,
): Promise<void> {
  const at = instant(now);
  if (move.park)
    await db.$executeRaw`UPDATE talk SET waiting = true, updated_at = ${at}::timestamptz WHERE member_id = ${memberId} AND NOT waiting`;
  if (move.put !== null) {
    if (move.resumeId !== null) await resume(db, move.resumeId, now);
    await db.$executeRaw`
      WITH closed AS (UPDATE offer SET closed_at = ${at}::timestamptz WHERE id = ANY(${closedOfferIds}::int[]) AND closed_at IS NULL)
      INSERT INTO talk (member_id, dialog, step, data, misses, updated_at)
      VALUES (${memberId}, ${move.put.dialog}, ${move.put.step}, ${JSON.stringify(move.put.data)}::jsonb, ${move.put.misses}, ${at}::timestamptz)
      ON CONFLICT (member_id) WHERE NOT waiting
      DO UPDATE SET dialog = excluded.dialog, step = excluded.step, data = excluded.data, misses = excluded.misses,
                    updated_at = excluded.updated_at`;
  } else if (move.finish || closedOfferIds.length > 0) {
    await db.$executeRaw`
      WITH closed AS (UPDATE offer SET closed_at = ${at}::timestamptz WHERE id = ANY(${closedOfferIds}::int[]) AND closed_at IS NULL)
      DELETE FROM talk WHERE ${move.finish} AND member_id = ${memberId} AND NOT waiting`;
  }
  if (move.put === null && move.resumeId !== null) await resume(db, move.resumeId, now);
}

const resume = (db: Database, talkId: number, now: Date) =>
  db.$executeRaw`UPDATE talk SET waiting = false, misses = 0, updated_at = ${instant(now)}::timestamptz WHERE id = ${talkId}`;
