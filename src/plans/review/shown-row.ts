import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { NewTask, NewTaskUnit, StoredTask } from "../../store/tasks.ts";
import { formatDay } from "../../texts/format.ts";
import type { Texts } from "../../texts/texts.ts";
import { cellText } from "./cell-text.ts";
import type { ReviewColumn, ShownRow } from "./review-columns.ts";
import { isOpen } from "./unit-cells.ts";
import { UNIT_SEPARATOR, type UnitNames } from "./unit-names.ts";

/** A task's id in the sheet. */
export const sheetId = (taskId: number): string => `N${taskId}`;

/** The words of a sheet: those of its language, and the names of units. */
export type SheetWords = { readonly review: Texts["review"]; readonly names: UnitNames };

/** Where a task stands in the document. */
const placeOf = ({ page, paragraph, tableNumber, tableRow }: NewTask, { place }: Texts["review"]): string =>
  [
    page === null ? "" : place.page(page),
    paragraph === null ? "" : place.paragraph(paragraph),
    tableNumber === null || tableRow === null ? "" : place.table(tableNumber, tableRow),
  ]
    .filter(Boolean)
    .join(", ");

const unitsOf = (task: NewTask, role: NewTaskUnit["role"]): readonly NewTaskUnit[] =>
  task.units.filter((unit) => unit.role === role);

const day = (date: CalendarDate | null): string => (date === null ? "" : formatDay(date));

/** "06-15" is read as 15/06; "20" stays a day of the period. */
const dueDay = (text: string): string => text.replace(/^(\d{2})-(\d{1,2})$/, "$2/$1");

/** The names in a cell of units, in the order of the task. */
export const shownUnits = (units: readonly NewTaskUnit[], names: UnitNames): string =>
  units.map((unit) => names.label(unit)).join(UNIT_SEPARATOR);

function proposalsOf(task: NewTask, names: UnitNames): string {
  const open = [...new Set(task.units.filter((unit) => isOpen(unit)).map(({ written }) => written))];
  const proposed = open.flatMap((written) => {
    const proposals = names.proposals(written);
    return proposals.length === 0 ? [] : [{ written, line: proposals.map((name) => `${name}?`).join(UNIT_SEPARATOR) }];
  });
  return proposed.map(({ written, line }) => (open.length === 1 ? line : `${written}: ${line}`)).join("\n");
}

/** The sentences of the document a task was made of, with the names as they stand there when the sheet writes others. */
function sourceOf(task: NewTask, { review, names }: SheetWords): string {
  const renamed = task.units.filter((unit) => unit.written !== "" && unit.written !== names.label(unit));
  const lines = renamed.map((unit) => review.writtenAs(names.label(unit), unit.written));
  return [task.text, ...new Set(lines)].join("\n");
}

/** What the sheet says of a task. A stored value changes only when its cell says something else than this. */
export function shownRow(task: StoredTask | (NewTask & { readonly id: null }), words: SheetWords): ShownRow {
  const { review, names } = words;
  const shown: Record<ReviewColumn, string> = {
    id: task.id === null ? "" : sheetId(task.id),
    heading: task.heading,
    place: placeOf(task, review),
    text: task.text,
    lead: shownUnits(unitsOf(task, "lead"), names),
    coord: shownUnits(unitsOf(task, "coordinating"), names),
    proposals: proposalsOf(task, names),
    kind: (review.kinds as Record<string, string>)[task.deadlineKind] ?? task.deadlineKind,
    from: day(task.deadlineStart),
    to: day(task.deadlineEnd),
    every: (review.periods as Record<string, string>)[task.deadlineEvery ?? ""] ?? task.deadlineEvery ?? "",
    dueDays: task.dueDays.map(dueDay).join("; "),
    event: task.event ?? "",
    delay: task.delayDays === null ? "" : String(task.delayDays),
    words: task.deadlineText ?? "",
    product: task.product ?? "",
    reportTo: task.reportTo ?? "",
    confidence: String(Math.round(task.confidence * 100)),
    review: task.needsReview.join("\n"),
    remove: "",
    source: sourceOf(task, words),
  };
  return Object.fromEntries(Object.entries(shown).map(([column, text]) => [column, cellText(text)])) as ShownRow;
}
