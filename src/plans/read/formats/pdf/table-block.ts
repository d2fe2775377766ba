import type { Table } from "../../source.ts";
import type { RawCell, RawTable } from "./raw-table.ts";

/** A whole table as a block; `at` counts the tables of the document from 1. */
export function tableOf(table: RawTable, at: number): Table {
  const seen = new Set<RawCell>();
  const rows = table.rows.map(({ cells, page }) => {
    const upper = new Set(cells.filter((cell) => seen.has(cell)));
    for (const cell of cells) seen.add(cell);
    return {
      page,
      cells: cells.map((cell, column) => {
        const continued = upper.has(cell);
        if (column > 0 && cells[column - 1] === cell) return { text: "", columns: 0, continued };
        let columns = 1;
        while (cells[column + columns] === cell) columns += 1;
        return { text: cell.text, columns, continued };
      }),
    };
  });
  return { kind: "table", at, rows };
}
