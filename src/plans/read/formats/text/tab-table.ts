import { markerOf } from "../../outline/numbering.ts";
import { areColumnNames } from "../../table/column-names.ts";
import { cleanText } from "../clean-text.ts";
import { type FoundTable, MOST_CELLS, plainRow, wideRow } from "./found-table.ts";
import type { TextLine } from "./text-lines.ts";

const FEWEST_TABS = 2;
const FEWEST_ROWS = 3;
const LONGEST_SECTION = 200;
/** The first rows tell whether it is a table. */
const JUDGED_ROWS = 12;

const cellsOf = (line: string): string[] => line.split("\t").map(cleanText);
const tabsOf = (line: string): number => line.split("\t").length - 1;
const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== "").length;

/** True when most rows have about as many cells as the first and words in more than one: mere indents have not. */
function isEven(rows: readonly string[][]): boolean {
  const width = Math.max(...rows.map((cells) => cells.length));
  const even = rows.filter((cells) => cells.length >= width - 1 && filled(cells) > 1);
  return width <= MOST_CELLS && even.length * 3 >= rows.length * 2;
}

/** Rows whose cells are parted by tabs, as spreadsheets give them to the clipboard: three or more, or two under names of columns. */
export function tabTable(lines: readonly TextLine[], at: number): FoundTable | null {
  const page = lines[at]?.page ?? null;
  const isRow = (index: number): boolean =>
    lines[index]?.page === page && tabsOf(lines[index]?.text ?? "") >= FEWEST_TABS;
  /** A line of a part of the table ("II. …"), which word processors give without tabs. */
  const isSection = (index: number): boolean => {
    const text = lines[index]?.page === page ? (lines[index]?.text.trim() ?? "") : "";
    return isRow(index + 1) && text !== "" && text.length < LONGEST_SECTION && markerOf(text) !== null;
  };
  if (!isRow(at)) return null;
  let judged = at;
  while (judged < at + JUDGED_ROWS && (isRow(judged) || isSection(judged))) judged += 1;
  const sample = lines.slice(at, judged).map(({ text }) => text.trimEnd().split("\t"));
  const rowCount = sample.filter((cells) => cells.length > FEWEST_TABS).length;
  const least = areColumnNames(sample[0] ?? []) ? FEWEST_ROWS - 1 : FEWEST_ROWS;
  if (rowCount < least || !isEven(sample.filter((cells) => cells.length > 1))) return null;
  let next = judged;
  // Inside a table a row may have lost its last, empty cells.
  const isShort = (index: number): boolean =>
    lines[index]?.page === page && /^\S[^\t]*\t/.test(lines[index]?.text ?? "");
  while (isRow(next) || isShort(next) || isSection(next)) next += 1;
  const rows = lines.slice(at, next).map(({ text }) => cellsOf(text));
  const width = Math.min(MOST_CELLS, Math.max(...rows.map((cells) => cells.length)));
  return {
    rows: rows.map((cells) =>
      cells.length === 1 ? wideRow(cells[0] ?? "", width, page) : plainRow(cells, width, page),
    ),
    next,
  };
}
