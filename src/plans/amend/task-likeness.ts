import { foldWords } from "../../domain/fold-vietnamese.ts";

/** What is known of a task when it has to be recognised in another document. */
export type Likeness = {
  readonly text: string;
  readonly heading: string;
  /** Lead units as written. */
  readonly leads: readonly string[];
  readonly deadlineText: string | null;
  /** Equal for two tasks that differ in nothing a person may compare. */
  readonly signature: string;
};

/** A number or bullet that a text begins with: "1.", "a)", "II.2.", "-". */
const MARKER = /^\s*(?:(?:[IVX]{1,6}|\d{1,3}|[a-zđA-ZĐ])(?:\.\d{1,3})*\s*[.)/:]\s*[-–]?|[-–—+*•])\s+/u;

/** The words of a text without the number it begins with: lower case, tone marks in their new place, no punctuation. */
export const bareText = (text: string): string => foldWords(text.replace(MARKER, ""));

/** The features of a text: its words and its neighbouring pairs, each once. */
export function featuresOf(text: string): ReadonlySet<string> {
  const words = bareText(text).split(" ").filter(Boolean);
  const features = new Set(words);
  for (let at = 1; at < words.length; at++) features.add(`${words[at - 1]} ${words[at]}`);
  return features;
}

/** How much a feature tells: rare ones much, those of official language little. Above 0. */
export type Weights = ReadonlyMap<string, number>;

type Texts = readonly ReadonlySet<string>[];

/** What every task of a document has still counts for a little. */
const LEAST_WEIGHT = 0.2;

/** Weighs features by the share of tasks that have them, in whichever of the two documents that is more. */
export function weigh(before: Texts, after: Texts): Weights {
  const shares = new Map<string, number>();
  for (const texts of [before, after]) {
    const holders = new Map<string, number>();
    for (const features of texts) for (const feature of features) holders.set(feature, (holders.get(feature) ?? 0) + 1);
    for (const [feature, count] of holders) {
      shares.set(feature, Math.max(shares.get(feature) ?? 0, count / texts.length));
    }
  }
  return new Map([...shares].map(([feature, share]) => [feature, LEAST_WEIGHT - Math.log(share)]));
}

const weightOf = (features: Iterable<string>, weights: Weights): number => {
  let sum = 0;
  for (const feature of features) sum += weights.get(feature) ?? 0;
  return sum;
};

/** A task made ready to be compared. */
export type Prepared = {
  readonly task: Likeness;
  readonly features: ReadonlySet<string>;
  readonly weight: number;
};

export const prepare = (task: Likeness, features: ReadonlySet<string>, weights: Weights): Prepared => ({
  task,
  features,
  weight: weightOf(features, weights),
});

/** Text counts for most; where a task stands, who leads it and when it is due tip the balance between texts that are alike. */
const TEXT_SHARE = 0.88;
const LEADS_SHARE = 0.06;
const HEADING_SHARE = 0.03;
const DEADLINE_SHARE = 0.03;
/** A text that took in or gave away a clause is still itself: how much being contained counts beside being equal. */
const CONTAINED_SHARE = 0.35;

/** How alike two tasks are: 0 nothing in common, 1 the same. */
export function likeness(a: Prepared, b: Prepared, weights: Weights): number {
  const [few, many] = a.features.size <= b.features.size ? [a.features, b.features] : [b.features, a.features];
  let common = 0;
  for (const feature of few) if (many.has(feature)) common += weights.get(feature) ?? 0;
  if (common === 0) return 0;
  const equal = (2 * common) / (a.weight + b.weight);
  const contained = common / Math.min(a.weight, b.weight);
  const text = equal + (contained - equal) * CONTAINED_SHARE;
  return (
    TEXT_SHARE * text +
    LEADS_SHARE * sameLeads(a.task, b.task) +
    HEADING_SHARE * Number(a.task.heading === b.task.heading) +
    DEADLINE_SHARE * Number(foldWords(a.task.deadlineText ?? "") === foldWords(b.task.deadlineText ?? ""))
  );
}

function sameLeads(a: Likeness, b: Likeness): number {
  if (a.leads.length === 0 && b.leads.length === 0) return 1;
  const right = new Set(b.leads.map(foldWords));
  const shared = a.leads.filter((name) => right.has(foldWords(name))).length;
  return (2 * shared) / (a.leads.length + right.size || 1);
}
