import { markerOf } from "../../outline/numbering.ts";
import { endsSentence, mayEnd, ROOM, roomAfter, startsSmall } from "./line-ends.ts";
import type { Line } from "./lines.ts";
import type { RawTable } from "./raw-table.ts";

/** Lines that belong together, and whether an empty line stood before them. */
export type LineGroup = { readonly lines: readonly Line[]; readonly gap: boolean };

/** What the lines of pages of one width have in common; places in points. */
export type Measure = {
  /** The edges of the text. */
  readonly left: number;
  readonly right: number;
  /** From line to line, in heights of the font. */
  readonly step: number;
  /** Where first lines begin that stand further in than the others; null where paragraphs have no such indent. */
  readonly firstLine: number | null;
};

/** A step this much above the usual parts paragraphs; the other one is an empty line. */
const WIDER = 1.2;
const EMPTY_LINE = 1.65;
/** An indent of so many heights of the font is on purpose. */
const INDENT = 0.8;
/** Fonts that differ this much are those of a heading and a text. */
const OTHER_SIZE = 1.15;
/** Room left on a line that ends no sentence: the edge of the text may lie further out than this paragraph reaches. */
const CLEAR_ROOM = 2;
/** The number of lines that must end near an edge for it to be the edge of the text, and how near in points. */
const LINES_AT_EDGE = 3;
const NEAR_EDGE = 4;

/** The outermost place that several of the ascending places share; the last when none do. */
function sharedEnd(ascending: readonly number[]): number {
  for (let at = ascending.length - 1; at >= LINES_AT_EDGE - 1; at -= 1) {
    const place = ascending[at] ?? 0;
    if (place - (ascending[at - LINES_AT_EDGE + 1] ?? 0) <= NEAR_EDGE) return place;
  }
  return ascending.at(-1) ?? 0;
}

const stepOf = (line: Line, before: Line): number =>
  (line.baseline - before.baseline) / Math.max(line.size, before.size);

/** The step that most neighbouring lines have. */
function usualStep(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before === undefined || before.page !== line.page) continue;
    const step = Math.round(stepOf(line, before) * 20) / 20;
    if (step > 0.9 && step < 2.6) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  // Of steps that are about as common the smaller one lies within paragraphs.
  return Math.min(...[...counts].filter(([, count]) => count >= 0.5 * most).map(([step]) => step), 2.6);
}

/** So many lines at one place lead back to the left edge, and this share of those that are followed by another such line. */
const FIRST_LINES = 3;
const FIRST_LINE_SHARE = 0.3;

/** The indent of first lines: most lines that stand there are followed by one at the left edge. */
function usualFirstLine(lines: readonly Line[], left: number): number | null {
  const counts = new Map<number, { back: number; same: number }>();
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1];
    if (next === undefined || next.page !== line.page || line.left - left <= INDENT * line.size) continue;
    const place = Math.round(line.left / NEAR_EDGE);
    const count = counts.get(place) ?? { back: 0, same: 0 };
    counts.set(place, count);
    if (Math.abs(next.left - left) <= NEAR_EDGE) count.back += 1;
    else if (Math.abs(next.left - line.left) <= NEAR_EDGE) count.same += 1;
  }
  const [best] = [...counts].sort(([, one], [, other]) => other.back - one.back);
  if (best === undefined || best[1].back < FIRST_LINES || best[1].back < FIRST_LINE_SHARE * best[1].same) return null;
  return best[0] * NEAR_EDGE;
}

/** Fewer lines tell nothing of the edges of the text; then tables do, which reach past them by about this many points. */
const ENOUGH_LINES = 12;
const TABLE_REACH = 6;

/** Measures the lines and the tables of pages of one width. */
export function measureOf(lines: readonly Line[], tables: readonly RawTable[]): Measure {
  const rights = lines.map(({ right }) => right).sort((one, other) => one - other);
  const lefts = lines.map(({ left }) => -left).sort((one, other) => one - other);
  const left = -sharedEnd(lefts);
  const tableEdges =
    lines.length < ENOUGH_LINES ? tables.map(({ columns }) => (columns.at(-1) ?? 0) - TABLE_REACH) : [];
  return {
    left,
    right: Math.max(sharedEnd(rights), ...tableEdges),
    step: usualStep(lines),
    firstLine: usualFirstLine(lines, left),
  };
}

/** Whether a line begins a paragraph after the one before it, which may end another page. */
function begins(line: Line, before: Line, second: boolean, measure: Measure): boolean {
  const sentence = endsSentence(before.text);
  const ended = roomAfter(before, line, measure.left, measure.right) > (sentence ? ROOM : CLEAR_ROOM);
  const indented = line.left - before.left > INDENT * line.size;
  const step = line.page === before.page ? stepOf(line, before) : measure.step;
  if (step < 0 || (line.apart && !startsSmall(line.text))) return true;
  const wide = step > WIDER * measure.step;
  const grown = Math.max(line.size, before.size) > OTHER_SIZE * Math.min(line.size, before.size);
  const runsOn = !ended && !sentence && startsSmall(line.text);
  if (measure.firstLine !== null && Math.abs(line.left - measure.firstLine) <= NEAR_EDGE) return true;
  if (markerOf(line.text) !== null) {
    const outdented = before.left - line.left > INDENT * line.size && !second;
    if (ended || sentence || wide || indented || outdented || line.left - measure.left > INDENT * line.size)
      return true;
  }
  if (step > EMPTY_LINE * measure.step) return true;
  if ((wide || grown) && !runsOn) return true;
  // The second line of a paragraph with a first-line indent stands to the left of the first; every later one below it.
  if (indented && line.left - measure.left > INDENT * line.size && !startsSmall(line.text)) return true;
  return ended && mayEnd(before.text, line.text);
}

/** Gathers lines in reading order into paragraphs; `measures` by the page of a line. */
export function groupLines(lines: readonly Line[], measureAt: (page: number) => Measure): LineGroup[] {
  const groups: { lines: Line[]; gap: boolean }[] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.lines.at(-1);
    const measure = measureAt(line.page);
    if (group !== undefined && before !== undefined && !begins(line, before, group.lines.length === 1, measure)) {
      group.lines.push(line);
      continue;
    }
    const samePage = before !== undefined && before.page === line.page;
    const step = samePage ? stepOf(line, before) : 0;
    groups.push({ lines: [line], gap: step > EMPTY_LINE * measure.step });
  }
  return groups;
}
