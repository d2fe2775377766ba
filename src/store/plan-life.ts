import type { AssignmentState } from "../domain/assignment.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";

/** One assignment as a change of its plan has to know it. */
export type HeldAssignment = {
  readonly id: number;
  readonly taskId: number;
  readonly unitId: number;
  readonly state: AssignmentState;
  readonly dueOn: CalendarDate | null;
  /** The day of its task's rule that it stands for, whatever extension it has; null: without a day. */
  readonly slotOn: CalendarDate | null;
  /** Somebody has reported on it or asked for more time; handing it on within the unit is no start. */
  readonly started: boolean;
  /** The latest day that was granted; null without an extension. */
  readonly grantedDueOn: CalendarDate | null;
  /** The day of a request that nobody has decided. */
  readonly askedDueOn: CalendarDate | null;
};

/** Every assignment of these tasks, the finished and cancelled ones too, locked until the transaction ends. */
export async function lockAssignmentsOf(db: Database, taskIds: readonly number[]): Promise<HeldAssignment[]> {
  return db.$queryRaw<HeldAssignment[]>`
    SELECT a.id, a.task_id AS "taskId", a.unit_id AS "unitId", a.state, a.due_on::text AS "dueOn",
      NULLIF(split_part(a.occurrence, ' ', 1), 'none') AS "slotOn",
      (a.state <> 'open' OR a.percent > 0 OR EXISTS (SELECT 1 FROM extension e WHERE e.assignment_id = a.id)
        OR EXISTS (SELECT 1 FROM progress g WHERE g.assignment_id = a.id AND g.holder_id IS NULL)) AS started,
      (SELECT max(e.new_due_on)::text FROM extension e WHERE e.assignment_id = a.id AND e.state = 'granted') AS "grantedDueOn",
      (SELECT e.new_due_on::text FROM extension e WHERE e.assignment_id = a.id AND e.state = 'asked') AS "askedDueOn"
    FROM assignment a WHERE a.task_id = ANY(${[...taskIds]}::int[]) ORDER BY a.id FOR UPDATE OF a`;
}

/** Ends assignments; what is confirmed stays. Returns how many. */
export async function cancelAssignments(db: Database, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  return await db.$executeRaw`
    UPDATE assignment SET state = 'cancelled'
    WHERE id = ANY(${[...ids]}::int[]) AND state NOT IN ('confirmed', 'cancelled')`;
}

export type DueDateMove = { readonly id: number; readonly dueOn: CalendarDate | null };

/** Gives assignments another due date; the first date an assignment has becomes its original one and stays. */
export async function moveDueDates(db: Database, moves: readonly DueDateMove[]): Promise<void> {
  if (moves.length === 0) return;
  await db.$executeRaw`
    UPDATE assignment a SET due_on = m."dueOn", original_due_on = COALESCE(a.original_due_on, m."dueOn")
    FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS m(id int, "dueOn" date) WHERE a.id = m.id`;
}

export type Giving = { readonly taskId: number; readonly unitId: number; readonly dueOn: CalendarDate | null };

/**
 * Gives units assignments whatever they had before: an occurrence that is there already (cancelled, or of an earlier rule)
 * gets a number after its day. Returns how many.
 */
export async function giveAgain(
  db: Database,
  givings: readonly Giving[],
  { today, now }: { today: CalendarDate; now: Date },
): Promise<number> {
  if (givings.length === 0) return 0;
  return await db.$executeRaw`
    INSERT INTO assignment (task_id, unit_id, occurrence, original_due_on, due_on, given_on, given_at)
    SELECT g."taskId", g."unitId", had.day || COALESCE(' ' || (had.last + 1), ''), g."dueOn",
           g."dueOn", ${today}::date, ${instant(now)}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(givings)}::jsonb) AS g("taskId" int, "unitId" int, "dueOn" date)
    CROSS JOIN LATERAL (
      SELECT COALESCE(g."dueOn"::text, 'none') AS day,
        max(COALESCE(NULLIF(split_part(a.occurrence, ' ', 2), '')::int, 1)) AS last FROM assignment a
      WHERE a.task_id = g."taskId" AND a.unit_id = g."unitId"
        AND split_part(a.occurrence, ' ', 1) = COALESCE(g."dueOn"::text, 'none')) had`;
}

export type SlotMove = { readonly id: number; readonly slotOn: CalendarDate };

/**
 * Lets assignments stand for other days of their task's rule, so that those days are not given as well. A day that another one
 * (a cancelled one) stood for already gets a number after it.
 */
export async function moveSlots(db: Database, moves: readonly SlotMove[]): Promise<void> {
  if (moves.length === 0) return;
  await db.$executeRaw`
    UPDATE assignment SET occurrence = had.day || COALESCE(' ' || (had.last + 1), '')
    FROM (
      SELECT m.id, m."slotOn"::text AS day,
        max(COALESCE(NULLIF(split_part(other.occurrence, ' ', 2), '')::int, 1)) FILTER (WHERE other.id IS NOT NULL) AS last
      FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS m(id int, "slotOn" date)
      JOIN assignment own ON own.id = m.id
      LEFT JOIN assignment other ON other.task_id = own.task_id AND other.unit_id = own.unit_id
        AND split_part(other.occurrence, ' ', 1) = m."slotOn"::text
      GROUP BY m.id, m."slotOn") had
    WHERE assignment.id = had.id`;
}

/** Makes room in a plan: after it every position from 0 up is free. */
export async function clearPositions(db: Database, planId: number): Promise<void> {
  await db.$executeRaw`UPDATE task SET position = -1 - id WHERE plan_id = ${planId}`;
}

/** Places tasks, in their order, from a position on. */
export async function placeTasks(db: Database, ids: readonly number[], from: number): Promise<void> {
  await db.$executeRaw`
    UPDATE task SET position = ${from}::int + placed.nth::int - 1
    FROM unnest(${[...ids]}::int[]) WITH ORDINALITY AS placed(id, nth) WHERE task.id = placed.id`;
}

/** What is still to be done in a plan, as one line each. */
export type OpenWork = {
  readonly id: number;
  readonly unitCode: string;
  readonly unitName: string;
  readonly heading: string;
  readonly text: string;
  readonly state: AssignmentState;
  readonly dueOn: CalendarDate | null;
};

/** A plan's assignments that are neither confirmed nor cancelled, by unit and due date, locked. */
export async function lockOpenWork(db: Database, planId: number): Promise<OpenWork[]> {
  return db.$queryRaw<OpenWork[]>`
    SELECT a.id, u.code AS "unitCode", COALESCE(u.short_name, u.name) AS "unitName", t.heading, t.text, a.state,
      a.due_on::text AS "dueOn"
    FROM assignment a JOIN task t ON t.id = a.task_id JOIN unit u ON u.id = a.unit_id
    WHERE t.plan_id = ${planId} AND a.state NOT IN ('confirmed', 'cancelled')
    ORDER BY u.code, a.due_on NULLS LAST, t.position, a.id FOR UPDATE OF a`;
}

/** The plan is over: nothing of it is given, reminded, listed or counted any more. */
export async function markClosed(db: Database, planId: number, now: Date): Promise<void> {
  await db.$executeRaw`UPDATE plan SET state = 'closed', closed_at = ${instant(now)}::timestamptz WHERE id = ${planId}`;
}
