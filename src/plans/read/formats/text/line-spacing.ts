import type { TextLine } from "./text-lines.ts";

const isBlank = (line: TextLine | undefined): boolean => line === undefined || line.text.trim() === "";
const BARE_NUMBER = /^\s*\d{1,3}\s*$/;

/** Fewer lines tell nothing of a text's habits. */
const FEWEST_LINES = 20;
const DOUBLE_SPACED = 0.9;
/** No page of an office has fewer lines of words. */
const FEWEST_LINES_A_PAGE = 20;
const LATEST_FIRST_PAGE = 3;

/** The share of the lines with words that stand between empty ones. */
function shareApart(lines: readonly TextLine[]): number {
  const filled = [...lines.keys()].filter((at) => !isBlank(lines[at]));
  const apart = filled.filter((at) => isBlank(lines[at - 1]) && isBlank(lines[at + 1]));
  return filled.length < FEWEST_LINES ? 0 : apart.length / filled.length;
}

/** A text with an empty line after every line, as some converters write it, without them: two in a row still part. */
export function singleSpaced(lines: readonly TextLine[]): readonly TextLine[] {
  if (shareApart(lines) < DOUBLE_SPACED) return lines;
  return lines.filter((line, at) => !isBlank(line) || isBlank(lines[at - 1]));
}

/** The numbers of pages that stand alone between empty lines: one more each, a page's lines apart. */
export function runningNumbers(lines: readonly TextLine[]): ReadonlySet<number> {
  const found: number[] = [];
  let words = 0;
  let value = 0;
  if (shareApart(lines) > 0.5) return new Set();
  lines.forEach((line, at) => {
    if (isBlank(line)) return;
    const alone = BARE_NUMBER.test(line.text) && isBlank(lines[at - 1]) && isBlank(lines[at + 1]);
    const next = Number(line.text);
    const begins = found.length === 0 && next <= LATEST_FIRST_PAGE;
    if (alone && words >= FEWEST_LINES_A_PAGE && (begins || next === value + 1)) {
      found.push(at);
      value = next;
      words = 0;
    } else words += 1;
  });
  return new Set(found.length > 1 ? found : []);
}
