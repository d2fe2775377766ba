import type { CellObject, Row } from "write-excel-file/node";
import { toDate } from "../../store/days.ts";
import type { StoredTask } from "../../store/tasks.ts";
import { type DoubtedField, isDoubtful, needsLook } from "./doubts.ts";
import { COLUMN_WIDTHS, READ_ONLY_COLUMNS, REVIEW_COLUMNS, type ReviewColumn } from "./review-columns.ts";
import { BORDERED, COLOURS, HEAD, textCell } from "./sheet-cells.ts";
import type { DropDown } from "./sheet-features.ts";
import { type SheetWords, shownRow } from "./shown-row.ts";
import { isOpen } from "./unit-cells.ts";

/** Empty rows below the tasks, ready for new ones. */
const SPARE_ROWS = 30;
/** How far below the last row a person may still write with lists at hand. */
const LISTS_BEYOND = 500;

export const taskColumns = REVIEW_COLUMNS.map((column) => ({ width: COLUMN_WIDTHS[column] }));

const GREY: readonly ReviewColumn[] = ["id", ...READ_ONLY_COLUMNS];
const DAY_COLUMNS: readonly ReviewColumn[] = ["from", "to"];
const NUMBER_COLUMNS: readonly ReviewColumn[] = ["delay", "confidence"];

/** The field whose doubts colour a column. */
const FIELD_OF: Readonly<Partial<Record<ReviewColumn, DoubtedField>>> = {
  lead: "leadUnits",
  coord: "coordUnits",
  kind: "deadline",
  from: "deadline",
  to: "deadline",
  every: "deadline",
  dueDays: "deadline",
  event: "deadline",
  delay: "deadline",
  words: "deadline",
};

function colourOf(column: ReviewColumn, task: StoredTask | null): string | null {
  if (GREY.includes(column)) return COLOURS.readOnly;
  if (task === null) return null;
  const role = { lead: "lead", coord: "coordinating" }[column as string];
  if (role !== undefined && task.units.some((unit) => unit.role === role && isOpen(unit))) return COLOURS.unknown;
  const field = FIELD_OF[column];
  if (field !== undefined) return isDoubtful(task, field) ? COLOURS.doubt : null;
  return column === "review" && needsLook(task) ? COLOURS.doubt : null;
}

function cellOf(column: ReviewColumn, text: string, task: StoredTask | null): CellObject {
  const colour = colourOf(column, task);
  const style = { ...BORDERED, ...(colour === null ? {} : { backgroundColor: colour }) };
  if (DAY_COLUMNS.includes(column)) {
    const day = column === "from" ? task?.deadlineStart : task?.deadlineEnd;
    return { ...style, type: Date, format: "dd/mm/yyyy", ...(day ? { value: toDate(day) } : {}) };
  }
  if (NUMBER_COLUMNS.includes(column))
    return { ...style, ...(text === "" ? {} : { type: Number, value: Number(text) }) };
  return textCell(text, style);
}

const LINE_POINTS = 15;
/** No row of a spreadsheet is higher. */
const HIGHEST_POINTS = 409;

/** The height at which every cell of a row shows all its lines; not every spreadsheet finds it by itself. */
function heightOf(shown: Readonly<Record<ReviewColumn, string>>): number {
  const lines = REVIEW_COLUMNS.map((column) =>
    shown[column]
      .split("\n")
      .map((line) => Math.max(1, Math.ceil(line.length / (COLUMN_WIDTHS[column] - 1))))
      .reduce((sum, count) => sum + count, 0),
  );
  return Math.min(HIGHEST_POINTS, LINE_POINTS * Math.max(...lines));
}

/** The rows of the sheet of tasks: the head, one row a task, and spare rows. */
export function taskSheet(tasks: readonly StoredTask[], words: SheetWords): Row[] {
  const head: Row = REVIEW_COLUMNS.map((column) => textCell(words.review.columns[column], HEAD));
  const rows = tasks.map((task): Row => {
    const shown = shownRow(task, words);
    const height = heightOf(shown);
    return REVIEW_COLUMNS.map((column) => ({ ...cellOf(column, shown[column], task), height }));
  });
  const spare = Array.from({ length: SPARE_ROWS }, (): Row => REVIEW_COLUMNS.map((column) => cellOf(column, "", null)));
  return [head, ...rows, ...spare];
}

/** The lists and hints of the sheet of tasks, which has so many rows with its head. */
export function taskDropDowns(rows: number, { review, names }: SheetWords): DropDown[] {
  const range = { firstRow: 2, lastRow: rows + LISTS_BEYOND };
  const at = (column: ReviewColumn) => ({ column: REVIEW_COLUMNS.indexOf(column) + 1, ...range });
  const units =
    names.offered.length === 0
      ? null
      : `'${review.sheets.units.replaceAll("'", "''")}'!$A$2:$A$${names.offered.length + 1}`;
  const oneOf = (words: Readonly<Record<string, string>>): string => `"${Object.values(words).join(",")}"`;
  return [
    { ...at("id"), choices: null, strict: false, hint: review.idHint },
    { ...at("lead"), choices: units, strict: false, hint: review.unitHint },
    { ...at("coord"), choices: units, strict: false, hint: review.unitHint },
    { ...at("kind"), choices: oneOf(review.kinds), strict: true, hint: review.chooseHint },
    { ...at("from"), choices: null, strict: false, hint: review.dayHint },
    { ...at("to"), choices: null, strict: false, hint: review.dayHint },
    { ...at("every"), choices: oneOf(review.periods), strict: true, hint: review.chooseHint },
    { ...at("dueDays"), choices: null, strict: false, hint: review.dueDaysHint },
  ];
}
