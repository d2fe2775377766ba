import { addDays } from "../domain/calendar-date.ts";
import type { digestVi } from "./digest-vi.ts";
import { formatPeriod, formatShortDay } from "./format.ts";

const tasks = (count: number): string => `${count} ${count === 1 ? "task" : "tasks"}`;

export const digestEn: typeof digestVi = {
  title: (week, monday, sunday, unit) =>
    `Summary of week ${week.slice(6)}/${week.slice(0, 4)} (${formatShortDay(monday)}–${formatShortDay(sunday)})${unit === null ? "" : `: ${unit}`}`,
  nothing: "Nothing was followed up last week.",
  noChange: "No change since the week before.",
  all: (figures, change) =>
    `${tasks(figures.total)}: ${figures.done} done (${change.done}), ${figures.reported} to be confirmed (${change.reported}), ${figures.doing} under way (${change.doing}), ${figures.open} not reported on (${change.open}); ${figures.overdue} overdue (${change.overdue}), ${figures.extended} extended (${change.extended}).`,
  ahead: (dueThisWeek, dueNextWeek, sunday) =>
    `Due in the week: ${dueThisWeek}. Next week (${formatShortDay(addDays(sunday, 1))}–${formatShortDay(addDays(sunday, 7))}): ${tasks(dueNextWeek)} due.`,
  reports: ({ period, submitted, asked }) => `Report of ${formatPeriod(period)}: ${submitted} of ${asked} submitted.`,
  plans: "By plan:",
  plan: (name, figures, change) =>
    `• ${name}: ${figures.done}/${figures.total} done (${change.done}), ${figures.doing} under way (${change.doing}), ${figures.dueThisWeek} due in the week, ${figures.overdue} overdue (${change.overdue}), ${figures.extended} extended (${change.extended})`,
  morePlans: (count) => `• and ${count} more; write “plans” to me to see them all`,
  units: "By unit:",
  unit: (name, figures, change) =>
    `• ${name}: ${figures.done}/${figures.total} done (${change.done}), ${figures.overdue} overdue (${change.overdue}), next week ${figures.dueNextWeek}`,
  moreUnits: (count) => `• and ${count} more; write “plans” to me to see them all`,
};
