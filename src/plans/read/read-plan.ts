import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { DraftTask, PlanDraft } from "../draft.ts";
import { candidatesOf } from "./assemble.ts";
import type { Candidate } from "./candidate.ts";
import { fromText } from "./from-text.ts";
import { type PlanHead, planYear, readHead, secrecyStamp, withoutLetterhead } from "./head.ts";
import { openPlanFile } from "./open-plan-file.ts";
import { buildOutline } from "./outline.ts";
import { PlanReadError } from "./plan-read-error.ts";
import { qualifies } from "./qualify.ts";
import { reportDuty } from "./report.ts";
import { type ReviewCode, reviewReasons } from "./review-reasons.ts";
import type { PlanSource } from "./source.ts";

/** How much each doubt takes from the confidence; a task without doubts has 0.95. */
const COSTS: Partial<Record<ReviewCode, number>> = {
  "no-lead": 0.15,
  "no-time": 0.05,
  "time-not-understood": 0.3,
  "several-milestones": 0.3,
};
const COST = 0.1;
const BEST = 0.95;
const WORST = 0.2;

function taskOf(candidate: Candidate, issuedOn: CalendarDate | null): DraftTask {
  const { deadline, leads, coords } = candidate;
  const doubts = new Set(candidate.doubts);
  if (leads.length === 0) doubts.add("no-lead");
  if (deadline.kind === "none" && deadline.words === null) doubts.add("no-time");
  if (issuedOn !== null && deadline.kind === "once" && (deadline.end ?? issuedOn) < issuedOn)
    doubts.add("before-document");
  const cost = [...doubts].reduce((sum, doubt) => sum + (COSTS[doubt] ?? COST), 0);
  const { kind, start, end, every, dueDays, delayDays } = deadline;
  return {
    heading: candidate.heading,
    text: candidate.text,
    leadUnits: [...leads],
    coordUnits: [...coords],
    deadline: { kind, start, end, every, dueDays: [...dueDays], delayDays },
    deadlineText: deadline.words,
    product: candidate.product,
    report: reportDuty(candidate.text, deadline),
    page: candidate.page,
    confidence: Math.max(WORST, Math.round((BEST - cost) * 100) / 100),
    needsReview: reviewReasons(doubts),
  };
}

/** The day years are guessed from: the document's, else the first day of the plan year in its title. */
function referenceOf(head: PlanHead): CalendarDate | null {
  const year = planYear(head.title);
  return head.issuedOn ?? (year === null ? null : `${year}-01-01`);
}

/** Reads the blocks of a document. `file` is only named in errors. Throws PlanReadError `secret` for a stamped document. */
export function readPlanSource(source: PlanSource, file: string): PlanDraft {
  const stamp = secrecyStamp(source);
  if (stamp !== null) throw new PlanReadError("secret", { file, seen: stamp });
  const head = readHead(source);
  const reference = referenceOf(head);
  const candidates = candidatesOf(buildOutline(withoutLetterhead(source)), { reference, slot: false }).filter(
    qualifies,
  );
  const tasks = candidates.map((candidate) => taskOf(candidate, head.issuedOn));
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

/** Reads a plan file (.txt, .md, .docx). Throws PlanReadError when the file cannot or must not be read. */
export async function readPlan(path: string): Promise<PlanDraft> {
  const { source, file } = await openPlanFile(path);
  return readPlanSource(source, file);
}
