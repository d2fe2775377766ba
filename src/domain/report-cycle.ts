import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  lastDayOfMonth,
  monthOf,
  yearOf,
} from "./calendar-date.ts";
import { addWorkingDays, lastWorkingDay, type WorkCalendar } from "./work-calendar.ts";

/** Which days a monthly report covers, and when it is collected. */
export type ReportSettings = {
  readonly covers: "calendar-month" | "15-to-14";
  /** Day of the month, 1 to 28. */
  readonly opensDay: number;
  readonly dueDay: number;
};

export const DEFAULT_REPORT_SETTINGS: ReportSettings = { covers: "calendar-month", opensDay: 20, dueDay: 25 };

export type ReportCycle = {
  /** "2026-11" */
  readonly period: string;
  readonly coversFrom: CalendarDate;
  readonly coversTo: CalendarDate;
  readonly opensOn: CalendarDate;
  readonly dueOn: CalendarDate;
  /** The day the next cycle opens: from then on this one is not asked for any more. */
  readonly closesOn: CalendarDate;
};

/** The cycle that opened last by today. */
export function cycleOn(today: CalendarDate, settings: ReportSettings): ReportCycle {
  const thisMonth = dayIn(today, settings.opensDay);
  return cycleOpening(today >= thisMonth ? thisMonth : addMonths(thisMonth, -1), settings);
}

function cycleOpening(opensOn: CalendarDate, settings: ReportSettings): ReportCycle {
  const first = dayIn(opensOn, 1);
  const whole = settings.covers === "calendar-month";
  return {
    period: opensOn.slice(0, 7),
    coversFrom: whole ? first : dayIn(addMonths(first, -1), 15),
    coversTo: whole ? lastDayOfMonth(first) : dayIn(first, 14),
    opensOn,
    dueOn: dayIn(opensOn, settings.dueDay),
    closesOn: addMonths(opensOn, 1),
  };
}

const dayIn = (month: CalendarDate, day: number): CalendarDate =>
  calendarDate(yearOf(month), monthOf(month), day) ?? lastDayOfMonth(month);

/** Working days from the due day at which those who have not reported are reminded. */
export const REPORT_REMINDER_STAGES = [-2, 0, 1] as const;

/** The newest stage reached today ("-2", "0", "+1"), or null before the first, and from the day the next cycle opens. */
export function reportStageOn(today: CalendarDate, cycle: ReportCycle, calendar: WorkCalendar): string | null {
  if (today >= cycle.closesOn) return null;
  const due = lastWorkingDay(cycle.dueOn, calendar);
  const reached = REPORT_REMINDER_STAGES.filter((stage) => addWorkingDays(due, stage, calendar) <= today).at(-1);
  if (reached === undefined) return null;
  return reached > 0 ? `+${reached}` : String(reached);
}

/** The cycle before one. */
export const cycleBefore = (cycle: ReportCycle, settings: ReportSettings): ReportCycle =>
  cycleOn(addDays(cycle.opensOn, -1), settings);
