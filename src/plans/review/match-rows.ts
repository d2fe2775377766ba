import type { CalendarDate } from "../../domain/calendar-date.ts";
import { foldBare } from "../../domain/fold-vietnamese.ts";
import type { NewTask, StoredTask } from "../../store/tasks.ts";
import { type FieldDifference, taskDifferences } from "../task-difference.ts";
import { flatCell, sameCell } from "./cell-text.ts";
import type { CellProblem } from "./deadline-cells.ts";
import { addTask, editTask } from "./edit-task.ts";
import { EDITED_COLUMNS } from "./review-columns.ts";
import type { ReviewProblem } from "./review-refusal.ts";
import type { CellChange, ReviewedTask } from "./review-result.ts";
import type { ReadRows, ReviewRow } from "./review-rows.ts";
import { type SheetWords, sheetId, shownRow } from "./shown-row.ts";
import { isOpen } from "./unit-cells.ts";

/** A draft and a sheet put side by side. */
export type ReviewedDraft = {
  readonly changed: readonly {
    readonly stored: StoredTask;
    readonly task: NewTask;
    readonly shown: ReviewedTask;
    readonly differences: readonly FieldDifference[];
    readonly cells: readonly CellChange[];
  }[];
  /** `after` is the task that a new one follows; null: it comes first. */
  readonly added: readonly { readonly task: NewTask; readonly after: number | null }[];
  readonly removed: readonly { readonly stored: StoredTask; readonly shown: ReviewedTask }[];
  readonly kept: readonly StoredTask[];
  readonly problems: readonly ReviewProblem[];
};

type Draft = {
  readonly tasks: readonly StoredTask[];
  readonly words: SheetWords;
  /** The day of the document. */
  readonly reference: CalendarDate | null;
};

const REMOVED = new Set(["x", "xoa", "co", "bo", "yes"]);

const isCleared = ({ cells }: ReviewRow): boolean => EDITED_COLUMNS.every((column) => cells[column] === "");

/** What a sheet's rows make of a draft: every problem of every row, or the draft's new shape. */
export function matchRows(read: ReadRows, { tasks, words, reference }: Draft): ReviewedDraft {
  const live = tasks.filter((task) => !task.dropped);
  const byId = new Map(live.map((task) => [sheetId(task.id), task]));
  const problems = [...read.problems];
  // Without its columns a sheet says nothing of any row.
  if (problems.some(({ code }) => code === "columns" || code === "column-twice")) return { ...NOTHING, problems };
  const rows = byTask(read, byId, problems);
  const changed: ReviewedDraft["changed"][number][] = [];
  const added: ReviewedDraft["added"][number][] = [];
  const kept: StoredTask[] = [];
  let after: number | null = null;
  for (const row of read.rows) {
    const stored = rows.taskOf.get(row);
    const say = (found: readonly CellProblem[]): void =>
      void problems.push(...found.map((problem) => ({ ...problem, sheet: read.sheet, row: row.row })));
    if (stored === undefined) {
      if (row.cells.id !== "" || row.cells.remove !== "" || isCleared(row) || rows.lost.has(row)) continue;
      const edited = addTask(row.cells, words, reference);
      say(edited.problems);
      added.push({ task: edited.task, after });
      continue;
    }
    if (rows.removed.has(stored.id)) continue;
    after = stored.id;
    const { task, problems: found } = editTask(stored, row.cells, words);
    say(found);
    const cells = cellChanges(stored, task, row, words);
    if (cells.length === 0) kept.push(stored);
    else changed.push({ stored, task, shown: shownOf(stored), differences: taskDifferences(stored, task), cells });
  }
  const removed = live.filter(({ id }) => rows.removed.has(id)).map((stored) => ({ stored, shown: shownOf(stored) }));
  if (live.length > 0 && changed.length + added.length + kept.length === 0 && problems.length === 0)
    problems.push({ code: "nothing-left", sheet: read.sheet, row: 1, column: null, seen: "", accepted: "" });
  problems.sort((one, other) => one.row - other.row);
  return { changed, added, removed, kept, problems };
}

const NOTHING: Omit<ReviewedDraft, "problems"> = { changed: [], added: [], removed: [], kept: [] };

const shownOf = ({ id, heading, text }: StoredTask): ReviewedTask => ({ id: sheetId(id), heading, text });

type RowsByTask = {
  readonly taskOf: ReadonlyMap<ReviewRow, StoredTask>;
  readonly removed: ReadonlySet<number>;
  /** Rows that say what a missing task says, without its id. */
  readonly lost: ReadonlySet<ReviewRow>;
};

/** Which row is which task, and which tasks go: by "x", by a cleared row, or with their row. */
function byTask(read: ReadRows, byId: ReadonlyMap<string, StoredTask>, problems: ReviewProblem[]): RowsByTask {
  const taskOf = new Map<ReviewRow, StoredTask>();
  const rowOf = new Map<string, ReviewRow>();
  const removed = new Set<number>();
  const strangers: ReviewRow[] = [];
  const say = (
    code: ReviewProblem["code"],
    row: ReviewRow,
    column: "id" | "remove",
    seen: string,
    accepted = "",
  ): void => void problems.push({ code, sheet: read.sheet, row: row.row, column, seen, accepted });
  for (const row of read.rows) {
    const { id, remove } = row.cells;
    const stored = byId.get(id.toUpperCase());
    const first = rowOf.get(id.toUpperCase());
    if (remove !== "" && !REMOVED.has(foldBare(remove))) say("remove", row, "remove", remove);
    if (stored === undefined) strangers.push(row);
    else if (first !== undefined) say("id-twice", row, "id", id, String(first.row));
    else {
      rowOf.set(id.toUpperCase(), row);
      taskOf.set(row, stored);
      if (REMOVED.has(foldBare(remove)) || isCleared(row)) removed.add(stored.id);
    }
  }
  const missing = [...byId].filter(([id]) => !rowOf.has(id));
  const idOfText = new Map(missing.map(([id, task]) => [flatCell(task.text), id]));
  const lost = new Set<ReviewRow>();
  for (const row of strangers) {
    const meant = idOfText.get(flatCell(row.cells.text));
    if (meant !== undefined && row.cells.remove === "") {
      lost.add(row);
      say("id-lost", row, "id", row.cells.id, meant);
    } else if (row.cells.id !== "") say("id-unknown", row, "id", row.cells.id);
  }
  for (const [, { id }] of missing) removed.add(id);
  return { taskOf, removed, lost };
}

/** The cells that read differently now, and names that the registry has come to know. */
function cellChanges(stored: StoredTask, task: NewTask, row: ReviewRow, words: SheetWords): CellChange[] {
  const before = shownRow(stored, words);
  const after = shownRow({ ...stored, ...task }, words);
  return EDITED_COLUMNS.flatMap((column): CellChange[] => {
    // Reasons that went with a corrected field are not said again.
    if (column === "review" && sameCell(row.cells.review, before.review)) return [];
    const resolved = column === "lead" || column === "coord" ? settledNames(stored, task, column, words) : "";
    if (before[column] === after[column] && resolved === "") return [];
    return [{ column, before: before[column], after: resolved === "" ? after[column] : resolved }];
  });
}

/** The cell of units when a name in it was open and is none now, but reads the same; else "". */
function settledNames(
  stored: StoredTask,
  task: NewTask,
  column: "lead" | "coord",
  { review, names }: SheetWords,
): string {
  const role = column === "lead" ? "lead" : "coordinating";
  const open = new Set(stored.units.filter((unit) => unit.role === role && isOpen(unit)).map(({ written }) => written));
  const units = task.units.filter((unit) => unit.role === role);
  if (!units.some((unit) => !isOpen(unit) && open.has(unit.written))) return "";
  return units
    .map((unit) => (open.has(unit.written) && !isOpen(unit) ? review.resolved(names.label(unit)) : names.label(unit)))
    .join("; ");
}
