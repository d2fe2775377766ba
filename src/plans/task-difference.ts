import type { NewTask, NewTaskUnit } from "../store/tasks.ts";

/** What a person may compare and correct of a task. */
export type TaskField = "text" | "leadUnits" | "coordUnits" | "deadline" | "deadlineText" | "product" | "report";

/** One field of a task before and after, as plain words; empty where there is nothing. */
export type FieldDifference = { readonly field: TaskField; readonly before: string; readonly after: string };

const squeezed = (text: string | null): string => (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();

/** A unit by what it is in the registry, else by its words: another spelling of the same unit is no difference. */
const identity = ({ unitId, groupId, written }: NewTaskUnit): string =>
  unitId === null ? (groupId === null ? squeezed(written).toLowerCase() : `group ${groupId}`) : `unit ${unitId}`;

const unitsOf = (task: NewTask, role: NewTaskUnit["role"]): readonly NewTaskUnit[] =>
  task.units.filter((unit) => unit.role === role);

/** The rule of a deadline in one line, such as "recurring quarter 20" or "once 2026-01-01..2026-03-31". */
export function deadlineRule(task: NewTask): string {
  const { deadlineKind, deadlineStart, deadlineEnd, deadlineEvery, dueDays, delayDays, event } = task;
  const span = deadlineStart === null && deadlineEnd === null ? "" : `${deadlineStart ?? ""}..${deadlineEnd ?? ""}`;
  const delay = delayDays === null ? "" : `+${delayDays}`;
  return [deadlineKind, deadlineEvery, span, dueDays.join(" "), event, delay].filter(Boolean).join(" ");
}

/** What differs between two readings of a task, field by field; empty when nothing that matters does. */
export function taskDifferences(before: NewTask, after: NewTask): FieldDifference[] {
  const units = (field: "leadUnits" | "coordUnits", role: NewTaskUnit["role"]): FieldDifference[] => {
    const [old, young] = [unitsOf(before, role), unitsOf(after, role)];
    const key = (list: readonly NewTaskUnit[]): string => list.map(identity).sort().join("|");
    const names = (list: readonly NewTaskUnit[]): string => list.map(({ written }) => written).join("; ");
    return key(old) === key(young) ? [] : [{ field, before: names(old), after: names(young) }];
  };
  const words = (field: TaskField, old: string | null, young: string | null): FieldDifference[] =>
    squeezed(old) === squeezed(young) ? [] : [{ field, before: squeezed(old), after: squeezed(young) }];
  const report = ({ reportTo, reportEvery }: NewTask): string => [reportTo, reportEvery].filter(Boolean).join(", ");
  return [
    ...words("text", before.text, after.text),
    ...units("leadUnits", "lead"),
    ...units("coordUnits", "coordinating"),
    ...words("deadline", deadlineRule(before), deadlineRule(after)),
    ...words("deadlineText", before.deadlineText, after.deadlineText),
    ...words("product", before.product, after.product),
    ...words("report", report(before), report(after)),
  ];
}
