/** Where the present comes from. The only file that asks the machine. */
export type Clock = {
  now(): Date;
};

export type MovableClock = Clock & {
  /** Jumps to an instant, forward or back; time runs on from there. */
  moveTo(instant: Date): void;
};

export const systemClock: Clock = { now: () => new Date() };

/** Starts at `start` and runs on at the machine's pace: for demos, and for `NHACVIEC_CLOCK`. */
export function movableClock(start: Date): MovableClock {
  let offsetMs = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offsetMs),
    moveTo: (instant) => {
      offsetMs = instant.getTime() - Date.now();
    },
  };
}
