import { markerOf } from "../outline/numbering.ts";
import type { Block, Paragraph } from "../source.ts";
import { startsLikeUnit } from "../units/unit-words.ts";

/** Words after which a sentence cannot end: a line that ends with one was cut. */
const UNFINISHED =
  /(?:[,(–]|(?:^|\s)(?:của|và|về|theo|số|ngày|tháng|năm|các|những|với|cho|trong|tại|do|để|được|là|bằng|từ|đến|trên|nhằm|thuộc|hoặc|khi|có|tỉnh|thành phố|nghị quyết|quyết định|kế hoạch số|ủy ban|ủy ban nhân dân))$/iu;
/** No mark or word that matters at the end of a line is longer. */
const END = 24;

/** A text whose longest lines have about the same length was cut at a fixed width, between these two. */
const NARROWEST = 40;
const WIDEST = 120;
const FEWEST_LINES = 20;
/** The word that did not fit makes a full line this much shorter at most. */
const LONGEST_WORD = 14;
const MOST = 0.93;
const NEARLY_ALL = 0.97;
const SPACED = 0.12;

/** `spaced`: empty lines part the paragraphs, so a full line without one after it runs on, whatever it ends with. */
type Cut = { readonly width: number; readonly spaced: boolean };

/** The width at which the lines of a text were cut, or null when they are whole paragraphs. A few longer ones may be rows of a table. */
function widthOf(blocks: readonly Block[]): Cut | null {
  const lengths = blocks
    .flatMap((block) => (block.kind === "paragraph" ? block.text.length : []))
    .sort((a, b) => a - b);
  const share = (part: number): number => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * part))] ?? 0;
  const width = share(MOST);
  const full = lengths.filter((length) => length >= width - LONGEST_WORD && length <= width + 2).length;
  const even = width >= NARROWEST && width <= WIDEST && share(NEARLY_ALL) - width < LONGEST_WORD;
  if (lengths.length < FEWEST_LINES || !even || full * 4 < lengths.length) return null;
  const gaps = blocks.filter((block) => block.kind === "paragraph" && block.gap).length;
  return { width, spaced: gaps >= lengths.length * SPACED };
}

/** A paragraph being put together: its first line, and all lines so far. */
type Open = { readonly first: Paragraph; readonly lines: string[]; readonly isUnitHeading: boolean };

/** "4. Đài Khí tượng tỉnh" is a heading, though a sentence would not end with its last word. */
function isUnitHeading({ text }: Paragraph): boolean {
  const marker = markerOf(text);
  return marker !== null && marker.rest.length < 80 && startsLikeUnit(marker.rest);
}

/** True when the line runs on: the one before is not finished, and this one begins no item. */
function runsOn({ first, lines, isUnitHeading }: Open, line: Paragraph, cut: Cut | null): boolean {
  if (first.heading !== null || line.heading !== null || markerOf(line.text) !== null) return false;
  const before = lines.at(-1) ?? "";
  const end = before.slice(-END);
  const full = cut !== null && before.length >= cut.width - LONGEST_WORD && !line.gap;
  if (full && /\p{Ll}/u.test(end) && (cut.spaced ? !end.endsWith(":") : /^[\p{Ll}(]/u.test(line.text))) return true;
  if (/[.;:!?]["”’)]?$/.test(end)) return false;
  if (/^[\p{Ll},;)]/u.test(line.text)) return true;
  if (line.gap || !/\p{Ll}/u.test(end)) return false;
  if (full) return true;
  if (isUnitHeading && lines.length === 1 && /^\p{Lu}/u.test(line.text)) return false;
  return /^\d/.test(line.text) || UNFINISHED.test(end);
}

/** Puts together lines that a page break or a fixed line width cut inside a sentence. */
export function joinLines(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  const cut = widthOf(blocks);
  let open: Open | null = null;
  const close = (): void => {
    if (open !== null)
      joined.push(open.lines.length === 1 ? open.first : { ...open.first, text: open.lines.join(" ") });
    open = null;
  };
  for (const block of blocks) {
    const before = open as Open | null;
    if (block.kind === "table") {
      close();
      joined.push(block);
    } else if (before !== null && runsOn(before, block, cut)) before.lines.push(block.text);
    else {
      close();
      open = { first: block, lines: [block.text], isUnitHeading: isUnitHeading(block) };
    }
  }
  close();
  return joined;
}
