import { addDays, type CalendarDate, calendarDate, lastDayOfMonth } from "./calendar-date.ts";

/** A stretch of days, both ends inclusive. */
export type Span = { readonly start: CalendarDate; readonly end: CalendarDate };

/** One day, or null when there is no such day. */
export function daySpan(year: number, month: number, day: number): Span | null {
  const date = calendarDate(year, month, day);
  return date === null ? null : { start: date, end: date };
}

/** Month 1–12, first to last day; null when there is no such month. */
export function monthSpan(year: number, month: number): Span | null {
  const start = calendarDate(year, month, 1);
  return start === null ? null : { start, end: lastDayOfMonth(start) };
}

/** Quarter 1–4. */
export function quarterSpan(year: number, quarter: number): Span | null {
  if (!Number.isInteger(quarter) || quarter < 1 || quarter > 4) return null;
  return joinSpans(monthSpan(year, quarter * 3 - 2), monthSpan(year, quarter * 3));
}

/** Half 1 or 2 of the year. */
export function halfSpan(year: number, half: 1 | 2): Span | null {
  return joinSpans(monthSpan(year, half * 6 - 5), monthSpan(year, half * 6));
}

export function yearSpan(year: number): Span | null {
  return joinSpans(monthSpan(year, 1), monthSpan(year, 12));
}

/** From the start of the first to the end of the last; null when either is missing or they stand in the wrong order. */
export function joinSpans(first: Span | null, last: Span | null): Span | null {
  if (first === null || last === null || first.start > last.end) return null;
  return { start: first.start, end: last.end };
}

export type PartOfPeriod = "start" | "middle" | "end";

/**
 * The day meant by "đầu/giữa/cuối" of a month or year: first, 15th (30 June for a year), last day (Civil Code 2015, article 146).
 * The law names no first day of a quarter, so "đầu quý" keeps the whole quarter.
 */
export function partOf(span: Span, unit: "month" | "quarter" | "year", part: PartOfPeriod): Span {
  if (part === "end") return { start: span.end, end: span.end };
  if (unit === "quarter") return span;
  if (part === "start") return { start: span.start, end: span.start };
  const middle =
    unit === "month" ? addDays(span.start, 14) : (monthSpan(Number(span.start.slice(0, 4)), 6)?.end ?? span.end);
  return { start: middle, end: middle };
}
