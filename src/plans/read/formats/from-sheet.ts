import { detectLegacy, fromLegacy } from "../encodings/legacy-encodings.ts";
import { PlanReadError } from "../plan-read-error.ts";
import type { PlanSource } from "../source.ts";
import { type BlockCount, blocksOfRows } from "./sheet/blocks-of-rows.ts";
import { readCellStyles } from "./sheet/cell-styles.ts";
import { readCsv } from "./sheet/csv-rows.ts";
import { sheetRows } from "./sheet/merge-cells.ts";
import { packageParts } from "./sheet/package-part.ts";
import { type ReadSheet, readSheet } from "./sheet/read-sheet.ts";
import { readSharedStrings } from "./sheet/shared-strings.ts";
import { MOST_COLUMNS, MOST_ROWS, type SheetRow, SheetTooLarge } from "./sheet/sheet-rows.ts";
import { readWorkbook } from "./sheet/workbook.ts";
import { zipEntries } from "./zip-entries.ts";

/** Cells typed in a font of before Unicode that their style does not name. */
function inUnicode(sheets: readonly (readonly SheetRow[])[]): readonly (readonly SheetRow[])[] {
  const legacy = detectLegacy(
    sheets
      .flat(2)
      .map(({ text }) => text)
      .join("\n"),
  );
  if (legacy === null) return sheets;
  return sheets.map((rows) => rows.map((row) => row.map((cell) => ({ ...cell, text: fromLegacy(cell.text, legacy) }))));
}

/** The rows of each sheet, and what stands beside them: names of tabs, margins of pages, hidden rows. A stamp may be there. */
type Book = { readonly sheets: readonly (readonly SheetRow[])[]; readonly margins: readonly string[] };

function sourceOf({ sheets, margins }: Book): PlanSource {
  const count: BlockCount = { paragraphs: 0, tables: 0 };
  return { blocks: inUnicode(sheets).flatMap((rows) => blocksOfRows(rows, count)), margins };
}

const hiddenTexts = ({ rows, hiddenRows }: ReadSheet): string[] =>
  [...hiddenRows].flatMap((row) => [...(rows.get(row)?.values() ?? [])]);

/** Runs a reader of cells; whatever it throws becomes a PlanReadError. */
function reading(file: string, ending: string, read: () => Book): PlanSource {
  try {
    return sourceOf(read());
  } catch (error) {
    if (error instanceof SheetTooLarge)
      throw new PlanReadError("too-large", { file, seen: error.seen, accepted: `${MOST_ROWS} × ${MOST_COLUMNS}` });
    const seen = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unreadable contents";
    throw new PlanReadError("damaged", { file, seen, accepted: ending });
  }
}

/**
 * Reads the visible sheets of an .xlsx workbook, one after another: lines above and between tables, and tables with their
 * joined cells. Days are written "dd/mm/yyyy". Names of tabs, headers, footers and hidden rows are given apart. `file` is only named in errors.
 *
 * @throws PlanReadError `damaged`, `too-large`
 */
export async function fromSheet(bytes: Buffer, file: string): Promise<PlanSource> {
  return reading(file, ".xlsx", () => {
    const entries = zipEntries(bytes);
    if (entries === null) throw new Error("an archive without a directory");
    const part = packageParts(bytes, entries);
    const workbook = readWorkbook(part);
    const context = {
      strings: readSharedStrings(workbook.sharedStrings === null ? null : part(workbook.sharedStrings)),
      styles: readCellStyles(workbook.styles === null ? null : part(workbook.styles)),
      from1904: workbook.from1904,
    };
    const sheets = workbook.sheets.flatMap((name) => {
      const sheet = part(name);
      return sheet === null ? [] : [readSheet(sheet, context)];
    });
    const margins = sheets.flatMap((sheet) => [...sheet.margins, ...hiddenTexts(sheet)]);
    return { sheets: sheets.map(sheetRows), margins: [...workbook.names, ...margins] };
  });
}

/**
 * Reads the text of a .csv file whose cells are parted by commas, semicolons or tabs. `file` is only named in errors.
 *
 * @throws PlanReadError `damaged`, `too-large`
 */
export const fromCsv = (text: string, file: string): PlanSource =>
  reading(file, ".csv", () => ({ sheets: [readCsv(text)], margins: [] }));
