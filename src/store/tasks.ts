import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";
import { Prisma } from "./generated/client.ts";

export type NewTask = {
  readonly heading: string;
  readonly text: string;
  readonly deadlineKind: string;
  readonly deadlineStart: CalendarDate | null;
  readonly deadlineEnd: CalendarDate | null;
  readonly deadlineEvery: string | null;
  readonly dueDays: readonly string[];
  readonly delayDays: number | null;
  readonly event: string | null;
  readonly deadlineText: string | null;
  readonly product: string | null;
  readonly reportTo: string | null;
  readonly reportEvery: string | null;
  readonly page: number | null;
  readonly paragraph: number | null;
  readonly tableNumber: number | null;
  readonly tableRow: number | null;
  readonly confidence: number;
  readonly needsReview: readonly string[];
  /** How sure the reader is of each field, and why; kept as it is. */
  readonly fields: object;
  readonly units: readonly NewTaskUnit[];
};

export type NewTaskUnit = {
  readonly role: "lead" | "coordinating";
  readonly written: string;
  readonly unitId: number | null;
  readonly groupId: number | null;
};

/** A task of the store with everything a person may correct, its dropped ones included. */
export type StoredTask = NewTask & {
  readonly id: number;
  readonly position: number;
  readonly dropped: boolean;
};

/** A plan's tasks in the document's order, those included that a revised document or a person dropped. */
export async function storedTasks(db: Database, planId: number): Promise<StoredTask[]> {
  return db.$queryRaw<StoredTask[]>`
    SELECT t.id, t.position, t.dropped_at IS NOT NULL AS dropped, t.heading, t.text, t.deadline_kind AS "deadlineKind",
      t.deadline_start::text AS "deadlineStart", t.deadline_end::text AS "deadlineEnd", t.deadline_every AS "deadlineEvery",
      COALESCE(t.due_days, '{}') AS "dueDays", t.delay_days AS "delayDays", t.event, t.deadline_text AS "deadlineText", t.product,
      t.report_to AS "reportTo", t.report_every AS "reportEvery", t.page, t.paragraph, t.table_number AS "tableNumber",
      t.table_row AS "tableRow", t.confidence, t.needs_review AS "needsReview", t.fields,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('role', tu.role, 'written', tu.written, 'unitId', tu.unit_id,
                                 'groupId', tu.group_id) ORDER BY tu.role, tu.position)
        FROM task_unit tu WHERE tu.task_id = t.id), '[]') AS units
    FROM task t WHERE t.plan_id = ${planId} ORDER BY t.position`;
}

/** How a task travels to the database: one JSON record each. */
const record = Prisma.sql`(
  id int, position int, heading text, text text, "deadlineKind" text, "deadlineStart" date, "deadlineEnd" date,
  "deadlineEvery" text, "dueDays" text[], "delayDays" int, event text, "deadlineText" text, product text, "reportTo" text,
  "reportEvery" text, page int, paragraph int, "tableNumber" int, "tableRow" int, confidence float, "needsReview" text[],
  fields jsonb)`;

type PlacedTask = { readonly position: number; readonly task: NewTask };

/** Adds tasks with their units; positions must be free. Two statements, however many. Returns their ids by position. */
export async function insertTasks(
  db: Database,
  planId: number,
  added: readonly PlacedTask[],
): Promise<Map<number, number>> {
  const rows = added.map(({ position, task }) => ({ ...task, position }));
  const inserted = await db.$queryRaw<{ id: number; position: number }[]>`
    INSERT INTO task (plan_id, position, heading, text, deadline_kind, deadline_start, deadline_end, deadline_every, due_days,
                      delay_days, event, deadline_text, product, report_to, report_every, page, paragraph, table_number,
                      table_row, confidence, needs_review, fields)
    SELECT ${planId}, t.position, t.heading, t.text, t."deadlineKind", t."deadlineStart", t."deadlineEnd", t."deadlineEvery",
           t."dueDays", t."delayDays", t.event, t."deadlineText", t.product, t."reportTo", t."reportEvery", t.page, t.paragraph,
           t."tableNumber", t."tableRow", t.confidence, t."needsReview", t.fields
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t${record}
    RETURNING id, position`;
  const ids = new Map(inserted.map(({ id, position }) => [position, id]));
  await insertUnits(
    db,
    rows.flatMap(({ position, units }) => ({ id: ids.get(position) ?? 0, units })),
  );
  return ids;
}

async function insertUnits(
  db: Database,
  tasks: readonly { id: number; units: readonly NewTaskUnit[] }[],
): Promise<void> {
  const units = tasks.flatMap(({ id, units }) => units.map((unit, position) => ({ ...unit, position, task: id })));
  if (units.length === 0) return;
  await db.$executeRaw`
    INSERT INTO task_unit (task_id, role, position, written, unit_id, group_id)
    SELECT u.task, u.role, u.position, u.written, u."unitId", u."groupId"
    FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS u(
      task int, role task_unit_role, position int, written text, "unitId" int, "groupId" int)`;
}

/**
 * Puts other words, deadlines and units into tasks that stand; their place in the order may change with them. Assignments are
 * not touched. Four statements, however many.
 */
export async function rewriteTasks(db: Database, changed: readonly (PlacedTask & { id: number })[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, position, task }) => ({ ...task, id, position }));
  const ids = changed.map(({ id }) => id);
  // Positions are unique within a plan: first out of the way, then to their places.
  await db.$executeRaw`UPDATE task SET position = -1 - id WHERE id = ANY(${ids}::int[])`;
  await db.$executeRaw`
    UPDATE task SET position = t.position, heading = t.heading, text = t.text, deadline_kind = t."deadlineKind",
      deadline_start = t."deadlineStart", deadline_end = t."deadlineEnd", deadline_every = t."deadlineEvery",
      due_days = t."dueDays", delay_days = t."delayDays", event = t.event, deadline_text = t."deadlineText",
      product = t.product, report_to = t."reportTo", report_every = t."reportEvery", page = t.page, paragraph = t.paragraph,
      table_number = t."tableNumber", table_row = t."tableRow", confidence = t.confidence, needs_review = t."needsReview",
      fields = t.fields, dropped_at = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t${record} WHERE task.id = t.id`;
  await db.$executeRaw`DELETE FROM task_unit WHERE task_id = ANY(${ids}::int[])`;
  await insertUnits(
    db,
    rows.map(({ id, units }) => ({ id, units })),
  );
}

/** Takes tasks out of a plan: nothing more is given or reminded, the history stays. */
export async function dropTasks(db: Database, ids: readonly number[], now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE task SET dropped_at = ${instant(now)}::timestamptz WHERE id = ANY(${[...ids]}::int[]) AND dropped_at IS NULL`;
}

/**
 * The due days of these tasks are other ones from a day on: those before it are not given any more, whatever a unit was given last.
 */
export async function beginRules(db: Database, ids: readonly number[], on: CalendarDate): Promise<void> {
  await db.$executeRaw`UPDATE task SET rule_since = ${on}::date WHERE id = ANY(${[...ids]}::int[])`;
}

export type NewTaskChange = {
  readonly taskId: number;
  /** Null: the task is new. */
  readonly before: object | null;
  /** Null: the task was dropped. */
  readonly after: object | null;
};

/** Remembers what tasks said before and after. `amendmentId` null: a person corrected them by a review sheet. */
export async function recordTaskChanges(
  db: Database,
  changes: readonly NewTaskChange[],
  { amendmentId, now }: { amendmentId: number | null; now: Date },
): Promise<void> {
  if (changes.length === 0) return;
  await db.$executeRaw`
    INSERT INTO task_change (task_id, amendment_id, at, before, after)
    SELECT c."taskId", ${amendmentId}, ${instant(now)}::timestamptz, c.before, c.after
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS c("taskId" int, before jsonb, after jsonb)`;
}
