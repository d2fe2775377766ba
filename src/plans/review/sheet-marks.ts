import { MARGINS, marginLines } from "../read/formats/sheet/margin-lines.ts";
import { visitXml } from "../read/formats/sheet/visit-xml.ts";

/** A cell whose value is not what a person wrote. */
export type MarkedCell = {
  readonly kind: "formula" | "error";
  /** Such as "F12". */
  readonly address: string;
  /** 1 for the first. */
  readonly row: number;
  /** 1 for column A. */
  readonly column: number;
  /** The formula with its "=", or the error such as "#N/A". */
  readonly text: string;
};

export type SheetMarks = {
  readonly cells: readonly MarkedCell[];
  /** How many rows have a value. */
  readonly filledRows: number;
  /** Lines above and below its pages when it is printed. */
  readonly margins: readonly string[];
};

/** The limits of the format itself; a file beyond them was not written by a spreadsheet. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

type OpenCell = { readonly address: string; readonly error: boolean; formula: string | null; value: string };

/**
 * The formulas and errors of a worksheet's XML: a formula carries a value that nobody typed and that may be stale.
 *
 * @throws Error when the XML is broken or names cells that cannot exist
 */
export function sheetMarks(sheet: Buffer): SheetMarks {
  const cells: MarkedCell[] = [];
  const margins: string[] = [];
  let margin = "";
  let [row, column, filledRows, filledRow] = [0, 0, 0, 0];
  let cell: OpenCell | null = null;
  let inside = "";
  const close = ({ address, error, formula, value }: OpenCell): void => {
    const place = { address: address || `${columnLetters(column)}${row}`, row, column };
    if (formula !== null) cells.push({ kind: "formula", ...place, text: `=${formula}` });
    else if (error) cells.push({ kind: "error", ...place, text: value });
    if (value.trim() === "" || filledRow === row) return;
    filledRow = row;
    filledRows += 1;
  };
  visitXml(sheet, {
    open: (tag, attributes) => {
      inside = tag;
      if (tag === "row") {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r);
        column = 0;
        if (!(row >= 1 && row <= MOST_ROWS)) throw new Error(`a row that cannot exist: ${attributes.r}`);
      } else if (tag === "c") {
        const address = attributes.r ?? "";
        column = address === "" ? column + 1 : columnNumber(address);
        if (!(column >= 1 && column <= MOST_COLUMNS)) throw new Error(`a cell that cannot exist: ${address}`);
        cell = { address, error: attributes.t === "e", formula: null, value: "" };
      } else if (cell !== null && tag === "f") cell.formula = "";
    },
    text: (words) => {
      if (MARGINS.has(inside)) margin += words;
      if (cell === null) return;
      if (inside === "f") cell.formula = (cell.formula ?? "") + words;
      if (inside === "v" || inside === "t") cell.value += words;
    },
    close: (tag) => {
      inside = "";
      if (MARGINS.has(tag)) {
        margins.push(...marginLines(margin));
        margin = "";
      }
      if (tag !== "c" || cell === null) return;
      close(cell);
      cell = null;
    },
  });
  return { cells, filledRows, margins };
}

/** "AB12" is in column 28. */
export const columnNumber = (address: string): number =>
  [...(/^[A-Z]{1,3}/.exec(address)?.[0] ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** 28 is column "AB". */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? columnLetters(rest) : ""}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}
