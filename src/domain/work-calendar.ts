import { addDays, type CalendarDate, weekdayOf } from "./calendar-date.ts";

export type CalendarDayRow = { readonly date: CalendarDate; readonly kind: "off" | "working"; readonly name: string };

/** Which days are worked: Monday to Friday, less the days off, plus the make-up days. */
export type WorkCalendar = {
  isWorkingDay(date: CalendarDate): boolean;
  /** The name of a listed day, such as a holiday; null for an ordinary day. */
  nameOf(date: CalendarDate): string | null;
};

export function workCalendar(rows: readonly CalendarDayRow[]): WorkCalendar {
  const listed = new Map(rows.map((row) => [row.date, row]));
  return {
    isWorkingDay: (date) => {
      const row = listed.get(date);
      return row === undefined ? weekdayOf(date) <= 5 : row.kind === "working";
    },
    nameOf: (date) => listed.get(date)?.name ?? null,
  };
}

/** The longest run of days off that is believed; a calendar without any working day ends the search here. */
const LONGEST_REST_DAYS = 60;

/** The date itself when it is worked, else the next that is. */
export function nextWorkingDay(date: CalendarDate, calendar: WorkCalendar): CalendarDate {
  return firstWorking(date, 1, calendar);
}

/** The date itself when it is worked, else the last before it that was. */
export function lastWorkingDay(date: CalendarDate, calendar: WorkCalendar): CalendarDate {
  return firstWorking(date, -1, calendar);
}

function firstWorking(date: CalendarDate, step: 1 | -1, calendar: WorkCalendar): CalendarDate {
  let day = date;
  for (let tries = 0; tries < LONGEST_REST_DAYS && !calendar.isWorkingDay(day); tries++) day = addDays(day, step);
  return day;
}

/** `count` working days after the date (before it when negative); 0 is the date itself. */
export function addWorkingDays(date: CalendarDate, count: number, calendar: WorkCalendar): CalendarDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left--) day = firstWorking(addDays(day, step), step, calendar);
  return day;
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: CalendarDate, to: CalendarDate, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (calendar.isWorkingDay(day)) count++;
  return count;
}
