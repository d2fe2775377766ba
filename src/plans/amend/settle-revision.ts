import type { CalendarDate } from "../../domain/calendar-date.ts";
import { dayOfEvent, eventNameOf } from "../../domain/event-name.ts";
import type { Database } from "../../store/database.ts";
import { giveAssignments } from "../../store/give-assignments.ts";
import { eventRecords } from "../../store/plan-events.ts";
import {
  cancelAssignments,
  giveAgain,
  type HeldAssignment,
  lockAssignmentsOf,
  moveDueDates,
  moveSlots,
} from "../../store/plan-life.ts";
import { beginRules, type NewTask } from "../../store/tasks.ts";
import type { UnitRegistry } from "../resolve-units.ts";
import type { Revision } from "./compare-documents.ts";
import { hasNewRhythm, type Settlement, settleChanged, settleDropped, type TaskRule } from "./settle-assignments.ts";

/** What a revision did to the work that was given. */
export type SettledWork = {
  readonly assignments: { readonly given: number; readonly cancelled: number; readonly moved: number };
  readonly answeredRequests: number;
};

/**
 * Brings the assignments of a revised plan in line with its tasks; the tasks themselves are written already. A request for more
 * time whose date the new due date reaches is counted and left: it takes a person to decide it.
 */
export async function settleRevision(
  db: Database,
  { places, gone }: Revision,
  { planId, registry, today, now }: { planId: number; registry: UnitRegistry; today: CalendarDate; now: Date },
): Promise<SettledWork> {
  const changed = places.flatMap(({ task, match }) =>
    match === null || (match.differences.length === 0 && !match.standing.dropped) ? [] : [{ task, ...match }],
  );
  const records = await eventRecords(db, [planId]);
  const ruleOf = (task: NewTask): TaskRule => ({
    task,
    leads: leadsOf(task, registry),
    eventOn: task.deadlineKind === "after-event" ? dayOfEvent(eventNameOf(task), records) : null,
  });
  const held = await lockAssignmentsOf(db, [
    ...changed.map(({ standing }) => standing.id),
    ...gone.map(({ id }) => id),
  ]);
  const ofTask = Map.groupBy(held, ({ taskId }) => taskId);
  const settlements = [
    ...gone.map(({ id }) => settleDropped(ofTask.get(id) ?? [])),
    ...changed.map(({ task, standing }) =>
      settleChanged(
        standing.id,
        { before: ruleOf(standing), after: ruleOf(task), revived: standing.dropped },
        ofTask.get(standing.id) ?? [],
        today,
      ),
    ),
  ];
  const cancelled = await cancelAssignments(
    db,
    settlements.flatMap(({ cancel }) => cancel),
  );
  const moves = settlements.flatMap(({ move }) => move);
  await moveDueDates(db, moves);
  await moveSlots(
    db,
    settlements.flatMap(({ slots }) => slots),
  );
  await beginRules(
    db,
    changed.flatMap(({ task, standing }) => (hasNewRhythm(standing, task) ? [standing.id] : [])),
    today,
  );
  const again = await giveAgain(
    db,
    settlements.flatMap(({ give }) => give),
    { today, now },
  );
  const given = again + (await giveAssignments(db, { planId, today, now }));
  return { assignments: { given, cancelled, moved: moves.length }, answeredRequests: answered(held, moves) };
}

/** Units that lead a task, each unit of a group. */
function leadsOf(task: NewTask, { groups }: UnitRegistry): ReadonlySet<number> {
  const leads = task.units.filter(({ role }) => role === "lead");
  return new Set(
    leads.flatMap(({ unitId, groupId }) =>
      unitId === null ? (groups.find(({ id }) => id === groupId)?.unitIds ?? []) : [unitId],
    ),
  );
}

function answered(held: readonly HeldAssignment[], moves: Settlement["move"]): number {
  const dueOn = new Map(moves.map((move) => [move.id, move.dueOn]));
  return held.filter(({ id, askedDueOn }) => {
    const day = dueOn.get(id);
    return askedDueOn !== null && day !== undefined && day !== null && askedDueOn <= day;
  }).length;
}
