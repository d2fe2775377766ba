import { addDays, type CalendarDate } from "../domain/calendar-date.ts";
import { type WorkCalendar, workCalendar } from "../domain/work-calendar.ts";
import { DEFAULT_WORKING_HOURS, isWorkingTime, nextWorkingTime } from "../domain/working-hours.ts";
import { dayAt, minuteOfDayAt } from "../domain/zone.ts";
import { calendarDays } from "../store/calendar.ts";
import type { Store } from "../store/open-store.ts";

/** When the bot may speak first. The calendar is read anew once a minute at most. */
export type WorkingTime = {
  calendarAround(today: CalendarDate): Promise<WorkCalendar>;
  isWorkingTime(now: Date): Promise<boolean>;
  /** Working time, and not before `time` ("08:00") of the day. */
  isWorkingTimeFrom(now: Date, time: string): Promise<boolean>;
  next(now: Date): Promise<Date>;
  /** Forgets the calendar, after it was changed. */
  forget(): void;
};

/** How far planners look back and ahead. */
const LOOKED_AT_DAYS = 400;
const KEPT_MS = 60_000;

export function workingTime({ store, zone }: { store: Store; zone: string }): WorkingTime {
  let kept: { calendar: WorkCalendar; today: CalendarDate; readAtMs: number } | null = null;

  async function calendarAround(today: CalendarDate): Promise<WorkCalendar> {
    const nowMs = performance.now();
    if (kept === null || kept.today !== today || nowMs - kept.readAtMs > KEPT_MS) {
      const days = await calendarDays(store.prisma, addDays(today, -LOOKED_AT_DAYS), addDays(today, LOOKED_AT_DAYS));
      kept = { calendar: workCalendar(days), today, readAtMs: nowMs };
    }
    return kept.calendar;
  }

  const isWorking = async (now: Date): Promise<boolean> =>
    isWorkingTime(now, await calendarAround(dayAt(now, zone)), DEFAULT_WORKING_HOURS, zone);

  return {
    calendarAround,
    isWorkingTime: isWorking,
    async isWorkingTimeFrom(now, time) {
      const [hours = 0, minutes = 0] = time.split(":").map(Number);
      return minuteOfDayAt(now, zone) >= hours * 60 + minutes && (await isWorking(now));
    },
    next: async (now) => nextWorkingTime(now, await calendarAround(dayAt(now, zone)), DEFAULT_WORKING_HOURS, zone),
    forget: () => {
      kept = null;
    },
  };
}
