import { TZDate } from "@date-fns/tz";
import { type CalendarDate, dayOf, monthOf, yearOf } from "./calendar-date.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** The date in a zone at an instant. Never the machine's zone. */
export function dayAt(instant: Date, zone: string): CalendarDate {
  const there = new TZDate(instant, zone);
  return `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`;
}

/** The calendar month in a zone at an instant, "2026-11". */
export const monthAt = (instant: Date, zone: string): string => dayAt(instant, zone).slice(0, 7);

/** Minutes since midnight in a zone, 0 to 1439. */
export function minuteOfDayAt(instant: Date, zone: string): number {
  const there = new TZDate(instant, zone);
  return there.getHours() * 60 + there.getMinutes();
}

/** The instant at which a zone's clocks show `time` ("08:00") on a day. */
export function instantOf(day: CalendarDate, time: string, zone: string): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(new TZDate(yearOf(day), monthOf(day) - 1, dayOf(day), hours, minutes, zone).getTime());
}
