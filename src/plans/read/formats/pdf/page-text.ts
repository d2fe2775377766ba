import { type Advance, withFontSwitches } from "./font-switches.ts";
import { applied, compose, type Matrix, matrixOf } from "./matrix.ts";
import type { PdfPage } from "./open-document.ts";

/** Words drawn in one go. All lengths in points, from the top left corner of the page as it is shown. */
export type Piece = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of the font. */
  readonly size: number;
  /** The file itself puts a space before it. */
  readonly spaced: boolean;
  /** pdf.js's own name for the font. */
  readonly font: string;
  /** Turns the letters of an old font into Unicode; null for every other font. */
  readonly spell: ((text: string) => string) | null;
};

export type PageFrame = { readonly view: Matrix; readonly width: number; readonly height: number };

export function frameOf(page: PdfPage): PageFrame | null {
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const view = matrixOf(transform);
  return view === null || !(width > 0) || !(height > 0) ? null : { view, width, height };
}

/** A slope of more is rotated text: a stamp, a watermark, a note along the edge. */
const STEEPEST = 0.1;

/** The upright words on a page in the order they were drawn; what is rotated or outside the page is left out. */
export async function piecesOf(page: PdfPage, { view, width, height }: PageFrame): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const advances: Advance[] = [];
  let spaced = false;
  const { items } = await page.getTextContent({ disableNormalization: true });
  for (const item of items) {
    if (!("str" in item)) continue;
    const place = matrixOf(item.transform);
    if (place === null) continue;
    const shown = compose(view, place);
    if (item.str.trim() === "") {
      const { x, y } = applied(shown, 0, 0);
      if (item.str !== "")
        advances.push({ left: x, right: x + Math.max(0, item.width), baseline: y, font: item.fontName });
      spaced ||= item.str !== "" || item.hasEOL;
      continue;
    }
    const [a, b, c, d] = shown;
    const upright = a > 0 && d < 0 && Math.abs(b) <= STEEPEST * a;
    const size = Math.hypot(c, d);
    const { x, y } = applied(shown, 0, 0);
    const within = x > -size && x < width && y > 0 && y < height + size;
    if (upright && within && size > 0)
      pieces.push({
        text: item.str,
        left: x,
        right: x + Math.max(0, item.width),
        baseline: y,
        size,
        spaced,
        font: item.fontName,
        spell: null,
      });
    spaced = item.hasEOL;
  }
  return withFontSwitches(pieces, advances);
}
