import type { CalendarDate } from "./calendar-date.ts";
import { type Moves, move } from "./state-machine.ts";

export type ReportState = "draft" | "submitted" | "returned" | "accepted";

/** A submitted report may be submitted again, as a new version, until it is accepted. */
export const REPORT_MOVES: Moves<ReportState> = {
  draft: ["submitted"],
  submitted: ["submitted", "accepted", "returned"],
  returned: ["draft", "submitted"],
  accepted: [],
};

/** The new state. @throws ForbiddenMove */
export const moveReport = (from: ReportState, to: ReportState): ReportState => move(REPORT_MOVES, from, to);

/** True while its author may still change it. */
export const isEditable = (state: ReportState): boolean => state !== "accepted";

/** Late when it was submitted after the due day, or was not submitted and the due day is over. */
export const isLate = (submittedOn: CalendarDate | null, dueOn: CalendarDate, today: CalendarDate): boolean =>
  (submittedOn ?? today) > dueOn;
