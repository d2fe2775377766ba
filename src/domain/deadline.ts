import type { CalendarDate } from "./calendar-date.ts";

export const DEADLINE_KINDS = ["once", "recurring", "ongoing", "after-event", "none"] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export const PERIODS = ["month", "quarter", "half-year", "year"] as const;
export type Period = (typeof PERIODS)[number];

/**
 * When a task is due, as a rule rather than a day.
 *
 * - `once`: a month, quarter, year or window is `start`..`end`, both inclusive; "by a day" has `start` null and `end` that day.
 * - `recurring`: `every` says how often (null when the document does not say), `start` from when, when it says so.
 *   `dueDays` are the due day in each period: `["20"]` is the 20th of the period's last month, `["06-15", "12-01"]` are days of the year.
 * - `ongoing`: no due day; `start` when it says from when.
 * - `after-event`: no day until a person records that `event` took place; then `delayDays` later.
 * - `none`: the document sets no time.
 */
export type Deadline = {
  readonly kind: DeadlineKind;
  readonly start: CalendarDate | null;
  readonly end: CalendarDate | null;
  readonly every: Period | null;
  readonly dueDays: readonly string[];
  readonly delayDays: number | null;
  /** The event an after-event deadline waits for, in the document's words: "Trung ương có hướng dẫn". */
  readonly event: string | null;
  /** The document's exact words, or null when it said nothing. */
  readonly words: string | null;
};

export const NO_DEADLINE: Deadline = {
  kind: "none",
  start: null,
  end: null,
  every: null,
  dueDays: [],
  delayDays: null,
  event: null,
  words: null,
};
