import type { Piece } from "./page-text.ts";
import { placesOf } from "./split-pieces.ts";

/** Where the file draws nothing but an advance; pdf.js tells it as a space. */
export type Advance = {
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly font: string;
};

/** Lengths that differ by less are the same, in heights of the font. */
const SAME = 0.12;
/** No space is narrower, in heights of the font. */
const NARROWEST = 0.18;
/** Letters that another font lends are drawn a few at a time. */
const MOST_LENT = 4;
/** An estimated place may be so far off, in heights of the font. */
const FARTHEST = 1.5;

const rowOf = (baseline: number): number => Math.round(baseline * 2);

/** True when something is drawn in the middle of the advance after all, in another font. */
const isFilled = (advance: Advance, row: readonly Piece[]): boolean => {
  const middle = (advance.left + advance.right) / 2;
  return row.some(({ font, left, right }) => font !== advance.font && left < middle && right > middle);
};

const overlaps = (advance: Advance, { left, right, size }: Piece): boolean =>
  Math.min(advance.right, right) - Math.max(advance.left, left) > SAME * size;

/** Cuts a piece where letters of another font stand in its gaps ("T NH" with an "Ỉ" drawn later), so that they come between. */
function aroundLent(piece: Piece, lent: readonly Piece[]): Piece[] {
  const parts: Piece[] = [];
  let rest = piece;
  for (const letter of lent) {
    const letters = Array.from(rest.text);
    const places = placesOf(rest);
    const gaps = letters.flatMap((one, at) => (one === " " ? [at] : []));
    const near = (at: number): number => Math.abs((places[at] ?? 0) - letter.left);
    const gap = gaps.toSorted((one, other) => near(one) - near(other))[0];
    if (gap === undefined || near(gap) > FARTHEST * piece.size) continue;
    parts.push({ ...rest, text: letters.slice(0, gap).join(""), right: letter.left });
    rest = { ...rest, text: letters.slice(gap + 1).join(""), left: letter.right, spaced: false };
  }
  return [...parts, rest].filter(({ text }) => text.trim() !== "");
}

/**
 * Puts words together again whose letters come from two fonts, as where the first lacks some letters with marks: the gaps that the
 * first leaves for them are no spaces. `advances` are the gaps as told.
 */
export function withFontSwitches(pieces: readonly Piece[], advances: readonly Advance[]): Piece[] {
  const rows = new Map<number, Piece[]>();
  for (const piece of pieces) rows.set(rowOf(piece.baseline), [...(rows.get(rowOf(piece.baseline)) ?? []), piece]);
  const spaces = new Map<number, Advance[]>();
  const filled = new Map<number, Advance[]>();
  for (const advance of advances) {
    const key = rowOf(advance.baseline);
    const kind = isFilled(advance, rows.get(key) ?? []) ? filled : spaces;
    kind.set(key, [...(kind.get(key) ?? []), advance]);
  }
  return [...rows].flatMap(([key, row]) => {
    const fonts = new Set(row.map(({ font }) => font));
    if (fonts.size < 2) return row;
    return row.flatMap((piece) => {
      const allowed = SAME * piece.size;
      const endsHere = ({ right }: Advance): boolean => Math.abs(right - piece.left) <= allowed;
      const isWide = ({ left, right }: Advance): boolean => right - left >= NARROWEST * piece.size;
      const spaced = (filled.get(key) ?? []).some(endsHere)
        ? false
        : piece.spaced ||
          (spaces.get(key) ?? []).some(
            (advance) => isWide(advance) && endsHere(advance) && !row.some((other) => overlaps(advance, other)),
          );
      const lent = row
        .filter(
          ({ font, text, left, right }) =>
            font !== piece.font &&
            text.trim().length <= MOST_LENT &&
            left > piece.left + allowed &&
            right < piece.right - allowed,
        )
        .toSorted((one, other) => one.left - other.left);
      return aroundLent({ ...piece, spaced }, lent);
    });
  });
}
