import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";
import type { PlanState } from "./generated/enums.ts";
import { insertTasks, type NewTask } from "./tasks.ts";

export type NewPlan = {
  readonly number: string | null;
  readonly issuedOn: CalendarDate | null;
  readonly issuer: string | null;
  readonly title: string;
  readonly monitorUnitId: number;
  readonly sourceName: string;
  readonly sourceHash: string;
  readonly warnings: readonly string[];
  readonly tasks: readonly NewTask[];
};

/** Stores a draft with its tasks and their units: three statements, however long the plan. Returns its id. */
export async function insertPlan(db: Database, plan: NewPlan, now: Date): Promise<number> {
  const [inserted] = await db.$queryRaw<{ id: number }[]>`
    INSERT INTO plan (number, issued_on, issuer, title, monitor_unit_id, source_name, source_hash, warnings, created_at)
    VALUES (${plan.number}, ${plan.issuedOn}::date, ${plan.issuer}, ${plan.title}, ${plan.monitorUnitId}, ${plan.sourceName},
            ${plan.sourceHash}, ${[...plan.warnings]}::text[], ${instant(now)}::timestamptz)
    RETURNING id`;
  if (inserted === undefined) throw new Error("a plan was inserted without an id");
  await insertTasks(
    db,
    inserted.id,
    plan.tasks.map((task, position) => ({ position, task })),
  );
  return inserted.id;
}

export type PlanLine = {
  readonly id: number;
  readonly number: string | null;
  readonly title: string;
  readonly issuedOn: CalendarDate | null;
  readonly state: PlanState;
  readonly tasks: number;
  readonly assignments: number;
  readonly confirmed: number;
};

/** Every plan in a line, newest first. */
export async function listPlans(db: Database): Promise<PlanLine[]> {
  return db.$queryRaw<PlanLine[]>`
    SELECT p.id, p.number, p.title, p.issued_on::text AS "issuedOn", p.state,
      (SELECT count(*)::int FROM task t WHERE t.plan_id = p.id AND t.dropped_at IS NULL) AS tasks,
      count(a.id)::int AS assignments, count(a.id) FILTER (WHERE a.state = 'confirmed')::int AS confirmed
    FROM plan p LEFT JOIN task t ON t.plan_id = p.id LEFT JOIN assignment a ON a.task_id = t.id
    GROUP BY p.id ORDER BY p.id DESC`;
}

export type PlanTask = {
  readonly id: number;
  readonly heading: string;
  readonly text: string;
  readonly deadlineKind: string;
  readonly deadlineEnd: CalendarDate | null;
  readonly deadlineText: string | null;
  readonly page: number | null;
  readonly paragraph: number | null;
  readonly tableNumber: number | null;
  readonly tableRow: number | null;
  readonly needsReview: readonly string[];
  /** Written names, each with the unit or group it stands for, or null. */
  readonly units: readonly { role: string; written: string; resolved: string | null }[];
  readonly assignments: number;
};

/** A plan's tasks in the document's order. */
export async function planTasks(db: Database, planId: number): Promise<PlanTask[]> {
  return db.$queryRaw<PlanTask[]>`
    SELECT t.id, t.heading, t.text, t.deadline_kind AS "deadlineKind", t.deadline_end::text AS "deadlineEnd",
      t.deadline_text AS "deadlineText", t.page, t.paragraph, t.table_number AS "tableNumber",
      t.table_row AS "tableRow", t.needs_review AS "needsReview",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('role', tu.role, 'written', tu.written,
                                 'resolved', COALESCE(u.code, g.name)) ORDER BY tu.role, tu.position)
        FROM task_unit tu LEFT JOIN unit u ON u.id = tu.unit_id LEFT JOIN unit_group g ON g.id = tu.group_id
        WHERE tu.task_id = t.id), '[]') AS units,
      (SELECT count(*)::int FROM assignment a WHERE a.task_id = t.id) AS assignments
    FROM task t WHERE t.plan_id = ${planId} ORDER BY t.position`;
}

/** The plan, locked; null when there is none. */
export async function lockPlan(
  db: Database,
  id: number,
): Promise<{ id: number; state: PlanState; title: string } | null> {
  const rows = await db.$queryRaw<{ id: number; state: PlanState; title: string }[]>`
    SELECT id, state, title FROM plan WHERE id = ${id} FOR UPDATE`;
  return rows[0] ?? null;
}

/** Gives every task without a resolved lead unit to one unit. Returns how many. */
export async function leadTheRest(db: Database, planId: number, unitId: number): Promise<number> {
  return db.$executeRaw`
    INSERT INTO task_unit (task_id, role, position, written, unit_id)
    SELECT t.id, 'lead', COALESCE((SELECT max(tu.position) + 1 FROM task_unit tu WHERE tu.task_id = t.id), 0), '', ${unitId}
    FROM task t
    WHERE t.plan_id = ${planId} AND t.dropped_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM task_unit tu WHERE tu.task_id = t.id AND tu.role = 'lead'
        AND (tu.unit_id IS NOT NULL OR tu.group_id IS NOT NULL))`;
}

/** From now on the plan is followed up. */
export async function markIssued(db: Database, planId: number, now: Date): Promise<void> {
  await db.plan.update({ where: { id: planId }, data: { state: "issued", issuedAt: now } });
}

/** Tasks of a plan that no unit has been given, by position. */
export async function tasksWithoutUnit(
  db: Database,
  planId: number,
): Promise<{ heading: string; text: string; written: string[] }[]> {
  return db.$queryRaw`
    SELECT t.heading, t.text,
      COALESCE((SELECT array_agg(tu.written ORDER BY tu.position) FROM task_unit tu
                WHERE tu.task_id = t.id AND tu.role = 'lead' AND tu.written <> ''), '{}') AS written
    FROM task t WHERE t.plan_id = ${planId} AND t.dropped_at IS NULL AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id)
    ORDER BY t.position`;
}
