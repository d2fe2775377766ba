import { z } from "zod";
import type { NewTask } from "../../store/tasks.ts";
import type { DraftTask, Sureness } from "../draft.ts";
import { REVIEW_REASONS, type ReviewCode } from "../read/review-reasons.ts";

/** A field of a task that the reader can be unsure of. */
export type DoubtedField = keyof DraftTask["fields"];
export const DOUBTED_FIELDS = ["leadUnits", "coordUnits", "deadline"] as const satisfies readonly DoubtedField[];

/** Below this share the reader's word is not taken without a look. */
const SURE_ENOUGH = 0.75;
const LOOKED_AT: Sureness = { confidence: 1, why: ["Người quản trị đã xem."] };

/** What each reason is about; reasons that are missing here are found by the field that gives them. */
const ABOUT: Readonly<Partial<Record<ReviewCode, DoubtedField>>> = {
  "no-lead": "leadUnits",
  "nested-lead": "leadUnits",
  "choice-of-lead": "leadUnits",
  "no-time": "deadline",
  "before-document": "deadline",
  "year-guessed": "deadline",
  "year-unknown": "deadline",
  "choice-of-period": "deadline",
  "no-period": "deadline",
  "after-event": "deadline",
  "working-days": "deadline",
  "several-milestones": "deadline",
  "inherited-time": "deadline",
  "time-not-understood": "deadline",
  "adverb-time": "deadline",
};
const FIELD_OF_SENTENCE = new Map(
  Object.entries(ABOUT).map(([code, field]) => [REVIEW_REASONS[code as ReviewCode] as string, field]),
);

const known = z.object({ confidence: z.number(), why: z.array(z.string()) });

/** How sure the reader was of a field; null when the store does not say. */
function surenessOf(task: NewTask, field: DoubtedField): Sureness | null {
  const read = known.safeParse((task.fields as Record<string, unknown>)[field]);
  return read.success ? read.data : null;
}

/** The reasons of a task that are about one of its fields. */
export const reasonsAbout = (task: NewTask, field: DoubtedField): readonly string[] =>
  task.needsReview.filter((reason) => {
    const about = FIELD_OF_SENTENCE.get(reason);
    return about === undefined ? (surenessOf(task, field)?.why.includes(reason) ?? false) : about === field;
  });

/** True when a field's cells should catch the eye. */
export function isDoubtful(task: NewTask, field: DoubtedField): boolean {
  return reasonsAbout(task, field).length > 0 || (surenessOf(task, field)?.confidence ?? 1) < SURE_ENOUGH;
}

/** True while a person has to look at a task before it can be followed up. */
export const needsLook = (task: NewTask): boolean => task.needsReview.length > 0;

/** The task once a person looked at these fields: their doubts are gone, the rest stay. */
export function lookedAt(task: NewTask, fields: readonly DoubtedField[]): NewTask {
  if (fields.length === 0) return task;
  const settled = new Set(fields.flatMap((field) => reasonsAbout(task, field)));
  const sure = { ...task.fields, ...Object.fromEntries(fields.map((field) => [field, LOOKED_AT])) };
  const seen = { ...task, fields: sure, needsReview: task.needsReview.filter((reason) => !settled.has(reason)) };
  const shares = (["leadUnits", "deadline"] as const).flatMap((field) => surenessOf(seen, field)?.confidence ?? []);
  return { ...seen, confidence: shares.length === 2 ? Math.min(...shares) : task.confidence };
}

/** The task once a person looked at all of it. */
export const lookedAtWhole = (task: NewTask): NewTask => ({
  ...lookedAt(task, DOUBTED_FIELDS),
  confidence: 1,
  needsReview: [],
});
