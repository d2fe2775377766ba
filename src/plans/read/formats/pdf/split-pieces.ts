import { letterWidth } from "./letter-widths.ts";
import type { Piece } from "./page-text.ts";

/** About where each letter of a piece begins, in points; one place more than letters. */
export function placesOf(piece: Piece): number[] {
  const widths = Array.from(piece.text, letterWidth);
  const scale =
    (piece.right - piece.left) /
    Math.max(
      1e-6,
      widths.reduce((sum, width) => sum + width, 0),
    );
  const places = [piece.left];
  for (const width of widths) places.push((places.at(-1) ?? 0) + width * scale);
  return places;
}

/** A word may lie over the wall by so many heights of its font. */
const OVER = 0.3;

/**
 * Parts a piece at the walls it crosses: some programs draw the words of neighbouring cells in one go. It is cut at the space
 * nearest to the wall, and stays whole without one nearby.
 */
export function splitAtWalls(piece: Piece, walls: readonly number[]): Piece[] {
  const reach = OVER * piece.size;
  const crossed = walls.filter((wall) => wall > piece.left + reach && wall < piece.right - reach);
  if (crossed.length === 0) return [piece];
  const letters = Array.from(piece.text);
  const places = placesOf(piece);
  const parts: Piece[] = [];
  let begin = 0;
  for (const wall of crossed) {
    let cut = -1;
    for (let at = begin + 1; at < letters.length; at += 1) {
      const distance = Math.abs((places[at] ?? 0) - wall);
      if (letters[at] === " " && (cut < 0 || distance < Math.abs((places[cut] ?? 0) - wall))) cut = at;
    }
    if (cut < 0 || Math.abs((places[cut] ?? 0) - wall) > 3 * piece.size) continue;
    parts.push({ ...piece, text: letters.slice(begin, cut).join(""), left: places[begin] ?? 0, right: wall - reach });
    begin = cut + 1;
    places[begin] = wall + reach;
  }
  parts.push({ ...piece, text: letters.slice(begin).join(""), left: places[begin] ?? 0 });
  return parts.filter(({ text }) => text.trim() !== "");
}
