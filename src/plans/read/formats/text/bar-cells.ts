import { labelRole } from "../../table/columns.ts";
import type { TextLine } from "./text-lines.ts";

/** A cell that the page's own line ends broke has no more lines. */
const LONGEST_CELL = 12;
const FEWEST_NAMES = 3;

const isClosed = (text: string): boolean => /^[^|]*\|\s*$/.test(text);
const wordsOf = (text: string): string => text.replace(/\|\s*$/, "").trim();

/** The index after the cell that begins at a line, or null when no bar closes it before an empty line. */
function endOfCell(lines: readonly TextLine[], at: number): number | null {
  for (let next = at; next < lines.length && next - at < LONGEST_CELL; next += 1) {
    const text = lines[next]?.text ?? "";
    if (text.trim() === "" || (text.includes("|") && !isClosed(text))) return null;
    if (isClosed(text)) return next + 1;
  }
  return null;
}

/** True when at least three cells from a line on are names of columns. */
function namesColumns(lines: readonly TextLine[], at: number): boolean {
  let named = 0;
  for (let next = at, end = endOfCell(lines, at); end !== null && named < FEWEST_NAMES; end = endOfCell(lines, next)) {
    const words = lines
      .slice(next, end)
      .map(({ text }) => wordsOf(text))
      .join(" ");
    if (labelRole(words) === null) return false;
    named += 1;
    next = end;
  }
  return named === FEWEST_NAMES;
}

/**
 * Tables as some text extractors write them, every cell closed by a bar at the end of its line ("Bộ A |"), become one cell a
 * line, which is put together again by the names of the columns. Other lines stay as they are.
 */
export function withoutCellBars(lines: readonly TextLine[]): TextLine[] {
  const kept: TextLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as TextLine;
    if (!isClosed(line.text) || !namesColumns(lines, at)) {
      kept.push(line);
      at += 1;
      continue;
    }
    for (let end = endOfCell(lines, at); end !== null; end = endOfCell(lines, at)) {
      const words = lines
        .slice(at, end)
        .map(({ text }) => wordsOf(text))
        .join(" ")
        .trim();
      if (words !== "") kept.push({ text: words, page: line.page });
      at = end;
    }
    kept.push({ text: "", page: line.page });
  }
  return kept;
}
