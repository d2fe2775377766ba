/** Elements of `headerFooter` (ECMA-376-1, 18.3.1.46) that hold a line above or below every page. */
export const MARGINS: ReadonlySet<string> = new Set([
  "oddHeader",
  "oddFooter",
  "evenHeader",
  "evenFooter",
  "firstHeader",
  "firstFooter",
]);

/** "&C", fonts, sizes, colours and fields such as the page's number; "&&" is the sign itself. */
const CODES = /&(?:[LCR]|"[^"]{0,100}"|K[\dA-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[^&])/g;

/** The lines of a header or footer without its codes; its left, middle and right part are lines of their own. */
export const marginLines = (words: string): string[] =>
  words
    .replaceAll("&&", "\u0001")
    .replace(/&[LCR]/g, "\n")
    .replace(CODES, "")
    .replaceAll("\u0001", "&")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
