import { readStory } from "./body.ts";
import { readLists } from "./list-levels.ts";
import type { WordParts } from "./package-parts.ts";
import type { ReadBudget } from "./read-budget.ts";
import { cellText } from "./story.ts";
import { readStyles } from "./styles.ts";

/**
 * The lines that stand in the headers, footers, footnotes and endnotes of a Word file, text boxes, WordArt and hidden text among them:
 * where a stamp such as "MẬT" may be. Each line once. Throws DamagedPart.
 */
export function marginTexts(parts: WordParts, budget: ReadBudget): string[] {
  const styles = readStyles(parts.styles);
  const lines = [...parts.margins, ...parts.notes].flatMap((part) => {
    const { story, hidden } = readStory(part, styles, readLists(null), budget);
    return [...cellText(story).split("\n"), ...hidden];
  });
  return [...new Set(lines)].filter((line) => line !== "");
}
