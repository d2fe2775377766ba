import { Refusal } from "../../errors.ts";
import { forgetAttachments } from "../../store/attachments.ts";
import { planOrigin, reviewedAt } from "../../store/plan-desk.ts";
import { draftSummary } from "../draft-summary.ts";
import { importPlanBytes } from "../import-plan.ts";
import { problemSentences } from "../problem-sentences.ts";
import { PlanReadError } from "../read/plan-read-error.ts";
import { applyReviewSheet, describeReview, sheetPlanId } from "../review/review.ts";
import { draftAnswer, draftChoices } from "./draft-answer.ts";
import { decide, firstLines, look, type PlanJob, type WorkAnswer } from "./work-answer.ts";

/** A sheet's changes are what is decided on, so many of them are shown. */
const MOST_CHANGES = 40;

/** A sent file: a review sheet shows what it would change, every other file is imported as a draft. */
export async function fileAnswer(job: PlanJob): Promise<WorkAnswer | null> {
  const sent = await bytesOf(job);
  if (!("bytes" in sent)) return sent;
  try {
    const planId = await sheetPlanId(sent.bytes);
    return planId === null ? await importAnswer(sent, job) : await sheetDifference(planId, sent, job);
  } catch (error) {
    if (!(error instanceof PlanReadError) || error.code !== "secret") throw error;
    return await forget(sent.sha256, error.seen, job);
  }
}

/**
 * Writes a sheet's corrections, as of the moment they were agreed to: by that a repetition after a crash knows that they are
 * written. A sheet that somebody else's corrections overtook is answered with a new one.
 */
export async function applyAnswer(planId: number, job: PlanJob): Promise<WorkAnswer | null> {
  const sent = await bytesOf(job);
  if (!("bytes" in sent)) return sent;
  const { store, texts, work } = job;
  const { applied } = texts.planDesk.sheet;
  try {
    const { bytes, file } = sent;
    await applyReviewSheet(store, { planId, bytes, file, dryRun: false, now: work.askedAt });
    return await draftAnswer(planId, job, [applied]);
  } catch (error) {
    const overtaken = overtakenSentences(error, texts);
    if (overtaken === null) throw error;
    const own = await reviewedAt(store.prisma, planId, work.askedAt);
    return await draftAnswer(planId, job, own ? [applied] : overtaken);
  }
}

type SentFile = { readonly bytes: Uint8Array; readonly file: string; readonly sha256: string };

/** The bytes of the file this work is about, or what is to be said when they are not here. */
async function bytesOf({ work: { attachment }, files, texts, now }: PlanJob): Promise<SentFile | WorkAnswer> {
  if (attachment === null) return { lines: [texts.planDesk.fileGone] };
  const { id, name, sha256 } = attachment;
  if (sha256 === null) return { lines: [name === "" ? texts.planDesk.fileGone : texts.planDesk.notFetched(name)] };
  try {
    return { bytes: await files.read(sha256), file: name, sha256 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    // Deleted before a crash, as a secret document is.
    return { lines: [texts.planDesk.fileGone], write: (db) => forgetAttachments(db, { id }, now) };
  }
}

async function importAnswer({ bytes, file }: SentFile, job: PlanJob): Promise<WorkAnswer | null> {
  const { store, texts, now, work } = job;
  try {
    const { planId } = await importPlanBytes(store, { bytes, file, monitorCode: null, dryRun: false, now });
    return await draftAnswer(planId, job);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "plan-known") throw error;
    const plan = await planOrigin(store.prisma, Number(error.facts.plan));
    if (plan === null) return null;
    if (plan.state !== "draft") return { lines: [texts.planDesk.draft.knownIssued(plan.title, plan.state)] };
    // Imported since it was sent: a crash came between, and this is the same import.
    const before = plan.createdAt >= work.askedAt ? [] : [texts.planDesk.draft.known];
    return await draftAnswer(plan.id, job, before);
  }
}

async function sheetDifference(planId: number, { bytes, file }: SentFile, job: PlanJob): Promise<WorkAnswer | null> {
  const { store, texts, now, work } = job;
  const summary = await draftSummary(store.prisma, planId);
  if (summary === null) return null;
  const { sheet, choices } = texts.planDesk;
  const title = sheet.title(summary.title);
  try {
    const result = await applyReviewSheet(store, { planId, bytes, file, dryRun: true, now });
    const differences = describeReview(result, texts);
    // The counts come last and are always shown.
    const lines = [...firstLines(differences.slice(0, -1), texts, MOST_CHANGES), ...differences.slice(-1)];
    const { changed, added, removed } = result;
    if (changed.length + added.length + removed.length === 0) {
      return { title, lines, choices: draftChoices(summary, texts) };
    }
    return {
      title,
      lines: [...lines, "", sheet.ask],
      choices: [
        decide(choices.apply, "apply", planId, { value: String(work.attachment?.id ?? "") }),
        decide(choices.ignore, "ignore", planId),
      ],
    };
  } catch (error) {
    const lines = overtakenSentences(error, texts);
    if (lines === null) throw error;
    return { title, lines, choices: [look(choices.review, "review", planId)] };
  }
}

/** What is said of a sheet that was made before somebody corrected the draft; null for every other error. */
const overtakenSentences = (error: unknown, texts: PlanJob["texts"]): readonly string[] | null =>
  error instanceof Refusal && error.code === "review-stale" ? problemSentences(error, texts) : null;

/** A secret document: its bytes go first, so that nothing but an empty row is left whatever happens next. */
async function forget(sha256: string, seen: string, { files, texts, now }: PlanJob): Promise<WorkAnswer> {
  await files.remove(sha256);
  return { lines: [texts.planDesk.secret(seen)], write: (db) => forgetAttachments(db, { sha256 }, now) };
}
