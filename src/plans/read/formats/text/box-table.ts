import type { Cell, TableRow } from "../../source.ts";
import { cleanText, withoutMarkdown } from "../clean-text.ts";
import { type FoundTable, MOST_CELLS } from "./found-table.ts";
import type { TextLine } from "./text-lines.ts";
import { wrappedLines } from "./wrapped-lines.ts";

const HORIZONTAL = "─━═┄┅┈┉╌╍";
const VERTICAL = "│┃║┆┇┊┋╎╏|";
/** Corners and crossings. */
const JOINT = "+┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰";

const BORDER = new RegExp(`^\\s*[${JOINT}${HORIZONTAL}][${JOINT}${HORIZONTAL}${VERTICAL}=-]{2,}\\s*$`, "u");
const HAS_JOINT = new RegExp(`[${JOINT}${HORIZONTAL}]`, "u");
const EDGE = new RegExp(`^\\s*[${VERTICAL}${JOINT}].*[${VERTICAL}${JOINT}]\\s*$`, "u");
const isUpright = (sign: string): boolean => VERTICAL.includes(sign) || JOINT.includes(sign);
const isFlat = (text: string): boolean => /[─━═┄┅┈┉╌╍=-]{2}/u.test(text) && /^[\s─━═┄┅┈┉╌╍=-]+$/u.test(text);

const isBorder = (line: string): boolean => BORDER.test(line) && HAS_JOINT.test(line);

/** A stretch of a line between two upright strokes; places are counted in letters. */
type Stretch = { readonly from: number; readonly to: number; readonly text: string };

function stretchesOf(line: string): Stretch[] {
  const places = Array.from(line, (sign, at) => (isUpright(sign) ? at : -1)).filter((at) => at >= 0);
  return places.slice(1).map((to, index) => {
    const from = places[index] ?? 0;
    return { from, to, text: line.slice(from + 1, to) };
  });
}

/** A cell while its lines are gathered; a tall one stands in several rows. */
type Gathered = { readonly lines: string[]; readonly width: number; readonly columns: number };

const textOf = ({ lines, width }: Gathered): string => cleanText(withoutMarkdown(wrappedLines(lines, width - 2)));

/** Where columns begin and end: the upright strokes of all lines. Null when rows do not keep to the strokes of the borders. */
function edgesOf(lines: readonly string[]): number[] | null {
  const edges = new Set<number>();
  for (const line of lines.filter(isBorder))
    Array.from(line).forEach((sign, at) => {
      if (isUpright(sign)) edges.add(at);
    });
  const rows = lines.filter((line) => !isBorder(line)).flatMap(stretchesOf);
  if (!rows.every(({ from, to }) => edges.has(from) && edges.has(to))) return null;
  return [...edges].toSorted((a, b) => a - b);
}

/** True when lines between borders are rows of their own: there is no border between any two rows but under the names. */
const hasRowPerLine = (groups: readonly (readonly string[])[]): boolean =>
  groups.length <= 2 && (groups.at(-1)?.length ?? 0) > 1;

/** Collects the rows of a drawn table line by line. */
function rowCollector(edges: readonly number[] | null) {
  const rows: Gathered[][] = [];
  /** Cells that a border does not close, by the place they begin at. */
  let kept = new Map<number, Gathered>();
  let current: Map<number, Gathered> | null = null;
  const span = ({ from, to }: Stretch): number =>
    edges === null ? 1 : Math.max(1, edges.filter((edge) => edge > from && edge <= to).length);

  const end = (open: Map<number, Gathered> = new Map()): void => {
    if (current !== null) rows.push([...current.entries()].toSorted(([a], [b]) => a - b).map(([, cell]) => cell));
    current = null;
    kept = open;
  };
  const add = (line: string): void => {
    const stretches = stretchesOf(line);
    const flat = stretches.filter(({ text }) => isFlat(text));
    // "│ A ├────┤": the border closes some cells, "A" goes on below it.
    if (flat.length > 0) {
      const open = new Map<number, Gathered>();
      for (const { from, text } of stretches.filter((one) => !isFlat(one.text))) {
        const cell = current?.get(from);
        cell?.lines.push(text);
        if (cell !== undefined) open.set(from, cell);
      }
      end(open);
      return;
    }
    current ??= new Map(kept);
    for (const stretch of stretches) {
      const cell = current.get(stretch.from) ?? {
        lines: [],
        width: stretch.to - stretch.from - 1,
        columns: span(stretch),
      };
      cell.lines.push(stretch.text);
      current.set(stretch.from, cell);
    }
  };
  return { rows, add, end };
}

function tableRow(cells: readonly Gathered[], above: readonly Gathered[], page: number | null): TableRow {
  const row: Cell[] = [];
  for (const cell of cells) {
    const continued = above.includes(cell);
    row.push({ text: textOf(cell), columns: cell.columns, continued });
    for (let covered = 1; covered < cell.columns; covered += 1) row.push({ text: "", columns: 0, continued });
  }
  return { page, cells: row };
}

/** Lines between borders, in groups. */
function groupsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  for (const line of lines) {
    if (!isBorder(line)) groups.at(-1)?.push(line);
    else if (groups.at(-1)?.length !== 0) groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

/** Tables drawn with box signs or "+---+". A cell over several lines is one until the next border; joined cells are kept. */
export function boxTable(lines: readonly TextLine[], at: number): FoundTable | null {
  const page = lines[at]?.page ?? null;
  const textAt = (index: number): string => (lines[index]?.page === page ? (lines[index]?.text ?? "") : "");
  const first = textAt(at);
  const drawn = isBorder(first) || (EDGE.test(first) && /[│┃║]/.test(first));
  const second = textAt(at + 1);
  if (!drawn || (isBorder(first) && (isBorder(second) || !EDGE.test(second)))) return null;
  let next = at;
  while (
    next < lines.length &&
    EDGE.test(textAt(next)) &&
    !(next > at && isBorder(textAt(next - 1)) && isBorder(textAt(next)))
  )
    next += 1;
  const drawing = lines.slice(at, next).map(({ text }) => text.replace(/\t/g, " "));
  const edges = edgesOf(drawing);
  const groups = groupsOf(drawing);
  const rowPerLine = hasRowPerLine(groups);
  const collector = rowCollector(edges);
  groups.forEach((group, index) => {
    for (const line of group) {
      const startsRow = rowPerLine && index === groups.length - 1 && (stretchesOf(line)[0]?.text.trim() ?? "") !== "";
      if (startsRow) collector.end();
      collector.add(line);
    }
    collector.end();
  });
  const width = Math.max(0, ...collector.rows.map((cells) => cells.reduce((sum, { columns }) => sum + columns, 0)));
  if (collector.rows.length === 0 || width > MOST_CELLS || width < 2) return null;
  const rows = collector.rows.map((cells, row) => tableRow(cells, collector.rows[row - 1] ?? [], page));
  return {
    rows: rows.map((row) => ({
      ...row,
      cells: [
        ...row.cells,
        ...Array.from({ length: width - row.cells.length }, () => ({ text: "", columns: 1, continued: false })),
      ],
    })),
    next,
  };
}
