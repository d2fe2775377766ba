import { formatDay, formatPeriod, formatShortDay } from "./format.ts";
import type { remindersVi } from "./reminders-vi.ts";

const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;
const tasks = (count: number): string => `${count} ${count === 1 ? "task" : "tasks"}`;

const inDays = (left: number): string => {
  if (left === 0) return "today";
  return left > 0 ? `${days(left)} left` : `${days(-left)} overdue`;
};

export const remindersEn: typeof remindersVi = {
  titleOne: (daysLeft) => (daysLeft === 0 ? "Reminder: due today" : `Reminder: ${inDays(daysLeft)}`),
  title: (count, today) => `Reminder of ${formatShortDay(today)}: ${tasks(count)}`,
  counts: (overdue, dueToday, upcoming) =>
    [
      ...(overdue === 0 ? [] : [`${overdue} overdue`]),
      ...(dueToday === 0 ? [] : [`${dueToday} due today`]),
      ...(upcoming === 0 ? [] : [`${upcoming} due soon`]),
    ].join(", "),
  plan: (plan, heading) => `Plan: ${plan}${heading === "" ? "" : `, item ${heading}`}`,
  unit: (unit) => `Unit: ${unit}`,
  due: (dueOn, daysLeft, words) =>
    `Due: ${formatDay(dueOn)}, ${inDays(daysLeft)}${words === null ? "" : ` (the document says “${words}”)`}`,
  asked: (newDueOn) => `An extension to ${formatDay(newDueOn)} has been asked for`,
  insteadOf: (name) => `You receive this in place of ${name}, who is on leave.`,
  someInsteadOf: (names) => `Some of these come to you in place of ${names.join(", ")}, on leave.`,
  unheld: "Nobody has been given this task yet.",
  holderAway: "Who holds this task is on leave or has left the unit.",
  pick: "Choose one to see or answer it:",
  all: (count) => `See all (${count})`,
  line: (about, dueOn, daysLeft) => `${about} (${formatDay(dueOn)}, ${inDays(daysLeft)})`,
  lateTitle: (count, today) => `Overdue on ${formatShortDay(today)}: ${tasks(count)}`,
  lateHeading: "Units in your scope have overdue tasks:",
  lateUnit: (unit, count, oldestDueOn) => `• ${unit}: ${tasks(count)}, earliest due ${formatDay(oldestDueOn)}`,
  lateUnitsMore: (units) => `• and ${units} more ${units === 1 ? "unit" : "units"}`,
  openUnit: "The unit's tasks",

  report: {
    openTitle: (period) => `Report of ${formatPeriod(period)}`,
    open: (coversFrom, coversTo, dueOn) =>
      `It is time for the commitment report (${formatDay(coversFrom)} to ${formatDay(coversTo)}). Due: ${formatDay(dueOn)}. I ask question by question; it takes some minutes, and you can stop and go on later.`,
    remindTitle: (period, daysLeft) => `Report of ${formatPeriod(period)}: ${inDays(daysLeft)}`,
    remind: (dueOn, daysLeft) =>
      daysLeft < 0
        ? `I have not received your report; it was due on ${formatDay(dueOn)}. You can still submit it now.`
        : `I have not received your report. Due: ${formatDay(dueOn)}.`,
    start: "Write the report",
    closeTitle: (period) => `Report of ${formatPeriod(period)}: the time is over`,
    close: (unit, submitted, asked) => `${unit}: ${submitted} of ${asked} submitted.`,
    closeBelow: (submitted, asked) => `With the units below: ${submitted} of ${asked} submitted.`,
  },

  dryRun: {
    nothing: (at) => `At ${at} there is no reminder to send.`,
    closed: (at, opensAt) => `At ${at} no reminders are sent; the next time is ${opensAt}.`,
    summary: (at, people, assignments) =>
      `At ${at} ${people} ${people === 1 ? "person" : "people"} would be written to, about ${tasks(assignments)}. Nothing was sent.`,
    person: (code, name, reachable) =>
      `${code} ${name}${reachable ? "" : " (has linked no account, so it will not arrive)"}`,
    why: (stage, reason, insteadOf) =>
      `stage ${stage}; ${reason}${insteadOf === null ? "" : `; in place of ${insteadOf}, on leave`}`,
    reasons: {
      holder: "holds it",
      head: "head of the unit, nobody holds it",
      member: "works in a unit without a head",
      "unit-heads": "head of the unit, overdue",
      "heads-above": "head of the unit above, overdue",
    },
    more: (count) => `and ${count} more`,
  },
};
