import { mergeRules } from "./merge-rules.ts";
import type { Rule, Rules } from "./page-rules.ts";

/** The ruled lines of one table on one page, in points from the top left corner. */
export type Grid = {
  /** Edges of the columns from left to right, one more than there are columns. */
  readonly columns: readonly number[];
  /** Edges of the rows from top to bottom. */
  readonly rows: readonly number[];
  /** The number of the cell that each square of the grid belongs to, by row and column; cells over several squares repeat it. */
  readonly cells: readonly (readonly number[])[];
  /** By column: nothing is drawn along the upper or lower end, as where a page cuts a row. */
  readonly openTop: readonly boolean[];
  readonly openBottom: readonly boolean[];
};

/** How far a rule may end before the one it should meet. */
const REACH = 3;
/** Edges this close are one: double rules, cells that are not quite level. */
const EDGE = 4;
/** A wall stands where a rule covers most of it. */
const COVERED = 0.6;
/** A page with more long rules is a drawing. */
const MOST_RULES = 1500;

function edgesOf(places: readonly number[]): number[] {
  const edges: { first: number; sum: number; count: number }[] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const last = edges.at(-1);
    if (last !== undefined && place - last.first <= EDGE) {
      last.sum += place;
      last.count += 1;
    } else edges.push({ first: place, sum: place, count: 1 });
  }
  return edges.map(({ sum, count }) => sum / count);
}

/** Whether rules along `at` cover most of the stretch. */
function covers(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  let covered = 0;
  for (const rule of rules) {
    if (Math.abs(rule.at - at) > EDGE) continue;
    covered = Math.max(covered, Math.min(rule.to, to) - Math.max(rule.from, from));
  }
  return covered >= COVERED * (to - from);
}

/** Groups of rules that touch one another. */
function connected(horizontal: readonly Rule[], vertical: readonly Rule[]): Rules[] {
  const group = Array.from({ length: horizontal.length + vertical.length }, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (group[root] !== root) root = group[root] ?? 0;
    group[index] = root;
    return root;
  };
  for (const [index, level] of horizontal.entries())
    for (const [offset, upright] of vertical.entries()) {
      const meet =
        upright.at >= level.from - REACH &&
        upright.at <= level.to + REACH &&
        level.at >= upright.from - REACH &&
        level.at <= upright.to + REACH;
      if (meet) group[rootOf(index)] = rootOf(horizontal.length + offset);
    }
  const groups = new Map<number, Rules>();
  const groupOf = (index: number): Rules => {
    const root = rootOf(index);
    const found = groups.get(root) ?? { horizontal: [], vertical: [] };
    groups.set(root, found);
    return found;
  };
  for (const [index, rule] of horizontal.entries()) groupOf(index).horizontal.push(rule);
  for (const [index, rule] of vertical.entries()) groupOf(horizontal.length + index).vertical.push(rule);
  return [...groups.values()];
}

/** Numbers the cells: squares without a wall between them are one. */
function cellsOf({ horizontal, vertical }: Rules, columns: readonly number[], rows: readonly number[]): number[][] {
  const width = columns.length - 1;
  const height = rows.length - 1;
  const cells = Array.from({ length: height }, () => Array.from({ length: width }, () => -1));
  const edge = (edges: readonly number[], index: number): number => edges[index] ?? 0;
  const wallRight = (row: number, column: number): boolean =>
    covers(vertical, edge(columns, column + 1), edge(rows, row), edge(rows, row + 1));
  const wallBelow = (row: number, column: number): boolean =>
    covers(horizontal, edge(rows, row + 1), edge(columns, column), edge(columns, column + 1));
  let cell = 0;
  for (let startRow = 0; startRow < height; startRow += 1)
    for (let startColumn = 0; startColumn < width; startColumn += 1) {
      if (cells[startRow]?.[startColumn] !== -1) continue;
      const open: [number, number][] = [[startRow, startColumn]];
      for (let square = open.pop(); square !== undefined; square = open.pop()) {
        const [row, column] = square;
        const line = cells[row];
        if (line === undefined || line[column] !== -1) continue;
        line[column] = cell;
        if (column + 1 < width && !wallRight(row, column)) open.push([row, column + 1]);
        if (column > 0 && !wallRight(row, column - 1)) open.push([row, column - 1]);
        if (row + 1 < height && !wallBelow(row, column)) open.push([row + 1, column]);
        if (row > 0 && !wallBelow(row - 1, column)) open.push([row - 1, column]);
      }
      cell += 1;
    }
  return cells;
}

function gridOf(rules: Rules): Grid | null {
  const { horizontal, vertical } = rules;
  const ends = (line: readonly Rule[]): number[] => [
    Math.min(...line.map(({ from }) => from)),
    Math.max(...line.map(({ to }) => to)),
  ];
  if (horizontal.length === 0 || vertical.length === 0) return null;
  // A table may be open at its sides, and at a page's end.
  const columns = edgesOf([...vertical.map(({ at }) => at), ...ends(horizontal)]);
  const rows = edgesOf([...horizontal.map(({ at }) => at), ...ends(vertical)]);
  if (columns.length < 3 || rows.length < 2) return null;
  const open = (at: number | undefined): boolean[] =>
    columns.slice(1).map((right, column) => !covers(horizontal, at ?? 0, columns[column] ?? 0, right));
  return {
    columns,
    rows,
    cells: cellsOf(rules, columns, rows),
    openTop: open(rows[0]),
    openBottom: open(rows.at(-1)),
  };
}

/** The tables drawn on a page, from top to bottom. A frame of one column is none. */
export function gridsOf(rules: Rules): Grid[] {
  const horizontal = mergeRules(rules.horizontal);
  const vertical = mergeRules(rules.vertical);
  if (horizontal.length + vertical.length > MOST_RULES) return [];
  return connected(horizontal, vertical)
    .map(gridOf)
    .filter((grid) => grid !== null)
    .sort((one, other) => (one.rows[0] ?? 0) - (other.rows[0] ?? 0));
}
