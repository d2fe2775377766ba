import type { PlannerParts } from "../../src/schedule/planner.ts";
import { workingTime } from "../../src/schedule/working-time.ts";
import type { Store } from "../../src/store/open-store.ts";
import { ZONE } from "./organisation.ts";

/** What a planner works with, at a present of the test's own. The calendar is read anew for each. */
export const plannerParts = (store: Store, now: Date): PlannerParts => ({
  store,
  clock: { now: () => now },
  zone: ZONE,
  language: "vi",
  working: workingTime({ store, zone: ZONE }),
});

/** An instant on the organisation's clocks: `at("2026-11-20", "08:00")`. */
export const at = (day: string, time: string): Date => new Date(`${day}T${time}:00+07:00`);
