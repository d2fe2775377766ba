import { type Line, lineOf } from "./lines.ts";
import type { PageFrame, Piece } from "./page-text.ts";

/** A gap of so many heights of the font parts two columns. */
const GUTTER = 1.8;
/** The letterhead stands in this part of the first page. */
const HEAD = 0.35;
/** Room for a signature between two lines of one column, in points. */
const FARTHEST = 130;
/** Lines of one column share their left edge or their middle, within so many points. */
const ALIGNED = 25;

const MOTTO = /^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN)/u;
const TAIL = /^nơi (?:nhận|gửi)/i;

const ITEM_MARK = /^(?:[-–+•*]|\(?(?:[IVX]{1,6}|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zA-Zđ])[.)/]?-?)$/u;

type Side = "left" | "right";
type Gutter = { from: number; to: number };

/** The parts of a line between wide gaps. */
function partsOf(row: readonly Piece[], page: number): Line[] {
  const groups: Piece[][] = [];
  let right = -Infinity;
  for (const piece of row) {
    const group = groups.at(-1);
    if (group !== undefined && piece.left - right < GUTTER * piece.size) group.push(piece);
    else groups.push([piece]);
    right = Math.max(right, piece.right);
  }
  return groups.map((group) => lineOf(group, page)).filter((line) => line !== null);
}

/** Whether two columns begin with this line: a letterhead, or "Nơi nhận" beside the signature. */
function startsColumns(parts: readonly Line[], page: number, frame: PageFrame): boolean {
  const [left, right] = parts;
  if (left === undefined || right === undefined || parts.length !== 2) return false;
  // "1." and "-" stand apart from their words by a tab.
  if (ITEM_MARK.test(left.text)) return false;
  if (MOTTO.test(right.text) || TAIL.test(left.text)) return true;
  return page === 1 && left.baseline < HEAD * frame.height;
}

/** The side a part stands on, narrowing the gutter; null when it lies across. */
function sideOf(part: Line, gutter: Gutter): Side | null {
  if (part.right <= gutter.to && part.left < gutter.from) {
    gutter.from = Math.max(gutter.from, part.right);
    return "left";
  }
  if (part.left >= gutter.from && part.right > gutter.to) {
    gutter.to = Math.min(gutter.to, part.left);
    return "right";
  }
  return null;
}

const middle = (line: Line): number => (line.left + line.right) / 2;
const aligned = (line: Line, column: readonly Line[]): boolean =>
  column.some((other) => Math.abs(middle(line) - middle(other)) <= ALIGNED || Math.abs(line.left - other.left) <= 3);

/**
 * Takes the two columns that begin at `start` and gives their lines, the left column before the right, and the row after
 * them. Null when no columns begin there.
 */
function columnsAt(
  rows: readonly (readonly Piece[])[],
  start: number,
  page: number,
  frame: PageFrame,
): { lines: Line[]; next: number } | null {
  const opening = partsOf(rows[start] ?? [], page);
  const [first, second] = opening;
  if (first === undefined || second === undefined || !startsColumns(opening, page, frame)) return null;
  const gutter: Gutter = { from: first.right, to: second.left };
  const columns = { left: [first], right: [second] };
  let last = first.baseline;
  let next = start + 1;
  for (; next < rows.length; next += 1) {
    const parts = partsOf(rows[next] ?? [], page);
    const narrowed = { ...gutter };
    const sides = parts.map((part) => sideOf(part, narrowed));
    const [part] = parts;
    const [side] = sides;
    if (part === undefined) continue;
    if (part.baseline - last > FARTHEST || sides.includes(null) || parts.length > 2 || !side) break;
    if (parts.length === 2 && side === sides[1]) break;
    if (parts.length === 1 && !aligned(part, columns[side])) break;
    for (const [index, line] of parts.entries()) columns[sides[index] ?? "left"].push(line);
    Object.assign(gutter, narrowed);
    last = part.baseline;
  }
  return { lines: [...columns.left, ...columns.right].map((line) => ({ ...line, apart: true })), next };
}

/** The lines of a page in reading order: the columns of a letterhead and of the page's end one after the other. */
export function linesInOrder(rows: readonly (readonly Piece[])[], page: number, frame: PageFrame): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < rows.length; ) {
    const columns = columnsAt(rows, at, page, frame);
    const whole = columns === null ? lineOf(rows[at] ?? [], page) : null;
    if (columns !== null) lines.push(...columns.lines);
    else if (whole !== null) lines.push(whole);
    at = columns?.next ?? at + 1;
  }
  return lines;
}
