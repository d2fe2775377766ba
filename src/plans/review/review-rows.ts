import { addDays, isCalendarDate } from "../../domain/calendar-date.ts";
import { foldWords } from "../../domain/fold-vietnamese.ts";
import { Refusal } from "../../errors.ts";
import { toDay } from "../../store/days.ts";
import { formatDay, formatShortDay } from "../../texts/format.ts";
import { LANGUAGES, type Texts, textsIn } from "../../texts/texts.ts";
import { cellText } from "./cell-text.ts";
import type { SheetValue, WorkbookSheet } from "./open-workbook.ts";
import { EDITED_COLUMNS, REVIEW_COLUMNS, type ReviewColumn } from "./review-columns.ts";
import type { ReviewProblem } from "./review-refusal.ts";
import { LABEL_SHEET } from "./sheet-label.ts";
import { columnLetters } from "./sheet-marks.ts";

/** A row of the sheet that came back: what its cells show, days as dd/mm/yyyy, "" where empty. */
export type ReviewRow = { readonly row: number; readonly cells: Readonly<Record<ReviewColumn, string>> };

export type ReadRows = {
  readonly sheet: string;
  readonly rows: readonly ReviewRow[];
  readonly problems: readonly ReviewProblem[];
};

const MOST_ROWS = 20_000;
/** A title above the head is forgiven, so far down. */
const HEAD_WITHIN_ROWS = 10;
/** Without these a sheet cannot say what it means; the others only show where a task came from. */
const NEEDED: readonly ReviewColumn[] = ["id", ...EDITED_COLUMNS, "remove"];

const COLUMN_OF_TITLE = new Map(
  LANGUAGES.flatMap((language) =>
    REVIEW_COLUMNS.map((column) => [foldWords(textsIn(language, language).review.columns[column]), column] as const),
  ),
);

const columnsOf = (row: readonly SheetValue[]): (ReviewColumn | undefined)[] =>
  row.map((cell) => COLUMN_OF_TITLE.get(foldWords(String(cell ?? ""))));

const known = (row: readonly SheetValue[]): number => new Set(columnsOf(row).filter((one) => one !== undefined)).size;

/** The sheet and row with the most titles we know. */
function findHead(sheets: readonly WorkbookSheet[]): { sheet: WorkbookSheet; at: number } | null {
  const places = sheets
    .filter(({ name }) => name !== LABEL_SHEET)
    .flatMap((sheet) => sheet.rows.slice(0, HEAD_WITHIN_ROWS).map((row, at) => ({ sheet, at, count: known(row) })));
  const best = places.sort((one, other) => other.count - one.count)[0];
  return best === undefined || best.count === 0 ? null : best;
}

/**
 * The rows of the sheet of tasks, its columns found by their titles. Rows without a word are passed over.
 *
 * @throws Refusal `file-too-long`, `review-no-tasks`
 */
export function readRows(sheets: readonly WorkbookSheet[], file: string, { columns }: Texts["review"]): ReadRows {
  const head = findHead(sheets);
  if (head === null) throw new Refusal("review-no-tasks", { file });
  const { sheet, at } = head;
  if (sheet.marks.filledRows > MOST_ROWS)
    throw new Refusal("file-too-long", { file, seen: sheet.marks.filledRows, accepted: MOST_ROWS });
  const titles = sheet.rows[at] ?? [];
  const places = columnsOf(titles);
  const problem = (
    code: ReviewProblem["code"],
    row: number,
    column: ReviewColumn | null,
    seen: string,
    accepted = "",
  ) => ({ code, sheet: sheet.name, row, column, seen, accepted }) satisfies ReviewProblem;
  const problems: ReviewProblem[] = [];
  const missing = NEEDED.filter((column) => !places.includes(column));
  if (missing.length > 0) {
    const seen = titles.flatMap((title) => (title === null ? [] : [cellText(String(title))]));
    const titled = missing.map((column) => `«${columns[column]}»`).join(", ");
    problems.push(problem("columns", at + 1, null, seen.join(", "), titled));
  }
  for (const [index, column] of places.entries())
    if (column !== undefined && places.indexOf(column) !== index)
      problems.push(problem("column-twice", at + 1, null, columns[column]));
  for (const cell of sheet.marks.cells) {
    const column = places[cell.column - 1];
    if (cell.row <= at + 1 || column === undefined) continue;
    if (cell.kind === "error") problems.push(problem("cell-error", cell.row, column, cell.text));
    else problems.push(problem("formula", cell.row, column, `${columnLetters(cell.column)}${cell.row} (${cell.text})`));
  }
  const rows = sheet.rows.slice(at + 1).map((values, index) => {
    const cells = REVIEW_COLUMNS.map((column) => [column, shownValue(column, values[places.indexOf(column)] ?? null)]);
    return { row: at + 2 + index, cells: Object.fromEntries(cells) as ReviewRow["cells"] };
  });
  return {
    sheet: sheet.name,
    rows: rows.filter(({ cells }) => NEEDED.some((column) => cells[column] !== "")),
    problems,
  };
}

/** Day 1 of spreadsheets is 1900-01-01, and they believe that 1900 had a 29 February. */
const DAY_ZERO = "1899-12-30";
/** Numbers that are days of 2000 to 2100 where a day is expected. */
const isDayNumber = (value: number): boolean => value >= 36_526 && value < 73_415;

/** A cell's value as a person sees it. */
function shownValue(column: ReviewColumn, value: SheetValue): string {
  if (value === null) return "";
  if (value instanceof Date) {
    const day = Number.isNaN(value.getTime()) ? "" : toDay(value);
    if (!isCalendarDate(day)) return "?";
    // A spreadsheet takes "15/06" for a day of this year.
    return column === "dueDays" ? formatShortDay(day) : formatDay(day);
  }
  if (typeof value === "number" && (column === "from" || column === "to") && isDayNumber(value))
    return formatDay(addDays(DAY_ZERO, Math.floor(value)));
  return cellText(String(value));
}
