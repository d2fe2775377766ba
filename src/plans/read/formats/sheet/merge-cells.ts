import type { ReadSheet } from "./read-sheet.ts";
import { MOST_COLUMNS, type SheetCell, type SheetRow } from "./sheet-rows.ts";

const EMPTY: SheetCell = { text: "", columns: 1, continued: false };
/** More joined cells than this are no plan; those beyond it stay apart. */
const MOST_JOINED = 1_000_000;

/**
 * The visible rows of a sheet down to the last with words. The text of a joined area stands in the first column of each of
 * its rows, so that "Sở A" beside three tasks belongs to all three.
 */
export function sheetRows({ rows, merges, hiddenRows }: ReadSheet): SheetRow[] {
  const height = Math.max(-1, ...rows.keys()) + 1;
  const grid = Array.from({ length: height }, (_, row) => {
    const cells = rows.get(row) ?? new Map<number, string>();
    const width = Math.max(-1, ...cells.keys()) + 1;
    return Array.from({ length: width }, (_cell, column) => ({ ...EMPTY, text: cells.get(column) ?? "" }) as SheetCell);
  });
  let joined = 0;
  for (const { top, bottom, left, right } of merges) {
    const text = rows.get(top)?.get(left) ?? "";
    const lastRow = Math.min(bottom, height - 1);
    const lastColumn = Math.min(right, MOST_COLUMNS - 1);
    joined += Math.max(0, lastRow - top + 1) * Math.max(0, lastColumn - left + 1);
    if (text === "" || joined > MOST_JOINED) continue;
    let continued = false;
    for (let row = top; row <= lastRow; row += 1) {
      const cells = grid[row];
      if (cells === undefined || hiddenRows.has(row)) continue;
      while (cells.length <= lastColumn) cells.push(EMPTY);
      cells[left] = { text, columns: lastColumn - left + 1, continued };
      for (let column = left + 1; column <= lastColumn; column += 1)
        cells[column] = { ...EMPTY, columns: 0, continued };
      continued = true;
    }
  }
  return grid.filter((_, row) => !hiddenRows.has(row));
}
