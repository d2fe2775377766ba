import { addDays, type CalendarDate, calendarDate, daysBetween, weekdayOf, yearOf } from "./calendar-date.ts";

/** An ISO week, "2026-W47": Monday to Sunday; the week of a year's first Thursday is its week 1. */
export type IsoWeek = string;

export function isoWeekOf(date: CalendarDate): IsoWeek {
  const thursday = addDays(date, 4 - weekdayOf(date));
  const year = yearOf(thursday);
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** Monday and Sunday of a week, or null when there is no such week (2026-W54). */
export function weekRange(week: IsoWeek): { monday: CalendarDate; sunday: CalendarDate } | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  const fourth = match === null ? null : calendarDate(Number(match[1]), 1, 4);
  if (match === null || fourth === null) return null;
  const monday = addDays(fourth, 1 - weekdayOf(fourth) + (Number(match[2]) - 1) * 7);
  return isoWeekOf(monday) === week ? { monday, sunday: addDays(monday, 6) } : null;
}

/** The week before the one a date lies in. */
export const weekBefore = (date: CalendarDate): IsoWeek => isoWeekOf(addDays(date, -7));
