import { type CalendarDate, dayOf, monthOf, yearOf } from "../domain/calendar-date.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** 05/12/2026: the order both languages of the organisation use. */
export const formatDay = (date: CalendarDate): string => `${two(dayOf(date))}/${two(monthOf(date))}/${yearOf(date)}`;

/** 05/12 */
export const formatShortDay = (date: CalendarDate): string => `${two(dayOf(date))}/${two(monthOf(date))}`;

/** Tháng 11/2026 is the period "2026-11": month and year, without the word. */
export const formatPeriod = (period: string): string => `${period.slice(5, 7)}/${period.slice(0, 4)}`;

const graphemes = new Intl.Segmenter("vi", { granularity: "grapheme" });

/** The beginning of a text, cut at a word, at most `length` UTF-16 units, an ellipsis included; never inside a letter and its marks. */
export function shorten(text: string, length: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= length) return flat;
  const cut = flat.slice(0, graphemes.segment(flat).containing(length - 1)?.index);
  const space = cut.lastIndexOf(" ");
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;.:–-]+$/, "")}…`;
}
