import type { CalendarDate } from "./calendar-date.ts";
import { addDays, yearOf } from "./calendar-date.ts";
import {
  daySpan,
  halfSpan,
  joinSpans,
  monthSpan,
  type PartOfPeriod,
  partOf,
  quarterSpan,
  type Span,
  yearSpan,
} from "./span.ts";
import { afterAny, isWord, numberAt, type TimeText, yearAt } from "./time-words.ts";

export type Precision = "day" | "week" | "month" | "quarter" | "half-year" | "year";

/** A day, week of a month, month, quarter, half-year, year, or a list of them, as named in a text. */
export type TimePoint = {
  readonly span: Span;
  readonly precision: Precision;
  /** Index after its last word. */
  readonly next: number;
  /** No year was written: the first such period that ends on or after the reference date was taken. */
  readonly yearGuessed: boolean;
};

type Unfinished = { make: (year: number) => Span | null; precision: Precision; next: number; year: number | null };

const ROMAN = new Map([
  ["i", 1],
  ["ii", 2],
  ["iii", 3],
  ["iv", 4],
]);

/** The year written at `index` as "/2026", "-2026", "năm 2026", ", 2026" or "2026"; with the index after it. */
function yearAfter(text: TimeText, index: number): { year: number; next: number } | null {
  const at = isWord(text, index, "/", "-", ".", ",", "năm", "của")
    ? isWord(text, index + 1, "năm")
      ? index + 2
      : index + 1
    : index;
  const year = yearAt(text, at);
  return year === null ? null : { year, next: at + 1 };
}

function dayOfMonth(text: TimeText, index: number): Unfinished | null {
  const named = isWord(text, index, "ngày");
  const at = named ? index + 1 : index;
  const day = numberAt(text, at, 1, 31);
  if (day === null) return null;
  const byWord = isWord(text, at + 1, "tháng");
  const mark = text.words[at + 1]?.text ?? "";
  if (!byWord && mark !== "/" && mark !== "-" && mark !== ".") return null;
  const month = numberAt(text, at + 2, 1, 12);
  if (month === null) return null;
  const make = (year: number): Span | null => daySpan(year, month, day);
  const later = byWord ? yearAfter(text, at + 3) : isWord(text, at + 3, mark, "năm") ? yearAfter(text, at + 3) : null;
  if (later !== null) return { make, precision: "day", next: later.next, year: later.year };
  if (!byWord && mark !== "/") return null;
  return { make, precision: "day", next: at + 3, year: null };
}

/** No list of months, quarters or years has more words. */
const LONGEST_LIST = 150;

/** One item of a list such as "tháng 9, 10, 11/2012": number, year when written, index after it. */
type Item = { value: number; year: number | null; next: number };

function listOf(
  text: TimeText,
  index: number,
  noun: readonly string[],
  value: (index: number) => number | null,
): Item[] {
  const items: Item[] = [];
  // A text of nothing but such a list is read again from each of its items.
  const most = index + LONGEST_LIST;
  let at = index;
  let named = isWord(text, at, ...noun);
  if (!named) return [];
  at += 1;
  while (at < most) {
    const found = value(at);
    if (found === null) break;
    const later = yearAfter(text, at + 1);
    items.push({ value: found, year: later?.year ?? null, next: later?.next ?? at + 1 });
    const after = later?.next ?? at + 1;
    if (!isWord(text, after, ",", "và", "-", "–")) break;
    named = isWord(text, after + 1, ...noun);
    if (!named && later !== null) break;
    at = named ? after + 2 : after + 1;
  }
  // Bare numbers belong to the list only when a year or the clause closes it: "tháng 3, 5 xã" is March and five communes.
  while (items.length > 1 && items.at(-1)?.year === null && !closed(items, text, noun)) items.pop();
  return items;
}

function closed(items: readonly Item[], text: TimeText, noun: readonly string[]): boolean {
  const last = items.at(-1);
  if (last === undefined) return false;
  const yearly =
    afterAny(text, last.next, ["hằng năm", "hàng năm", "mỗi năm", "của hằng năm", "của hàng năm"]) !== null;
  return (
    isWord(text, last.next - 2, ...noun) || yearly || endsClause(text, last.next) || !isDigits(text, last.next - 1)
  );
}

const endsClause = (text: TimeText, at: number): boolean =>
  at >= text.words.length || isWord(text, at, ".", ";", ")", "]", ":");
const isDigits = (text: TimeText, at: number): boolean => text.words[at]?.kind === "number";

function fromList(items: readonly Item[], precision: Precision, spanOf: (year: number, value: number) => Span | null) {
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return null;
  const make = (year: number): Span | null => {
    const firstYear = items.find((item) => item.year !== null)?.year ?? year;
    return joinSpans(spanOf(first.year ?? firstYear, first.value), spanOf(last.year ?? year, last.value));
  };
  return { make, precision, next: last.next, year: last.year };
}

const WEEKS = new Map([
  ["đầu", 1],
  ["một", 1],
  ["nhất", 1],
  ["hai", 2],
  ["ba", 3],
  ["tư", 4],
  ["bốn", 4],
]);

/** "tuần 2 tháng 9", "tuần đầu của tháng 01/2026", "tuần cuối tháng 8": seven days of the month from its 1st, 8th, 15th … */
function week(text: TimeText, index: number): Unfinished | null {
  if (!isWord(text, index, "tuần")) return null;
  const at = isWord(text, index + 1, "thứ") ? index + 2 : index + 1;
  const last = isWord(text, at, "cuối");
  const count = numberAt(text, at, 1, 5) ?? WEEKS.get(text.words[at]?.text ?? "") ?? null;
  if (!last && count === null) return null;
  const month = months(text, afterAny(text, at + 1, ["cùng của", "cùng", "tiên của", "tiên", "của"]) ?? at + 1);
  if (month === null) return null;
  const make = (year: number): Span | null => {
    const span = month.make(year);
    if (span === null) return null;
    const start = last ? addDays(span.end, -6) : addDays(span.start, 7 * ((count ?? 1) - 1));
    const end = last || count === 5 ? span.end : addDays(start, 6);
    return start > span.end ? null : { start, end: end > span.end ? span.end : end };
  };
  return { make, precision: "week", next: month.next, year: month.year };
}

/** The months or quarters of a list ("tháng 9, 12"), each in `year`; empty when none is named at `index`. */
export function listedSpansAt(text: TimeText, index: number, year: number): { spans: Span[]; next: number } {
  const start = isWord(text, index, "các") ? index + 1 : index;
  const months = listOf(text, start, ["tháng"], (at) => numberAt(text, at, 1, 12));
  const quarters = listOf(text, start, ["quý", "quí"], quarterNumber(text));
  const items = months.length > 0 ? months : quarters;
  const spans = items.flatMap(
    ({ value }) => (months.length > 0 ? monthSpan(year, value) : quarterSpan(year, value)) ?? [],
  );
  return { spans, next: items.at(-1)?.next ?? index };
}

const quarterNumber =
  (text: TimeText) =>
  (at: number): number | null =>
    ROMAN.get(text.words[at]?.text ?? "") ?? numberAt(text, at, 1, 4);

function months(text: TimeText, index: number): Unfinished | null {
  const start = isWord(text, index, "các") ? index + 1 : index;
  const items = listOf(text, start, ["tháng"], (at) => numberAt(text, at, 1, 12));
  return fromList(items, "month", monthSpan);
}

function quarters(text: TimeText, index: number): Unfinished | null {
  const start = isWord(text, index, "các") ? index + 1 : index;
  return fromList(listOf(text, start, ["quý", "quí"], quarterNumber(text)), "quarter", quarterSpan);
}

function half(text: TimeText, index: number): Unfinished | null {
  if (numberAt(text, index, 6, 6) === null || !isWord(text, index + 1, "tháng")) return null;
  const first = isWord(text, index + 2, "đầu");
  if (!first && !isWord(text, index + 2, "cuối")) return null;
  if (!isWord(text, index + 3, "năm")) return null;
  const year = yearAt(text, index + 4);
  const make = (of: number): Span | null => halfSpan(of, first ? 1 : 2);
  return { make, precision: "half-year", next: year === null ? index + 4 : index + 5, year };
}

function years(text: TimeText, index: number): Unfinished | null {
  // "các năm 2025, 2026", "2 năm 2025, 2026"
  const several = isWord(text, index, "các") || numberAt(text, index, 2, 9) !== null;
  if (several ? !isWord(text, index + 1, "năm") : !isWord(text, index, "năm")) return null;
  const at = several ? index + 2 : index + 1;
  const first = yearAt(text, at);
  if (first === null) return null;
  let last = first;
  let next = at + 1;
  while (next < at + LONGEST_LIST && isWord(text, next, ",", "và", "-", "–")) {
    const step = isWord(text, next + 1, "năm") ? 2 : 1;
    const year = yearAt(text, next + step);
    if (year === null || year < last) break;
    last = year;
    next += step + 1;
  }
  const make = (): Span | null => joinSpans(yearSpan(first), yearSpan(last));
  return { make, precision: "year", next, year: last };
}

function part(text: TimeText, index: number): Unfinished | null {
  const which: PartOfPeriod | null = isWord(text, index, "đầu")
    ? "start"
    : isWord(text, index, "giữa")
      ? "middle"
      : isWord(text, index, "cuối")
        ? "end"
        : null;
  if (which === null) return null;
  const whole =
    months(text, index + 1) ?? quarters(text, index + 1) ?? years(text, index + 1) ?? bareYear(text, index + 1);
  if (whole === null) return null;
  const unit = whole.precision === "month" || whole.precision === "quarter" ? whole.precision : "year";
  const make = (year: number): Span | null => {
    const span = whole.make(year);
    return span === null ? null : partOf(span, unit, which);
  };
  return { ...whole, make, precision: unit === "quarter" && which !== "end" ? "quarter" : "day" };
}

/** "cuối năm" without a number; "cuối năm học" is a school year and is left alone. */
function bareYear(text: TimeText, index: number): Unfinished | null {
  if (!isWord(text, index, "năm") || isWord(text, index + 1, "học", "thứ")) return null;
  return { make: yearSpan, precision: "year", next: index + 1, year: null };
}

function finish(found: Unfinished, reference: CalendarDate | null): TimePoint | null {
  const { precision, next } = found;
  if (found.year !== null) {
    const span = found.make(found.year);
    return span === null ? null : { span, precision, next, yearGuessed: false };
  }
  if (reference === null) return null;
  const sameYear = found.make(yearOf(reference));
  const span = sameYear !== null && sameYear.end >= reference ? sameYear : found.make(yearOf(reference) + 1);
  return span === null ? null : { span, precision, next, yearGuessed: true };
}

/**
 * The point in time named at `index`, or null. A date that runs on into a document number ("12/2016/NĐ-CP") is none.
 * Without a written year the first such period ending on or after `reference` is taken; without a reference it is null.
 */
export function timePointAt(text: TimeText, index: number, reference: CalendarDate | null): TimePoint | null {
  const found =
    part(text, index) ??
    week(text, index) ??
    half(text, index) ??
    dayOfMonth(text, index) ??
    months(text, index) ??
    quarters(text, index) ??
    years(text, index);
  if (found === null || (isWord(text, found.next, "/") && text.words[found.next + 1]?.kind === "word")) return null;
  return finish(found, reference);
}
