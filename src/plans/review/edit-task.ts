import type { CalendarDate } from "../../domain/calendar-date.ts";
import { NO_DEADLINE } from "../../domain/deadline.ts";
import { foldBare } from "../../domain/fold-vietnamese.ts";
import type { NewTask, StoredTask } from "../../store/tasks.ts";
import { reviewReasons } from "../read/review-reasons.ts";
import { readDeadline } from "../read/time/read-deadline.ts";
import { sameCell } from "./cell-text.ts";
import { type CellProblem, readDeadlineCells } from "./deadline-cells.ts";
import { type DoubtedField, lookedAt, lookedAtWhole } from "./doubts.ts";
import { DEADLINE_COLUMNS, type ReviewColumn, type ShownRow } from "./review-columns.ts";
import { type SheetWords, shownRow } from "./shown-row.ts";
import { keptUnits, readUnitCell } from "./unit-cells.ts";

/** A row as the task it states, with all that is wrong in it. */
export type EditedTask = { readonly task: NewTask; readonly problems: readonly CellProblem[] };

/** What a new row begins with: a person wrote it, so nothing is in doubt. */
const BLANK: NewTask = lookedAtWhole({
  heading: "",
  text: "",
  deadlineKind: NO_DEADLINE.kind,
  deadlineStart: null,
  deadlineEnd: null,
  deadlineEvery: null,
  dueDays: [],
  delayDays: null,
  event: null,
  deadlineText: null,
  product: null,
  reportTo: null,
  reportEvery: null,
  page: null,
  paragraph: null,
  tableNumber: null,
  tableRow: null,
  confidence: 1,
  needsReview: [],
  fields: {},
  units: [],
});

/** Without accents and punctuation. */
const LOOKED_AT = new Set([
  "",
  "da xem",
  "da xem roi",
  "da duyet",
  "duyet",
  "dung",
  "ok",
  "oke",
  "okay",
  "x",
  "looked at",
  "seen",
]);

/** The task that a row states: what differs from what the sheet showed is taken, everything else stays as it is stored. */
export function editTask(stored: StoredTask, cells: ShownRow, words: SheetWords): EditedTask {
  const shown = shownRow(stored, words);
  const differs = (column: ReviewColumn): boolean => !sameCell(cells[column], shown[column]);
  const touched = new Set<DoubtedField>();
  const problems: CellProblem[] = [];
  const text = (column: ReviewColumn, kept: string | null): string | null =>
    differs(column) ? cells[column] || null : kept;
  if (cells.text === "" && (differs("text") || stored.text === ""))
    problems.push({ code: "text-empty", column: "text", seen: "", accepted: "" });

  const units = (
    [
      { column: "lead", role: "lead", field: "leadUnits" },
      { column: "coord", role: "coordinating", field: "coordUnits" },
    ] as const
  ).flatMap(({ column, role, field }) => {
    const there = stored.units.filter((unit) => unit.role === role);
    if (!differs(column)) return keptUnits(there, words.names);
    touched.add(field);
    const read = readUnitCell(cells[column], { role, column, stored: there }, words.names);
    problems.push(...read.problems);
    return read.units;
  });

  let deadline: Partial<NewTask> = {};
  if (DEADLINE_COLUMNS.some(differs)) {
    const read = readDeadlineCells(cells, { stored, shown }, words.review);
    problems.push(...read.problems);
    deadline = read.fields;
    touched.add("deadline");
  }
  const { id: _id, position: _position, dropped: _dropped, ...kept } = stored;
  const task: NewTask = {
    ...kept,
    heading: text("heading", stored.heading) ?? "",
    text: text("text", stored.text) ?? "",
    ...deadline,
    deadlineText: text("words", stored.deadlineText),
    product: text("product", stored.product),
    reportTo: text("reportTo", stored.reportTo),
    units,
  };
  const seen = lookedAt(task, [...touched]);
  return { task: differs("review") ? withReasons(seen, cells.review) : seen, problems };
}

/** The task of a row without an id. A deadline that is only told in words is read from them. */
export function addTask(cells: ShownRow, words: SheetWords, reference: CalendarDate | null): EditedTask {
  const blank: StoredTask = { ...BLANK, id: 0, position: 0, dropped: false };
  const told = DEADLINE_COLUMNS.some((column) => cells[column] !== "");
  const { kinds } = words.review;
  // No kind and no other cell: the document sets no time, unless its words are there.
  const row = told ? cells : { ...cells, kind: kinds.none };
  const { task, problems } = editTask({ ...blank, deadlineKind: told ? "" : "none" }, { ...row, review: "" }, words);
  const reviewed = cells.review === "" ? task : withReasons(task, cells.review);
  if (told || cells.words === "") return { task: reviewed, problems };
  const { deadline, doubts } = readDeadline(cells.words, { reference, slot: true });
  if (deadline.kind === "none") {
    const accepted = Object.values(kinds).join(", ");
    return {
      task,
      problems: [...problems, { code: "words-not-understood", column: "words", seen: cells.words, accepted }],
    };
  }
  const { kind, start, end, every, dueDays, delayDays, event } = deadline;
  return {
    task: {
      ...reviewed,
      deadlineKind: kind,
      deadlineStart: start,
      deadlineEnd: end,
      deadlineEvery: every,
      dueDays,
      delayDays,
      event,
      needsReview: [...reviewed.needsReview, ...reviewReasons(doubts)],
    },
    problems,
  };
}

/** What a person left of the reasons: nothing or "đã xem" settles all, other words are reasons of their own. */
function withReasons(task: NewTask, cell: string): NewTask {
  if (LOOKED_AT.has(foldBare(cell))) return lookedAtWhole(task);
  return { ...task, needsReview: cell.split("\n").filter(Boolean) };
}
