import type { CalendarDate } from "./calendar-date.ts";
import { type Moves, move } from "./state-machine.ts";

export type AssignmentState = "open" | "doing" | "reported" | "returned" | "confirmed" | "cancelled";

/**
 * Completion has two steps: who does the work reports it, the unit that monitors the plan confirms or returns it. A state may
 * become itself while work goes on (another percentage, another holder).
 */
export const ASSIGNMENT_MOVES: Moves<AssignmentState> = {
  open: ["open", "doing", "reported", "cancelled"],
  doing: ["doing", "reported", "cancelled"],
  reported: ["confirmed", "returned", "doing", "cancelled"],
  returned: ["returned", "doing", "reported", "cancelled"],
  confirmed: [],
  cancelled: [],
};

/** The new state. @throws ForbiddenMove */
export const moveAssignment = (from: AssignmentState, to: AssignmentState): AssignmentState =>
  move(ASSIGNMENT_MOVES, from, to);

const OUTSTANDING: ReadonlySet<AssignmentState> = new Set(["open", "doing", "returned"]);

/** True while its unit still has something to do. */
export const isOutstanding = (state: AssignmentState): boolean => OUTSTANDING.has(state);

/** Overdue from the day after the due day, as long as something is to do. Never stored. */
export const isOverdue = (
  { state, dueOn }: { readonly state: AssignmentState; readonly dueOn: CalendarDate | null },
  today: CalendarDate,
): boolean => dueOn !== null && dueOn < today && isOutstanding(state);
