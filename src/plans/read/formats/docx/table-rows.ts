import type { Cell } from "../../source.ts";

/** A cell as the file has it: how many columns it claims and how it is merged with its neighbours. */
export type RawCell = {
  readonly text: string;
  readonly columns: number;
  /** "start" begins a cell over several rows, "continue" is a lower part of one. */
  readonly down: "start" | "continue" | null;
  /** It belongs to the cell on its left (the way of old files). */
  readonly joinsLeft: boolean;
};

/** `before` is the number of columns left free on the left. */
export type RawRow = { readonly before: number; readonly cells: readonly RawCell[] };

/** Word allows 63 columns; no table of a plan is near. Columns further right are left out. */
export const WIDEST = 60;

const EMPTY: Cell = { text: "", columns: 1, continued: false };
const COVERED: Cell = { text: "", columns: 0, continued: false };

/** How many characters may still be repeated in the lower parts of merged cells: a small file must not grow without end. */
export type RepeatBudget = { characters: number };

function textFromAbove(text: string, budget: RepeatBudget): string {
  if (text.length > budget.characters) return "";
  budget.characters -= text.length;
  return text;
}

/** Cells by column, as wide as they claim; `above` has the texts that merged cells of the row before hand down. */
function cellsOf(row: RawRow, above: ReadonlyMap<number, string>, budget: RepeatBudget) {
  const cells: Cell[] = new Array<Cell>(Math.min(row.before, WIDEST)).fill(EMPTY);
  const handedDown = new Map<number, string>();
  let owner = -1;
  for (const raw of row.cells) {
    const column = cells.length;
    const columns = Math.min(raw.columns, WIDEST - column);
    if (columns < 1) break;
    const left = cells[owner];
    if (raw.joinsLeft && left !== undefined) {
      cells[owner] = { ...left, columns: left.columns + columns };
      cells.push(COVERED);
    } else {
      owner = column;
      const handed = raw.down === "continue" ? above.get(column) : undefined;
      const text = handed === undefined ? raw.text : textFromAbove(handed, budget);
      if (raw.down !== null) handedDown.set(column, handed ?? raw.text);
      cells.push({ text, columns, continued: handed !== undefined });
    }
    for (let covered = 1; covered < columns; covered += 1) cells.push(COVERED);
  }
  return { cells, handedDown };
}

/** Rows of equal columns, in which every part of a cell over several rows bears the text of its first. */
export function tableRows(rows: readonly RawRow[], budget: RepeatBudget): Cell[][] {
  let above: ReadonlyMap<number, string> = new Map();
  const filled = rows.map((row) => {
    const { cells, handedDown } = cellsOf(row, above, budget);
    above = handedDown;
    return cells;
  });
  const width = filled.reduce((widest, cells) => Math.max(widest, cells.length), 0);
  for (const cells of filled) while (cells.length < width) cells.push(EMPTY);
  return filled;
}
