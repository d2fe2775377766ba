import { type CalendarDate, monthOf, yearOf } from "../../../domain/calendar-date.ts";
import { type Deadline, NO_DEADLINE, type Period } from "../../../domain/deadline.ts";
import { isBullet, markerOf } from "../outline/numbering.ts";
import type { ReviewCode } from "../review-reasons.ts";
import type { Table } from "../source.ts";
import type { Candidate } from "../tasks/candidate.ts";
import { readDeadline } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { bracketLead } from "../units/bracket-lead.ts";
import { unitsOfSentence } from "../units/units.ts";
import { unitsOfHeading } from "../units/units-of-heading.ts";
import { type CellUnits, leadsAndCoords, unitsOfCell } from "./cell-units.ts";
import { holdsTargets, type ReadableTable, readableTable } from "./columns.ts";
import { columnsByContent } from "./columns-by-content.ts";
import { type ReadRow, readRows } from "./rows.ts";

/** What stands above a table: its place, the units its heading names, and the columns of the table before it. */
export type AboveTable = {
  readonly heading: string;
  readonly leads: readonly string[];
  readonly time: TimeContext;
  readonly before: { readonly table: Table; readonly readable: ReadableTable } | null;
};

type Part = { readonly number: string | null; readonly leads: readonly string[]; readonly deadline: Deadline };
type Timed = { readonly deadline: Deadline; readonly doubts: readonly ReviewCode[] };

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ").trim();

/** The time of a row: its cell, its "from" and "to" cells, or the periods it marks. */
function timeOf({ cells, marked }: ReadRow, time: TimeContext): Timed {
  const slot = { ...time, slot: true };
  const words = cells.time || [cells.start, cells.end].filter((text) => text !== "").join(" - ");
  if (words === "" && marked.length > 0) return timeOfMarks(marked, slot);
  if (words === "") return { deadline: NO_DEADLINE, doubts: [] };
  const read = readDeadline(oneLine(cells.time || cells.end || cells.start), slot);
  const begins = cells.time === "" && cells.start !== "" ? readDeadline(cells.start, slot).deadline : null;
  const start = begins === null ? read.deadline.start : (begins.start ?? begins.end);
  const deadline = { ...read.deadline, start, words: oneLine(words) };
  const unread: ReviewCode[] = deadline.kind === "none" ? ["time-not-understood"] : [];
  return { deadline, doubts: [...read.doubts, ...unread] };
}

/** Marks in every month or quarter recur; others are a window from the first to the last. */
function timeOfMarks(marked: readonly string[], slot: TimeContext): Timed {
  const read = marked.map((words) => readDeadline(words, slot).deadline);
  const starts = read.flatMap(({ start }) => start ?? []).sort();
  const ends = read.flatMap(({ end }) => end ?? []).sort();
  const [first] = starts;
  const end = ends.at(-1);
  const words = marked.join(", ");
  if (first === undefined || end === undefined)
    return { deadline: { ...NO_DEADLINE, words }, doubts: ["time-not-understood"] };
  const every = periodOfMarks(starts);
  if (every !== null) return { deadline: { ...NO_DEADLINE, kind: "recurring", every, words }, doubts: [] };
  return { deadline: { ...NO_DEADLINE, kind: "once", start: first, end, words }, doubts: [] };
}

/** "month" for marks in all twelve months, "quarter" for four marks a quarter apart; else null. */
function periodOfMarks(starts: readonly CalendarDate[]): Period | null {
  const months = starts.map((start) => yearOf(start) * 12 + monthOf(start));
  const steps = new Set(months.slice(1).map((month, index) => month - (months[index] ?? 0)));
  const [step] = steps;
  if (steps.size !== 1) return null;
  return step === 1 && months.length === 12 ? "month" : step === 3 && months.length === 4 ? "quarter" : null;
}

function unitsOf({ cells }: ReadRow): CellUnits {
  const both = leadsAndCoords(cells.lead || cells.both);
  const coords = [...unitsOfCell(cells.coord), ...both.coords];
  return { leads: both.leads, coords: [...new Set(coords)].filter((unit) => !both.leads.includes(unit)) };
}

const isEmpty = ({ cells, marked }: ReadRow): boolean =>
  marked.length === 0 &&
  [cells.lead, cells.both, cells.coord, cells.time, cells.start, cells.end].every((text) => text === "");

/** True when `number` stands below `outer`: 1.1 below 1, a below 1, 1 below I. */
function standsBelow(number: string | null, outer: string | null, text: string): boolean {
  if (number === null) return isBullet(markerOf(text)?.style ?? "");
  if (outer === null) return false;
  if (number.startsWith(`${outer}.`)) return true;
  if (/^[IVX]+(?:\.\d+)*$/.test(outer) || /^[A-ZĐ](?:\.\d+)*$/.test(outer))
    return /^\d/.test(number) || /^[a-zđ]$/.test(number);
  return /^\d/.test(outer) && /^[a-zđ]$/.test(number);
}

/** A row without units and times that names a part of the table: a banner, or one whose rows below bear them. */
function namesPart(row: ReadRow, next: ReadRow | undefined): boolean {
  if (row.banner) return true;
  if (!isEmpty(row)) return false;
  if (/^(?:[IVX]{1,6}|[A-ZĐ])(?:\.\d{1,2})*$/.test(row.number ?? "")) return true;
  if (next === undefined || next.banner) return false;
  // "1.1" without units over "7" with them: numbers that go on below the parts of a table.
  const otherKind = /\./.test(row.number ?? "") && /^\d+$/.test(next.number ?? "") && !isEmpty(next);
  return otherKind || standsBelow(next.number, row.number, next.cells.task);
}

/** A row that only goes on with the one above it: a page break or a merged cell cut it. */
const goesOn = (row: ReadRow, last: Candidate | undefined, numbered: boolean): boolean => {
  if (last === undefined || row.banner) return false;
  if (row.continued || row.cells.task === "") return true;
  return (
    numbered && row.number === null && isEmpty(row) && (/^\p{Ll}/u.test(row.cells.task) || !/[.;:]$/.test(last.text))
  );
};

function continueWith(last: Candidate, row: ReadRow, timed: Timed): void {
  const { leads, coords } = unitsOf(row);
  last.leads = [...new Set([...last.leads, ...leads])];
  last.coords = [...new Set([...last.coords, ...coords])].filter((unit) => !last.leads.includes(unit));
  if (!row.continued && row.cells.task !== "") last.text = `${last.text} ${oneLine(row.cells.task)}`;
  if (row.cells.product !== "" && row.cells.product !== last.product)
    last.product =
      last.product === null ? oneLine(row.cells.product) : `${last.product}; ${oneLine(row.cells.product)}`;
  if (timed.deadline.words === null || timed.deadline.words === last.deadline.words) return;
  if (last.deadline.kind === "none") last.deadline = timed.deadline;
  else if (last.deadline.kind === "once" && timed.deadline.kind === "once") {
    const [first = null] = [last.deadline.start, timed.deadline.start].filter((day) => day !== null).sort();
    const end = [last.deadline.end ?? "", timed.deadline.end ?? ""].sort().at(-1) || null;
    last.deadline = { ...last.deadline, start: first, end, words: `${last.deadline.words}; ${timed.deadline.words}` };
    last.doubts.add("several-milestones");
  }
}

/** The columns of a table: by its header, else those of the table before it when it goes on, else by what its cells hold. */
function columnsFor(table: Table, above: AboveTable): ReadableTable | null {
  const own = readableTable(table);
  if (own !== null) return own;
  const { before } = above;
  const sameWidth = before !== null && before.table.rows[0]?.cells.length === table.rows[0]?.cells.length;
  if (sameWidth) return { columns: before.readable.columns, first: 0 };
  return columnsByContent(table, above.time);
}

/** The tasks of a table, one a row, and its columns for a table that goes on with it; null when it is no table of tasks. */
export function candidatesOfTable(
  table: Table,
  above: AboveTable,
): { readonly candidates: Candidate[]; readonly readable: ReadableTable } | null {
  const readable = columnsFor(table, above);
  if (readable === null || holdsTargets(table, readable)) return null;
  const rows = readRows(table, readable);
  const numbered = rows.filter(({ number }) => number !== null).length > rows.length / 2;
  const candidates: Candidate[] = [];
  const parts: Part[] = [];
  let group = "";
  for (const [index, row] of rows.entries()) {
    const timed = timeOf(row, above.time);
    while (
      parts.length > 0 &&
      !standsBelow(row.number, parts.at(-1)?.number ?? null, row.cells.task) &&
      !staysIn(row, parts.at(-1))
    )
      parts.pop();
    if (namesPart(row, rows[index + 1])) {
      const marker = markerOf(row.cells.task);
      const leads = unitsOfPart(marker?.rest ?? row.cells.task) ?? parts.at(-1)?.leads ?? [];
      parts.push({ number: row.number ?? "", leads, deadline: bannerTime(row, above.time) });
      continue;
    }
    const last = candidates.at(-1);
    if (last !== undefined && goesOn(row, last, numbered)) {
      continueWith(last, row, timed);
      continue;
    }
    const part = parts.at(-1);
    if (row.cells.group !== "") group = row.cells.group;
    const candidate = candidateOf(row, timed, part, above, table.at);
    const placed = {
      ...candidate,
      heading: [
        above.heading,
        ...parts.map(({ number }) => number),
        row.number ?? (numbered ? null : `${row.row - readable.first}`),
      ]
        .filter((words): words is string => words !== null && words !== "" && !BULLET.test(words))
        .join("."),
      leads: candidate.leads.length > 0 ? candidate.leads : (unitsOfHeading(group) ?? []),
    };
    candidates.push(...byBullets(placed, row, above.time));
    const below = rows[index + 1];
    if (
      below !== undefined &&
      row.number !== null &&
      standsBelow(below.number, row.number, below.cells.task) &&
      below.number !== null
    )
      parts.push({ number: row.number, leads: candidate.leads, deadline: candidate.deadline });
  }
  return { candidates, readable };
}

const BULLET = /^[-–—−+•*]$/;

/** A cell that is nothing but a list of marked lines holds a task each; as many lines of units go one to each. */
function byBullets(candidate: Candidate, { cells }: ReadRow, time: TimeContext): Candidate[] {
  const lines = cells.task.split("\n").filter((line) => line.trim() !== "");
  if (!lines.every((line) => isBullet(markerOf(line)?.style ?? ""))) return [candidate];
  const units = cells.lead.split("\n").filter((line) => line.trim() !== "");
  const several = lines.length > 1;
  return lines.map((line, index) => {
    const text = markerOf(line)?.rest ?? line;
    return {
      ...candidate,
      text: several ? text : (markerOf(candidate.text)?.rest ?? candidate.text),
      leads: several && units.length === lines.length ? leadsAndCoords(units[index] ?? "").leads : candidate.leads,
      deadline: (several ? narrower(text, candidate.deadline, time) : null) ?? candidate.deadline,
      doubts: new Set(candidate.doubts),
    };
  });
}

/** The time an item says itself, when it lies within that of its cell: "Hội nghị (ngày 6/9)" in the row of September. */
function narrower(text: string, whole: Deadline, time: TimeContext): Deadline | null {
  if (whole.kind !== "once" || whole.start === null || whole.end === null) return null;
  const { deadline } = readDeadline(text, { ...time, reference: whole.start, slot: false });
  const { kind, start, end } = deadline;
  const lies =
    kind === "once" && end !== null && end >= whole.start && end <= whole.end && (start ?? end) >= whole.start;
  return lies ? deadline : null;
}

/** Rows without a number, and those under an unnumbered banner, stay in the part above them. */
const staysIn = (row: ReadRow, part: Part | undefined): boolean =>
  part !== undefined &&
  !row.banner &&
  (row.number === null ||
    part.number === "" ||
    (/^[IVXA-ZĐ]/.test(part.number ?? "") === true && /^\d/.test(row.number)));

/** The units a part of the table names; in capitals only the clear ones ("KHOA HỌC, CÔNG NGHỆ" is a field, no faculty). */
const unitsOfPart = (words: string): string[] | null =>
  /\p{Ll}/u.test(words) || /^(?:SỞ|BỘ|BAN|PHÒNG|CỤC|VỤ|VĂN PHÒNG|TRUNG TÂM|ỦY BAN|UỶ BAN|UBND|CÔNG AN)\s/.test(words)
    ? unitsOfHeading(words)
    : null;

/** "Tháng 9/2026" across the table is the time of the rows below it. */
function bannerTime(row: ReadRow, time: TimeContext): Deadline {
  const words = oneLine(row.cells.task);
  if (words.length > 40) return NO_DEADLINE;
  return readDeadline(words.replace(/^[IVX\d]{1,5}[.)/-]\s*/, ""), { ...time, slot: true }).deadline;
}

function candidateOf(row: ReadRow, timed: Timed, part: Part | undefined, above: AboveTable, table: number): Candidate {
  const text = oneLine(row.cells.task || row.cells.group || row.cells.product);
  const own = unitsOf(row);
  const spoken = own.leads.length > 0 ? null : (unitsOfSentence(text) ?? null);
  const bracketed = own.leads.length > 0 || spoken !== null ? [] : bracketLead(text);
  const leads =
    [own.leads, bracketed, part?.leads ?? [], above.leads, spoken?.leads ?? []].find((units) => units.length > 0) ?? [];
  // A table without a time column may say the time in the task's own words.
  const inText = timed.deadline.words === null ? readDeadline(text, above.time) : timed;
  const settled =
    inText.deadline.words === null && part !== undefined ? { deadline: part.deadline, doubts: [] } : inText;
  const inherited: ReviewCode[] = settled.deadline.words !== null && settled !== inText ? ["inherited-time"] : [];
  return {
    heading: above.heading,
    text,
    page: row.page,
    paragraph: null,
    table: { number: table, row: row.row },
    section: "assigned",
    leads,
    coords: own.coords.length > 0 ? own.coords : (spoken?.coords ?? []).filter((unit) => !leads.includes(unit)),
    deadline: settled.deadline,
    product: row.cells.product === "" ? null : oneLine(row.cells.product),
    doubts: new Set([...settled.doubts, ...inherited]),
    bound: "table",
    introduces: false,
    listed: false,
    adverbOnly: false,
  };
}
