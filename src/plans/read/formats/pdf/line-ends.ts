import { textWidth } from "./letter-widths.ts";
import type { Line } from "./lines.ts";

const SENTENCE_END = /[.;:!?…]["”’)\]]*$/;

export const endsSentence = (text: string): boolean => SENTENCE_END.test(text);
export const startsSmall = (text: string): boolean => /^["“(]?\p{Ll}|^[,;)%]/u.test(text);

/** Marks and words that nothing ends with. */
const UNFINISHED =
  /(?:[,(–-]|(?:^|\s)(?:và|của|với|các|cho|trong|về|theo|tại|do|từ|đến|phối hợp|Bộ|Sở|Ban|Phòng|Vụ|Cục|Viện|Hội))$/u;

/** Whether a line ended on purpose may end its paragraph, judged by its last word and the first of the next line. */
export const mayEnd = (text: string, next: string): boolean =>
  endsSentence(text) || !(UNFINISHED.test(text) || startsSmall(next));

/** Two lines of one paragraph as one: with a space, but not inside "54-KL/TW" or "30/6", which may be broken after their signs. */
export const joinedLines = (above: string, below: string): string =>
  `${above}${/[\p{L}\d][-/]$/u.test(above) ? "" : " "}${below}`;

/** Room beyond the next word, in heights of the font, before a line counts as ended on purpose. */
export const ROOM = 0.6;

/** Blanks on both sides that differ by less, in points, mean centred words. */
const CENTRED = 4;

/**
 * The room left on a line after the next line's first word, in heights of the font; `left` and `right` are the edges of the
 * text. Where there is some, its writer ended the line there; negative where the word would not have fitted.
 */
export function roomAfter(line: Line, next: Line, left: number, right: number): number {
  const [word = ""] = next.text.split(" ");
  const scale = (next.right - next.left) / Math.max(1, textWidth(next.text));
  const [before, after] = [line.left - left, right - line.right];
  const centred = before > CENTRED && Math.abs(before - after) <= CENTRED;
  return ((centred ? before : 0) + after - textWidth(word) * scale) / line.size;
}
