import { secrecyMark } from "../read/secrecy.ts";
import { plainTable } from "../read/source.ts";
import type { WorkbookSheet } from "./open-workbook.ts";

/**
 * The mark of secrecy in the cells, margins or names of a returned sheet, as written; null when there is none. What people write into a sheet
 * enters chat like the plan itself.
 */
export function sheetSecret(sheets: readonly WorkbookSheet[]): string | null {
  for (const { name, rows, marks } of sheets) {
    const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : "")));
    const mark = secrecyMark({ blocks: [plainTable(cells, { page: null, at: 1 })], margins: [name, ...marks.margins] });
    if (mark !== null) return mark;
  }
  return null;
}
