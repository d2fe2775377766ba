import { inTransaction } from "../store/database.ts";
import { endUnconfigured } from "../store/unconfigured-channels.ts";
import type { Planner } from "./planner.ts";

/** Another process that has the channel may be on its way back from a restart. */
const WAITED_MS = 10 * 60_000;

/** What is meant for a platform that was taken out of the set-up goes to its reader's next account, or fails where somebody sees it. */
export const planUnconfigured =
  (configured: readonly string[]): Planner =>
  ({ store }, now) =>
    inTransaction(store.prisma, (db) =>
      endUnconfigured(db, { configured, waitedSince: new Date(now.getTime() - WAITED_MS), now }),
    );
