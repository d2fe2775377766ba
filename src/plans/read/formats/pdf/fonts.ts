import { fromTcvn3, fromVni } from "../../encodings/legacy-encodings.ts";
import type { PdfPage } from "./open-document.ts";
import type { Piece } from "./page-text.ts";

/** Letters of a ".VnTimeH" are drawn as capitals. */
const fromTcvn3Capitals = (text: string): string => fromTcvn3(text).toUpperCase();

/** How text in the font of this name is turned into Unicode; null for fonts that need nothing. */
export function spellingOf(fontName: string): Piece["spell"] {
  const name = fontName.replace(/^[A-Z]{6}\+/, "");
  if (/^\.?Vn[A-Z].*H(?:$|[,-])/.test(name)) return fromTcvn3Capitals;
  if (/^\.Vn/.test(name)) return fromTcvn3;
  return /^VNI-/i.test(name) ? fromVni : null;
}

/** The pieces with the spelling of their fonts, whose names pdf.js knows once the page was drawn. */
export function withSpelling(page: PdfPage, pieces: readonly Piece[]): Piece[] {
  const known = new Map<string, Piece["spell"]>();
  return pieces.map((piece) => {
    if (!known.has(piece.font)) {
      const font: unknown = page.commonObjs.has(piece.font) ? page.commonObjs.get(piece.font) : null;
      const name: unknown = font !== null && typeof font === "object" && "name" in font ? font.name : null;
      known.set(piece.font, typeof name === "string" ? spellingOf(name) : null);
    }
    return { ...piece, spell: known.get(piece.font) ?? null };
  });
}
