/** Whether a platform is heard. A short outage is nothing to tell of: what was said in it is usually heard after it. */
export type Hearing = {
  /** Asked and answered, or connected. */
  heard(): void;
  /** It could not be heard just now. */
  failed(): void;
  /** The platform refuses the bot: that does not mend itself. */
  refused(): void;
  /** False after more than a minute of failures, and at once after a refusal, until it is heard again. */
  hears(): boolean;
};

const SHORT_OUTAGE_MS = 60_000;

/** `nowMs` is any steady clock. */
export function hearing(nowMs: () => number = () => performance.now()): Hearing {
  let deafSinceMs: number | null = null;
  return {
    heard() {
      deafSinceMs = null;
    },
    failed() {
      deafSinceMs ??= nowMs();
    },
    refused() {
      deafSinceMs = Number.NEGATIVE_INFINITY;
    },
    hears: () => deafSinceMs === null || nowMs() - deafSinceMs <= SHORT_OUTAGE_MS,
  };
}
