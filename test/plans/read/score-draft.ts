import type { PlanDraft } from "../../../src/plans/draft.ts";

type Deadline = { kind: string; start: string | null; end: string | null; every: string | null };

/** A task as a careful person took it from the document; the form of the annotated plans. */
export type GoldTask = {
  text: string;
  leadUnits: string[];
  deadline: Deadline;
  optional?: boolean;
  alsoKinds?: string[];
  alsoLeads?: (string | string[])[];
};

export type Count = { hit: number; predicted: number; gold: number };
export const FIGURES = ["tasks", "deadlines", "leads"] as const;
export type Score = Record<(typeof FIGURES)[number], Count>;

/** Where reader and annotation differ, one line each. */
export type Miss = { figure: (typeof FIGURES)[number]; wanted: string; got: string };

export const emptyScore = (): Score => ({
  tasks: { hit: 0, predicted: 0, gold: 0 },
  deadlines: { hit: 0, predicted: 0, gold: 0 },
  leads: { hit: 0, predicted: 0, gold: 0 },
});

/** Letters and digits only, without accents and case. */
const bare = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** As much of a sentence as tells it from the others. */
const opening = (text: string): string => bare(text).slice(0, 48);

const PARTS = ["kind", "start", "end", "every"] as const;
const sameDeadline = (one: Deadline, other: Deadline): boolean => PARTS.every((part) => one[part] === other[part]);
const written = (deadline: Deadline): string => PARTS.map((part) => deadline[part] ?? "·").join(" ");

type Prediction = PlanDraft["tasks"][number] & {
  bare: string;
  state: "free" | "matched" | "excused";
  timeCounts: boolean;
};

/** The prediction that says what the annotated sentence says: the one that begins with it first, then the shortest. */
function counterpart(gold: GoldTask, pool: readonly Prediction[]): Prediction | undefined {
  const start = opening(gold.text);
  const fits = pool.filter(
    (one) =>
      one.state === "free" &&
      (one.bare.includes(start) || (one.bare.length > 20 && bare(gold.text).startsWith(one.bare.slice(0, 48)))),
  );
  return fits.sort((a, b) => a.bare.indexOf(start) - b.bare.indexOf(start) || a.bare.length - b.bare.length)[0];
}

function scoreLeads(gold: GoldTask, prediction: Prediction | undefined, count: Count, misses: Miss[]): void {
  const got = new Set((prediction?.leadUnits ?? []).map(bare));
  const same = (units: readonly string[]) => units.length === got.size && units.every((unit) => got.has(bare(unit)));
  const other = (gold.alsoLeads ?? []).map((units) => [units].flat()).find(same);
  const wanted = new Set((other ?? gold.leadUnits).map(bare));
  const hits = [...got].filter((unit) => wanted.has(unit)).length;
  count.gold += wanted.size;
  count.predicted += got.size;
  count.hit += hits;
  if (prediction && (hits < wanted.size || hits < got.size))
    misses.push({
      figure: "leads",
      wanted: `${gold.text} ← ${gold.leadUnits.join(" | ")}`,
      got: prediction.leadUnits.join(" | "),
    });
}

/**
 * A draft against what a person took from the whole document. Tasks meet by the beginning of their sentence, deadlines by kind, start, end and
 * every, leads unit by unit. A task marked optional counts neither way; `alsoKinds` and `alsoLeads` are other right answers.
 */
export function scoreDraft(draft: PlanDraft, gold: readonly GoldTask[]): { score: Score; misses: Miss[] } {
  const score = emptyScore();
  const misses: Miss[] = [];
  const pool: Prediction[] = draft.tasks.map((task) => ({
    ...task,
    bare: bare(task.text),
    state: "free",
    timeCounts: task.deadline.kind !== "none",
  }));
  for (const task of gold) {
    const prediction = counterpart(task, pool);
    if (prediction) prediction.state = task.optional ? "excused" : "matched";
    if (task.optional) continue;
    score.tasks.gold++;
    if (prediction) score.tasks.hit++;
    else misses.push({ figure: "tasks", wanted: task.text, got: "" });
    const right =
      prediction !== undefined &&
      (sameDeadline(prediction.deadline, task.deadline) || (task.alsoKinds ?? []).includes(prediction.deadline.kind));
    if (prediction && !right)
      misses.push({
        figure: "deadlines",
        wanted: `${task.text} ← ${written(task.deadline)}`,
        got: `${written(prediction.deadline)} «${prediction.deadlineText ?? ""}»`,
      });
    if (task.deadline.kind !== "none") {
      score.deadlines.gold++;
      if (right) score.deadlines.hit++;
      if (right && prediction) prediction.timeCounts = true;
    } else if (right && prediction) prediction.timeCounts = false;
    scoreLeads(task, prediction, score.leads, misses);
  }
  const judged = pool.filter((one) => one.state !== "excused");
  score.tasks.predicted = judged.length;
  score.deadlines.predicted = judged.filter((one) => one.timeCounts).length;
  for (const one of judged)
    if (one.state === "free") misses.push({ figure: "tasks", wanted: "", got: `${one.heading}: ${one.text}` });
  return { score, misses };
}

/** The harmonic mean of precision and recall, 0 to 1. */
export function f1({ hit, predicted, gold }: Count): number {
  const precision = predicted ? hit / predicted : gold ? 0 : 1;
  const recall = gold ? hit / gold : 1;
  return precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
}
