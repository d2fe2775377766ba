/** At most so many events in any stretch of time of one length, wherever it begins. Milliseconds on any one steady clock. */
export type SlidingWindow = {
  /** Until one more may happen; 0: now. */
  waitMs(nowMs: number): number;
  /** One happens now. */
  add(nowMs: number): void;
};

/** @param limit a whole number, at least 1; the window remembers so many moments */
export function slidingWindow(limit: number, lengthMs: number): SlidingWindow & { freeAtMs(): number } {
  const lastMs: number[] = [];
  const freeAtMs = (): number => (lastMs.length < limit ? Number.NEGATIVE_INFINITY : (lastMs[0] ?? 0) + lengthMs);
  return {
    freeAtMs,
    waitMs: (nowMs) => Math.max(0, freeAtMs() - nowMs),
    add(nowMs) {
      lastMs.push(nowMs);
      if (lastMs.length > limit) lastMs.shift();
    },
  };
}

/** A timer that fired so late is made up for. */
const LATEST_TIMER_MS = 100;

/**
 * A window whose events are spread evenly, `spacingMs` apart, as long as there is no end of them; after a pause `burst` of them
 * may happen at once. What late timers delayed is made up for in so far as the window has room.
 */
export function evenWindow(
  window: ReturnType<typeof slidingWindow>,
  { spacingMs, burst }: { readonly spacingMs: number; readonly burst: number },
): SlidingWindow {
  const headStartMs = (burst - 0.5) * spacingMs;
  /** When the next is due by spacing alone. */
  let dueMs = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (nowMs) => Math.max(0, dueMs - nowMs, window.freeAtMs() - nowMs),
    add(nowMs) {
      // Waiting for a full window is no pause: or a burst would come back in every window after it.
      dueMs = Math.max(dueMs, window.freeAtMs() - LATEST_TIMER_MS, nowMs - headStartMs) + spacingMs;
      window.add(nowMs);
    },
  };
}
