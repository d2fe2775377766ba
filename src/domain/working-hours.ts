import { addDays } from "./calendar-date.ts";
import { nextWorkingDay, type WorkCalendar } from "./work-calendar.ts";
import { dayAt, instantOf, minuteOfDayAt } from "./zone.ts";

/** When the bot may speak first, as times of the organisation's day. */
export type WorkingHours = { readonly from: string; readonly to: string };

export const DEFAULT_WORKING_HOURS: WorkingHours = { from: "07:30", to: "17:30" };

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** True on a working day from the first minute of the hours up to, not including, the last. */
export function isWorkingTime(now: Date, calendar: WorkCalendar, hours: WorkingHours, zone: string): boolean {
  const minute = minuteOfDayAt(now, zone);
  return calendar.isWorkingDay(dayAt(now, zone)) && minute >= minutesOf(hours.from) && minute < minutesOf(hours.to);
}

/** `now` when it is working time, else the next moment that is. */
export function nextWorkingTime(now: Date, calendar: WorkCalendar, hours: WorkingHours, zone: string): Date {
  if (isWorkingTime(now, calendar, hours, zone)) return now;
  const today = dayAt(now, zone);
  const stillToday = minuteOfDayAt(now, zone) < minutesOf(hours.from);
  return instantOf(nextWorkingDay(stillToday ? today : addDays(today, 1), calendar), hours.from, zone);
}
