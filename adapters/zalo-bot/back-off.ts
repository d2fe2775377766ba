import { setTimeout as delay } from "node:timers/promises";

const LONGEST_PAUSE_MS = 30_000;

/** `firstPauseMs` after the first failure (0), then twice as long after each further one, up to 30 s. */
export const pauseMsAfter = (failures: number, firstPauseMs: number): number =>
  Math.min(firstPauseMs * 2 ** failures, LONGEST_PAUSE_MS);

/** Waits; ends at once when `signal` is aborted. */
export const pause = (pauseMs: number, signal: AbortSignal): Promise<void> =>
  delay(pauseMs, undefined, { signal }).catch(() => undefined);
