import type { Database } from "../store/database.ts";
import { type PlanOrigin, planOrigin } from "../store/plan-desk.ts";
import { standingPlans } from "../store/plan-documents.ts";
import { storedTasks } from "../store/tasks.ts";
import { readUnitRegistry } from "../store/unit-registry.ts";
import { type LikelyAmended, likelyAmended } from "./amend/likely-amended.ts";
import { resolveUnits, type UnresolvedUnit } from "./resolve-units.ts";

/** A stored plan in figures, with what a person should look at. */
export type DraftSummary = PlanOrigin & {
  readonly tasks: number;
  readonly dated: number;
  /** Tasks with a lead unit or group that is registered. */
  readonly withLead: number;
  readonly needsLook: number;
  readonly unresolved: readonly UnresolvedUnit[];
  /** Of a draft: the issued plan that it seems to be a revision of. */
  readonly revises: LikelyAmended | null;
};

/** As the plan stands now, corrections included; null when there is no such plan. */
export async function draftSummary(db: Database, planId: number): Promise<DraftSummary | null> {
  const origin = await planOrigin(db, planId);
  if (origin === null) return null;
  const tasks = (await storedTasks(db, planId)).filter(({ dropped }) => !dropped);
  const open = tasks.flatMap(({ units }) =>
    units.filter((unit) => unit.unitId === null && unit.groupId === null && unit.written !== ""),
  );
  const written = [...new Set(open.map((unit) => unit.written))];
  const { unresolved } = resolveUnits(written, await readUnitRegistry(db));
  const proposals = new Map(unresolved.map((unit) => [unit.written, unit.proposals]));
  return {
    ...origin,
    tasks: tasks.length,
    dated: tasks.filter(({ deadlineKind }) => deadlineKind !== "none" && deadlineKind !== "ongoing").length,
    withLead: tasks.filter(({ units }) =>
      units.some((unit) => unit.role === "lead" && (unit.unitId ?? unit.groupId) !== null),
    ).length,
    needsLook: tasks.filter(({ needsReview }) => needsReview.length > 0).length,
    unresolved: written.map((name) => ({ written: name, proposals: proposals.get(name) ?? [] })),
    revises:
      origin.state === "draft"
        ? likelyAmended({ ...origin, texts: tasks.map(({ text }) => text) }, await standingPlans(db))
        : null,
  };
}
