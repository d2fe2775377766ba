import { parse } from "csv-parse/sync";
import { MOST_COLUMNS, MOST_ROWS, type SheetRow, SheetTooLarge } from "./sheet-rows.ts";

const DELIMITERS = [";", "\t", ","] as const;
/** Excel writes this line when it wants another program to know the delimiter. */
const DECLARED = /^\ufeff?sep=(.)\r?\n/i;
const LONGEST_ROW = 200_000;

const records = (text: string, delimiter: string): string[][] =>
  parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    to: MOST_ROWS + 1,
  });

/** How many rows have the most usual number of cells, one-cell rows apart: a comma inside sentences parts them unevenly. */
function evenness(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** The rows of a .csv text, by the delimiter that parts it most evenly. Throws when quotes do not close, or on too many cells. */
export function readCsv(text: string): SheetRow[] {
  const declared = DECLARED.exec(text);
  const body = declared === null ? text : text.slice(declared[0].length);
  const delimiters = declared?.[1] === undefined ? DELIMITERS : [declared[1]];
  let best: string[][] | null = null;
  let failure: unknown = null;
  for (const delimiter of delimiters) {
    try {
      const rows = records(body, delimiter);
      if (best === null || evenness(rows) > evenness(best)) best = rows;
    } catch (error) {
      failure = error;
    }
  }
  // Quotes that do not close hide the delimiter that parts the rows.
  if (best === null || (failure !== null && evenness(best) === 0)) throw failure;
  const width = best.reduce((widest, row) => Math.max(widest, row.findLastIndex((cell) => cell.trim() !== "") + 1), 0);
  const height = best.findLastIndex((row) => row.some((cell) => cell.trim() !== "")) + 1;
  if (height > MOST_ROWS || width > MOST_COLUMNS) throw new SheetTooLarge(height, width);
  return best
    .slice(0, height)
    .map((row) => row.slice(0, width).map((text) => ({ text: text.trim(), columns: 1, continued: false })));
}
