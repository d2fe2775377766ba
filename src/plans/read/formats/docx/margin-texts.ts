import { readStory } from "./body.ts";
import { readLists } from "./list-levels.ts";
import { opened } from "./opened.ts";
import { wordParts } from "./package-parts.ts";
import { cellText } from "./story.ts";
import { readStyles } from "./styles.ts";

/**
 * The lines that stand in the headers and footers of a Word file's pages, text boxes and WordArt among them: where a stamp
 * such as "MẬT" may be. Each line once. `file` is only named in errors. Throws PlanReadError.
 */
export const docxMarginTexts = (bytes: Buffer, file: string): string[] =>
  opened(file, () => {
    const parts = wordParts(bytes, file);
    const styles = readStyles(parts.styles);
    const lines = parts.margins.flatMap((part) => {
      const { story } = readStory(part, styles, readLists(null));
      return cellText(story).split("\n");
    });
    return [...new Set(lines)].filter((line) => line !== "");
  });
