/** Keeps the plan's requests a minute, which are more than the core's messages: uploads, the quota call, the parts of a text. */
export type RequestPace = {
  /**
   * Milliseconds until a request may go, counted from `nowMs` (any steady clock). Books its place, unless that is more than
   * `mostMs` away.
   */
  book(nowMs: number, mostMs: number): number;
};

const MINUTE_MS = 60_000;
/** A request that left in time can arrive this much later than the one a minute after it. */
const JITTER_MS = 250;

/** In any minute at most `perMinute` requests go; Infinity: no limit. */
export function requestPace(perMinute: number): RequestPace {
  /** When the last requests go, earliest first. */
  const booked: number[] = [];
  return {
    book(nowMs, mostMs) {
      if (perMinute === Number.POSITIVE_INFINITY) return 0;
      const oldest = booked.length < Math.max(1, perMinute) ? undefined : booked[0];
      const goesAtMs = oldest === undefined ? nowMs : Math.max(nowMs, oldest + MINUTE_MS + JITTER_MS);
      if (goesAtMs - nowMs > mostMs) return goesAtMs - nowMs;
      if (oldest !== undefined) booked.shift();
      booked.push(goesAtMs);
      return goesAtMs - nowMs;
    },
  };
}
