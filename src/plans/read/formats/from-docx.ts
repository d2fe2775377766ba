import { type Block, type NotedPlace, type PlanSource, paragraph } from "../source.ts";
import { readStory } from "./docx/body.ts";
import { readLists } from "./docx/list-levels.ts";
import { marginTexts } from "./docx/margin-texts.ts";
import { opened } from "./docx/opened.ts";
import { wordParts } from "./docx/package-parts.ts";
import type { PageCount } from "./docx/page-count.ts";
import { readBudget } from "./docx/read-budget.ts";
import type { Story } from "./docx/story.ts";
import { readStyles } from "./docx/styles.ts";
import { joinLines } from "./join-lines.ts";

/** The paragraphs and rows that bear the mark of a note; a line that was joined to others counts as their first. */
function notedPlaces({ items }: Story, blocks: readonly Block[]): NotedPlace[] {
  const firsts = new Set(blocks.flatMap((block) => (block.kind === "paragraph" ? [block.at] : [])));
  let paragraphs = 0;
  let first = 1;
  let tables = 0;
  return items.flatMap((item): NotedPlace[] => {
    if (item.kind === "line") {
      paragraphs += 1;
      if (firsts.has(paragraphs)) first = paragraphs;
      return item.noted ? [{ paragraph: first }] : [];
    }
    tables += 1;
    return item.rows.flatMap(({ noted }, index) => (noted ? [{ table: tables, row: index + 1 }] : []));
  });
}

/** Blocks in groups that begin with an automatic number: Word began a paragraph there, so nothing runs on across it. */
function groupsOf({ items }: Story, pages: PageCount): Block[][] {
  const groups: Block[][] = [[]];
  let paragraphs = 0;
  let tables = 0;
  for (const item of items) {
    if (item.kind === "line" && item.labelled) groups.push([]);
    const group = groups.at(-1);
    if (item.kind === "line") {
      paragraphs += 1;
      const { text, heading, gap, mark } = item;
      group?.push(paragraph(text, { heading, gap, page: pages.pageOf(mark), at: paragraphs }));
    } else {
      tables += 1;
      const rows = item.rows.map(({ cells, mark }) => ({ cells, page: pages.pageOf(mark) }));
      group?.push({ kind: "table", rows, at: tables });
    }
  }
  return groups;
}

/**
 * Reads a .docx (Word) document as Word shows it with all tracked changes accepted: automatic numbers and bullets written
 * out, merged cells, text boxes after the paragraph they hang on, pages. Text of fonts from before Unicode (".VnTime",
 * "VNI-Times") becomes Unicode; lines that were pasted one by one are joined. Headers, footers,
 * footnotes, endnotes and hidden text are given apart, where a stamp may be. Left out are pictures and the marks of notes: a deadline
 * that stands only in a note is not seen, so it is told where notes hang.
 * `file` is only named in errors. Rejects with PlanReadError `damaged`, `macros` or `expands-too-far`.
 */
export async function fromDocx(bytes: Buffer, file: string): Promise<PlanSource> {
  return opened(file, () => {
    const parts = wordParts(bytes, file);
    const budget = readBudget();
    const { story, pages, hidden } = readStory(
      parts.document,
      readStyles(parts.styles),
      readLists(parts.numbering),
      budget,
    );
    const margins = [...marginTexts(parts, budget), ...hidden];
    const blocks = groupsOf(story, pages).flatMap(joinLines);
    return { blocks, margins, noted: notedPlaces(story, blocks) };
  });
}
