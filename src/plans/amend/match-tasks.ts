import {
  bareText,
  featuresOf,
  type Likeness,
  likeness,
  type Prepared,
  prepare,
  type Weights,
  weigh,
} from "./task-likeness.ts";

/** A task of the standing plan that a revised document has again. */
export type TaskMatch = {
  /** Index in the standing plan. */
  readonly before: number;
  /** Index in the revised document. */
  readonly after: number;
  /** 1: the same words. */
  readonly similarity: number;
  /** So different that a person should look: it may be another task. */
  readonly doubtful: boolean;
};

/** Below this two tasks are different ones. */
export const LEAST_LIKENESS = 0.45;
/** From here on they are taken to be one without a doubt. */
export const SURE_LIKENESS = 0.68;

/** Postings of a feature longer than this say little and cost much; a task's rarest features are looked up in any case. */
const LONGEST_POSTING = 40;
const FEATURES_IN_ANY_CASE = 4;
/** Tasks that are compared word by word with one task. */
const MOST_CANDIDATES = 8;
const MOST_ROUNDS = 4;

/**
 * Finds each task of a revised document in the standing plan: the same words first, whatever their place, then the most alike,
 * one to one. Deterministic; grows with the number of tasks, not with its square.
 */
export function matchTasks(before: readonly Likeness[], after: readonly Likeness[]): readonly TaskMatch[] {
  const exact = matchSameWords(before, after);
  const rest = matchAlike(before, after, exact);
  return [...exact, ...rest].sort((a, b) => a.after - b.after);
}

/** From everything alike down to the words alone: of tasks with the same words each finds its nearest twin. */
const KEYS: readonly ((task: Likeness) => string)[] = [
  (task) => `${task.signature}\n${task.heading}`,
  (task) => task.signature,
  ({ text, leads, deadlineText }) =>
    JSON.stringify([bareText(text), leads.map(bareText), bareText(deadlineText ?? "")]),
  ({ text, leads }) => JSON.stringify([bareText(text), leads.map(bareText)]),
  ({ text, deadlineText }) => JSON.stringify([bareText(text), bareText(deadlineText ?? "")]),
  ({ text, heading }) => JSON.stringify([bareText(text), heading]),
  ({ text }) => bareText(text),
];

function matchSameWords(before: readonly Likeness[], after: readonly Likeness[]): TaskMatch[] {
  const matches: TaskMatch[] = [];
  let [olds, youngs] = [[...before.keys()], [...after.keys()]];
  for (const key of KEYS) {
    const waiting = new Map<string, number[]>();
    for (const index of olds) {
      const task = before[index];
      if (task === undefined || bareText(task.text) === "") continue;
      const line = waiting.get(key(task)) ?? [];
      line.push(index);
      waiting.set(key(task), line);
    }
    const taken = new Set<number>();
    youngs = youngs.filter((index) => {
      const task = after[index];
      const found = task === undefined ? undefined : waiting.get(key(task))?.shift();
      if (found === undefined) return true;
      taken.add(found);
      matches.push({ before: found, after: index, similarity: 1, doubtful: false });
      return false;
    });
    olds = olds.filter((index) => !taken.has(index));
  }
  return matches;
}

type Pair = { readonly before: number; readonly after: number; readonly similarity: number };

function matchAlike(
  before: readonly Likeness[],
  after: readonly Likeness[],
  exact: readonly TaskMatch[],
): readonly TaskMatch[] {
  const [oldFeatures, youngFeatures] = [
    before.map(({ text }) => featuresOf(text)),
    after.map(({ text }) => featuresOf(text)),
  ];
  const weights = weigh(oldFeatures, youngFeatures);
  const ready = (tasks: readonly Likeness[], features: readonly ReadonlySet<string>[], taken: ReadonlySet<number>) =>
    new Map(
      tasks.flatMap((task, index) =>
        taken.has(index) ? [] : [[index, prepare(task, features[index] ?? new Set(), weights)] as const],
      ),
    );
  const olds = ready(before, oldFeatures, new Set(exact.map((match) => match.before)));
  const youngs = ready(after, youngFeatures, new Set(exact.map((match) => match.after)));
  const matches: TaskMatch[] = [];
  // Whoever lost its nearest to a better pair looks again among those that are left.
  for (let round = 0; round < MOST_ROUNDS && olds.size > 0 && youngs.size > 0; round++) {
    const pairs = candidatePairs(olds, youngs, weights).sort(
      (a, b) => b.similarity - a.similarity || a.after - b.after || a.before - b.before,
    );
    const known = matches.length;
    for (const pair of pairs) {
      if (!olds.has(pair.before) || !youngs.has(pair.after)) continue;
      olds.delete(pair.before);
      youngs.delete(pair.after);
      matches.push({ ...pair, doubtful: pair.similarity < SURE_LIKENESS });
    }
    if (matches.length === known) break;
  }
  return matches;
}

/** Pairs that are alike enough, found by the rare features they share. */
function candidatePairs(
  olds: ReadonlyMap<number, Prepared>,
  youngs: ReadonlyMap<number, Prepared>,
  weights: Weights,
): Pair[] {
  const postings = new Map<string, number[]>();
  for (const [index, { features }] of olds) {
    for (const feature of features) {
      const line = postings.get(feature);
      if (line === undefined) postings.set(feature, [index]);
      else line.push(index);
    }
  }
  const pairs: Pair[] = [];
  for (const [after, young] of youngs) {
    for (const before of nearest(young, postings, weights)) {
      const old = olds.get(before);
      const similarity = old === undefined ? 0 : likeness(old, young, weights);
      if (similarity >= LEAST_LIKENESS) pairs.push({ before, after, similarity });
    }
  }
  return pairs;
}

/** Those that share the most telling features with a task. */
function nearest(
  task: Prepared,
  postings: ReadonlyMap<string, readonly number[]>,
  weights: Weights,
): readonly number[] {
  const rarestFirst = [...task.features]
    .filter((feature) => postings.has(feature))
    .sort((a, b) => (postings.get(a)?.length ?? 0) - (postings.get(b)?.length ?? 0) || (a < b ? -1 : 1));
  const shared = new Map<number, number>();
  for (const [place, feature] of rarestFirst.entries()) {
    const line = postings.get(feature) ?? [];
    if (place >= FEATURES_IN_ANY_CASE && line.length > LONGEST_POSTING) break;
    for (const index of line) shared.set(index, (shared.get(index) ?? 0) + (weights.get(feature) ?? 0));
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_CANDIDATES)
    .map(([index]) => index);
}
