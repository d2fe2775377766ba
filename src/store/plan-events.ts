import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";

/** A day on record for an event that deadlines of a plan wait for. */
export type EventRecord = {
  readonly planId: number;
  /** In the document's words. */
  readonly name: string;
  readonly tookPlaceOn: CalendarDate;
};

/** What is on record of these plans' events, oldest first: a later record of the same name corrects an earlier one. */
export async function eventRecords(db: Database, planIds: readonly number[]): Promise<EventRecord[]> {
  return db.$queryRaw<EventRecord[]>`
    SELECT plan_id AS "planId", name, took_place_on::text AS "tookPlaceOn" FROM plan_event
    WHERE plan_id = ANY(${[...planIds]}::int[]) ORDER BY id`;
}

/** A task whose deadline waits for an event. */
export type EventTask = {
  readonly id: number;
  readonly heading: string;
  readonly text: string;
  readonly event: string | null;
  readonly deadlineText: string | null;
  readonly delayDays: number | null;
};

/** The tasks of a plan that wait for an event, in the document's order, without those that were dropped. */
export async function eventTasks(db: Database, planId: number): Promise<EventTask[]> {
  return db.$queryRaw<EventTask[]>`
    SELECT id, heading, text, event, deadline_text AS "deadlineText", delay_days AS "delayDays" FROM task
    WHERE plan_id = ${planId} AND deadline_kind = 'after-event' AND dropped_at IS NULL ORDER BY position`;
}

/** Puts an event's day on record. */
export async function insertEvent(db: Database, { planId, name, tookPlaceOn }: EventRecord, now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO plan_event (plan_id, name, took_place_on, recorded_at)
    VALUES (${planId}, ${name}, ${tookPlaceOn}::date, ${instant(now)}::timestamptz)`;
}
