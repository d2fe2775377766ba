import { getResolvedPDFJS } from "unpdf";
import { applied, compose, IDENTITY, type Matrix, matrixOf } from "./matrix.ts";
import type { PdfPage } from "./open-document.ts";

/** A straight level or upright stroke: where it stands, and from where to where it runs. Points from the top left corner. */
export type Rule = { readonly at: number; readonly from: number; readonly to: number };
export type Rules = { readonly horizontal: Rule[]; readonly vertical: Rule[] };

/** Anything thicker is an area, not a rule. */
const THICKEST = 3;
/** A stroke that strays more from the level or the upright is part of a drawing. */
const STRAIGHT = 1;

type Point = { readonly x: number; readonly y: number };
type Subpath = { points: Point[]; curved: boolean; closed: boolean };

/** pdf.js packs a path into one row of numbers: a code for each step, then its coordinates. */
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;
const NUMBERS_AFTER: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

function subpathsOf(packed: ArrayLike<number>, matrix: Matrix): Subpath[] {
  const subpaths: Subpath[] = [];
  for (let at = 0; at < packed.length; ) {
    const step = packed[at] ?? -1;
    const numbers = NUMBERS_AFTER[step];
    if (numbers === undefined) return subpaths;
    const current = subpaths.at(-1);
    const point = applied(matrix, packed[at + numbers - 1] ?? 0, packed[at + numbers] ?? 0);
    if (step === MOVE) subpaths.push({ points: [point], curved: false, closed: false });
    else if (step === CLOSE && current !== undefined) current.closed = true;
    else if (current !== undefined) {
      current.points.push(point);
      current.curved ||= step !== LINE;
    }
    at += numbers + 1;
  }
  return subpaths;
}

const boundsOf = (points: readonly Point[]): { left: number; right: number; top: number; bottom: number } => {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
};

/** A filled sliver is a rule; a filled dot may be part of a dotted one in either direction. */
function addFilled(rules: Rules, { points, curved }: Subpath): void {
  if (curved) return;
  const { left, right, top, bottom } = boundsOf(points);
  if (bottom - top <= THICKEST) rules.horizontal.push({ at: (top + bottom) / 2, from: left, to: right });
  if (right - left <= THICKEST) rules.vertical.push({ at: (left + right) / 2, from: top, to: bottom });
}

function addStroked(rules: Rules, { points, closed, curved }: Subpath): void {
  if (curved) return;
  const [first] = points;
  const all = closed && first !== undefined ? [...points, first] : points;
  for (let at = 1; at < all.length; at += 1) {
    const start = all[at - 1];
    const end = all[at];
    if (start === undefined || end === undefined) continue;
    const { left, right, top, bottom } = boundsOf([start, end]);
    if (bottom - top <= STRAIGHT) rules.horizontal.push({ at: (top + bottom) / 2, from: left, to: right });
    if (right - left <= STRAIGHT) rules.vertical.push({ at: (left + right) / 2, from: top, to: bottom });
  }
}

/** A page of more strokes is a map or a chart. */
const MOST_RULES = 100_000;

/** The rules drawn on a page, in pieces as the file draws them; none for a page that is a drawing. */
export async function rulesOf(page: PdfPage, view: Matrix): Promise<Rules> {
  const { OPS } = await getResolvedPDFJS();
  const filling = new Set([OPS.fill, OPS.eoFill, OPS.rawFillPath]);
  const stroking = new Set([OPS.stroke, OPS.closeStroke]);
  const both = new Set([OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
  const rules: Rules = { horizontal: [], vertical: [] };
  const saved: Matrix[] = [];
  let matrix = view;
  // 0 leaves the marks of reviewers and the fields of forms out.
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
  for (const [index, operation] of fnArray.entries()) {
    const given: unknown = argsArray[index];
    const values = Array.isArray(given) ? given : [];
    if (operation === OPS.save) saved.push(matrix);
    else if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix;
    else if (operation === OPS.transform) matrix = compose(matrix, matrixOf(values) ?? IDENTITY);
    else if (operation === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      matrix = compose(matrix, matrixOf(values[0]) ?? IDENTITY);
    } else if (operation === OPS.constructPath) {
      const packed: unknown = values[1]?.[0];
      if (!(packed instanceof Float32Array)) continue;
      const stroked = stroking.has(values[0]);
      if (!stroked && !filling.has(values[0]) && !both.has(values[0])) continue;
      for (const subpath of subpathsOf(packed, matrix)) (stroked ? addStroked : addFilled)(rules, subpath);
    }
    if (rules.horizontal.length + rules.vertical.length > MOST_RULES) return { horizontal: [], vertical: [] };
  }
  return rules;
}
