import type { Choice } from "../delivery/post.ts";
import { type CalendarDate, daysBetween } from "../domain/calendar-date.ts";
import type { MemberReminders, ReminderLine } from "../store/reminder-plan.ts";
import { shorten } from "../texts/format.ts";
import type { Texts } from "../texts/texts.ts";

const LABEL_LENGTH = 70;
const LONGEST_TASK = 600;
const MOST_LATE_UNITS = 6;

/** What one person reads in the morning: their own work, then what is late in the units they answer for. */
export function reminderWords(
  reminders: MemberReminders,
  today: CalendarDate,
  texts: Texts,
): { title: string; body: string; choices: readonly Choice[] } {
  const late = lateWords(reminders, texts);
  const [only] = reminders.lines;
  if (reminders.count === 0) {
    return {
      title: texts.reminders.lateTitle(reminders.late, today),
      body: late,
      choices: [...reminders.lateLines.map((line) => lineChoice(line, today, texts)), unitChoice(texts)],
    };
  }
  if (reminders.count === 1 && only !== undefined) {
    const left = daysBetween(today, only.dueOn);
    return {
      title: texts.reminders.titleOne(left),
      body: [oneAssignment(only, left, texts), late].filter((part) => part !== "").join("\n\n"),
      choices: [...answerChoices(only, texts), ...(late === "" ? [] : [unitChoice(texts)])],
    };
  }
  const upcoming = reminders.count - reminders.overdue - reminders.dueToday;
  const names = [...new Set(reminders.lines.flatMap((line) => line.insteadOf ?? []))];
  const more = reminders.count > reminders.lines.length;
  return {
    title: texts.reminders.title(reminders.count, today),
    body: [
      texts.reminders.counts(reminders.overdue, reminders.dueToday, upcoming),
      ...(names.length === 0 ? [] : [texts.reminders.someInsteadOf(names)]),
      ...(late === "" ? [] : [late]),
      texts.reminders.pick,
    ].join("\n\n"),
    choices: [
      ...reminders.lines.map((line) => lineChoice(line, today, texts)),
      ...(more
        ? [
            {
              label: texts.reminders.all(reminders.count),
              action: { dialog: "tasks", do: "open" },
              stays: true as const,
            },
          ]
        : []),
      ...(late === "" ? [] : [unitChoice(texts)]),
    ],
  };
}

function oneAssignment(line: ReminderLine, daysLeft: number, { reminders: texts }: Texts): string {
  return [
    shorten(line.text, LONGEST_TASK),
    "",
    texts.plan(line.planNumber ?? line.planTitle, line.heading),
    texts.unit(line.unitName),
    texts.due(line.dueOn, daysLeft, line.deadlineText),
    ...(line.askedDueOn === null ? [] : [texts.asked(line.askedDueOn)]),
    ...(line.reason === "holder" ? [] : [line.held ? texts.holderAway : texts.unheld]),
    ...(line.insteadOf === null ? [] : [texts.insteadOf(line.insteadOf)]),
  ].join("\n");
}

const lateWords = ({ late, lateUnits }: MemberReminders, { reminders: texts }: Texts): string => {
  if (late === 0) return "";
  const shown = lateUnits
    .slice(0, MOST_LATE_UNITS)
    .map((unit) => texts.lateUnit(unit.unitName, unit.late, unit.oldestDueOn));
  const rest = lateUnits.length - shown.length;
  return [texts.lateHeading, ...shown, ...(rest > 0 ? [texts.lateUnitsMore(rest)] : [])].join("\n");
};

const lineChoice = (line: ReminderLine, today: CalendarDate, texts: Texts): Choice => ({
  label: texts.reminders.line(
    `${line.to === "responsible" ? "" : `${line.unitName}: `}${shorten(`${line.heading} ${line.text}`, LABEL_LENGTH)}`,
    line.dueOn,
    daysBetween(today, line.dueOn),
  ),
  action: { dialog: "assignment", do: "show", id: line.assignmentId },
  stays: true,
});

const unitChoice = (texts: Texts): Choice => ({
  label: texts.reminders.openUnit,
  action: { dialog: "unit", do: "open" },
  stays: true,
});

/** The answers to a reminder of one assignment. */
const answerChoices = (
  { assignmentId: id, askedDueOn }: ReminderLine,
  { assignment: { choices } }: Texts,
): Choice[] => [
  { label: choices.done, action: { dialog: "progress", do: "done", id } },
  { label: choices.percent, action: { dialog: "progress", do: "percent", id } },
  ...(askedDueOn === null ? [{ label: choices.extension, action: { dialog: "extension", do: "ask", id } }] : []),
  { label: choices.handOver, action: { dialog: "handover", do: "choose", id } },
];
