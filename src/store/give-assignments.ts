import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Deadline } from "../domain/deadline.ts";
import { dayOfEvent, eventNameOf } from "../domain/event-name.ts";
import { afterEventDueOn, dueDaysByNow } from "../domain/occurrence.ts";
import { type Database, instant } from "./database.ts";
import { type EventRecord, eventRecords } from "./plan-events.ts";

/** A task with those of its lead units that were last given an assignment of it on one day. */
type FollowedTask = Pick<Deadline, "start" | "end" | "every" | "dueDays" | "delayDays" | "event"> & {
  readonly id: number;
  readonly planId: number;
  readonly kind: Deadline["kind"];
  readonly text: string;
  readonly deadlineText: string | null;
  /** Or since when its days are as they are, when that is later. Null: these units have none of it yet. */
  readonly givenOn: CalendarDate | null;
  readonly unitIds: readonly number[];
  /** Some unit has been given the task. */
  readonly known: boolean;
};

/**
 * Makes the assignments that issued plans need by `today`: one for each lead unit (a group means each of its units) and due
 * date. What a unit has, or had and was cancelled, is not given again. A unit that joins later, by a group or a revised
 * document, gets what is still ahead. `planId` null: of every issued plan. Four statements, however many tasks.
 *
 * The plans are locked first: who amends or closes one at the same time comes before or after this, never in between.
 *
 * @returns how many were new
 */
export async function giveAssignments(
  db: Database,
  { planId, today, now }: { planId: number | null; today: CalendarDate; now: Date },
): Promise<number> {
  const plans = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM plan WHERE state = 'issued' AND (${planId}::int IS NULL OR id = ${planId}::int) ORDER BY id FOR SHARE`;
  // A statement of its own: it sees what was committed while the locks were waited for.
  const tasks = await db.$queryRaw<FollowedTask[]>`
    WITH lead AS (
      SELECT DISTINCT t.id AS task_id, t.rule_since, COALESCE(tu.unit_id, ug.unit_id) AS unit_id
      FROM task t JOIN task_unit tu ON tu.task_id = t.id AND tu.role = 'lead'
      LEFT JOIN unit_in_group ug ON ug.group_id = tu.group_id
      WHERE t.plan_id = ANY(${plans.map(({ id }) => id)}::int[]) AND t.dropped_at IS NULL
        AND COALESCE(tu.unit_id, ug.unit_id) IS NOT NULL
    ), given AS (
      SELECT lead.task_id, lead.unit_id,
        CASE WHEN max(a.given_on) IS NOT NULL THEN GREATEST(max(a.given_on), lead.rule_since) END AS given_on
      FROM lead LEFT JOIN assignment a ON a.task_id = lead.task_id AND a.unit_id = lead.unit_id
      GROUP BY lead.task_id, lead.rule_since, lead.unit_id
    )
    SELECT t.id, t.plan_id AS "planId", t.deadline_kind AS kind, t.deadline_start::text AS start, t.deadline_end::text AS "end",
      t.deadline_every AS every, COALESCE(t.due_days, '{}') AS "dueDays", t.delay_days AS "delayDays", t.event, t.text,
      t.deadline_text AS "deadlineText", g.given_on::text AS "givenOn", g."unitIds",
      EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id) AS known
    FROM (SELECT task_id, given_on, array_agg(unit_id) AS "unitIds" FROM given GROUP BY task_id, given_on) g
    JOIN task t ON t.id = g.task_id
    WHERE t.deadline_kind = 'recurring' OR g.given_on IS NULL`;
  const waiting = tasks.filter(({ kind }) => kind === "after-event").map((task) => task.planId);
  const records = waiting.length === 0 ? [] : await eventRecords(db, [...new Set(waiting)]);
  const due = tasks.flatMap((task) =>
    dueDaysOf(task, records, today).map((dueOn) => ({ taskId: task.id, dueOn, unitIds: task.unitIds })),
  );
  if (due.length === 0) return 0;
  // An occurrence that was cancelled and given again bears a number after its day.
  return await db.$executeRaw`
    INSERT INTO assignment (task_id, unit_id, occurrence, original_due_on, due_on, given_on, given_at)
    SELECT d."taskId", u.unit_id, COALESCE(d."dueOn"::text, 'none'), d."dueOn", d."dueOn", ${today}::date,
           ${instant(now)}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(due)}::jsonb) AS d("taskId" int, "dueOn" date, "unitIds" int[])
    CROSS JOIN LATERAL unnest(d."unitIds") AS u(unit_id)
    WHERE NOT EXISTS (
      SELECT 1 FROM assignment a
      WHERE a.task_id = d."taskId" AND a.unit_id = u.unit_id
        AND split_part(a.occurrence, ' ', 1) = COALESCE(d."dueOn"::text, 'none'))
    ON CONFLICT (task_id, unit_id, occurrence) DO NOTHING`;
}

/** The days for which these units must have the task by now and may not; null: without a date. */
function dueDaysOf(
  task: FollowedTask,
  records: readonly EventRecord[],
  today: CalendarDate,
): readonly (CalendarDate | null)[] {
  // What was due before a unit was last given something, it was given or did not have to do.
  const days = dueDaysByNow(task, task.givenOn ?? today, today);
  if (!task.known) return task.kind === "after-event" ? [dueOnOf(task, records)] : days;
  // A rhythm that has come to its end asks for nothing more.
  if (task.kind === "recurring") return days.filter((dueOn) => dueOn !== null || task.every === null);
  const dated = task.kind === "after-event" ? [dueOnOf(task, records)] : days;
  return dated.filter((dueOn) => dueOn === null || dueOn >= today);
}

function dueOnOf(task: FollowedTask, records: readonly EventRecord[]): CalendarDate | null {
  const own = records.filter((record) => record.planId === task.planId);
  const eventOn = dayOfEvent(eventNameOf(task), own);
  return eventOn === null ? null : afterEventDueOn(eventOn, task.delayDays);
}
