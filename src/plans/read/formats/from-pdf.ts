import { PlanReadError } from "../plan-read-error.ts";
import { type Block, type PlanSource, paragraph } from "../source.ts";
import { withoutFurniture } from "./pdf/furniture.ts";
import { joinTables } from "./pdf/join-tables.ts";
import { joinedLines } from "./pdf/line-ends.ts";
import type { Line } from "./pdf/lines.ts";
import { closeDocument, damaged, openDocument, wordsOf } from "./pdf/open-document.ts";
import { contentOf, isTable, type PageContent } from "./pdf/page-content.ts";
import { groupLines, type Measure, measureOf } from "./pdf/paragraphs.ts";
import type { RawTable } from "./pdf/raw-table.ts";
import { tableOf } from "./pdf/table-block.ts";

/** Fewer words a page are the stamp of a scanner. */
const FEWEST_WORDS_A_PAGE = 5;
/** With so many words a document has text, however many of its pages are pictures. */
const ENOUGH_WORDS = 100;

function wordsIn(pages: readonly PageContent[]): number {
  let words = 0;
  for (const { items } of pages)
    for (const item of items) {
      const texts = isTable(item) ? item.rows.flatMap(({ cells }) => cells.map(({ text }) => text)) : [item.text];
      for (const text of texts) words += text.match(/\p{L}{2,}/gu)?.length ?? 0;
      if (words >= ENOUGH_WORDS) return words;
    }
  return words;
}

/** Measures of text by page: pages of one width share theirs. */
function measures(pages: readonly PageContent[]): (page: number) => Measure {
  const items = new Map<number, (Line | RawTable)[]>();
  const widths = new Map<number, number>();
  for (const { page, width, items: own } of pages) {
    const key = Math.round(width);
    widths.set(page, key);
    const known = items.get(key) ?? [];
    items.set(key, known);
    for (const item of own) known.push(item);
  }
  const measured = new Map(
    [...items].map(([width, known]) => [
      width,
      measureOf(
        known.filter((item): item is Line => !isTable(item)),
        known.filter(isTable),
      ),
    ]),
  );
  return (page) => measured.get(widths.get(page) ?? 0) ?? { left: 0, right: 0, step: 0, firstLine: null };
}

/** Lines between two tables, or the parts of one table. */
type Stretch = Line[] | RawTable;

function stretchesOf(pages: readonly PageContent[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { items } of pages)
    for (const [index, item] of items.entries()) {
      const last = stretches.at(-1);
      if (!isTable(item)) {
        if (Array.isArray(last)) last.push(item);
        else stretches.push([item]);
        continue;
      }
      const joined = index === 0 && last !== undefined && !Array.isArray(last) ? joinTables(last, item) : null;
      if (joined === null) stretches.push(item);
      else stretches[stretches.length - 1] = joined;
    }
  return stretches;
}

function blocksOf(pages: readonly PageContent[]): Block[] {
  const blocks: Block[] = [];
  const measureAt = measures(pages);
  let paragraphs = 0;
  let tables = 0;
  for (const stretch of stretchesOf(pages)) {
    if (!Array.isArray(stretch)) {
      tables += 1;
      blocks.push(tableOf(stretch, tables));
      continue;
    }
    for (const { lines, gap } of groupLines(stretch, measureAt)) {
      paragraphs += 1;
      const text = lines.map((line) => line.text).reduce(joinedLines);
      blocks.push(paragraph(text, { gap, page: lines[0]?.page ?? null, at: paragraphs }));
    }
  }
  return blocks;
}

/**
 * Reads a PDF with text, page by page: its paragraphs, and its ruled tables in one piece over page breaks. Page numbers and what
 * repeats in the margins are given apart; notes at the foot and rotated words are left out; tables without rules stay lines.
 * `file` is only named in errors. Throws PlanReadError `damaged`, `password`, `too-large`, `expands-too-far`, or `no-text` for
 * a scan.
 */
export async function fromPdf(bytes: Uint8Array, file: string): Promise<PlanSource> {
  const document = await openDocument(bytes, file);
  const read: PageContent[] = [];
  try {
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      read.push(await contentOf(page));
      page.cleanup();
    }
  } catch (error) {
    throw damaged(file, `page ${read.length + 1}: ${wordsOf(error)}`);
  } finally {
    await closeDocument(document);
  }
  const pages = withoutFurniture(read);
  if (wordsIn(pages) < Math.min(ENOUGH_WORDS, FEWEST_WORDS_A_PAGE * pages.length))
    throw new PlanReadError("no-text", { file, seen: `${pages.length} pages without words`, accepted: ".docx" });
  const kept = new Set(pages.flatMap(({ items }) => items));
  const left = read.flatMap(({ items }) => items.filter((item): item is Line => !isTable(item) && !kept.has(item)));
  return { blocks: blocksOf(pages), margins: [...new Set(left.map(({ text }) => text))] };
}
