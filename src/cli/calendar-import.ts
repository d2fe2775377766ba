import { basename } from "node:path";
import { type CalendarDate, calendarDate, isCalendarDate } from "../domain/calendar-date.ts";
import { type CalendarRow, importCalendar } from "../store/calendar.ts";
import { inTransaction } from "../store/database.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";
import { type CellProblem, readTable, TableRefusal, type TableRow } from "./read-table.ts";

const COLUMNS = ["date", "kind", "name", "document"] as const;
type Row = TableRow<(typeof COLUMNS)[number]>;

/** `calendar import FILE`: days off and make-up working days, each with the document that decided it. */
export async function calendarImport(
  parts: CliParts,
  path: string,
  options: JsonOption & { dryRun?: true },
): Promise<void> {
  const table = await readTable(path, COLUMNS, ["document"]);
  const problems = problemsOf(table);
  if (problems.length > 0) throw new TableRefusal(basename(path), problems);
  const store = await parts.store();
  const counts = await inTransaction(
    store.prisma,
    async (db) => await importCalendar(db, table.map(dayOf)),
    options.dryRun === true,
  );
  print(parts, options, counts, [parts.texts.cli.imported.days(counts, options.dryRun === true)]);
}

const dayOf = ({ cells }: Row): CalendarRow => ({
  date: readDate(cells.date) ?? "",
  kind: cells.kind === "working" ? "working" : "off",
  name: cells.name,
  document: cells.document || null,
});

/** 2026-02-16 or 16/02/2026. */
function readDate(text: string): CalendarDate | null {
  if (isCalendarDate(text)) return text;
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return match === null ? null : calendarDate(Number(match[3]), Number(match[2]), Number(match[1]));
}

function problemsOf(table: readonly Row[]): CellProblem[] {
  const firstLine = new Map<string, number>();
  return table.flatMap(({ line, cells }) => {
    const problems: CellProblem[] = [];
    const date = readDate(cells.date);
    if (date === null) problems.push({ code: "not-a-day", line, column: "date", seen: cells.date });
    const first = date === null ? undefined : firstLine.get(date);
    if (first !== undefined)
      problems.push({ code: "twice", line, column: "date", seen: cells.date, accepted: String(first) });
    if (date !== null && first === undefined) firstLine.set(date, line);
    if (!["off", "working"].includes(cells.kind)) {
      problems.push({ code: "not-one-of", line, column: "kind", seen: cells.kind, accepted: "off, working" });
    }
    if (cells.name === "") problems.push({ code: "empty", line, column: "name", seen: "" });
    return problems;
  });
}
