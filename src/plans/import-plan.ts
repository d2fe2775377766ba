import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Refusal } from "../errors.ts";
import { inTransaction } from "../store/database.ts";
import type { Store } from "../store/open-store.ts";
import { insertPlan, type NewTask, planOfSource } from "../store/plans.ts";
import { monitorUnitFor, readUnitRegistry } from "../store/unit-registry.ts";
import type { DraftTask } from "./draft.ts";
import { readPlan } from "./read/read-plan.ts";
import { resolveUnits, type UnitRegistry, type UnresolvedUnit } from "./resolve-units.ts";

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
};

/**
 * Reads a plan and stores it as a draft, with its units resolved against the registry. The same file twice is refused and
 * names the plan it became. `monitorCode` null: the organisation's root unit follows the plan up.
 *
 * @throws PlanReadError, or Refusal `plan-known`, `plan-without-task`, `unit-unknown`, `no-units`
 */
export async function importPlan(
  store: Store,
  request: { path: string; monitorCode: string | null; dryRun: boolean; now: Date },
): Promise<ImportedPlan> {
  const draft = await readPlan(request.path);
  const file = basename(request.path);
  if (draft.tasks.length === 0) throw new Refusal("plan-without-task", { file });
  const sourceHash = createHash("sha256")
    .update(await readFile(request.path))
    .digest("hex");
  return await inTransaction(
    store.prisma,
    async (db) => {
      const known = await planOfSource(db, sourceHash);
      if (known !== null) throw new Refusal("plan-known", { file, plan: known.id, state: known.state });
      const registry = await readUnitRegistry(db);
      const monitorUnitId = await monitorUnitFor(db, request.monitorCode);
      const resolved = draft.tasks.map((task) => taskOf(task, registry));
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
        planId: await insertPlan(db, plan, request.now),
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
      };
    },
    request.dryRun,
  );
}

function taskOf(draft: DraftTask, registry: UnitRegistry): { task: NewTask; unresolved: readonly UnresolvedUnit[] } {
  const leads = resolveUnits(draft.leadUnits, registry);
  const coordinating = resolveUnits(draft.coordUnits, registry);
  const units = [
    ...leads.units.map((unit) => ({ role: "lead" as const, ...unit })),
    ...coordinating.units.map((unit) => ({ role: "coordinating" as const, ...unit })),
  ];
  const { deadline } = draft;
  return {
    task: {
      heading: draft.heading,
      text: draft.text,
      deadlineKind: deadline.kind,
      deadlineStart: deadline.start,
      deadlineEnd: deadline.end,
      deadlineEvery: deadline.every,
      dueDays: deadline.dueDays,
      delayDays: deadline.delayDays,
      deadlineText: draft.deadlineText,
      product: draft.product,
      reportTo: draft.report?.to ?? null,
      reportEvery: draft.report?.every ?? null,
      page: draft.page,
      confidence: draft.confidence,
      needsReview: draft.needsReview,
      units,
    },
    unresolved: [...leads.unresolved, ...coordinating.unresolved],
  };
}

const distinct = (units: readonly UnresolvedUnit[]): UnresolvedUnit[] => [
  ...new Map(units.map((unit) => [unit.written, unit])).values(),
];
