import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { DraftTask, PlanDraft } from "../draft.ts";
import { fromText } from "./formats/from-text.ts";
import { type PlanHead, planStart, readHead, withoutLetterhead } from "./head.ts";
import { openPlanBytes, openPlanFile } from "./open-plan-file.ts";
import { buildOutline } from "./outline/outline.ts";
import { PlanReadError } from "./plan-read-error.ts";
import { type ReviewCode, reviewReasons } from "./review-reasons.ts";
import { secrecyMark } from "./secrecy.ts";
import type { NotedPlace, PlanSource } from "./source.ts";
import { candidatesOf } from "./tasks/assemble.ts";
import type { Candidate } from "./tasks/candidate.ts";
import { qualifies } from "./tasks/qualify.ts";
import { reportDuty } from "./tasks/report.ts";
import { surenessOf } from "./tasks/sureness.ts";

const placeOf = (place: NotedPlace): string =>
  "row" in place ? `${place.table}.${place.row}` : String(place.paragraph);

/** True when a note hangs on the paragraph or the row a task was read from: a deadline may stand in the note. */
const isNoted = ({ paragraph, table }: Candidate, noted: ReadonlySet<string>): boolean =>
  table !== null
    ? noted.has(placeOf({ table: table.number, row: table.row }))
    : paragraph !== null && noted.has(placeOf({ paragraph }));

function taskOf(candidate: Candidate, issuedOn: CalendarDate | null, noted: ReadonlySet<string>): DraftTask {
  const { deadline, leads, coords } = candidate;
  const { kind, start, end, every, dueDays, delayDays, event } = deadline;
  const { confidence, fields, doubts } = surenessOf(candidate, issuedOn);
  return {
    heading: candidate.heading,
    text: candidate.text,
    leadUnits: [...leads],
    coordUnits: [...coords],
    deadline: { kind, start, end, every, dueDays: [...dueDays], delayDays, event },
    deadlineText: deadline.words,
    product: candidate.product,
    report: reportDuty(candidate.text, deadline),
    page: candidate.page,
    paragraph: candidate.paragraph,
    table: candidate.table,
    confidence,
    needsReview: reviewReasons(isNoted(candidate, noted) ? [...doubts, "note-unread"] : doubts),
    fields,
  };
}

/** Reads the blocks of a document. `file` is only named in errors. Throws PlanReadError `secret` for a stamped document. */
export function readPlanSource(source: PlanSource, file: string): PlanDraft {
  const stamp = secrecyMark(source);
  if (stamp !== null) throw new PlanReadError("secret", { file, seen: stamp });
  const head = readHead(source);
  const reference = planStart(head.title, head.issuedOn) ?? head.issuedOn;
  const candidates = candidatesOf(buildOutline(withoutLetterhead(source)), { reference, slot: false }).filter(
    qualifies,
  );
  const noted = new Set((source.noted ?? []).map(placeOf));
  const tasks = candidates.map((candidate) => taskOf(candidate, head.issuedOn, noted));
  const { number, issuedOn, issuer, title } = head;
  return { document: { number, issuedOn, issuer, title }, tasks, warnings: warningsOf(head, tasks) };
}

function warningsOf(head: PlanHead, tasks: readonly DraftTask[]): string[] {
  const codes: ReviewCode[] = [];
  if (head.number === null) codes.push("no-number");
  if (head.issuedOn === null) codes.push("no-date");
  if (head.title === null) codes.push("no-title");
  if (tasks.length === 0) codes.push("no-tasks");
  return reviewReasons(codes);
}

/** Reads the text of a document (plain or markdown). */
export const readPlanText = (text: string): PlanDraft => readPlanSource(fromText(text), "text");

/** Reads a plan file of any kind that openPlanFile knows. Throws PlanReadError when the file cannot or must not be read. */
export async function readPlan(path: string): Promise<PlanDraft> {
  const { source, file } = await openPlanFile(path);
  return readPlanSource(source, file);
}

/** The same of bytes that are not on disk; `file` is their name, whose ending says what they are. */
export async function readPlanBytes(bytes: Uint8Array, file: string): Promise<PlanDraft> {
  return readPlanSource(await openPlanBytes(Buffer.from(bytes), file), file);
}
