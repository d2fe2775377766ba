import { mayAdminister } from "../../domain/access.ts";
import { Refusal } from "../../errors.ts";
import { planOrigin } from "../../store/plan-desk.ts";
import { deleteDraft } from "../../store/plan-work.ts";
import { problemSentences } from "../problem-sentences.ts";
import { closeAnswer, closePreviewAnswer } from "./close-answer.ts";
import { sheetAnswer } from "./draft-answer.ts";
import { applyAnswer, fileAnswer } from "./file-answer.ts";
import { issueAnswer, previewAnswer } from "./issue-answer.ts";
import { firstLines, type PlanJob, type WorkAnswer } from "./work-answer.ts";

/** More problems of a file than this are counted instead of shown. */
const MOST_PROBLEMS = 20;

/**
 * Does one piece of work and says what came of it. Whether the person may is judged again here. Everything may be done twice:
 * a crash before the answer is stored repeats it.
 */
export async function answerPlanWork(job: PlanJob): Promise<WorkAnswer> {
  const { work, texts } = job;
  if (!mayAdminister(work.asker)) return { lines: [texts.planDesk.adminsOnly] };
  try {
    const answer = work.kind === "read" ? await fileAnswer(job) : await aboutPlan(work.planId, job);
    return answer ?? { lines: [texts.planDesk.plan.gone] };
  } catch (error) {
    const problems = problemSentences(error, texts);
    if (problems === null) throw error;
    return { lines: firstLines(problems, texts, MOST_PROBLEMS) };
  }
}

/** null: the plan is not there any more. */
async function aboutPlan(planId: number | null, job: PlanJob): Promise<WorkAnswer | null> {
  if (planId === null) return null;
  switch (job.work.kind) {
    case "apply":
      return await applyAnswer(planId, job);
    case "review":
      return await sheetAnswer(planId, job);
    case "preview":
      return await previewAnswer(planId, job);
    case "issue":
      return await issueAnswer(planId, job);
    case "discard":
      return await discardAnswer(planId, job);
    case "preview-close":
      return await closePreviewAnswer(planId, job);
    case "close":
      return await closeAnswer(planId, job);
    default:
      return null;
  }
}

async function discardAnswer(planId: number, { store, texts }: PlanJob): Promise<WorkAnswer | null> {
  const plan = await planOrigin(store.prisma, planId);
  if (plan === null) return null;
  if (plan.state !== "draft") return { lines: [texts.planDesk.plan.notDraft(plan.title, plan.state)] };
  return {
    lines: [texts.planDesk.discard.done(plan.title)],
    write: async (db) => {
      // Issued in this very moment: nothing is stored or said, and the next try says what it is.
      if (!(await deleteDraft(db, planId))) throw new Refusal("plan-not-draft", { plan: planId });
    },
  };
}
