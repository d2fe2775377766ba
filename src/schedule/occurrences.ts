import { dayAt } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import { giveAssignments } from "../store/give-assignments.ts";
import type { Planner } from "./planner.ts";

/** Recurring tasks get the assignment of their next due day in time. */
export const planOccurrences: Planner = async ({ store, zone }, now) => {
  await inTransaction(store.prisma, (db) => giveAssignments(db, { planId: null, today: dayAt(now, zone), now }));
  return [];
};
