import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Standing } from "../domain/figures.ts";
import type { IsoWeek } from "../domain/week.ts";
import { type Database, instant } from "./database.ts";

/** So many assignments of one unit in one plan that stood alike at an instant. */
export type StandingCount = Standing & { readonly planId: number; readonly unitId: number };

/**
 * How the assignments of the plans followed up at `at` stood then, whatever has happened since: the state from the last progress until
 * then (before the first: open), the due date without the extensions granted later. What is cancelled now is left out.
 * `planId` null: every plan.
 */
export async function standingAt(db: Database, at: Date, planId: number | null): Promise<StandingCount[]> {
  // Indexes: progress (assignment_id, id), extension (assignment_id, id).
  return db.$queryRaw<StandingCount[]>`
    SELECT t.plan_id AS "planId", a.unit_id AS "unitId", COALESCE(said.state, 'open') AS state,
           due.due_on::text AS "dueOn", COALESCE(due.due_on > a.original_due_on, false) AS extended, count(*)::int AS count
    FROM plan p JOIN task t ON t.plan_id = p.id JOIN assignment a ON a.task_id = t.id
    LEFT JOIN LATERAL (
      SELECT g.state FROM progress g WHERE g.assignment_id = a.id AND g.at <= ${instant(at)}::timestamptz
      ORDER BY g.id DESC LIMIT 1) said ON true
    LEFT JOIN LATERAL (
      SELECT e.old_due_on FROM extension e
      WHERE e.assignment_id = a.id AND e.state = 'granted' AND e.decided_at > ${instant(at)}::timestamptz
      ORDER BY e.decided_at, e.id LIMIT 1) later ON true
    CROSS JOIN LATERAL (SELECT COALESCE(later.old_due_on, a.due_on) AS due_on) due
    WHERE p.state <> 'draft' AND p.issued_at <= ${instant(at)}::timestamptz
      AND (p.closed_at IS NULL OR p.closed_at > ${instant(at)}::timestamptz)
      AND (${planId}::int IS NULL OR p.id = ${planId}::int)
      AND a.given_at <= ${instant(at)}::timestamptz AND a.state <> 'cancelled'
    GROUP BY 1, 2, 3, 4, 5`;
}

/** How many of one unit's people the cycle asked, and how many had a report in that was not sent back. */
export type ReportCount = {
  readonly unitId: number;
  readonly period: string;
  readonly asked: number;
  readonly submitted: number;
};

/** The cycle that was the newest at `at`, a row per unit; empty before the first cycle. */
export async function reportCountsAt(db: Database, at: Date, today: CalendarDate): Promise<ReportCount[]> {
  return db.$queryRaw<ReportCount[]>`
    SELECT r.unit_id AS "unitId", c.period, count(*)::int AS asked,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM report_version v
        WHERE v.report_id = r.id AND v.submitted_at <= ${instant(at)}::timestamptz AND NOT EXISTS (
          SELECT 1 FROM report_decision d
          WHERE d.report_id = r.id AND d.version >= v.version AND d.state = 'returned' AND d.at <= ${instant(at)}::timestamptz)))::int
        AS submitted
    FROM report_cycle c JOIN report r ON r.cycle_id = c.id
    WHERE c.id = (SELECT id FROM report_cycle WHERE opens_on <= ${today}::date AND created_at <= ${instant(at)}::timestamptz
                  ORDER BY opens_on DESC LIMIT 1)
    GROUP BY r.unit_id, c.period`;
}

export type NamedPlan = { readonly id: number; readonly number: string | null; readonly title: string };
export type NamedUnit = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly parentId: number | null;
};

/** The names that a summary prints. */
export async function namesForDigest(db: Database): Promise<{ plans: NamedPlan[]; units: NamedUnit[] }> {
  const plans = await db.plan.findMany({
    where: { state: { not: "draft" } },
    select: { id: true, number: true, title: true },
    orderBy: { id: "asc" },
  });
  const units = await db.unit.findMany({
    select: { id: true, code: true, name: true, shortName: true, parentId: true },
    orderBy: { code: "asc" },
  });
  return { plans, units };
}

/** The key of a room's summary of one week. */
export const digestKey = (roomId: number, week: IsoWeek): string => `digest ${roomId} ${week}`;

export type DigestRoom = { readonly id: number; readonly unitId: number };

/** Rooms that have not been sent this week's summary. */
export async function roomsWithoutDigest(db: Database, week: IsoWeek): Promise<DigestRoom[]> {
  return db.$queryRaw<DigestRoom[]>`
    SELECT r.id, r.unit_id AS "unitId" FROM room r
    WHERE r.removed_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM delivery d WHERE d."key" = 'digest ' || r.id || ' ' || ${week}::text)
    ORDER BY r.id`;
}

/** Whether there is such a plan that has been issued. */
export async function planExists(db: Database, id: number): Promise<boolean> {
  return (await db.plan.count({ where: { id, state: { not: "draft" } } })) > 0;
}
