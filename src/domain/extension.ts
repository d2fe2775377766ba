import { type CalendarDate, daysBetween } from "./calendar-date.ts";
import { type Moves, move } from "./state-machine.ts";

export type ExtensionState = "asked" | "granted" | "refused";

export const EXTENSION_MOVES: Moves<ExtensionState> = { asked: ["granted", "refused"], granted: [], refused: [] };

/** The new state. @throws ForbiddenMove */
export const moveExtension = (from: ExtensionState, to: ExtensionState): ExtensionState =>
  move(EXTENSION_MOVES, from, to);

/** An extension beyond this is another plan. */
export const LONGEST_EXTENSION_DAYS = 366;

export type NewDateProblem = "past" | "not-later" | "too-far";

/** Why a date cannot be asked for, or null when it can: it lies after today and after the present due day, within a year of it. */
export function checkNewDate(dueOn: CalendarDate, newDueOn: CalendarDate, today: CalendarDate): NewDateProblem | null {
  if (newDueOn <= today) return "past";
  if (newDueOn <= dueOn) return "not-later";
  return daysBetween(dueOn > today ? dueOn : today, newDueOn) > LONGEST_EXTENSION_DAYS ? "too-far" : null;
}
