import { createHash } from "node:crypto";
import { moveAssignment } from "../domain/assignment.ts";
import { Refusal } from "../errors.ts";
import { inTransaction } from "../store/database.ts";
import type { Store } from "../store/open-store.ts";
import { cancelAssignments, lockOpenWork, markClosed, type OpenWork } from "../store/plan-life.ts";
import { lockPlan } from "../store/plans.ts";

export type ClosedPlan = {
  readonly planId: number;
  readonly title: string;
  /** False: something is still open and was not to be cancelled. Nothing was changed. */
  readonly closed: boolean;
  /** What is neither confirmed nor cancelled, by unit and due date. */
  readonly open: readonly OpenWork[];
  /** The fingerprint of that: who agrees to it names it as `seen`. */
  readonly work: string;
  /** How many of those ended with the plan. */
  readonly cancelled: number;
};

/**
 * Ends the follow-up of an issued plan: nothing of it is given, reminded, escalated, listed as outstanding or counted in later
 * summaries; what was said stays and can be looked at. While something is open (not confirmed; reported work counts, for it waits
 * for a decision) the plan is only closed with `cancelOpen`, and the open work ends as cancelled: in a closed plan nothing is left
 * undone. A plan cannot be opened again.
 *
 * @throws Refusal `plan-unknown`, `plan-not-issued`, `plan-work-changed`
 */
export async function closePlan(
  store: Store,
  request: {
    planId: number;
    cancelOpen: boolean;
    /** The fingerprint of the open work that was agreed to; absent where nobody was shown any. */
    seen?: string | null;
    dryRun: boolean;
    now: Date;
  },
): Promise<ClosedPlan> {
  const { planId, cancelOpen, now } = request;
  return await inTransaction(
    store.prisma,
    async (db) => {
      const plan = await lockPlan(db, planId);
      if (plan === null) throw new Refusal("plan-unknown", { plan: planId });
      if (plan.state !== "issued") throw new Refusal("plan-not-issued", { plan: planId, state: plan.state });
      const { title } = plan;
      const open = await lockOpenWork(db, planId);
      const work = workFingerprint(open);
      // Given, reported or confirmed since the list was shown: nobody has agreed to what would end now.
      if (request.seen !== undefined && request.seen !== work) throw new Refusal("plan-work-changed", { plan: planId });
      if (open.length > 0 && !cancelOpen) return { planId, title, closed: false, open, work, cancelled: 0 };
      for (const { state } of open) moveAssignment(state, "cancelled");
      const cancelled = await cancelAssignments(
        db,
        open.map(({ id }) => id),
      );
      await markClosed(db, planId, now);
      return { planId, title, closed: true, open, work, cancelled };
    },
    request.dryRun,
  );
}

/** SHA-256 of which work is open and how far each piece is. */
const workFingerprint = (open: readonly OpenWork[]): string =>
  createHash("sha256")
    .update(JSON.stringify(open.map(({ id, state, dueOn }) => [id, state, dueOn])))
    .digest("hex");
