import { Refusal } from "../../errors.ts";
import { planOrigin } from "../../store/plan-desk.ts";
import { closePlan } from "../close-plan.ts";
import { decide, firstLines, type PlanJob, type WorkAnswer } from "./work-answer.ts";

/** What would end with the plan, and the question whether to close it; `before` is said first. Changes nothing. */
export async function closePreviewAnswer(
  planId: number,
  job: PlanJob,
  before: readonly string[] = [],
): Promise<WorkAnswer | null> {
  const { store, texts, now } = job;
  const plan = await planOrigin(store.prisma, planId);
  if (plan === null) return null;
  const { close, choices, plan: words } = texts.planDesk;
  if (plan.state !== "issued") return { lines: [words.notIssued(plan.title, plan.state)] };
  const { open, work } = await closePlan(store, { planId, cancelOpen: true, dryRun: true, now });
  const lines = open.map(({ unitName, text, dueOn }) => close.open(unitName, text, dueOn));
  return {
    title: close.title,
    lines: [...before, close.ask(plan.title, open.length), ...firstLines(lines, texts), "", close.noUndo],
    choices: [decide(choices.closeNow, "close", planId, { value: work }), decide(choices.keep, "keep", planId)],
  };
}

/**
 * Closes the plan; what is open ends as cancelled, as was shown before, and is shown again when it is not the same any more. Doing
 * it again finds it closed and says so.
 */
export async function closeAnswer(planId: number, job: PlanJob): Promise<WorkAnswer | null> {
  const { store, texts, now, work } = job;
  const { close, plan: words } = texts.planDesk;
  try {
    const { title, cancelled } = await closePlan(store, {
      planId,
      cancelOpen: true,
      seen: work.seen,
      dryRun: false,
      now,
    });
    return { lines: [close.done(title, cancelled)] };
  } catch (error) {
    if (error instanceof Refusal && error.code === "plan-work-changed")
      return await closePreviewAnswer(planId, job, [close.changed]);
    if (!(error instanceof Refusal) || error.code !== "plan-not-issued") throw error;
    const plan = await planOrigin(store.prisma, planId);
    if (plan === null) return null;
    const own = plan.closedAt !== null && plan.closedAt >= work.askedAt;
    return { lines: [own ? close.done(plan.title, 0) : words.notIssued(plan.title, plan.state)] };
  }
}
