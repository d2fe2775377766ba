import { type Database, instant } from "./database.ts";

export type LatestProgress = { readonly progressId: number; readonly assignmentId: number; readonly text: string };

/** What a person said last since an instant, of one assignment or (null) of any; null when nothing. */
export async function latestProgressOf(
  db: Database,
  memberId: number,
  assignmentId: number | null,
  since: Date,
): Promise<LatestProgress | null> {
  const rows = await db.$queryRaw<LatestProgress[]>`
    SELECT g.id AS "progressId", g.assignment_id AS "assignmentId", t.text
    FROM progress g JOIN assignment a ON a.id = g.assignment_id JOIN task t ON t.id = a.task_id
    WHERE g.member_id = ${memberId} AND g.at >= ${instant(since)}::timestamptz AND g.holder_id IS NULL
      AND (${assignmentId}::int IS NULL OR g.assignment_id = ${assignmentId}::int)
    ORDER BY g.id DESC LIMIT 1`;
  return rows[0] ?? null;
}
