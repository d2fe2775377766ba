import { createHash } from "node:crypto";
import { Refusal } from "../errors.ts";
import { inTransaction } from "../store/database.ts";
import type { Store } from "../store/open-store.ts";
import { lockDocument, planOfDocument, standingPlans } from "../store/plan-documents.ts";
import { insertPlan } from "../store/plans.ts";
import { monitorUnitFor, readUnitRegistry } from "../store/unit-registry.ts";
import { type LikelyAmended, likelyAmended } from "./amend/likely-amended.ts";
import type { PlanDraft } from "./draft.ts";
import { newTask } from "./new-task.ts";
import { type PlanFile, planFile } from "./read/plan-file.ts";
import { readPlanApart } from "./read/read-apart.ts";
import type { UnresolvedUnit } from "./resolve-units.ts";

export type ImportedPlan = {
  /** On a dry run the id it would have had. */
  readonly planId: number;
  readonly number: string | null;
  readonly title: string;
  readonly tasks: number;
  readonly dated: number;
  readonly withLead: number;
  readonly needsLook: number;
  readonly warnings: readonly string[];
  readonly unresolved: readonly UnresolvedUnit[];
  /** The issued plan that it seems to be a revision of. */
  readonly revises: LikelyAmended | null;
};

type Terms = { readonly monitorCode: string | null; readonly dryRun: boolean; readonly now: Date };

/**
 * Reads a plan in a thread of its own and stores it as a draft, with its units resolved against the registry. The same file twice
 * is refused and names the plan it became or amended. `monitorCode` null: the organisation's root unit follows the plan up.
 *
 * @throws PlanReadError, or Refusal `plan-known`, `plan-without-task`, `unit-unknown`, `no-units`
 */
export async function importPlan(store: Store, { path, ...terms }: Terms & { path: string }): Promise<ImportedPlan> {
  return await importPlanBytes(store, { ...(await planFile(path)), ...terms });
}

/** The same for a file that somebody sent; `file` is its name. */
export async function importPlanBytes(
  store: Store,
  { bytes, file, ...terms }: Terms & PlanFile,
): Promise<ImportedPlan> {
  return await storeDraft(store, await readPlanApart(bytes, file), { bytes, file }, terms);
}

async function storeDraft(
  store: Store,
  draft: PlanDraft,
  { bytes, file }: PlanFile,
  terms: Terms,
): Promise<ImportedPlan> {
  if (draft.tasks.length === 0) throw new Refusal("plan-without-task", { file });
  const sourceHash = createHash("sha256").update(bytes).digest("hex");
  return await inTransaction(
    store.prisma,
    async (db) => {
      await lockDocument(db, sourceHash);
      const known = await planOfDocument(db, sourceHash);
      if (known !== null) throw new Refusal("plan-known", { file, plan: known.id, state: known.state });
      const registry = await readUnitRegistry(db);
      const monitorUnitId = await monitorUnitFor(db, terms.monitorCode);
      const resolved = draft.tasks.map((task) => newTask(task, registry));
      const plan = {
        ...draft.document,
        title: draft.document.title ?? file,
        monitorUnitId,
        sourceName: file,
        sourceHash,
        warnings: draft.warnings,
        tasks: resolved.map(({ task }) => task),
      };
      return {
        planId: await insertPlan(db, plan, terms.now),
        number: plan.number,
        title: plan.title,
        tasks: plan.tasks.length,
        dated: plan.tasks.filter((task) => !["none", "ongoing"].includes(task.deadlineKind)).length,
        withLead: plan.tasks.filter((task) =>
          task.units.some((unit) => unit.role === "lead" && (unit.unitId ?? unit.groupId)),
        ).length,
        needsLook: plan.tasks.filter((task) => task.needsReview.length > 0).length,
        warnings: plan.warnings,
        unresolved: distinct(resolved.flatMap(({ unresolved }) => unresolved)),
        revises: likelyAmended(
          { ...draft.document, texts: draft.tasks.map(({ text }) => text) },
          await standingPlans(db),
        ),
      };
    },
    terms.dryRun,
  );
}

const distinct = (units: readonly UnresolvedUnit[]): UnresolvedUnit[] => [
  ...new Map(units.map((unit) => [unit.written, unit])).values(),
];
