import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";

/** What a plan was called before a revised document; null of the document: it stays. */
export type DocumentHead = {
  readonly number: string | null;
  readonly issuedOn: CalendarDate | null;
  readonly title: string | null;
};

/**
 * Writes down a revised document and gives the plan its number, date and title where it has them. The row keeps the number and
 * date that the plan bore before, so that every one it ever had is known.
 *
 * @returns the row's id, and what the plan is called from now on
 */
export async function insertAmendment(
  db: Database,
  amendment: {
    readonly planId: number;
    readonly sourceName: string;
    readonly sourceHash: string;
    readonly head: DocumentHead;
  },
  now: Date,
): Promise<{ id: number; number: string | null; title: string }> {
  const { planId, head } = amendment;
  const [row] = await db.$queryRaw<{ id: number }[]>`
    INSERT INTO amendment (plan_id, source_name, source_hash, number, issued_on, at)
    SELECT id, ${amendment.sourceName}, ${amendment.sourceHash}, number, issued_on, ${instant(now)}::timestamptz
    FROM plan WHERE id = ${planId} RETURNING id`;
  const [plan] = await db.$queryRaw<{ number: string | null; title: string }[]>`
    UPDATE plan SET number = COALESCE(${head.number}, number), issued_on = COALESCE(${head.issuedOn}::date, issued_on),
      title = COALESCE(${head.title}, title)
    WHERE id = ${planId} RETURNING number, title`;
  if (row === undefined || plan === undefined) throw new Error("there is no plan to amend");
  return { id: row.id, ...plan };
}

/** A revised document of a plan and what it changed. */
export type AmendmentLine = {
  readonly at: Date;
  readonly sourceName: string;
  /** What the plan was called until then. */
  readonly formerNumber: string | null;
  readonly formerIssuedOn: CalendarDate | null;
  readonly added: number;
  readonly changed: number;
  readonly dropped: number;
};

/** The revised documents of a plan, oldest first. */
export async function amendmentsOf(db: Database, planId: number): Promise<AmendmentLine[]> {
  return db.$queryRaw<AmendmentLine[]>`
    SELECT m.at, m.source_name AS "sourceName", m.number AS "formerNumber", m.issued_on::text AS "formerIssuedOn",
      count(c.id) FILTER (WHERE c.before IS NULL)::int AS added,
      count(c.id) FILTER (WHERE c.before IS NOT NULL AND c.after IS NOT NULL)::int AS changed,
      count(c.id) FILTER (WHERE c.after IS NULL)::int AS dropped
    FROM amendment m LEFT JOIN task_change c ON c.amendment_id = m.id
    WHERE m.plan_id = ${planId} GROUP BY m.id ORDER BY m.id`;
}

/** A task as a review sheet found it and left it; `before` null: a person added it, `after` null: a person took it out. */
export type Correction = { readonly taskId: number; readonly before: object | null; readonly after: object | null };

/** What people corrected, added and took out by review sheets in a plan, oldest first. */
export async function correctionsOf(db: Database, planId: number): Promise<Correction[]> {
  return db.$queryRaw<Correction[]>`
    SELECT c.task_id AS "taskId", c.before, c.after FROM task_change c JOIN task t ON t.id = c.task_id
    WHERE t.plan_id = ${planId} AND c.amendment_id IS NULL ORDER BY c.id`;
}

/** The tasks of a plan that its document no longer has or a person took out, the last dropped first. */
export async function droppedTasks(
  db: Database,
  planId: number,
): Promise<{ readonly id: number; readonly heading: string; readonly text: string }[]> {
  return db.$queryRaw`
    SELECT id, heading, text FROM task WHERE plan_id = ${planId} AND dropped_at IS NOT NULL ORDER BY dropped_at DESC, position`;
}

/** What there is to tell of a plan's life, for one line. */
export type PlanLifeCounts = {
  readonly planId: number;
  readonly amendments: number;
  /** Tasks that its document no longer has or a person took out. */
  readonly dropped: number;
  /** Tasks of which something is to be done once an event has taken place. */
  readonly waiting: number;
};

/** Of every issued or closed plan. */
export async function planLifeCounts(db: Database): Promise<PlanLifeCounts[]> {
  return db.$queryRaw<PlanLifeCounts[]>`
    SELECT p.id AS "planId", (SELECT count(*)::int FROM amendment m WHERE m.plan_id = p.id) AS amendments,
      count(t.id) FILTER (WHERE t.dropped_at IS NOT NULL)::int AS dropped,
      count(t.id) FILTER (WHERE t.dropped_at IS NULL AND t.deadline_kind = 'after-event' AND EXISTS (
        SELECT 1 FROM assignment a
        WHERE a.task_id = t.id AND a.due_on IS NULL AND a.state NOT IN ('confirmed', 'cancelled')))::int AS waiting
    FROM plan p LEFT JOIN task t ON t.plan_id = p.id WHERE p.state <> 'draft' GROUP BY p.id`;
}
