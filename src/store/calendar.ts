import type { CalendarDate } from "../domain/calendar-date.ts";
import type { CalendarDayRow } from "../domain/work-calendar.ts";
import type { Database } from "./database.ts";
import { toDate, toDay } from "./days.ts";
import type { ImportCounts } from "./import-units.ts";

export type CalendarRow = CalendarDayRow & { readonly document: string | null };

/** Creates and replaces days by date; other days stay. */
export async function importCalendar(db: Database, rows: readonly CalendarRow[]): Promise<ImportCounts> {
  const [counts] = await db.$queryRaw<{ created: number; updated: number }[]>`
    WITH written AS (
      INSERT INTO calendar_day (date, kind, name, document)
      SELECT date, kind::calendar_day_kind, name, document
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(date date, kind text, name text, document text)
      ON CONFLICT (date) DO UPDATE SET kind = excluded.kind, name = excluded.name, document = excluded.document
        WHERE (calendar_day.kind, calendar_day.name, calendar_day.document)
          IS DISTINCT FROM (excluded.kind, excluded.name, excluded.document)
      RETURNING xmax = 0 AS fresh
    )
    SELECT count(*) FILTER (WHERE fresh)::int AS created, count(*) FILTER (WHERE NOT fresh)::int AS updated FROM written`;
  const { created = 0, updated = 0 } = counts ?? {};
  return { created, updated, unchanged: rows.length - created - updated };
}

/** The listed days from one date to another, both included. */
export async function calendarDays(db: Database, from: CalendarDate, to: CalendarDate): Promise<CalendarRow[]> {
  const rows = await db.calendarDay.findMany({
    where: { date: { gte: toDate(from), lte: toDate(to) } },
    orderBy: { date: "asc" },
  });
  return rows.map((row) => ({ date: toDay(row.date), kind: row.kind, name: row.name, document: row.document }));
}
