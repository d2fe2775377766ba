import type { CalendarDate } from "../../../domain/calendar-date.ts";
import type { DeadlineKind, Period } from "../../../domain/deadline.ts";
import { isWord, type TimeText } from "../../../domain/time-words.ts";
import type { ReviewCode } from "../review-reasons.ts";

/** What a sentence is read with: the day its document was issued, and whether it stands where only times stand. */
export type TimeContext = {
  /** The document's day, or the first day of its plan year; null when neither is known. */
  readonly reference: CalendarDate | null;
  /** True for a cell of a time column or a "Thời gian:" line, where "2026" or "6/2025" alone is a time. */
  readonly slot: boolean;
};

/**
 * A time expression in a sentence. `firm`: it stands in a bracket, a time slot, or after a word of doing.
 * Otherwise it is an adverb at the head of its sentence ("Thường xuyên kiểm tra …"), which a firm one overrules.
 */
export type TimeMention = {
  readonly kind: Exclude<DeadlineKind, "none">;
  readonly start: CalendarDate | null;
  readonly end: CalendarDate | null;
  readonly every: Period | null;
  readonly dueDays: readonly string[];
  readonly delayDays: number | null;
  /** The words of the event that is waited for, as word indices (end exclusive). */
  readonly event: readonly [from: number, next: number] | null;
  readonly firm: boolean;
  /** Word indices in the TimeText, end exclusive. */
  readonly from: number;
  readonly next: number;
  readonly doubts: readonly ReviewCode[];
};

export const mention = (
  kind: TimeMention["kind"],
  from: number,
  next: number,
  rest: Partial<Omit<TimeMention, "kind" | "from" | "next">> = {},
): TimeMention => ({
  kind,
  start: null,
  end: null,
  every: null,
  dueDays: [],
  delayDays: null,
  event: null,
  firm: true,
  doubts: [],
  ...rest,
  from,
  next,
});

/** True at the beginning of the text, a bracket or a sentence. */
export const opensSentence = (text: TimeText, index: number): boolean =>
  index === 0 || isWord(text, index - 1, ".", "(", "[", "•");

/** True at the beginning of a clause too. */
export const opensClause = (text: TimeText, index: number): boolean =>
  opensSentence(text, index) || isWord(text, index - 1, ";", ":", "-", "–", "+");

/** True when a clause ends before `index`. */
export const closesClause = (text: TimeText, index: number): boolean =>
  index >= text.words.length || isWord(text, index, ".", ";", ")", "]", ":");

/** True when the expression is all there is in its text or bracket. */
export const standsAlone = (text: TimeText, from: number, next: number): boolean =>
  (from === 0 || isWord(text, from - 1, "(", "[")) &&
  (next >= text.words.length ||
    isWord(text, next, ")", "]") ||
    (next === text.words.length - 1 && isWord(text, next, ".", ";")));
