import { foldTone, hasMarks, stripMarks } from "./fold-vietnamese.ts";

/** A word, a number or a single mark of a text, with its place in the NFC text. */
export type TimeWord = {
  readonly kind: "word" | "number" | "mark";
  /** Folded: lower case, new tone placement; without diacritics when the whole text has none. */
  readonly text: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
};

/**
 * A text cut into words for the time grammar. When it was typed without any diacritics, words are matched on bare letters:
 * only then, because "năm" and "nắm", "quý" and "quỹ" differ by their marks alone.
 */
export type TimeText = { readonly source: string; readonly accented: boolean; readonly words: readonly TimeWord[] };

const bareWords = new Map<string, string>();
function bareOf(word: string): string {
  let bare = bareWords.get(word);
  if (bare === undefined) {
    bare = stripMarks(word);
    bareWords.set(word, bare);
  }
  return bare;
}

/** Cuts the text; `source` is its NFC form, which the offsets refer to. */
export function timeText(text: string): TimeText {
  const source = text.normalize("NFC");
  const accented = hasMarks(source);
  const folded = accented ? foldTone(source) : stripMarks(source);
  const words: TimeWord[] = [];
  for (const match of folded.matchAll(/\d+|\p{L}+|[^\s\p{L}\d]/gu)) {
    const found = match[0];
    const kind = /^\d/.test(found) ? "number" : /^\p{L}/u.test(found) ? "word" : "mark";
    const value = kind === "number" && found.length <= 4 ? Number(found) : Number.NaN;
    words.push({ kind, text: found, value, start: match.index, end: match.index + found.length });
  }
  return { source, accented, words };
}

/** True when the word at `index` is one of `choices` (written with diacritics, new tone placement). */
export function isWord(text: TimeText, index: number, ...choices: readonly string[]): boolean {
  const found = text.words[index]?.text;
  if (found === undefined) return false;
  return choices.some((choice) => found === (text.accented ? choice : bareOf(choice)));
}

type Phrase = { readonly accented: readonly string[]; readonly bare: readonly string[] };

const phrases = new Map<string, Phrase>();

/** The words of a phrase of the grammar, cut once. */
function phraseOf(phrase: string): Phrase {
  let known = phrases.get(phrase);
  if (known === undefined) {
    const accented = phrase.split(" ");
    known = { accented, bare: accented.map(stripMarks) };
    phrases.set(phrase, known);
  }
  return known;
}

/** The index after the phrase ("thời gian thực hiện") when it stands at `index`, else null. */
export function afterPhrase(text: TimeText, index: number, phrase: string): number | null {
  const first = text.words[index];
  // Most phrases are turned away by their first letters, without cutting them.
  if (first === undefined || (text.accented && !phrase.startsWith(first.text))) return null;
  const { accented, bare } = phraseOf(phrase);
  const wanted = text.accented ? accented : bare;
  for (let at = 0; at < wanted.length; at += 1) {
    if (text.words[index + at]?.text !== wanted[at]) return null;
  }
  return index + wanted.length;
}

/** The index after the first phrase of the list that stands at `index`, else null. Put longer phrases first. */
export function afterAny(text: TimeText, index: number, phrases: readonly string[]): number | null {
  for (const phrase of phrases) {
    const after = afterPhrase(text, index, phrase);
    if (after !== null) return after;
  }
  return null;
}

/** True when one of the phrases ends just before `index`. */
export function endsBefore(text: TimeText, index: number, candidates: readonly string[]): boolean {
  const last = text.words[index - 1];
  if (last === undefined) return false;
  return candidates.some(
    (phrase) =>
      (!text.accented || phrase.endsWith(last.text)) &&
      afterPhrase(text, index - phraseOf(phrase).accented.length, phrase) === index,
  );
}

/** The number at `index` when it lies between `low` and `high`, else null. */
export function numberAt(text: TimeText, index: number, low: number, high: number): number | null {
  const value = text.words[index]?.value ?? Number.NaN;
  return value >= low && value <= high ? value : null;
}

export const yearAt = (text: TimeText, index: number): number | null => numberAt(text, index, 1950, 2150);

/** The exact words between two word indices (end exclusive). */
export function wordsBetween(text: TimeText, from: number, to: number): string {
  const first = text.words[from];
  const last = text.words[to - 1];
  return first === undefined || last === undefined ? "" : text.source.slice(first.start, last.end);
}
