import type { CalendarDate } from "../domain/calendar-date.ts";
import type { ReportCycle } from "../domain/report-cycle.ts";
import { type Database, instant } from "./database.ts";

/**
 * Opens a cycle and gives everybody who works in a unit their report in it: the first unit in which they are member or head
 * receives it. Again it only adds people who have come since. A cycle whose due day is over is opened late only where cycles
 * have been opened before: a new organisation is not asked about the time before it began. Returns how many reports are new.
 */
export async function openCycle(db: Database, cycle: ReportCycle, today: CalendarDate, now: Date): Promise<number> {
  await db.$executeRaw`
    INSERT INTO report_cycle (period, covers_from, covers_to, opens_on, due_on, created_at)
    SELECT ${cycle.period}, ${cycle.coversFrom}::date, ${cycle.coversTo}::date, ${cycle.opensOn}::date, ${cycle.dueOn}::date,
           ${instant(now)}::timestamptz
    WHERE ${today}::date <= ${cycle.dueOn}::date OR EXISTS (SELECT 1 FROM report_cycle c WHERE c.opens_on < ${cycle.opensOn}::date)
    ON CONFLICT (period) DO NOTHING`;
  // What is there already is left out, so that looking often does not use up numbers.
  return await db.$executeRaw`
    INSERT INTO report (cycle_id, member_id, unit_id)
    SELECT DISTINCT ON (m.member_id) c.id, m.member_id, m.unit_id
    FROM report_cycle c CROSS JOIN membership m
    WHERE c.period = ${cycle.period} AND m.role IN ('member', 'head')
      AND NOT EXISTS (SELECT 1 FROM report r WHERE r.cycle_id = c.id AND r.member_id = m.member_id)
    ORDER BY m.member_id, m.position
    ON CONFLICT (cycle_id, member_id) DO NOTHING`;
}

/** The key of a message that asks one member for the report of a period: at its opening, or at a reminder stage. */
export const reportAskKey = (period: string, stage: string, memberId: number): string =>
  `report ${period} ${stage} ${memberId}`;

export type ReportAsk = {
  readonly memberId: number;
  readonly language: string | null;
  /** They have been asked for this period before, at an earlier stage. */
  readonly again: boolean;
};

/**
 * Members whose report of a period is not in, who are not on leave today and have not been asked at this stage.
 * `earlier` are the stages before it.
 */
export async function membersToAsk(
  db: Database,
  { period, stage, earlier, today }: { period: string; stage: string; earlier: readonly string[]; today: CalendarDate },
): Promise<ReportAsk[]> {
  return db.$queryRaw`
    SELECT m.id AS "memberId", m.language, EXISTS (
        SELECT 1 FROM unnest(${[...earlier]}::text[]) AS e(stage)
        JOIN delivery d ON d."key" = 'report ' || c.period || ' ' || e.stage || ' ' || m.id) AS again
    FROM report_cycle c JOIN report r ON r.cycle_id = c.id JOIN member m ON m.id = r.member_id
    WHERE c.period = ${period} AND r.state IN ('draft', 'returned')
      AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.member_id = m.id AND ${today}::date BETWEEN a.from_on AND a.to_on)
      AND NOT EXISTS (
        SELECT 1 FROM delivery d WHERE d."key" = 'report ' || c.period || ' ' || ${stage}::text || ' ' || m.id)
    ORDER BY m.id`;
}

/** One unit's reports of a period: how many were asked for, how many came and were not sent back. */
export type UnitReports = { readonly unitId: number; readonly asked: number; readonly submitted: number };

/** A row per unit; empty when the period was never opened. */
export async function reportsByUnit(db: Database, period: string): Promise<UnitReports[]> {
  return db.$queryRaw<UnitReports[]>`
    SELECT r.unit_id AS "unitId", count(*)::int AS asked, count(*) FILTER (WHERE r.state IN ('submitted', 'accepted'))::int AS submitted
    FROM report_cycle c JOIN report r ON r.cycle_id = c.id WHERE c.period = ${period} GROUP BY r.unit_id`;
}

/** Heads, not on leave today, who were not told yet how a period ended; a row per unit they head. */
export async function headsToTell(
  db: Database,
  keyPrefix: string,
  today: CalendarDate,
): Promise<{ memberId: number; language: string | null; unitId: number; unitName: string }[]> {
  return db.$queryRaw`
    SELECT m.id AS "memberId", m.language, u.id AS "unitId", COALESCE(u.short_name, u.name) AS "unitName"
    FROM membership ms JOIN member m ON m.id = ms.member_id JOIN unit u ON u.id = ms.unit_id
    WHERE ms.role = 'head'
      AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.member_id = m.id AND ${today}::date BETWEEN a.from_on AND a.to_on)
      AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d."key" = ${keyPrefix}::text || m.id)
    ORDER BY m.id, ms.position`;
}
