import { addDays, type CalendarDate } from "../domain/calendar-date.ts";
import { dayOfEvent, eventKey, eventNameOf, eventsMeant } from "../domain/event-name.ts";
import { afterEventDueOn } from "../domain/occurrence.ts";
import { Refusal } from "../errors.ts";
import { type Database, inTransaction } from "../store/database.ts";
import type { Store } from "../store/open-store.ts";
import { type EventRecord, type EventTask, eventRecords, eventTasks, insertEvent } from "../store/plan-events.ts";
import { lockAssignmentsOf, moveDueDates } from "../store/plan-life.ts";
import { lockPlan } from "../store/plans.ts";
import { laterOf } from "./amend/settle-assignments.ts";

/** An event that deadlines of a plan wait for, in the document's words. */
export type PlanEventLine = {
  readonly name: string;
  readonly tasks: number;
  /** Null: it has not taken place, as far as anybody said. */
  readonly tookPlaceOn: CalendarDate | null;
};

type KnownEvent = PlanEventLine & { readonly waiting: readonly EventTask[] };

export type RecordedEvent = {
  readonly planId: number;
  readonly title: string;
  readonly name: string;
  readonly on: CalendarDate;
  /** The day that was on record before; null: the first. */
  readonly formerOn: CalendarDate | null;
  readonly tasks: readonly {
    readonly heading: string;
    readonly text: string;
    readonly dueOn: CalendarDate;
    /** The event is recorded so late that its deadline is over: the units are told at the next reminders. */
    readonly isPast: boolean;
  }[];
  /** Assignments whose due date is set or corrected. */
  readonly dated: number;
};

/** An event may be announced ahead, but a day further off than this is a slip of the pen. */
const FURTHEST_DAYS = 366;

/** The events of a plan: the waiting ones first, each with its number of tasks, in the document's order. */
export async function planEvents(db: Database, planId: number): Promise<readonly PlanEventLine[]> {
  const known = await knownEvents(db, planId);
  return known
    .map(({ name, tasks, tookPlaceOn }) => ({ name, tasks, tookPlaceOn }))
    .sort((a, b) => Number(a.tookPlaceOn !== null) - Number(b.tookPlaceOn !== null));
}

/**
 * Puts on record the day on which an event took place and starts the deadlines that wait for it: every assignment of their tasks
 * that is not finished is due that many days later (a delay in working days counts as plain days, and the task says that it is
 * doubtful). Another day later on corrects them; an extension granted beyond the new due date stays. The first due date that an
 * assignment gets becomes its original one.
 *
 * @param request.name the event's words, or enough of them to tell it from the others
 * @throws Refusal `plan-unknown`, `plan-not-issued`, `event-too-far`, `event-none`, `event-unknown`, `event-several`
 */
export async function recordEvent(
  store: Store,
  request: { planId: number; name: string; on: CalendarDate; dryRun: boolean; today: CalendarDate; now: Date },
): Promise<RecordedEvent> {
  const { planId, on, now } = request;
  const latest = addDays(request.today, FURTHEST_DAYS);
  if (on > latest) throw new Refusal("event-too-far", { seen: on, accepted: latest });
  return await inTransaction(
    store.prisma,
    async (db) => {
      const plan = await lockPlan(db, planId);
      if (plan === null) throw new Refusal("plan-unknown", { plan: planId });
      if (plan.state !== "issued") throw new Refusal("plan-not-issued", { plan: planId, state: plan.state });
      const event = eventOf(request.name, await knownEvents(db, planId), planId);
      await insertEvent(db, { planId, name: event.name, tookPlaceOn: on }, now);
      const dueOn = new Map(event.waiting.map((task) => [task.id, afterEventDueOn(on, task.delayDays)]));
      const held = await lockAssignmentsOf(db, [...dueOn.keys()]);
      const moves = held
        .filter(({ state }) => state !== "confirmed" && state !== "cancelled")
        .map((one) => ({ ...one, next: laterOf(dueOn.get(one.taskId) ?? on, one.grantedDueOn) }))
        .filter((one) => one.next !== one.dueOn)
        .map(({ id, next }) => ({ id, dueOn: next }));
      await moveDueDates(db, moves);
      return {
        planId,
        title: plan.title,
        name: event.name,
        on,
        formerOn: event.tookPlaceOn,
        tasks: event.waiting.map(({ id, heading, text }) => {
          const day = dueOn.get(id) ?? on;
          return { heading, text, dueOn: day, isPast: day < request.today };
        }),
        dated: moves.length,
      };
    },
    request.dryRun,
  );
}

/** The plan's events by name, with the tasks that wait for each and the day on record. */
async function knownEvents(db: Database, planId: number): Promise<KnownEvent[]> {
  const tasks = await eventTasks(db, planId);
  const records: readonly EventRecord[] = await eventRecords(db, [planId]);
  return [...Map.groupBy(tasks, (task) => eventKey(eventNameOf(task))).values()].flatMap((waiting) => {
    const [first] = waiting;
    if (first === undefined) return [];
    const name = eventNameOf(first);
    return [{ name, tasks: waiting.length, tookPlaceOn: dayOfEvent(name, records), waiting }];
  });
}

function eventOf(said: string, known: readonly KnownEvent[], planId: number): KnownEvent {
  if (known.length === 0) throw new Refusal("event-none", { plan: planId });
  const meant = eventsMeant(
    said,
    known.map(({ name }) => name),
  );
  const found = known.filter(({ name }) => meant.includes(name));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const accepted = (found.length === 0 ? known : found).map(({ name, tasks }) => `“${name}” (${tasks})`).join("; ");
  throw new Refusal(found.length === 0 ? "event-unknown" : "event-several", { seen: said, accepted });
}
