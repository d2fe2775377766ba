import type { CalendarDate } from "../domain/calendar-date.ts";
import { dayOfEvent, eventKey, eventNameOf } from "../domain/event-name.ts";
import type { Database } from "./database.ts";
import type { PlanState } from "./generated/enums.ts";
import { eventRecords, eventTasks } from "./plan-events.ts";

/** A plan as its administrator looks at it. */
export type DeskPlan = {
  readonly id: number;
  readonly number: string | null;
  readonly title: string;
  readonly state: PlanState;
  readonly tasks: number;
  /** Tasks of which the reader was not sure. */
  readonly needsLook: number;
  readonly assignments: number;
  readonly confirmed: number;
};

/** Drafts and issued plans, drafts first, newest first; with `id` that one alone, whatever its state. */
export async function deskPlans(db: Database, id?: number): Promise<DeskPlan[]> {
  const planId = id ?? null;
  return db.$queryRaw<DeskPlan[]>`
    SELECT p.id, p.number, p.title, p.state,
      (SELECT count(*)::int FROM task t WHERE t.plan_id = p.id AND t.dropped_at IS NULL) AS tasks,
      (SELECT count(*)::int FROM task t
       WHERE t.plan_id = p.id AND t.dropped_at IS NULL AND cardinality(t.needs_review) > 0) AS "needsLook",
      given.assignments, given.confirmed
    FROM plan p CROSS JOIN LATERAL (
      SELECT count(*)::int AS assignments, count(*) FILTER (WHERE a.state = 'confirmed')::int AS confirmed
      FROM assignment a JOIN task t ON t.id = a.task_id WHERE t.plan_id = p.id AND a.state <> 'cancelled') given
    WHERE (${planId}::int IS NULL AND p.state <> 'closed') OR p.id = ${planId}::int
    ORDER BY p.state, p.id DESC`;
}

export type AwaitedEvent = { readonly event: string; readonly tasks: number };

/** Events that tasks of a plan wait for and whose day nobody has recorded, in the document's order. */
export async function eventsAwaited(db: Database, planId: number): Promise<AwaitedEvent[]> {
  const tasks = await eventTasks(db, planId);
  const records = tasks.length === 0 ? [] : await eventRecords(db, [planId]);
  const waiting = tasks.map(eventNameOf).filter((event) => dayOfEvent(event, records) === null);
  return [...Map.groupBy(waiting, eventKey).values()].map((same) => ({ event: same[0] ?? "", tasks: same.length }));
}

/** What a plan has given so far: how many assignments, to how many units, and the first due date from a day on. */
export type Given = { readonly assignments: number; readonly units: number; readonly firstDueOn: CalendarDate | null };

export async function givenBy(db: Database, planId: number, today: CalendarDate): Promise<Given> {
  const [given] = await db.$queryRaw<Given[]>`
    SELECT count(*)::int AS assignments, count(DISTINCT a.unit_id)::int AS units,
      (min(a.due_on) FILTER (WHERE a.due_on >= ${today}::date))::text AS "firstDueOn"
    FROM assignment a JOIN task t ON t.id = a.task_id WHERE t.plan_id = ${planId} AND a.state <> 'cancelled'`;
  return given ?? { assignments: 0, units: 0, firstDueOn: null };
}

/** Where a plan comes from and how far it is. */
export type PlanOrigin = {
  readonly id: number;
  readonly number: string | null;
  readonly issuer: string | null;
  readonly title: string;
  readonly state: PlanState;
  readonly warnings: readonly string[];
  readonly createdAt: Date;
  readonly issuedAt: Date | null;
  readonly closedAt: Date | null;
};

/** null when there is no such plan. */
export async function planOrigin(db: Database, planId: number): Promise<PlanOrigin | null> {
  return await db.plan.findUnique({
    where: { id: planId },
    select: {
      id: true,
      number: true,
      issuer: true,
      title: true,
      state: true,
      warnings: true,
      createdAt: true,
      issuedAt: true,
      closedAt: true,
    },
  });
}

/** True when a review sheet changed, added or removed tasks of a plan at exactly this instant. */
export async function reviewedAt(db: Database, planId: number, at: Date): Promise<boolean> {
  return (await db.taskChange.count({ where: { at, amendmentId: null, task: { planId } } })) > 0;
}
