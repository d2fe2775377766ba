import type { CalendarDate } from "../domain/calendar-date.ts";

/** A day as Prisma wants it for a `@db.Date` column: midnight UTC of that day, whatever the machine's zone. */
export function toDate(day: CalendarDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The day in a `@db.Date` column as Prisma reads it. */
export function toDay(date: Date): CalendarDate {
  return date.toISOString().slice(0, 10);
}
