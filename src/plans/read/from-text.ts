import { cleanText, withoutMarkdown } from "./clean-text.ts";
import { joinLines } from "./join-lines.ts";
import { type Block, type PlanSource, paragraph } from "./source.ts";

const isTableLine = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);
const isRule = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-{2,}:?$|^$/.test(cell.trim()));

/** The cells of "| a | b |"; an escaped bar belongs to its cell. */
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cleanText(
        cell
          .split(/<br\s{0,9}\/?>/i)
          .map(withoutMarkdown)
          .join("\n"),
      ),
    );

function tableFrom(lines: readonly string[], page: number | null): Block[] {
  const rows = lines.map(cellsOf).filter((cells) => !isRule(cells));
  return rows.length === 0 ? [] : [{ kind: "table", rows, page }];
}

/** Plain text or markdown → blocks. A form feed starts a new page; lines cut inside a sentence are joined. */
export function fromText(text: string): PlanSource {
  const blocks: Block[] = [];
  let page: number | null = text.includes("\f") ? 1 : null;
  let gap = false;
  let table: string[] = [];
  const endTable = (): void => {
    blocks.push(...tableFrom(table, page));
    table = [];
  };
  for (const raw of text.replace(/\r\n?/g, "\n").replace(/\f/g, "\n\f\n").split("\n")) {
    if (isTableLine(raw)) {
      table.push(raw);
      continue;
    }
    endTable();
    if (raw === "\f") {
      page = (page ?? 0) + 1;
      continue;
    }
    const heading = /^ {0,3}(#{1,6})\s/.exec(raw)?.[1]?.length ?? null;
    const line = cleanText(withoutMarkdown(raw)).replace(/^\|$/, "");
    if (line === "") gap = true;
    else {
      for (const part of line.split("\n")) if (part !== "") blocks.push(paragraph(part, { heading, gap, page }));
      gap = false;
    }
  }
  endTable();
  return { blocks: joinLines(blocks) };
}
