import type { Clock } from "../clock.ts";
import type { Store } from "../store/open-store.ts";
import type { Language } from "../texts/texts.ts";
import type { WorkingTime } from "./working-time.ts";

/** What every planner works with. */
export type PlannerParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly zone: string;
  /** Where a person has not chosen. */
  readonly language: Language;
  readonly working: WorkingTime;
};

/**
 * Asks what is due by `now` and not yet recorded, and records it together with the messages. Doing it again, late, or in two
 * processes at once does nothing more. Returns the channels that have something to send.
 */
export type Planner = (parts: PlannerParts, now: Date) => Promise<readonly string[]>;
