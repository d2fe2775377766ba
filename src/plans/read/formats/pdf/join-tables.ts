import { markerOf } from "../../outline/numbering.ts";
import { endsSentence, joinedLines, startsSmall } from "./line-ends.ts";
import type { RawCell, RawRow, RawTable } from "./raw-table.ts";

/** Columns of one table may stand this far apart on two pages, in points. */
const SAME_EDGE = 6;

const near = (edges: readonly number[], at: number): boolean => edges.some((edge) => Math.abs(edge - at) <= SAME_EDGE);
const within = (some: readonly number[], all: readonly number[]): boolean => some.every((edge) => near(all, edge));

/** The table with its cells spread over finer columns. */
function spread(table: RawTable, columns: readonly number[]): RawTable {
  if (columns.length === table.columns.length) return table;
  const from = columns.slice(0, -1).map((left, at) => {
    const middle = (left + (columns[at + 1] ?? left)) / 2;
    return Math.max(
      0,
      table.columns.findLastIndex((edge) => edge <= middle),
    );
  });
  const pick = <Value>(values: readonly Value[]): Value[] =>
    from.flatMap((at) => values.slice(Math.min(at, values.length - 1)).slice(0, 1));
  return {
    ...table,
    columns,
    rows: table.rows.map((row) => ({ ...row, cells: pick(row.cells) })),
    openTop: pick(table.openTop),
    openBottom: pick(table.openBottom),
  };
}

const words = (row: RawRow | undefined): string => (row?.cells ?? []).map(({ text }) => text).join("\t");

/** How many rows at the start of the new page repeat the header of the table. */
function repeatedRows(table: RawTable, next: RawTable): number {
  let count = 0;
  while (
    count < next.rows.length &&
    count < table.rows.length &&
    words(next.rows[count]).trim() !== "" &&
    words(next.rows[count]) === words(table.rows[count])
  )
    count += 1;
  return count;
}

/** Two parts of a cell's text; the second goes on in the same sentence or begins a line. */
function joinedText(above: string, below: string): string {
  if (above === "" || below === "") return above + below;
  const goesOn = startsSmall(below) || (!endsSentence(above) && markerOf(below) === null);
  return goesOn ? joinedLines(above, below) : `${above}\n${below}`;
}

/** So many rows tell how a table numbers them. */
const SEEN_ROWS = 60;

/** Whether nearly every row of the table has its own number, so that a row without one is the rest of the row before. */
function isNumbered(rows: readonly RawRow[]): boolean {
  if (rows.some((row, at) => at > 0 && row.cells[0] === rows[at - 1]?.cells[0])) return false;
  const own = rows.filter(({ cells }) => cells[0] !== cells[1]);
  const numbered = own.filter(({ cells }) => /^[\dIVXa-z][\d.a-z)]{0,6}$/i.test(cells[0]?.text ?? ""));
  return numbered.length >= 3 && numbered.length >= 0.8 * own.length;
}

/** Whether the page break cut a row in two. */
function cutsRow(table: RawTable, last: RawRow, first: RawRow, nothingDrawn: boolean): boolean {
  const [lastNumber, firstNumber] = [last.cells[0]?.text ?? "", first.cells[0]?.text ?? ""];
  if (nothingDrawn) return lastNumber === "" || firstNumber === "";
  if (firstNumber !== "" || new Set(first.cells).size === 1) return false;
  const goesOn = first.cells.filter(({ text }) => text !== "").every(({ text }) => startsSmall(text));
  return goesOn || isNumbered(table.rows.slice(1).slice(-SEEN_ROWS));
}

/** The two parts of a table as one, or null when the second is another table. */
export function joinTables(table: RawTable, next: RawTable): RawTable | null {
  const finer = table.columns.length >= next.columns.length ? table.columns : next.columns;
  const coarser = finer === table.columns ? next.columns : table.columns;
  const sameSides = near([finer[0] ?? 0], coarser[0] ?? 0) && near([finer.at(-1) ?? 0], coarser.at(-1) ?? 0);
  if (!sameSides || !within(coarser, finer)) return null;
  const above = spread(table, finer);
  const below = spread(next, finer);
  const repeated = repeatedRows(above, below);
  const rows = below.rows.slice(repeated);
  const last = above.rows.at(-1);
  const first = rows[0];
  if (last === undefined || first === undefined) return { ...above, openBottom: below.openBottom };
  const openTop = repeated === 0 ? below.openTop : below.openTop.map(() => true);
  const open = above.openBottom.map((bottom, column) => bottom && openTop[column] === true);
  const cut = cutsRow(above, last, first, open.every(Boolean));
  // Cells that run over the page's end: all of a row that is cut, else those without a rule there.
  const continued = new Map<RawCell, RawCell>();
  for (const [column, cell] of first.cells.entries()) {
    const upper = last.cells[column];
    if (upper === undefined || continued.has(cell) || !(cut || open[column])) continue;
    upper.text = joinedText(upper.text, cell.text);
    continued.set(cell, upper);
  }
  const joined = rows.map((row) => ({ ...row, cells: row.cells.map((cell) => continued.get(cell) ?? cell) }));
  return { ...above, rows: [...above.rows, ...(cut ? joined.slice(1) : joined)], openBottom: below.openBottom };
}
