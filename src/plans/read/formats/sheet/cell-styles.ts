import { type FontEncoding, fontEncoding } from "../docx/legacy-font.ts";
import { visitXml } from "./visit-xml.ts";

/** How precisely a number format shows a day; null for formats of plain numbers and of hours. */
export type DayFormat = "day" | "month" | "year" | null;

export type CellStyle = {
  readonly dayFormat: DayFormat;
  /** Set when the font is one of before Unicode. */
  readonly encoding: FontEncoding | null;
};

/** Formats every spreadsheet knows without a code, ECMA-376 part 1, 18.8.30: 17 is "mmm-yy", 14–16, 22 and those of East Asia days. */
function builtInFormat(id: number): DayFormat {
  if (id === 17) return "month";
  return (id >= 14 && id <= 16) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)
    ? "day"
    : null;
}

/** "dd/mm/yyyy" shows a day, "mm/yyyy" a month; "[h]:mm" and `0" tháng"` neither. */
function formatOf(code: string): DayFormat {
  const signs = (code.split(";")[0] ?? "").replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "").toLowerCase();
  if (/[#0?%]/.test(signs)) return null;
  if (/d/.test(signs)) return "day";
  if (/y/.test(signs)) return /m/.test(signs) ? "month" : "year";
  return null;
}

/** The styles cells refer to by their number. */
export function readCellStyles(part: Buffer | null): CellStyle[] {
  const formats = new Map<number, DayFormat>();
  const fonts: (FontEncoding | null)[] = [];
  const styles: CellStyle[] = [];
  let inFonts = false;
  let inStyles = false;
  if (part === null) return styles;
  visitXml(part, {
    open: (name, { numFmtId, formatCode, fontId, val }) => {
      if (name === "numFmt") formats.set(Number(numFmtId), formatOf(formatCode ?? ""));
      else if (name === "fonts") inFonts = true;
      else if (name === "font" && inFonts) fonts.push(null);
      else if (name === "name" && inFonts) fonts[fonts.length - 1] = fontEncoding(val ?? null);
      else if (name === "cellXfs") inStyles = true;
      else if (name === "xf" && inStyles) {
        const id = Number(numFmtId ?? 0);
        styles.push({ dayFormat: formats.get(id) ?? builtInFormat(id), encoding: fonts[Number(fontId ?? 0)] ?? null });
      }
    },
    close: (name) => {
      if (name === "fonts") inFonts = false;
      if (name === "cellXfs") inStyles = false;
    },
  });
  return styles;
}
