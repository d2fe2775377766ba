import { cellText } from "./cell-text.ts";
import type { Grid } from "./grid.ts";
import { linesOf } from "./lines.ts";
import type { Piece } from "./page-text.ts";
import { splitAtWalls } from "./split-pieces.ts";

/** A cell as drawn, be it over several columns or rows: each square of the table it covers holds the same object. */
export type RawCell = { text: string };
export type RawRow = { readonly cells: readonly RawCell[]; readonly page: number };

/** The part of a table that stands on one page; lengths in points. */
export type RawTable = {
  readonly kind: "raw-table";
  readonly top: number;
  readonly bottom: number;
  readonly columns: readonly number[];
  readonly rows: readonly RawRow[];
  readonly openTop: readonly boolean[];
  readonly openBottom: readonly boolean[];
};

/** The middle of small letters above their baseline, in heights of the font. */
const MIDDLE = 0.3;
/** Lower squares hold no line of text: they stem from rules that are not quite level. */
const LOWEST_ROW = 7;

const placeIn = (edges: readonly number[], at: number): number => {
  const next = edges.findIndex((edge) => edge > at);
  return next < 1 ? -1 : next - 1;
};

/**
 * Fills a grid with the words inside it. Gives back the words outside, and the table, or null when it holds too little to be
 * one: a drawing, a frame.
 */
export function fillGrid(
  grid: Grid,
  pieces: readonly Piece[],
  page: number,
): { readonly table: RawTable | null; readonly outside: readonly Piece[] } {
  const { columns, rows, cells } = grid;
  const inside = new Map<number, Piece[]>();
  const outside: Piece[] = [];
  for (const piece of pieces) {
    const row = placeIn(rows, piece.baseline - MIDDLE * piece.size);
    const middle = placeIn(columns, (piece.left + piece.right) / 2);
    if (row < 0 || middle < 0) {
      outside.push(piece);
      continue;
    }
    const squares = cells[row] ?? [];
    const walls = columns.filter(
      (_, edge) => edge > 0 && squares[edge] !== undefined && squares[edge] !== squares[edge - 1],
    );
    for (const part of splitAtWalls(piece, walls)) {
      const cell = squares[Math.max(0, placeIn(columns, (part.left + part.right) / 2))] ?? -1;
      const held = inside.get(cell);
      if (held === undefined) inside.set(cell, [part]);
      else held.push(part);
    }
  }
  if (inside.size < 2) return { table: null, outside: pieces };
  const made = new Map<number, RawCell>();
  const cellOf = (number: number): RawCell => {
    const known = made.get(number);
    if (known !== undefined) return known;
    const squares = (cells.find((row) => row.includes(number)) ?? []).flatMap((cell, at) =>
      cell === number ? [at] : [],
    );
    const left = columns[squares[0] ?? 0] ?? 0;
    const right = columns[(squares.at(-1) ?? 0) + 1] ?? 0;
    const cell = { text: cellText(linesOf(inside.get(number) ?? [], page), left, right) };
    made.set(number, cell);
    return cell;
  };
  const kept = cells.filter((row, at) => {
    const height = (rows[at + 1] ?? 0) - (rows[at] ?? 0);
    return (
      height >= LOWEST_ROW ||
      row.some((cell) => !cells[at - 1]?.includes(cell) && !cells[at + 1]?.includes(cell) && inside.has(cell))
    );
  });
  const table: RawTable = {
    kind: "raw-table",
    top: rows[0] ?? 0,
    bottom: rows.at(-1) ?? 0,
    columns,
    rows: kept.map((row) => ({ cells: row.map(cellOf), page })),
    openTop: grid.openTop,
    openBottom: grid.openBottom,
  };
  return { table, outside };
}
