import type { NewTask } from "../store/tasks.ts";
import type { DraftTask } from "./draft.ts";
import { resolveUnits, type UnitRegistry, type UnresolvedUnit } from "./resolve-units.ts";

/** A drafted task as the store keeps it, its units found in the registry; what no unit bears is told apart. */
export function newTask(
  draft: DraftTask,
  registry: UnitRegistry,
): { readonly task: NewTask; readonly unresolved: readonly UnresolvedUnit[] } {
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
      event: deadline.event,
      deadlineText: draft.deadlineText,
      product: draft.product,
      reportTo: draft.report?.to ?? null,
      reportEvery: draft.report?.every ?? null,
      page: draft.page,
      paragraph: draft.paragraph,
      tableNumber: draft.table?.number ?? null,
      tableRow: draft.table?.row ?? null,
      confidence: draft.confidence,
      needsReview: draft.needsReview,
      fields: draft.fields,
      units,
    },
    unresolved: [...leads.unresolved, ...coordinating.unresolved],
  };
}
