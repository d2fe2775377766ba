import { addDays, type CalendarDate } from "../domain/calendar-date.ts";
import { type IsoWeek, weekRange } from "../domain/week.ts";
import { instantOf } from "../domain/zone.ts";
import { Refusal } from "../errors.ts";
import type { Database } from "../store/database.ts";
import {
  type NamedPlan,
  type NamedUnit,
  namesForDigest,
  type ReportCount,
  reportCountsAt,
  type StandingCount,
  standingAt,
} from "../store/digest-rows.ts";

/** How the whole organisation stood at the end of a week and at the end of the week before. Numbers and names of units, no person. */
export type WeekPicture = {
  readonly week: IsoWeek;
  readonly monday: CalendarDate;
  readonly sunday: CalendarDate;
  readonly standing: readonly StandingCount[];
  readonly before: readonly StandingCount[];
  /** Of the reporting cycle that was the newest at the end of the week. */
  readonly reports: readonly ReportCount[];
  readonly plans: readonly NamedPlan[];
  readonly units: readonly NamedUnit[];
};

/**
 * Reads a week once for every room: five statements, whatever the number of rooms. `planId` null: all plans.
 * @throws Refusal `week`
 */
export async function gatherWeek(
  db: Database,
  { week, planId, zone }: { week: IsoWeek; planId: number | null; zone: string },
): Promise<WeekPicture> {
  const range = weekRange(week);
  if (range === null) throw new Refusal("week", { seen: week });
  const { monday, sunday } = range;
  const end = lastMomentBefore(addDays(sunday, 1), zone);
  const { plans, units } = await namesForDigest(db);
  return {
    week,
    monday,
    sunday,
    standing: await standingAt(db, end, planId),
    before: await standingAt(db, lastMomentBefore(monday, zone), planId),
    reports: await reportCountsAt(db, end, sunday),
    plans,
    units,
  };
}

const lastMomentBefore = (day: CalendarDate, zone: string): Date =>
  new Date(instantOf(day, "00:00", zone).getTime() - 1);
