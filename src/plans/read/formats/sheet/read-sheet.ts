import type { CellStyle } from "./cell-styles.ts";
import { excelDay } from "./excel-day.ts";
import { inUnicode } from "./in-unicode.ts";
import { MARGINS, marginLines } from "./margin-lines.ts";
import { stringRuns, unescaped } from "./shared-strings.ts";
import { type MergedArea, MOST_COLUMNS, MOST_ROWS, SheetTooLarge } from "./sheet-rows.ts";
import { visitXml } from "./visit-xml.ts";

/** What cells refer to outside their sheet. */
export type SheetContext = {
  readonly strings: readonly string[];
  readonly styles: readonly CellStyle[];
  readonly from1904: boolean;
};

/** The filled cells of a sheet by row and column, both from 0, and how they are joined. */
export type ReadSheet = {
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly merges: readonly MergedArea[];
  readonly hiddenRows: ReadonlySet<number>;
  /** Lines above and below its pages when it is printed. */
  readonly margins: readonly string[];
};

/** "AB12" as row and column from 0; null when it is no place in a sheet. */
function placeOf(reference: string | undefined): { row: number; column: number } | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference ?? "") ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits) - 1, column: column - 1 };
}

/** A value as text: days as the cell shows them, numbers plain (binary noise rounded off), truth values and errors as nothing. */
function cellText(value: string, type: string, style: CellStyle | undefined, context: SheetContext): string {
  if (type === "b" || type === "e" || value === "") return "";
  if (type === "s") return inUnicode(context.strings[Number(value)] ?? "", style?.encoding ?? null);
  if (type === "str") return inUnicode(unescaped(value), style?.encoding ?? null);
  if (type === "d") return value.slice(0, 10).split("-").reverse().join("/");
  const day = style?.dayFormat == null ? null : excelDay(value, style.dayFormat, context.from1904);
  if (day !== null) return day;
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
}

/**
 * Reads the part of one sheet. Formulas give the value they had when the file was saved.
 *
 * @throws SheetTooLarge when filled cells stand beyond the bounds
 */
export function readSheet(part: Buffer, context: SheetContext): ReadSheet {
  const rows = new Map<number, Map<number, string>>();
  const merges: MergedArea[] = [];
  const hiddenRows = new Set<number>();
  let row = -1;
  let column = -1;
  let type = "n";
  let style: CellStyle | undefined;
  let value: string | null = null;
  let inValue = false;
  const runs = stringRuns();
  const margins: string[] = [];
  let margin: string | null = null;

  const endCell = (): void => {
    const inline = type === "inlineStr" ? inUnicode(runs.take(), style?.encoding ?? null) : null;
    const text = (inline ?? cellText(value ?? "", type, style, context)).trim();
    if (text === "") return;
    if (row >= MOST_ROWS || column >= MOST_COLUMNS) throw new SheetTooLarge(row + 1, column + 1);
    const cells = rows.get(row) ?? new Map<number, string>();
    cells.set(column, text);
    rows.set(row, cells);
  };

  visitXml(part, {
    open: (name, attributes) => {
      if (name === "row") {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
        column = -1;
        if (attributes.hidden === "1" || attributes.hidden === "true") hiddenRows.add(row);
      } else if (name === "c") {
        const place = placeOf(attributes.r);
        row = place?.row ?? row;
        column = place?.column ?? column + 1;
        type = attributes.t ?? "n";
        style = context.styles[Number(attributes.s ?? 0)];
        value = null;
      } else if (name === "v") {
        inValue = true;
        value = "";
      } else if (MARGINS.has(name)) margin = "";
      else if (name === "mergeCell") {
        const [from, to] = (attributes.ref ?? "").split(":").map(placeOf);
        if (from && to) merges.push({ top: from.row, bottom: to.row, left: from.column, right: to.column });
      } else runs.open(name, attributes);
    },
    text: (words) => {
      if (margin !== null) margin += words;
      else if (inValue) value += words;
      else runs.text(words);
    },
    close: (name) => {
      if (margin !== null && MARGINS.has(name)) {
        margins.push(...marginLines(margin));
        margin = null;
      } else if (name === "v") inValue = false;
      else if (name === "c") endCell();
      else runs.close(name);
    },
  });
  return { rows, merges, hiddenRows, margins };
}
