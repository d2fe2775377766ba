import { cleanText } from "../clean-text.ts";
import type { Piece } from "./page-text.ts";

/** Words on one baseline, from left to right. Lengths in points from the top left corner of the page. */
export type Line = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of most of its letters. */
  readonly size: number;
  readonly page: number;
  /** It stands in one of two columns: of a letterhead, or at the page's end. */
  readonly apart: boolean;
  /** Where the raised mark of a note stood that was left out of `text`: at its start as in a note, or elsewhere. */
  readonly mark: "start" | "within" | null;
};

/** Pieces whose baselines differ by less, in heights of the larger font, stand on one line. */
const SAME_LINE = 0.45;
/** A gap of so many heights parts two words. */
const SPACE = 0.2;
/** Raised and small enough to be the mark of a note. */
const MARK_SIZE = 0.8;
const MARK_RAISE = 0.15;
/** Drawn twice for want of a bold font. */
const TWICE = 1;

/** Height of the font that draws most letters. */
function mainSize(pieces: readonly Piece[]): number {
  const letters = new Map<number, number>();
  for (const { text, size } of pieces) letters.set(size, (letters.get(size) ?? 0) + text.length);
  let main = 0;
  let most = 0;
  for (const [size, count] of letters)
    if (count > most || (count === most && size > main)) {
      main = size;
      most = count;
    }
  return main;
}

/** Pieces gathered by baseline, lines from top to bottom, each from left to right. */
export function rowsOfPieces(pieces: readonly Piece[]): Piece[][] {
  const rows: { pieces: Piece[]; baseline: number; size: number }[] = [];
  for (const piece of [...pieces].sort((one, other) => one.baseline - other.baseline)) {
    // Baselines ascend, so that only the last rows can be near: a raised mark comes before its line.
    const near = rows.at(-1);
    if (near !== undefined && Math.abs(near.baseline - piece.baseline) < SAME_LINE * Math.max(near.size, piece.size)) {
      near.pieces.push(piece);
      if (piece.size > near.size) {
        near.size = piece.size;
        near.baseline = piece.baseline;
      }
    } else rows.push({ pieces: [piece], baseline: piece.baseline, size: piece.size });
  }
  return rows.map((row) => row.pieces.sort((one, other) => one.left - other.left));
}

/** The mark of a note, but not the square of "km²". */
function isNoteMark(piece: Piece, size: number, baseline: number, before: string): boolean {
  return (
    piece.size <= MARK_SIZE * size &&
    baseline - piece.baseline >= MARK_RAISE * size &&
    /^[\s\d*,()[\]]{1,6}$/.test(piece.text) &&
    !/(?:^|[\s\d/])[kcdm]?m$/.test(before)
  );
}

/** One line of pieces that stand in order from left to right; null when nothing remains of it. */
export function lineOf(pieces: readonly Piece[], page: number): Line | null {
  const size = mainSize(pieces);
  const main = pieces.filter((piece) => piece.size === size);
  const baseline = main[Math.floor(main.length / 2)]?.baseline ?? 0;
  let done = "";
  let run = "";
  let spell: Piece["spell"] = null;
  let before: Piece | null = null;
  let marked = false;
  let mark: Line["mark"] = null;
  const settle = (): void => {
    done += spell === null ? run : spell(run);
    run = "";
  };
  for (const piece of pieces) {
    const isMark = isNoteMark(piece, size, baseline, done + run);
    marked ||= isMark;
    if (isMark) {
      mark ??= done + run === "" ? "start" : "within";
      continue;
    }
    if (before !== null && before.text === piece.text && Math.abs(before.left - piece.left) < TWICE) continue;
    const gap = before === null ? 0 : piece.left - before.right;
    if (
      marked
        ? /^[\p{L}\d\s]/u.test(piece.text)
        : before !== null && (piece.spaced || gap > SPACE * Math.max(piece.size, before.size))
    )
      run += " ";
    if (piece.spell !== spell) {
      settle();
      spell = piece.spell;
    }
    run += piece.text;
    before = piece;
    marked = false;
  }
  settle();
  const text = cleanText(done.replaceAll("\n", " "));
  const left = pieces[0]?.left ?? 0;
  const right = Math.max(...pieces.map((piece) => piece.right));
  return text === "" ? null : { text, left, right, baseline, size, page, apart: false, mark };
}

/** The lines of a stretch of page, from top to bottom. */
export const linesOf = (pieces: readonly Piece[], page: number): Line[] =>
  rowsOfPieces(pieces)
    .map((row) => lineOf(row, page))
    .filter((line) => line !== null);
