import { foldBare } from "../../domain/fold-vietnamese.ts";
import type { StandingPlan } from "../../store/plan-documents.ts";
import { bareText } from "./task-likeness.ts";

/** An issued plan that a draft seems to be a revision of. */
export type LikelyAmended = {
  readonly planId: number;
  /** Its latest number, null without one. */
  readonly number: string | null;
  readonly title: string;
  readonly sameNumber: boolean;
  /** Tasks of the draft that it has in the same words. */
  readonly alike: number;
};

type ReadDraft = { readonly number: string | null; readonly issuer: string | null; readonly texts: readonly string[] };

/** From this share of its tasks on a draft is taken for a revision. */
const MOST_TASKS = 0.5;

const bareNumber = (number: string): string => foldBare(number).replace(/\s+/g, "");

/**
 * The issued plan that a draft seems to revise: it bears, or bore, the draft's number and is of the same issuer, or more than half of
 * the draft's tasks stand in it. Issued beside it, the draft would give everything twice. null: none.
 */
export function likelyAmended(draft: ReadDraft, plans: readonly StandingPlan[]): LikelyAmended | null {
  const texts = draft.texts.map(bareText).filter(Boolean);
  const found = plans.flatMap((plan): LikelyAmended[] => {
    const known = new Set(plan.texts.map(bareText));
    const alike = texts.filter((text) => known.has(text)).length;
    const sameNumber = hasNumber(plan, draft);
    if (!sameNumber && alike <= texts.length * MOST_TASKS) return [];
    return [{ planId: plan.id, number: plan.numbers[0] ?? null, title: plan.title, sameNumber, alike }];
  });
  return found.sort((a, b) => Number(b.sameNumber) - Number(a.sameNumber) || b.alike - a.alike)[0] ?? null;
}

function hasNumber({ numbers, issuer }: StandingPlan, draft: ReadDraft): boolean {
  if (draft.number === null) return false;
  const wanted = bareNumber(draft.number);
  // An issuer that was not read speaks for nobody else.
  const same = issuer === null || draft.issuer === null || foldBare(issuer) === foldBare(draft.issuer);
  return same && numbers.some((number) => bareNumber(number) === wanted);
}
