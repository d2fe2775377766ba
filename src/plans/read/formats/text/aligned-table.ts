import { areColumnNames } from "../../table/column-names.ts";
import { cleanText } from "../clean-text.ts";
import { type FoundTable, MOST_CELLS, plainRow, wideRow } from "./found-table.ts";
import type { TextLine } from "./text-lines.ts";

/** Words between wide gaps and where they begin and end in their line. */
type Chunk = { readonly from: number; readonly to: number; readonly text: string };

const FEWEST_NAMES = 3;
const FEWEST_ROWS = 2;
/** A place where at least so many rows begin a chunk is where a column begins. */
const FEWEST_STARTS = 2;

const chunksOf = (line: string): Chunk[] =>
  [...line.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => ({ from: index, to: index + text.length, text }));

const overlap = (a: Chunk, b: Chunk): number => Math.min(a.to, b.to) - Math.max(a.from, b.from);

/** The column whose name stands above the chunk, or nearest to it. */
function columnOf(chunk: Chunk, names: readonly Chunk[]): number {
  let best = 0;
  names.forEach((name, column) => {
    if (overlap(chunk, name) > overlap(chunk, names[best] as Chunk)) best = column;
  });
  return best;
}

/** Parts chunks at places where columns begin: long words may leave only one space before the next column. */
function partedAt(chunk: Chunk, starts: readonly number[]): Chunk[] {
  const cuts = starts.filter(
    (start) => start > chunk.from && start < chunk.to && chunk.text[start - chunk.from - 1] === " ",
  );
  return [chunk.from, ...cuts].map((from, index) => {
    const to = cuts[index] ?? chunk.to;
    return { from, to, text: chunk.text.slice(from - chunk.from, to - chunk.from).trim() };
  });
}

/** True for words under one column that reach into another: the name of a part of the table, or a sentence behind it. */
const isWide = (chunks: readonly Chunk[], names: readonly Chunk[]): boolean =>
  chunks.length === 1 && names.filter((name) => overlap(chunks[0] as Chunk, name) > 0).length > 1;

/** Columns set with spaces: two rows or more below a line of at least three column names, two spaces or more between cells. */
export function alignedTable(lines: readonly TextLine[], at: number): FoundTable | null {
  const page = lines[at]?.page ?? null;
  const textAt = (index: number): string =>
    lines[index]?.page === page ? (lines[index]?.text.replace(/\t/g, "  ") ?? "") : "";
  const names = chunksOf(textAt(at));
  if (names.length < FEWEST_NAMES || names.length > MOST_CELLS || !areColumnNames(names.map(({ text }) => text)))
    return null;
  const isRow = (index: number): boolean => chunksOf(textAt(index)).length > 1;
  const isBlank = (index: number): boolean => textAt(index).trim() === "";
  const indent = names[1]?.from ?? 0;

  const rows: Chunk[][] = [];
  let next = at + 1;
  for (;;) {
    const blank = isBlank(next);
    const place = blank ? next + 1 : next;
    const chunks = chunksOf(textAt(place));
    const wrapped = !blank && chunks.length === 1 && (chunks[0]?.from ?? 0) >= indent;
    const section = isWide(chunks, names) && (isRow(place + 1) || (isBlank(place + 1) && isRow(place + 2)));
    if (chunks.length < 2 && !wrapped && !section) break;
    rows.push(chunks);
    next = place + 1;
  }
  if (rows.filter((chunks) => chunks.length > 1).length < FEWEST_ROWS) return null;
  const counts = new Map<number, number>();
  for (const { from } of rows.flat()) counts.set(from, (counts.get(from) ?? 0) + 1);
  const starts = [...counts]
    .flatMap(([start, count]) => (count >= FEWEST_STARTS ? [start] : []))
    .toSorted((a, b) => a - b);
  const cells = rows.map((chunks) => {
    if (isWide(chunks, names)) return wideRow(cleanText(chunks[0]?.text ?? ""), names.length, page);
    const texts = names.map(() => "");
    for (const chunk of chunks.flatMap((one) => partedAt(one, starts))) {
      const column = columnOf(chunk, names);
      texts[column] = `${texts[column]} ${chunk.text}`.trim();
    }
    return plainRow(texts.map(cleanText), names.length, page);
  });
  const header = plainRow(
    names.map(({ text }) => cleanText(text)),
    names.length,
    page,
  );
  return { rows: [header, ...cells], next };
}
