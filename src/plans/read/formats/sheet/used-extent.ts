import type { PackagePart } from "./package-part.ts";
import { SheetTooLarge } from "./sheet-rows.ts";
import { visitXml } from "./visit-xml.ts";

/**
 * Bounds of a workbook that is laid out as a whole grid, every empty cell before a filled one too: two cells at the far ends of a
 * sheet, in a file of 2 KB, are 17 thousand million. No table of people, units or tasks comes near them.
 */
const MOST_ROWS = 100_000;
const MOST_COLUMNS = 200;
/** Over all sheets of a workbook. */
const MOST_CELLS = 5_000_000;
/** Rows that are only named take a little each; spreadsheets write empty ones down to the last, 1,048,576. */
const MOST_NAMED_ROWS = 3_000_000;

export const LARGEST_EXTENT = `${MOST_ROWS} × ${MOST_COLUMNS}`;

type Extent = { readonly rows: number; readonly columns: number; readonly namedRows: number };

/** "AB12" is column 28 in row 12; 0 for what an address does not say. */
function placeOf(address: string): { readonly row: number; readonly column: number } {
  const [, letters = "", digits = ""] = /^([A-Z]{0,6})(\d{0,9})/.exec(address) ?? [];
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

/** How far the filled cells of a sheet reach, by the larger of what a row and its cells say. */
function extentOf(sheet: Buffer): Extent {
  let [row, column, rows, columns, namedRows] = [0, 0, 0, 0, 0];
  let filled = false;
  let inCell = false;
  visitXml(sheet, {
    open: (tag, { r = "" }) => {
      if (tag === "row") {
        row = r === "" ? row + 1 : Number(r);
        column = 0;
        if (!(row >= 0)) throw new Error(`a row that cannot exist: ${r}`);
        namedRows = Math.max(namedRows, row);
      } else if (tag === "c") {
        const place = placeOf(r);
        row = Math.max(row, place.row);
        column = place.column === 0 ? column + 1 : place.column;
        filled = false;
        inCell = true;
      }
    },
    text: () => {
      filled = true;
    },
    close: (tag) => {
      if (tag !== "c" || !inCell) return;
      inCell = false;
      if (!filled) return;
      rows = Math.max(rows, row);
      columns = Math.max(columns, column);
    },
  });
  return { rows, columns, namedRows: Math.max(namedRows, rows) };
}

/** The parts that a workbook names as its sheets, each once. */
function sheetParts(part: PackagePart): string[] {
  const names = new Set<string>();
  const relations = part("xl/_rels/workbook.xml.rels");
  if (relations !== null)
    visitXml(relations, {
      open: (name, { Type = "", Target = "" }) => {
        if (name === "Relationship" && Type.endsWith("/worksheet"))
          names.add(Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
      },
    });
  return [...names];
}

/**
 * Refuses a workbook whose grid would fill the memory, before anything lays it out.
 *
 * @throws SheetTooLarge beyond the bounds; Error when the XML of a sheet is broken
 */
export function checkExtents(part: PackagePart): void {
  let [cells, named] = [0, 0];
  for (const name of sheetParts(part)) {
    const sheet = part(name);
    if (sheet === null) continue;
    const { rows, columns, namedRows } = extentOf(sheet);
    cells += rows * columns;
    named += namedRows;
    if (rows > MOST_ROWS || columns > MOST_COLUMNS || cells > MOST_CELLS || named > MOST_NAMED_ROWS)
      throw new SheetTooLarge(Math.max(rows, named > MOST_NAMED_ROWS ? named : 0), columns);
  }
}
