import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dayOf,
  lastDayOfMonth,
  monthOf,
  yearOf,
} from "./calendar-date.ts";
import type { Deadline, Period } from "./deadline.ts";

const MONTHS: Readonly<Record<Period, number>> = { month: 1, quarter: 3, "half-year": 6, year: 12 };

/** How long before a recurring due day its assignment appears: time to work, but not a list of the whole year. */
const OPENS_BEFORE_DAYS: Readonly<Record<Period, number>> = { month: 31, quarter: 45, "half-year": 60, year: 90 };

type Rule = Pick<Deadline, "kind" | "start" | "end" | "every" | "dueDays">;

/**
 * The due days of a recurring deadline that lie on or after `from`, soonest first, without end. Where the document names no
 * day, a period's last day. A day that a month does not have is its last (31 → 30/4, 28/2).
 */
export function* recurringDueDays(rule: Rule, from: CalendarDate): Generator<CalendarDate> {
  if (rule.kind !== "recurring" || rule.every === null) return;
  const earliest = rule.start !== null && rule.start > from ? rule.start : from;
  let period = periodStart(earliest, rule.every);
  for (;;) {
    for (const dueOn of dueDaysIn(period, rule.every, rule.dueDays)) {
      if (rule.end !== null && dueOn > rule.end) return;
      if (dueOn >= earliest) yield dueOn;
    }
    period = addMonths(period, MONTHS[rule.every]);
    if (yearOf(period) > yearOf(from) + 100) return;
  }
}

/** The first day of the period a date lies in: of the calendar month, quarter, half-year or year. */
export function periodStart(date: CalendarDate, every: Period): CalendarDate {
  const months = MONTHS[every];
  const month = Math.floor((monthOf(date) - 1) / months) * months + 1;
  return calendarDate(yearOf(date), month, 1) ?? date;
}

/** The due days in the period that begins on `start`, in order. "20": of its last month; "06-15": of the year, where it falls in the period. */
function dueDaysIn(start: CalendarDate, every: Period, dueDays: readonly string[]): CalendarDate[] {
  const end = lastDayOfMonth(start, MONTHS[every] - 1);
  const days = dueDays.flatMap((dueDay) => {
    const [first = "", second] = dueDay.split("-");
    if (second === undefined) return [clamped(yearOf(end), monthOf(end), Number(first))];
    const ofYear = clamped(yearOf(start), Number(first), Number(second));
    return ofYear >= start && ofYear <= end ? [ofYear] : [];
  });
  return days.length === 0 && dueDays.every((dueDay) => !dueDay.includes("-")) ? [end] : days.sort();
}

function clamped(year: number, month: number, day: number): CalendarDate {
  const first = calendarDate(year, month, 1) ?? `${year}-01-01`;
  return addDays(first, Math.min(day, dayOf(lastDayOfMonth(first))) - 1);
}

/**
 * The due days for which a task must have assignments by `today`, given on `givenOn`: the one day of `once`; of a recurring
 * deadline every day that has come near, the next one in any case; null stands for an assignment without a date
 * (ongoing, no time, after an event that has not been recorded, a recurrence without a period).
 */
export function dueDaysByNow(rule: Rule, givenOn: CalendarDate, today: CalendarDate): (CalendarDate | null)[] {
  if (rule.kind === "once") return [rule.end];
  if (rule.kind !== "recurring" || rule.every === null) return [null];
  const near = addDays(today, OPENS_BEFORE_DAYS[rule.every]);
  const days: CalendarDate[] = [];
  for (const dueOn of recurringDueDays(rule, givenOn)) {
    if (dueOn > near && days.some((day) => day >= today)) break;
    days.push(dueOn);
    if (dueOn > near) break;
  }
  return days.length === 0 ? [null] : days;
}

/** The due day once an event took place: the day itself, or so many days after it. */
export const afterEventDueOn = (eventOn: CalendarDate, delayDays: number | null): CalendarDate =>
  addDays(eventOn, delayDays ?? 0);
