import { runningNumbers, singleSpaced } from "./line-spacing.ts";

/** A line of a text and the page it stands on, null when the text has no form feeds. */
export type TextLine = { readonly text: string; readonly page: number | null };

/** YAML between "---" lines at the very start. */
const FRONT_MATTER = /^\s*---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Front matter has "key: value" lines; a rule at the top of a document has not. */
function withoutFrontMatter(text: string): string {
  const [block] = FRONT_MATTER.exec(text) ?? [];
  if (block === undefined) return text;
  const inner = block.trim().split("\n").slice(1, -1);
  return inner.length > 0 && inner.some((line) => /^[\w-]{1,40}\s*:/.test(line)) ? text.slice(block.length) : text;
}

/** Leaves out "<!-- … -->". */
function withoutComments(text: string): string {
  let kept = "";
  let from = 0;
  for (;;) {
    const open = text.indexOf("<!--", from);
    const close = open < 0 ? -1 : text.indexOf("-->", open + 4);
    if (close < 0) return kept + text.slice(from);
    kept += text.slice(from, open);
    from = close + 3;
  }
}

/** Leaves out "```" blocks that are closed; what stands behind an unclosed one is text. */
function withoutFences(lines: readonly TextLine[]): TextLine[] {
  const closedBy = new Map<number, number>();
  let open: { readonly at: number; readonly mark: string } | null = null;
  lines.forEach(({ text }, at) => {
    const mark = FENCE.exec(text)?.[1];
    if (mark === undefined) return;
    if (open === null) open = { at, mark };
    else if (mark[0] === open.mark[0] && mark.length >= open.mark.length && text.trim() === mark) {
      closedBy.set(open.at, at);
      open = null;
    }
  });
  const kept: TextLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const close = closedBy.get(at);
    if (close === undefined) kept.push(lines[at] as TextLine);
    else at = close;
  }
  return kept;
}

const DASHED_NUMBER = /^\s*(?:[-–—]\s?\d{1,3}\s?[-–—]|(?:trang|page)\s+\d{1,3}(?:\s?(?:\/|of|trên)\s?\d{1,3})?)\s*$/iu;
const BARE_NUMBER = /^\s*\d{1,3}\s*$/;

/** The nearest line with words before or after a place. */
function neighbour(lines: readonly TextLine[], at: number, step: 1 | -1): TextLine | undefined {
  for (let index = at + step; index >= 0 && index < lines.length; index += step)
    if (lines[index]?.text.trim() !== "") return lines[index];
  return undefined;
}

/** A number alone is a page's when a page begins or ends there, or when it stands inside a sentence. */
function isPageNumber(lines: readonly TextLine[], at: number): boolean {
  const { text, page } = lines[at] as TextLine;
  if (DASHED_NUMBER.test(text)) return true;
  if (!BARE_NUMBER.test(text)) return false;
  const before = neighbour(lines, at, -1);
  const after = neighbour(lines, at, 1);
  if (page !== null && Number(text) === page && (before?.page !== page || after?.page !== page)) return true;
  return (
    before !== undefined &&
    after !== undefined &&
    /[\p{L},]\s*$/u.test(before.text) &&
    /^\s*\p{Ll}{2}/u.test(after.text)
  );
}

/** A table of HTML begins and ends a line of its own. */
const withTablesApart = (text: string): string =>
  text.replace(/(?<=\S)<table[\s>]/gi, "\n$&").replace(/<\/table\s{0,9}>(?=[^\n])/gi, "$&\n");

/** The lines of a text or markdown file that are the document's own: without front matter, code blocks, comments and page numbers. */
export function textLines(text: string): TextLine[] {
  const unified = text
    .replace(/^\ufeff/, "")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n");
  const plain = withTablesApart(withoutComments(withoutFrontMatter(unified)));
  const paged = plain.includes("\f");
  const lines = plain
    .split("\f")
    .flatMap((page, index) => page.split("\n").map((line) => ({ text: line, page: paged ? index + 1 : null })));
  const kept = singleSpaced(withoutFences(lines));
  const numbers = runningNumbers(kept);
  return kept.filter((_, at) => !numbers.has(at) && !isPageNumber(kept, at));
}
