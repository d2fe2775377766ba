import cron from "node-cron";

const MINUTE_MS = 60_000;
/** More minutes than this between two beats is a jump: the clock was moved, or the machine slept. */
const LONGEST_STEP_MINUTES = 2;

/** The whole minute an instant lies in, counted from 1970. */
export const minuteOf = (instant: Date): number => Math.floor(instant.getTime() / MINUTE_MS);

/** True when the product's clock did not simply run on from one minute to the other. */
export const isJump = (from: number, to: number): boolean => to < from || to - from > LONGEST_STEP_MINUTES;

export type Calendar = {
  /** True when the cron expression names one of the minutes after `from` up to and including `to`. */
  strikes(from: number, to: number): boolean;
};

/**
 * A cron expression judged on the product's clock, in a zone. node-cron's own timers follow the machine's clock, which is not the
 * product's in a demo or a test.
 */
export function cronCalendar(expression: string, zone: string): Calendar {
  const task = cron.createTask(expression, () => undefined, { timezone: zone });
  return {
    strikes(from, to) {
      for (let minute = from + 1; minute <= to; minute++) if (task.match(new Date(minute * MINUTE_MS))) return true;
      return false;
    },
  };
}

/** Calls `beat` every second until stopped. */
export function heart(beat: () => void): { stop(): Promise<void> } {
  const task = cron.schedule("* * * * * *", beat, { suppressMissedWarning: true });
  return { stop: async () => await task.destroy() };
}
