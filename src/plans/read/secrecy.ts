import { foldTone } from "../../domain/fold-vietnamese.ts";
import { headLines } from "./head.ts";
import type { PlanSource } from "./source.ts";

/** The three degrees of the Law on the Protection of State Secrets 2018 (29/2018/QH14), article 8. */
const DEGREE = "tuyệt mật|tối mật|mật";
const STAMP = new RegExp(`^(?:(?:độ|mức độ|dấu) mật\\s*:?\\s*)?(?:${DEGREE})$`);
const LABELLED = new RegExp(`^(?:độ|mức độ) mật\\s*:?\\s*(?:${DEGREE})$`);
const BRACKETED = new RegExp(`[([]\\s*(?:${DEGREE})\\s*[)\\]]\\s*[.;,]?$`);

const bareWords = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

/** Inside the document "mật" alone is honey or a word cut off; in capitals, labelled or in a bracket at the end it is a mark. */
function marks(line: string): boolean {
  if (!/mật/iu.test(line)) return false;
  const words = bareWords(line);
  const folded = foldTone(words);
  if (folded === "tuyệt mật" || folded === "tối mật" || LABELLED.test(folded)) return true;
  return (folded === "mật" && words === words.toUpperCase()) || BRACKETED.test(foldTone(line.trim()));
}

/**
 * The mark of secrecy (Mật, Tối mật, Tuyệt mật) that a document, its margins or one of its tasks bears, as written; null when there is
 * none. A marked document must not enter chat, and a marked task none of its document.
 */
export function secrecyMark(source: PlanSource): string | null {
  const stamped = [...(source.margins ?? []), ...headLines(source).map(({ text }) => text)]
    .map(bareWords)
    .find((text) => STAMP.test(foldTone(text)));
  if (stamped !== undefined) return stamped;
  for (const block of source.blocks) {
    const texts =
      block.kind === "paragraph" ? [block.text] : block.rows.flatMap(({ cells }) => cells.map(({ text }) => text));
    const marked = texts.flatMap((text) => text.split("\n")).find(marks);
    if (marked !== undefined) return bareWords(marked).slice(-60);
  }
  return null;
}
