import { cleanText, withoutMarkdown } from "../clean-text.ts";
import { type FoundTable, plainRow } from "./found-table.ts";
import type { TextLine } from "./text-lines.ts";

const isEdged = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);
const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-{2,}:?$|^$/.test(cell.trim()));

/** The parts between bars; an escaped bar belongs to its cell. */
const parts = (line: string): string[] => line.split(/(?<!\\)\|/);

const cellText = (cell: string): string =>
  cleanText(
    cell
      .split(/<br\s{0,9}\/?>/i)
      .map(withoutMarkdown)
      .join("\n")
      .replaceAll("\\|", "|"),
  );

/** "| a | b |" or, where no edge bars are needed, "a | b". */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "");
  const cells = parts(inner);
  return (cells.at(-1)?.trim() === "" && cells.length > 1 ? cells.slice(0, -1) : cells).map(cellText);
}

const RULE = /^\s*\|?(?:\s*:?-{2,}:?\s*\|){1,60}\s*(?::?-{2,}:?\s*)?$/;

/** Markdown's tables: lines between edge bars, or a line of names with a rule under it and lines with bars below. */
export function pipeTable(lines: readonly TextLine[], at: number): FoundTable | null {
  const page = lines[at]?.page ?? null;
  const textAt = (index: number): string => (lines[index]?.page === page ? (lines[index]?.text ?? "") : "");
  const edged = isEdged(textAt(at));
  const ruled = !edged && parts(textAt(at)).length > 1 && RULE.test(textAt(at + 1));
  if (!edged && !ruled) return null;
  let next = at;
  const belongs = (line: string): boolean => isEdged(line) || (ruled && line.trim() !== "" && parts(line).length > 1);
  while (next < lines.length && belongs(textAt(next))) next += 1;
  const rows = lines
    .slice(at, next)
    .map(({ text }) => cellsOf(text))
    .filter((cells) => !isRule(cells));
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  return { rows: rows.map((cells) => plainRow(cells, width, page)), next };
}
