import { addDays, type CalendarDate } from "../domain/calendar-date.ts";
import { type WorkCalendar, workCalendar } from "../domain/work-calendar.ts";
import { DEFAULT_WORKING_HOURS, isWorkingTime, nextWorkingTime } from "../domain/working-hours.ts";
import { dayAt } from "../domain/zone.ts";
import { calendarDays } from "../store/calendar.ts";
import type { Store } from "../store/open-store.ts";

/** When the bot may speak first. The calendar is read anew once a minute at most. */
export type WorkingTime = {
  calendarAround(today: CalendarDate): Promise<WorkCalendar>;
  isWorkingTime(now: Date): Promise<boolean>;
  /** Working time that begins at `time` ("08:00") instead. */
  isWorkingTimeFrom(now: Date, time: string): Promise<boolean>;
  /** The first moment, not before `now`, at which `isWorkingTimeFrom` holds. */
  nextFrom(now: Date, time: string): Promise<Date>;
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
    isWorkingTimeFrom: async (now, time) =>
      isWorkingTime(now, await calendarAround(dayAt(now, zone)), { ...DEFAULT_WORKING_HOURS, from: time }, zone),
    async nextFrom(now, time) {
      const today = dayAt(now, zone);
      const hours = { ...DEFAULT_WORKING_HOURS, from: time };
      return nextWorkingTime(now, await calendarAround(today), hours, zone);
    },
    forget: () => {
      kept = null;
    },
  };
}
