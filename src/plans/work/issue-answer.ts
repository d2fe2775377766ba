import { Refusal } from "../../errors.ts";
import { givenBy, planOrigin } from "../../store/plan-desk.ts";
import { tasksWithoutUnit } from "../../store/plans.ts";
import { draftSummary } from "../draft-summary.ts";
import { type IssuedPlan, issuePlan } from "../issue-plan.ts";
import { decide, firstLines, look, type PlanJob, type WorkAnswer } from "./work-answer.ts";

/** What issuing would give, and the question whether to; `before` is said first. Changes nothing. */
export async function previewAnswer(
  planId: number,
  job: PlanJob,
  before: readonly string[] = [],
): Promise<WorkAnswer | null> {
  const { store, texts, now, today } = job;
  const summary = await draftSummary(store.prisma, planId);
  if (summary === null) return null;
  const { issue, plan: words, choices } = texts.planDesk;
  if (summary.state !== "draft") return { lines: [words.notDraft(summary.title, summary.state)] };
  const dry = await issuePlan(store, { planId, restTo: null, dryRun: true, today, now });
  if (dry.assignments === 0) {
    return {
      title: issue.previewTitle,
      lines: [...before, issue.nothing],
      choices: [look(choices.review, "review", planId)],
    };
  }
  const { needsLook } = summary;
  return {
    title: issue.previewTitle,
    lines: [
      ...before,
      ...(before.length === 0 ? [] : [""]),
      issue.preview(summary.title, dry.assignments, dry.units),
      ...(dry.firstDueOn === null ? [] : [issue.firstDue(dry.firstDueOn)]),
      ...withoutUnit(dry.unassigned, issue.notGiven, job),
      ...(needsLook === 0 ? [] : [issue.needsLook(needsLook)]),
      ...(summary.revises === null ? [] : [texts.planDesk.draft.revises(summary.revises)]),
      "",
      issue.noUndo,
    ],
    choices: [
      decide(needsLook === 0 ? choices.issue : choices.issueAnyway(needsLook), "issue", planId, {
        value: dry.draft,
      }),
      look(choices.review, "review", planId),
      decide(choices.keep, "keep", planId),
    ],
  };
}

/**
 * Issues the plan as it was shown; a draft that somebody corrected since is shown again. Doing it again after a crash finds it issued since it was asked for, and says the same; somebody else's
 * earlier issue is said as such.
 */
export async function issueAnswer(planId: number, job: PlanJob): Promise<WorkAnswer | null> {
  const { store, texts, now, today, work } = job;
  const { issue, plan: words, choices } = texts.planDesk;
  try {
    await issuePlan(store, { planId, restTo: null, seen: work.seen, dryRun: false, today, now });
  } catch (error) {
    if (error instanceof Refusal && error.code === "plan-draft-changed")
      return await previewAnswer(planId, job, [issue.changed]);
    if (!(error instanceof Refusal) || error.code !== "plan-not-draft") throw error;
    const plan = await planOrigin(store.prisma, planId);
    if (plan === null) return null;
    if (plan.state !== "issued") return { lines: [words.notDraft(plan.title, plan.state)] };
    if (plan.issuedAt === null || plan.issuedAt < work.askedAt) return { lines: [issue.already(plan.title)] };
  }
  const plan = await planOrigin(store.prisma, planId);
  if (plan === null) return null;
  const given = await givenBy(store.prisma, planId, today);
  return {
    title: issue.doneTitle(plan.title),
    lines: [
      issue.done(given.assignments, given.units),
      ...(given.firstDueOn === null ? [] : [issue.firstDue(given.firstDueOn)]),
      ...withoutUnit(await tasksWithoutUnit(store.prisma, planId), issue.leftOver, job),
      issue.next,
    ],
    choices: [look(choices.show, "show", planId)],
  };
}

/** Tasks that no unit was given, under a heading with their number; nothing when there is none. */
function withoutUnit(
  tasks: IssuedPlan["unassigned"],
  heading: (count: number) => string,
  { texts }: PlanJob,
): readonly string[] {
  const lines = tasks.map((task) => texts.planDesk.issue.unassignedTask(task.heading, task.text));
  return lines.length === 0 ? [] : [heading(lines.length), ...firstLines(lines, texts)];
}
