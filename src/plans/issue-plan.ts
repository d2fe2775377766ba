import type { CalendarDate } from "../domain/calendar-date.ts";
import { Refusal } from "../errors.ts";
import { inTransaction } from "../store/database.ts";
import { giveAssignments } from "../store/give-assignments.ts";
import type { Store } from "../store/open-store.ts";
import { givenBy } from "../store/plan-desk.ts";
import { leadTheRest, lockPlan, markIssued, tasksWithoutUnit } from "../store/plans.ts";
import { storedTasks } from "../store/tasks.ts";
import { monitorUnitFor } from "../store/unit-registry.ts";
import { draftFingerprint } from "./review/draft-fingerprint.ts";

export type IssuedPlan = {
  readonly planId: number;
  readonly title: string;
  /** The fingerprint of what was issued: who agrees to it names it as `seen`. */
  readonly draft: string;
  readonly assignments: number;
  /** How many units were given something. */
  readonly units: number;
  /** The first due date from today on; null when nothing has one. */
  readonly firstDueOn: CalendarDate | null;
  /** Tasks that nobody was given, because no unit was read or it is not in the registry. */
  readonly unassigned: readonly { heading: string; text: string; written: readonly string[] }[];
};

/** A draft and how it is issued. */
export type IssueRequest = {
  readonly planId: number;
  readonly restTo: string | null;
  /** The fingerprint of the draft that was agreed to; absent where nobody was shown one. */
  readonly seen?: string | null;
  readonly dryRun: boolean;
  readonly today: CalendarDate;
  readonly now: Date;
};

/**
 * Makes a draft the plan that is followed up: every lead unit gets an assignment a due date. `restTo` names a unit that takes
 * the tasks without one. A dry run says what would be and changes nothing.
 *
 * @throws Refusal `plan-unknown`, `plan-not-draft`, `plan-draft-changed`, `unit-unknown`
 */
export async function issuePlan(store: Store, request: IssueRequest): Promise<IssuedPlan> {
  const { planId, now, today } = request;
  return await inTransaction(
    store.prisma,
    async (db) => {
      const plan = await lockPlan(db, planId);
      if (plan === null) throw new Refusal("plan-unknown", { plan: planId });
      if (plan.state !== "draft") throw new Refusal("plan-not-draft", { plan: planId, state: plan.state });
      const draft = draftFingerprint(await storedTasks(db, planId));
      // Corrected by somebody else since it was shown: nobody has agreed to what it says now.
      if (request.seen !== undefined && request.seen !== draft)
        throw new Refusal("plan-draft-changed", { plan: planId });
      if (request.restTo !== null) await leadTheRest(db, planId, await monitorUnitFor(db, request.restTo));
      await markIssued(db, planId, now);
      const assignments = await giveAssignments(db, { planId, today, now });
      const { units, firstDueOn } = await givenBy(db, planId, today);
      const unassigned = await tasksWithoutUnit(db, planId);
      return { planId, title: plan.title, draft, assignments, units, firstDueOn, unassigned };
    },
    request.dryRun,
  );
}
