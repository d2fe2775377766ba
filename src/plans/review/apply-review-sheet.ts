import type { CalendarDate } from "../../domain/calendar-date.ts";
import { Refusal } from "../../errors.ts";
import { type Database, inTransaction } from "../../store/database.ts";
import type { Store } from "../../store/open-store.ts";
import { listPlans, lockPlan } from "../../store/plans.ts";
import { storedTasks } from "../../store/tasks.ts";
import { readUnitRegistry } from "../../store/unit-registry.ts";
import { textsIn } from "../../texts/texts.ts";
import { PlanReadError } from "../read/plan-read-error.ts";
import { needsLook } from "./doubts.ts";
import { draftFingerprint } from "./draft-fingerprint.ts";
import { matchRows } from "./match-rows.ts";
import { openWorkbook, type WorkbookSheet } from "./open-workbook.ts";
import { ReviewRefusal } from "./review-refusal.ts";
import type { ReviewResult } from "./review-result.ts";
import { readRows } from "./review-rows.ts";
import { readLabel, type SheetLabel } from "./sheet-label.ts";
import { sheetSecret } from "./sheet-secret.ts";
import { storeReview } from "./store-review.ts";
import { unitNames } from "./unit-names.ts";
import { listedUnits } from "./unit-sheet.ts";

export type ReviewRequest = {
  readonly planId: number;
  readonly bytes: Uint8Array;
  /** The file's name, for what is said about it. */
  readonly file: string;
  /** True: say what would change, and change nothing. */
  readonly dryRun: boolean;
  readonly now: Date;
};

/**
 * Takes a corrected sheet into its draft: all of it, or nothing. What a person changed is no longer in doubt. Tasks are found by their
 * ids, columns by their titles, so rows and columns may be in any order.
 *
 * @throws ReviewRefusal with everything that is wrong in its cells; PlanReadError for a file that cannot be opened,
 * and `secret` for one that bears a mark of secrecy;
 * Refusal `review-not-a-sheet`, `review-other-plan`, `plan-unknown`, `review-not-draft`, `review-stale`, `review-no-tasks`, `file-too-long`
 */
export async function applyReviewSheet(store: Store, request: ReviewRequest): Promise<ReviewResult> {
  const { bytes, file, dryRun } = request;
  const sheets = await openWorkbook(bytes, file);
  const label = readLabel(sheets);
  if (label === null) throw new Refusal("review-not-a-sheet", { file });
  if (label.planId !== request.planId)
    throw new Refusal("review-other-plan", { file, seen: label.planId, plan: request.planId });
  const secret = sheetSecret(sheets);
  if (secret !== null) throw new PlanReadError("secret", { file, seen: secret });
  return await inTransaction(store.prisma, (db) => applied(db, request, { sheets, label }), dryRun);
}

async function applied(
  db: Database,
  { planId, file, now }: ReviewRequest,
  { sheets, label }: { readonly sheets: readonly WorkbookSheet[]; readonly label: SheetLabel },
): Promise<ReviewResult> {
  const plan = await lockPlan(db, planId);
  if (plan === null) throw new Refusal("plan-unknown", { plan: planId });
  if (plan.state !== "draft") throw new Refusal("review-not-draft", { plan: planId, state: plan.state });
  const tasks = await storedTasks(db, planId);
  if (draftFingerprint(tasks) !== label.fingerprint) throw new Refusal("review-stale", { file, plan: planId });
  const { review } = textsIn(label.language, "vi");
  const words = { review, names: unitNames(await readUnitRegistry(db), listedUnits(sheets)) };
  const read = readRows(sheets, file, words.review);
  const reviewed = matchRows(read, { tasks, words, reference: await issuedOn(db, planId) });
  if (reviewed.problems.length > 0) throw new ReviewRefusal(file, reviewed.problems);
  await storeReview(db, { planId, tasks, reviewed, now });
  const { changed, added, removed, kept } = reviewed;
  const left = [...changed.map(({ task }) => task), ...added.map(({ task }) => task), ...kept];
  return {
    planId,
    title: plan.title,
    changed: changed.map(({ shown, differences, cells }) => ({ ...shown, differences, cells })),
    added: added.map(({ task: { heading, text } }) => ({ id: "", heading, text })),
    removed: removed.map(({ shown }) => shown),
    same: kept.length,
    needsLook: left.filter(needsLook).length,
  };
}

/** The day of the document, which words without a year are counted from. */
const issuedOn = async (db: Database, planId: number): Promise<CalendarDate | null> =>
  (await listPlans(db)).find(({ id }) => id === planId)?.issuedOn ?? null;
