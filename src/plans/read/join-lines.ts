import { markerOf } from "./numbering.ts";
import type { Block, Paragraph } from "./source.ts";

/** Words after which a sentence cannot end: a line that ends with one was cut. */
const UNFINISHED =
  /(?:[,(–]|(?:^|\s)(?:của|và|về|theo|số|ngày|tháng|năm|các|những|với|cho|trong|tại|do|để|được|là|bằng|từ|đến|trên|nhằm|thuộc|hoặc|khi|có|tỉnh|thành phố|nghị quyết|quyết định|kế hoạch số|ủy ban|ủy ban nhân dân))$/iu;
/** No mark or word that matters at the end of a line is longer. */
const END = 24;

/** True when the line runs on: the one before is not finished, and this one begins no item. */
function runsOn(before: Paragraph, line: Paragraph): boolean {
  if (before.heading !== null || line.heading !== null || markerOf(line.text) !== null) return false;
  const end = before.text.slice(-END);
  if (/[.;:!?]["”’)]?$/.test(end)) return false;
  if (/^[\p{Ll},;)]/u.test(line.text)) return true;
  return !line.gap && (/^\d/.test(line.text) || UNFINISHED.test(end)) && /\p{Ll}/u.test(end);
}

/** Puts together lines that a page break or a fixed line width cut inside a sentence. */
export function joinLines(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    if (block.kind === "paragraph" && before?.kind === "paragraph" && runsOn(before, block)) {
      joined[joined.length - 1] = { ...before, text: `${before.text} ${block.text}` };
    } else joined.push(block);
  }
  return joined;
}
