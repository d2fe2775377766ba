import { areColumnNames } from "../../table/column-names.ts";
import { cleanText, withoutMarkdown } from "../clean-text.ts";
import { type FoundTable, MOST_CELLS, plainRow, wideRow } from "./found-table.ts";
import type { TextLine } from "./text-lines.ts";

/** A cell that the page's own line ends broke has no more lines. */
const LONGEST_ROW = 30;

const cellsOf = (row: string): string[] =>
  row
    .replace(/\|\s*$/, "")
    .split("|")
    .map((cell) => cleanText(withoutMarkdown(cell)));

/** The row that begins at a line with a bar in it and ends with the first line that ends with one; null when none does before an empty line. */
function rowAt(lines: readonly TextLine[], at: number): { cells: string[]; next: number } | null {
  let row = "";
  if (!lines[at]?.text.includes("|")) return null;
  for (let next = at; next < lines.length && next - at < LONGEST_ROW; next += 1) {
    const text = lines[next]?.text ?? "";
    if (text.trim() === "" || /^\s*\|/.test(text)) return null;
    row = row === "" ? text : `${row} ${text.trim()}`;
    if (/\|\s*$/.test(text)) return { cells: cellsOf(row), next: next + 1 };
  }
  return null;
}

/** Rows as text extractors write them: "1 | Xây dựng … | Bộ A |", a bar at the end, none at the beginning, cells broken over lines. */
export function barRows(lines: readonly TextLine[], at: number): FoundTable | null {
  const header = /^\s*\|/.test(lines[at]?.text ?? "") ? null : rowAt(lines, at);
  if (header === null || header.cells.length < 3 || header.cells.length > MOST_CELLS || !areColumnNames(header.cells))
    return null;
  const width = header.cells.length;
  const page = lines[at]?.page ?? null;
  const rows = [plainRow(header.cells, width, page)];
  let next = header.next;
  for (let row = rowAt(lines, next); row !== null && row.cells.length <= width; row = rowAt(lines, next)) {
    const filled = row.cells.filter((cell) => cell !== "");
    rows.push(
      row.cells.length <= 2 && width > 3 && filled.length > 0
        ? wideRow(filled.join(". "), width, lines[next]?.page ?? null)
        : plainRow(row.cells, width, lines[next]?.page ?? null),
    );
    next = row.next;
  }
  return rows.length > 1 ? { rows, next } : null;
}
