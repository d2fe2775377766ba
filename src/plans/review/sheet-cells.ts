import type { CellObject } from "write-excel-file/node";
import { cellText } from "./cell-text.ts";

/** What the colours of the sheet mean is said on its page "Hướng dẫn". */
export const COLOURS = { doubt: "#FFE699", unknown: "#F8CBAD", readOnly: "#EDEDED", head: "#1F4E78" } as const;

export const BORDERED = {
  wrap: true,
  alignVertical: "top",
  borderStyle: "thin",
  borderColor: "#BFBFBF",
} as const satisfies CellObject;

export const HEAD = {
  ...BORDERED,
  fontWeight: "bold",
  textColor: "#FFFFFF",
  backgroundColor: COLOURS.head,
  alignVertical: "center",
} as const satisfies CellObject;

/** Spreadsheets read `_x0041_` in a text as a letter; written so, it stays what it is (ECMA-376 part 1, 22.9.2.19). */
const LOOKS_ESCAPED = /_(?=x[\dA-F]{4}_)/gi;

/** The writer keeps its texts in an object, where these names are taken. */
const TAKEN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * A cell that is text and stays text when a person edits it, whatever it begins with: "=", "+", "-" and "@" would
 * begin a formula.
 */
export function textCell(text: string, style: CellObject = {}): CellObject {
  const plain = cellText(text).replace(LOOKS_ESCAPED, "_x005F_");
  const value = TAKEN.has(plain) ? `${plain} ` : plain;
  return { ...style, type: String, format: "@", ...(value === "" ? {} : { value }) };
}
