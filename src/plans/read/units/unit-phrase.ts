import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { listsFields } from "./fields-of-group.ts";
import { dutyAfterTask } from "./named-by-task.ts";
import { startsLikeUnit } from "./unit-words.ts";
import { isVerbAt } from "./verbs.ts";

export type UnitPhrase = {
  /** The units' words, brackets taken out. */
  readonly phrase: string;
  /** Offset after the phrase. */
  readonly end: number;
  /** What stops it: a verb of doing, a colon, or the end of the clause. */
  readonly stop: "verb" | "colon" | "end";
};

/** A list of units longer than this is prose. */
const LONGEST = 700;
/** As much after a colon as tells a list of fields from work. */
const LONGEST_FIELDS = 160;
/** "Hội A, Đoàn B... phát động": the list is left open and the sentence goes on. */
const ELLIPSIS = /^(?:\.\.\.|…)(?=\s*[\p{Ll},])/u;

/** The units named from `start` on, up to the verb, or null when no unit begins there. */
export function unitPhraseAt(sentence: string, start: number): UnitPhrase | null {
  const original = sentence.normalize("NFC");
  if (!startsLikeUnit(original.slice(start, start + 120))) return null;
  const folded = foldTone(original);
  let phrase = "";
  let at = start;
  while (at < original.length && at - start < LONGEST) {
    const letter = original[at] ?? "";
    if (letter === "(") {
      const close = original.indexOf(")", at);
      if (close < 0 || close - at > 300) break;
      at = close + 1;
      continue;
    }
    if (letter === ":" && listsFields(phrase, original.slice(at + 1, at + LONGEST_FIELDS))) {
      phrase += letter;
      at += 1;
      continue;
    }
    const dots = ELLIPSIS.exec(original.slice(at, at + 8))?.[0].length ?? 0;
    if (dots > 0) {
      at += dots;
      continue;
    }
    if (letter === ":") return { phrase: phrase.trim(), end: at, stop: "colon" };
    if (letter === "." && !/^\.\p{L}/u.test(original.slice(at))) break;
    if (letter === ";" && !startsLikeUnit(original.slice(at + 1, at + 120))) break;
    const wordStart = /\p{L}/u.test(letter) && !/\p{L}/u.test(original[at - 1] ?? " ");
    if (wordStart && at > start && isVerbAt(folded, original, at)) {
      const duty = dutyAfterTask(folded, start, at) ?? at;
      return { phrase: (phrase + original.slice(at, duty)).trim(), end: duty, stop: "verb" };
    }
    phrase += letter;
    at += 1;
  }
  return at - start >= LONGEST ? null : { phrase: phrase.trim(), end: at, stop: "end" };
}
