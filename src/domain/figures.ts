import type { AssignmentState } from "./assignment.ts";
import { isOutstanding, isOverdue } from "./assignment.ts";
import { addDays, type CalendarDate } from "./calendar-date.ts";

/** So many assignments that stood alike at the end of a week. */
export type Standing = {
  readonly state: AssignmentState;
  readonly dueOn: CalendarDate | null;
  /** The due day had been moved. */
  readonly extended: boolean;
  readonly count: number;
};

/** How many, and nothing about who. */
export type Figures = {
  readonly total: number;
  /** Confirmed by the unit that monitors the plan. */
  readonly done: number;
  /** Reported done, waiting for confirmation. */
  readonly reported: number;
  readonly doing: number;
  readonly open: number;
  /** Still to be done after its due day. */
  readonly overdue: number;
  /** Due in this week, done or not. */
  readonly dueThisWeek: number;
  /** Due in the next seven days and still to be done. */
  readonly dueNextWeek: number;
  readonly extended: number;
  readonly undated: number;
};

/** Counts assignments as of the end of the week that begins on `monday`. */
export function figuresOf(standings: readonly Standing[], monday: CalendarDate): Figures {
  const sunday = addDays(monday, 6);
  const nextSunday = addDays(monday, 13);
  const counted = standings.filter(({ state }) => state !== "cancelled");
  const count = (test: (standing: Standing) => boolean): number =>
    counted.reduce((total, standing) => total + (test(standing) ? standing.count : 0), 0);
  const dueIn = ({ dueOn }: Standing, from: CalendarDate, to: CalendarDate): boolean =>
    dueOn !== null && dueOn >= from && dueOn <= to;
  return {
    total: count(() => true),
    done: count(({ state }) => state === "confirmed"),
    reported: count(({ state }) => state === "reported"),
    doing: count(({ state }) => state === "doing" || state === "returned"),
    open: count(({ state }) => state === "open"),
    // At the end of Sunday what was due on Sunday is over.
    overdue: count((standing) => isOverdue(standing, addDays(sunday, 1))),
    dueThisWeek: count((standing) => dueIn(standing, monday, sunday)),
    dueNextWeek: count((standing) => isOutstanding(standing.state) && dueIn(standing, addDays(sunday, 1), nextSunday)),
    extended: count(({ extended }) => extended),
    undated: count(({ dueOn }) => dueOn === null),
  };
}

/** How each figure changed since the week before. */
export function changeSince(now: Figures, before: Figures): Figures {
  const keys = Object.keys(now) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, now[key] - before[key]])) as Figures;
}
