import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Database } from "./database.ts";

/** How far one unit is with one plan. Numbers only. */
export type PlanCount = {
  readonly planId: number;
  readonly number: string | null;
  readonly title: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly total: number;
  readonly confirmed: number;
  readonly reported: number;
  readonly overdue: number;
};

/** Counts of the issued plans over these units, a row per plan and unit, in the order of plans and unit codes. */
export async function planCounts(db: Database, unitIds: readonly number[], today: CalendarDate): Promise<PlanCount[]> {
  return db.$queryRaw<PlanCount[]>`
    SELECT p.id AS "planId", p.number, p.title, u.id AS "unitId", COALESCE(u.short_name, u.name) AS "unitName",
      count(*)::int AS total,
      count(*) FILTER (WHERE a.state = 'confirmed')::int AS confirmed,
      count(*) FILTER (WHERE a.state = 'reported')::int AS reported,
      count(*) FILTER (WHERE a.state IN ('open', 'doing', 'returned') AND a.due_on < ${today}::date)::int AS overdue
    FROM assignment a JOIN task t ON t.id = a.task_id JOIN plan p ON p.id = t.plan_id JOIN unit u ON u.id = a.unit_id
    WHERE p.state = 'issued' AND a.state <> 'cancelled' AND a.unit_id = ANY(${unitIds}::int[])
    GROUP BY p.id, u.id ORDER BY p.id, u.code`;
}
