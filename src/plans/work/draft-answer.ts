import type { DraftSummary } from "../draft-summary.ts";
import { draftSummary } from "../draft-summary.ts";
import { writeReviewSheet } from "../review/review.ts";
import { decide, firstLines, look, type PlanJob, type WorkAnswer } from "./work-answer.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A plan in figures with its sheet and what may be decided next; `before` is said first. null when there is no such plan. */
export async function draftAnswer(
  planId: number,
  { store, texts }: PlanJob,
  before: readonly string[] = [],
): Promise<WorkAnswer | null> {
  const summary = await draftSummary(store.prisma, planId);
  if (summary === null) return null;
  const { draft } = texts.planDesk;
  const names = summary.unresolved.map(({ written, proposals }) => draft.unknownUnit(written, proposals));
  const sheet = await writeReviewSheet(store, planId, texts);
  return {
    title: draft.title({ planId, number: summary.number }),
    lines: [
      ...before,
      ...(before.length === 0 ? [] : [""]),
      summary.title,
      draft.counts(summary),
      ...summary.warnings.map(draft.warning),
      ...(summary.revises === null ? [] : [draft.revises(summary.revises)]),
      ...(names.length === 0 ? [] : [draft.unknownUnits, ...firstLines(names, texts)]),
      "",
      ...(summary.withLead === 0 ? [draft.cannotIssue] : []),
      draft.next,
    ],
    choices: draftChoices(summary, texts),
    files: [{ name: sheet.name, mime: XLSX, bytes: sheet.bytes }],
  };
}

/** A plan's sheet alone, to correct and send back. */
export async function sheetAnswer(planId: number, { store, texts }: PlanJob): Promise<WorkAnswer | null> {
  const summary = await draftSummary(store.prisma, planId);
  if (summary === null) return null;
  if (summary.state !== "draft") return { lines: [texts.planDesk.plan.notDraft(summary.title, summary.state)] };
  const sheet = await writeReviewSheet(store, planId, texts);
  return {
    title: summary.title,
    lines: [texts.planDesk.draft.sheet],
    choices: draftChoices(summary, texts),
    files: [{ name: sheet.name, mime: XLSX, bytes: sheet.bytes }],
  };
}

/** What may be decided about a draft; issuing only when somebody would be given something. */
export function draftChoices({ id, withLead, needsLook }: DraftSummary, { planDesk }: PlanJob["texts"]) {
  const { choices } = planDesk;
  const issue = needsLook === 0 ? choices.issue : choices.issueWithDoubts(needsLook);
  return [
    ...(withLead === 0 ? [] : [look(issue, "preview", id)]),
    look(choices.review, "review", id),
    decide(choices.discard, "discard", id),
  ];
}
