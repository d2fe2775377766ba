import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Deadline } from "../domain/deadline.ts";
import { dueDaysByNow } from "../domain/occurrence.ts";
import { type Database, instant } from "./database.ts";

type FollowedTask = Pick<Deadline, "start" | "end" | "every" | "dueDays"> & {
  readonly id: number;
  readonly kind: Deadline["kind"];
  /** When the first of its assignments was given; null before. */
  readonly givenOn: CalendarDate | null;
};

/**
 * Makes the assignments that issued plans need by `today`: one for each lead unit (a group means each of its units) and due
 * date; what is there already stays as it is. `planId` null: of every issued plan. Two statements, however many tasks.
 *
 * @returns how many were new
 */
export async function giveAssignments(
  db: Database,
  { planId, today, now }: { planId: number | null; today: CalendarDate; now: Date },
): Promise<number> {
  const tasks = await db.$queryRaw<FollowedTask[]>`
    SELECT t.id, t.deadline_kind AS kind, t.deadline_start::text AS start, t.deadline_end::text AS "end",
      t.deadline_every AS every, COALESCE(t.due_days, '{}') AS "dueDays",
      (SELECT min(a.given_on)::text FROM assignment a WHERE a.task_id = t.id) AS "givenOn"
    FROM task t JOIN plan p ON p.id = t.plan_id
    WHERE p.state = 'issued' AND (${planId}::int IS NULL OR p.id = ${planId}::int)
      AND (t.deadline_kind = 'recurring' OR NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id))`;
  const due = tasks.flatMap((task) =>
    dueDaysByNow(task, task.givenOn ?? today, today).map((dueOn) => ({ taskId: task.id, dueOn })),
  );
  if (due.length === 0) return 0;
  return await db.$executeRaw`
    INSERT INTO assignment (task_id, unit_id, occurrence, original_due_on, due_on, given_on, given_at)
    SELECT DISTINCT d."taskId", COALESCE(tu.unit_id, ug.unit_id), COALESCE(d."dueOn"::text, 'none'), d."dueOn", d."dueOn",
           ${today}::date, ${instant(now)}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(due)}::jsonb) AS d("taskId" int, "dueOn" date)
    JOIN task_unit tu ON tu.task_id = d."taskId" AND tu.role = 'lead'
    LEFT JOIN unit_in_group ug ON ug.group_id = tu.group_id
    WHERE COALESCE(tu.unit_id, ug.unit_id) IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM assignment a
      WHERE a.task_id = d."taskId" AND a.unit_id = COALESCE(tu.unit_id, ug.unit_id)
        AND a.occurrence = COALESCE(d."dueOn"::text, 'none'))
    ON CONFLICT (task_id, unit_id, occurrence) DO NOTHING`;
}
