/** A day without time or zone, written `YYYY-MM-DD`; text order is time order. Duties are due on days, not at instants. */
export type CalendarDate = string;

const DAY_MS = 86_400_000;

const toUtc = (date: CalendarDate): number => Date.parse(`${date}T00:00:00Z`);
const fromUtc = (ms: number): CalendarDate => new Date(ms).toISOString().slice(0, 10);

/** The date of year, month (1–12) and day, or null when there is no such day (31/02, 29/02/2027, month 13). */
export function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  if (!Number.isInteger(year) || year < 1900 || year > 2999) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? fromUtc(date.getTime()) : null;
}

/** True for `YYYY-MM-DD` that is a day of the calendar. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) === text;
}

export const yearOf = (date: CalendarDate): number => Number(date.slice(0, 4));
/** 1 to 12. */
export const monthOf = (date: CalendarDate): number => Number(date.slice(5, 7));
/** 1 to 31. */
export const dayOf = (date: CalendarDate): number => Number(date.slice(8, 10));
/** ISO weekday: Monday 1 … Sunday 7. */
export const weekdayOf = (date: CalendarDate): number => new Date(toUtc(date)).getUTCDay() || 7;

export const addDays = (date: CalendarDate, days: number): CalendarDate => fromUtc(toUtc(date) + days * DAY_MS);

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((toUtc(to) - toUtc(from)) / DAY_MS);

/** Last day of the month `monthOffset` months after the month of `date`. */
export function lastDayOfMonth(date: CalendarDate, monthOffset = 0): CalendarDate {
  return fromUtc(Date.UTC(yearOf(date), monthOf(date) + monthOffset, 0));
}

/** The same day some months later, or that month's last day when it is shorter (31/01 + 1 → 28/02). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const last = lastDayOfMonth(date, months);
  return dayOf(last) < dayOf(date) ? last : `${last.slice(0, 8)}${date.slice(8, 10)}`;
}
