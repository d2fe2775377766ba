import type { TableRow } from "../../source.ts";
import type { TextLine } from "./text-lines.ts";

/** A table that begins at a line; `next` is the index of the first line behind it. */
export type FoundTable = { readonly rows: readonly TableRow[]; readonly next: number };

/** Looks for a table of one kind that begins at line `at`; null when there is none. */
export type FindTable = (lines: readonly TextLine[], at: number) => FoundTable | null;

/** A row of cells that are not joined, filled up to `width`. */
export const plainRow = (cells: readonly string[], width: number, page: number | null): TableRow => ({
  page,
  cells: Array.from({ length: width }, (_, column) => ({ text: cells[column] ?? "", columns: 1, continued: false })),
});

/** A row that is one cell over all columns. */
export const wideRow = (text: string, width: number, page: number | null): TableRow => ({
  page,
  cells: Array.from({ length: width }, (_, column) => ({
    text: column === 0 ? text : "",
    columns: column === 0 ? width : 0,
    continued: false,
  })),
});

/** The most cells a row may have; what has more is no table. */
export const MOST_CELLS = 60;
