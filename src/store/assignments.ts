import type { AssignmentState } from "../domain/assignment.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Database } from "./database.ts";

/** One assignment as a conversation needs it. */
export type AssignmentCard = {
  readonly id: number;
  readonly heading: string;
  readonly text: string;
  readonly planId: number;
  readonly planNumber: string | null;
  readonly planTitle: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly monitorUnitId: number;
  readonly state: AssignmentState;
  readonly percent: number;
  readonly dueOn: CalendarDate | null;
  readonly originalDueOn: CalendarDate | null;
  readonly deadlineText: string | null;
  readonly holderId: number | null;
  readonly holderName: string | null;
  /** The extension that waits for a decision. */
  readonly asked: AskedExtension | null;
  /** Who said last that it is done. */
  readonly reporterId: number | null;
};

/** An assignment that may be changed: locked, with the units above it and the heads who decide about it. */
export type LockedAssignment = AssignmentCard & {
  /** Its unit, the unit's parent, and so on up to the root. */
  readonly unitLine: readonly number[];
  /** The same of the unit that monitors the plan. */
  readonly monitorLine: readonly number[];
  /** Heads of the monitoring unit, or of the nearest above it that has one. */
  readonly deciders: readonly { readonly memberId: number; readonly unitId: number }[];
};

export type AskedExtension = {
  readonly id: number;
  readonly newDueOn: CalendarDate;
  readonly reason: string;
  readonly askedById: number;
};

const COLUMNS = `
    a.id, t.heading, t.text, p.id AS "planId", p.number AS "planNumber", p.title AS "planTitle", u.id AS "unitId",
    COALESCE(u.short_name, u.name) AS "unitName", p.monitor_unit_id AS "monitorUnitId", a.state, a.percent,
    a.due_on::text AS "dueOn", a.original_due_on::text AS "originalDueOn", t.deadline_text AS "deadlineText",
    a.holder_id AS "holderId", h.full_name AS "holderName",
    (SELECT jsonb_build_object('id', e.id, 'newDueOn', e.new_due_on, 'reason', e.reason, 'askedById', e.asked_by_id)
     FROM extension e WHERE e.assignment_id = a.id AND e.state = 'asked') AS asked,
    (SELECT g.member_id FROM progress g WHERE g.assignment_id = a.id AND g.state = 'reported' ORDER BY g.id DESC LIMIT 1)
      AS "reporterId"`;

const FROM = `
  FROM assignment a
  JOIN task t ON t.id = a.task_id JOIN plan p ON p.id = t.plan_id JOIN unit u ON u.id = a.unit_id
  LEFT JOIN member h ON h.id = a.holder_id`;

const CARD = `SELECT ${COLUMNS} ${FROM}`;

/** A unit, its parent, and so on, nearest first. */
const lineOf = (unit: string): string => `(
  WITH RECURSIVE line AS (
    SELECT x.id, x.parent_id, 0 AS distance FROM unit x WHERE x.id = ${unit}
    UNION ALL SELECT x.id, x.parent_id, line.distance + 1 FROM unit x JOIN line ON x.id = line.parent_id)
  SELECT array_agg(id ORDER BY distance) FROM line)`;

const LOCKED = `
  SELECT ${COLUMNS}, ul.line AS "unitLine", ml.line AS "monitorLine",
    COALESCE((SELECT jsonb_agg(jsonb_build_object('memberId', m.member_id, 'unitId', m.unit_id) ORDER BY m.member_id)
     FROM membership m WHERE m.role = 'head' AND m.unit_id = (
       SELECT above.id FROM unnest(ml.line) WITH ORDINALITY AS above(id, distance)
       WHERE EXISTS (SELECT 1 FROM membership h WHERE h.unit_id = above.id AND h.role = 'head')
       ORDER BY above.distance LIMIT 1)), '[]') AS deciders
  ${FROM}
  CROSS JOIN LATERAL (SELECT ${lineOf("u.id")} AS line) ul
  CROSS JOIN LATERAL (SELECT ${lineOf("p.monitor_unit_id")} AS line) ml`;

const OUTSTANDING = `p.state = 'issued' AND a.state IN ('open', 'doing', 'returned')`;

/** Of member $1: what they hold, and what nobody holds in units they head, or work in where there is no head. */
const HAS_TO_DO = `${OUTSTANDING} AND (a.holder_id = $1 OR (a.holder_id IS NULL AND EXISTS (
    SELECT 1 FROM membership m WHERE m.member_id = $1 AND m.unit_id = a.unit_id AND (m.role = 'head'
      OR (m.role = 'member' AND NOT EXISTS (
        SELECT 1 FROM membership other WHERE other.unit_id = a.unit_id AND other.role = 'head'))))))
  ORDER BY a.due_on NULLS LAST, a.id`;

/** One assignment, locked until the transaction ends so that what is decided about it stays true; null when there is none. */
export async function lockAssignment(db: Database, id: number): Promise<LockedAssignment | null> {
  const rows = await db.$queryRawUnsafe<LockedAssignment[]>(`${LOCKED} WHERE a.id = $1 FOR UPDATE OF a`, id);
  return rows[0] ?? null;
}

/** What a person has to do, locked: for a sentence that may mean any of it. */
export async function lockOutstandingOf(db: Database, memberId: number): Promise<LockedAssignment[]> {
  return db.$queryRawUnsafe<LockedAssignment[]>(`${LOCKED} WHERE ${HAS_TO_DO} FOR UPDATE OF a`, memberId);
}

/**
 * What a person has to do: what they hold, and what their unit has in nobody's hands when they are its head (or it has no
 * head). Soonest due first, without a date last.
 */
export async function outstandingOf(db: Database, memberId: number): Promise<AssignmentCard[]> {
  return db.$queryRawUnsafe<AssignmentCard[]>(`${CARD} WHERE ${HAS_TO_DO}`, memberId);
}

/** What these units have outstanding, soonest due first. */
export async function outstandingOfUnits(db: Database, unitIds: readonly number[]): Promise<AssignmentCard[]> {
  return db.$queryRawUnsafe<AssignmentCard[]>(
    `${CARD} WHERE ${OUTSTANDING} AND a.unit_id = ANY($1::int[]) ORDER BY a.due_on NULLS LAST, a.id`,
    unitIds,
  );
}

/** What waits for the head of one of these monitoring units: reported done, or asking for more time. */
export async function awaitingDecision(db: Database, monitorUnitIds: readonly number[]): Promise<AssignmentCard[]> {
  return db.$queryRawUnsafe<AssignmentCard[]>(
    `${CARD} WHERE p.state = 'issued' AND a.state <> 'cancelled' AND p.monitor_unit_id = ANY($1::int[]) AND (a.state = 'reported'
       OR EXISTS (SELECT 1 FROM extension e WHERE e.assignment_id = a.id AND e.state = 'asked'))
     ORDER BY a.due_on NULLS LAST, a.id`,
    monitorUnitIds,
  );
}
