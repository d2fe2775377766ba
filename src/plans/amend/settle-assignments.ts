import { isOutstanding, moveAssignment } from "../../domain/assignment.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { Deadline } from "../../domain/deadline.ts";
import { afterEventDueOn, dueDaysByNow, recurringDueDays } from "../../domain/occurrence.ts";
import type { DueDateMove, Giving, HeldAssignment, SlotMove } from "../../store/plan-life.ts";
import type { NewTask } from "../../store/tasks.ts";
import { newSlots } from "./new-slots.ts";

/** A task before or after a revised document, as far as its assignments depend on it. */
export type TaskRule = {
  readonly task: NewTask;
  /** Units that lead it, groups resolved. */
  readonly leads: ReadonlySet<number>;
  /** The day on record for the event it waits for; null: none. */
  readonly eventOn: CalendarDate | null;
};

/** What happens to the assignments of one task. */
export type Settlement = {
  readonly cancel: readonly number[];
  readonly move: readonly DueDateMove[];
  /** Occurrences that stand for another day of their rule. */
  readonly slots: readonly SlotMove[];
  readonly give: readonly Giving[];
};

const isUnfinished = ({ state }: HeldAssignment): boolean => isOutstanding(state) || state === "reported";

const cancelled = (held: readonly HeldAssignment[]): number[] =>
  held.filter(isUnfinished).map(({ id, state }) => {
    moveAssignment(state, "cancelled");
    return id;
  });

/** The revised document no longer has the task: what is not confirmed ends. */
export const settleDropped = (held: readonly HeldAssignment[]): Settlement => ({
  cancel: cancelled(held),
  move: [],
  slots: [],
  give: [],
});

/**
 * What a changed or revived task means for what was given of it.
 *
 * - A unit no longer named: its assignments that are not confirmed end. A new one gets its own.
 * - Another day: unfinished assignments get it; one with an extension granted beyond the new day keeps the extension.
 * - Another rhythm: occurrences ahead that nobody has begun and that fall on no due day any more end, those of the new
 *   rhythm are given. What is due or begun stays.
 * - Another day of the same rhythm: what is due or begun in a period moves to its new day, and a period of which something is done
 *   gets nothing more.
 * - Confirmed work is never touched.
 */
export function settleChanged(
  taskId: number,
  { before, after, revived }: { before: TaskRule; after: TaskRule; revived: boolean },
  held: readonly HeldAssignment[],
  today: CalendarDate,
): Settlement {
  const settled = { cancel: [] as number[], move: [] as DueDateMove[], slots: [] as SlotMove[], give: [] as Giving[] };
  const wanted = dueDaysNow(after, today);
  const rhythm = isRecurring(before.task) || isRecurring(after.task);
  const sameRhythm =
    isRecurring(before.task) && isRecurring(after.task) && before.task.deadlineEvery === after.task.deadlineEvery;
  for (const unitId of new Set([...before.leads, ...after.leads, ...held.map((one) => one.unitId)])) {
    const own = held.filter((one) => one.unitId === unitId);
    const leads = after.leads.has(unitId);
    if (!leads) {
      if (before.leads.has(unitId)) settled.cancel.push(...cancelled(own));
      continue;
    }
    const joins = revived || !before.leads.has(unitId);
    if (!joins && rhythm) settled.cancel.push(...cancelled(own.filter((one) => isOutOfStep(one, after, today))));
    if (!rhythm) settled.move.push(...moved(own, wanted[0] ?? null));
    if (!joins && !rhythm) continue;
    const standing = own.filter(({ id, state }) => state !== "cancelled" && !settled.cancel.includes(id));
    // Once done is done; a rhythm asks for each of its days.
    if (!rhythm && standing.length > 0) continue;
    const slots = sameRhythm ? newSlots(deadlineOf(after.task), standing, today) : new Map<number, CalendarDate>();
    for (const one of standing) {
      const slotOn = slots.get(one.id);
      if (slotOn === undefined) continue;
      settled.slots.push({ id: one.id, slotOn });
      settled.move.push(...moved([one], slotOn));
    }
    const there = new Set(standing.map(({ id, slotOn, dueOn }) => slots.get(id) ?? (sameRhythm ? slotOn : dueOn)));
    settled.give.push(...wanted.filter((dueOn) => !there.has(dueOn)).map((dueOn) => ({ taskId, unitId, dueOn })));
  }
  return settled;
}

const deadlineOf = (task: NewTask): Pick<Deadline, "kind" | "start" | "end" | "every" | "dueDays"> => ({
  kind: task.deadlineKind as Deadline["kind"],
  start: task.deadlineStart,
  end: task.deadlineEnd,
  every: task.deadlineEvery as Deadline["every"],
  dueDays: task.dueDays,
});

const isRecurring = (task: NewTask): boolean => task.deadlineKind === "recurring" && task.deadlineEvery !== null;

/** A recurring task has other due days than before. */
export const hasNewRhythm = (before: NewTask, after: NewTask): boolean =>
  isRecurring(after) && JSON.stringify(deadlineOf(before)) !== JSON.stringify(deadlineOf(after));

/** The days for which a unit that gets the task today must have assignments. */
function dueDaysNow({ task, eventOn }: TaskRule, today: CalendarDate): readonly (CalendarDate | null)[] {
  if (task.deadlineKind === "after-event" && eventOn !== null) return [afterEventDueOn(eventOn, task.delayDays)];
  const days = dueDaysByNow(deadlineOf(task), today, today);
  // A rhythm that has come to its end asks for nothing more.
  return isRecurring(task) ? days.filter((dueOn) => dueOn !== null) : days;
}

/** An occurrence ahead that nobody has begun and the rule no longer has. */
function isOutOfStep({ state, started, dueOn }: HeldAssignment, after: TaskRule, today: CalendarDate): boolean {
  if (state !== "open" || started || (dueOn !== null && dueOn <= today)) return false;
  if (!isRecurring(after.task)) return dueOn !== (dueDaysNow(after, today)[0] ?? null);
  return dueOn === null || recurringDueDays(deadlineOf(after.task), dueOn).next().value !== dueOn;
}

/** The unfinished assignments whose day the new rule changes. */
const moved = (held: readonly HeldAssignment[], newDueOn: CalendarDate | null): DueDateMove[] =>
  held
    .filter(isUnfinished)
    .map(({ id, dueOn, grantedDueOn }) => ({ id, was: dueOn, dueOn: laterOf(newDueOn, grantedDueOn) }))
    .filter(({ was, dueOn }) => was !== dueOn)
    .map(({ id, dueOn }) => ({ id, dueOn }));

/** A new day, or the extension that reaches beyond it. */
export const laterOf = (newDueOn: CalendarDate | null, granted: CalendarDate | null): CalendarDate | null =>
  newDueOn !== null && granted !== null && granted > newDueOn ? granted : newDueOn;
