import type { CalendarDate } from "../domain/calendar-date.ts";
import type { ReportState } from "../domain/report.ts";
import type { Database } from "./database.ts";

/** One member's report with its cycle. */
export type ReportCard = {
  readonly id: number;
  readonly period: string;
  readonly coversFrom: CalendarDate;
  readonly coversTo: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly state: ReportState;
  readonly version: number;
  readonly memberId: number;
  readonly memberName: string;
  readonly unitId: number;
  readonly unitName: string;
  /** The answers last submitted; null before the first time. */
  readonly answers: unknown;
  /** Why it was returned, when it was. */
  readonly returnNote: string | null;
};

const CARD = `
  SELECT r.id, c.period, c.covers_from::text AS "coversFrom", c.covers_to::text AS "coversTo", c.due_on::text AS "dueOn",
    r.state, r.version, m.id AS "memberId", m.full_name AS "memberName", u.id AS "unitId",
    COALESCE(u.short_name, u.name) AS "unitName",
    (SELECT v.answers FROM report_version v WHERE v.report_id = r.id ORDER BY v.version DESC LIMIT 1) AS answers,
    (SELECT d.note FROM report_decision d WHERE d.report_id = r.id AND d.version = r.version AND d.state = 'returned'
     ORDER BY d.id DESC LIMIT 1) AS "returnNote"
  FROM report r JOIN report_cycle c ON c.id = r.cycle_id JOIN member m ON m.id = r.member_id JOIN unit u ON u.id = r.unit_id`;

/** The member's report of the cycle that opened last, locked; null when no cycle asks them. */
export async function lockCurrentReport(db: Database, memberId: number): Promise<ReportCard | null> {
  const rows = await db.$queryRawUnsafe<ReportCard[]>(
    `${CARD} WHERE r.member_id = $1 ORDER BY c.opens_on DESC LIMIT 1 FOR UPDATE OF r`,
    memberId,
  );
  return rows[0] ?? null;
}

/** One report, locked; null when there is none. */
export async function lockReport(db: Database, id: number): Promise<ReportCard | null> {
  const rows = await db.$queryRawUnsafe<ReportCard[]>(`${CARD} WHERE r.id = $1 FOR UPDATE OF r`, id);
  return rows[0] ?? null;
}

/** Submitted reports of these units that wait to be received, oldest first. Without anybody's words. */
export async function submittedReports(db: Database, unitIds: readonly number[]): Promise<ReportCard[]> {
  const rows = await db.$queryRawUnsafe<ReportCard[]>(
    `${CARD} WHERE r.state = 'submitted' AND r.unit_id = ANY($1::int[]) ORDER BY r.submitted_at, r.id`,
    unitIds,
  );
  return rows.map((row) => ({ ...row, answers: null }));
}
