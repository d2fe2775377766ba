import type { AssignmentState } from "./assignment.ts";
import { isOutstanding, isOverdue } from "./assignment.ts";
import { addDays, type CalendarDate } from "./calendar-date.ts";

/** One assignment as it stood at an instant. */
export type FigureRow = {
  readonly planId: number;
  readonly unitId: number;
  readonly state: AssignmentState;
  readonly dueOn: CalendarDate | null;
  readonly originalDueOn: CalendarDate | null;
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
  readonly overdue: number;
  /** Due in the week the letter is about, and still to be done at its end or done in it. */
  readonly dueThisWeek: number;
  readonly dueNextWeek: number;
  /** Outstanding or done with a due day other than the first. */
  readonly extended: number;
  readonly undated: number;
};

/** Counts rows as of the end of a week. `monday` is that week's first day; a due day in the next seven is next week's. */
export function figuresOf(rows: readonly FigureRow[], monday: CalendarDate): Figures {
  const sunday = addDays(monday, 6);
  const nextSunday = addDays(monday, 13);
  const counted = rows.filter((row) => row.state !== "cancelled");
  const count = (test: (row: FigureRow) => boolean): number => counted.filter(test).length;
  return {
    total: counted.length,
    done: count((row) => row.state === "confirmed"),
    reported: count((row) => row.state === "reported"),
    doing: count((row) => row.state === "doing" || row.state === "returned"),
    open: count((row) => row.state === "open"),
    // At the end of Sunday what was due on Sunday is over.
    overdue: count((row) => isOverdue(row, addDays(sunday, 1))),
    dueThisWeek: count((row) => row.dueOn !== null && row.dueOn >= monday && row.dueOn <= sunday),
    dueNextWeek: count(
      (row) => row.dueOn !== null && row.dueOn > sunday && row.dueOn <= nextSunday && isOutstanding(row.state),
    ),
    extended: count((row) => row.originalDueOn !== null && row.dueOn !== row.originalDueOn),
    undated: count((row) => row.dueOn === null),
  };
}

/** How each figure changed since the week before. */
export function changeSince(now: Figures, before: Figures): Figures {
  const keys = Object.keys(now) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, now[key] - before[key]])) as Figures;
}
