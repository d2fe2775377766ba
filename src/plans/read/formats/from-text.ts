import { type Block, type PlanSource, paragraph } from "../source.ts";
import { withFlatTables } from "../table/flat-table.ts";
import { cleanText, withoutMarkdown, withoutTags } from "./clean-text.ts";
import { joinLines } from "./join-lines.ts";
import { alignedTable } from "./text/aligned-table.ts";
import { withoutCellBars } from "./text/bar-cells.ts";
import { barRows } from "./text/bar-rows.ts";
import { boxTable } from "./text/box-table.ts";
import type { FindTable } from "./text/found-table.ts";
import { htmlTable } from "./text/html-table.ts";
import { pipeTable } from "./text/pipe-table.ts";
import { tabTable } from "./text/tab-table.ts";
import { textLines } from "./text/text-lines.ts";

/** The kinds of tables a text may hold, in the order they are tried. */
const TABLES: readonly FindTable[] = [htmlTable, boxTable, pipeTable, barRows, tabTable, alignedTable];

/**
 * Plain text or markdown → blocks. A form feed starts a new page; lines cut inside a sentence are joined. Tables are found
 * whether they are drawn with bars or boxes, parted by tabs, set with spaces, or written in HTML.
 */
export function fromText(text: string): PlanSource {
  const lines = withoutCellBars(textLines(text));
  const blocks: Block[] = [];
  let gap = false;
  let paragraphs = 0;
  let tables = 0;
  for (let at = 0; at < lines.length; ) {
    const { text: raw, page } = lines[at] ?? { text: "", page: null };
    const table = raw.trim() === "" ? null : findTable(lines, at);
    if (table !== null) {
      if (table.rows.length > 0) {
        tables += 1;
        blocks.push({ kind: "table", rows: table.rows, at: tables });
      }
      at = table.next;
      continue;
    }
    at += 1;
    const heading = /^ {0,3}(#{1,6})\s/.exec(raw)?.[1]?.length ?? null;
    const words = cleanText(withoutTags(withoutMarkdown(raw))).replace(/^\|$/, "");
    for (const part of words.split("\n").filter((one) => one !== "")) {
      paragraphs += 1;
      blocks.push(paragraph(part, { heading, gap, page, at: paragraphs }));
      gap = false;
    }
    if (words === "") gap = true;
  }
  return { blocks: joinLines(withFlatTables(blocks)) };
}

function findTable(...place: Parameters<FindTable>): ReturnType<FindTable> {
  for (const find of TABLES) {
    const found = find(...place);
    if (found !== null) return found;
  }
  return null;
}
