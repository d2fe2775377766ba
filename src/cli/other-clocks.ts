/** A clock that is not this machine's, read at the same moment as ours. */
export type OtherClock = {
  /** Whose it is, as people read it. */
  readonly whose: string;
  /** How far ours is ahead of it; negative: behind. */
  readonly aheadMs: number;
};

/** Answers take their time and HTTP tells whole seconds; platforms that sign what they send allow 5 minutes. */
const MOST_OFF_MS = 60_000;

/** The clock that ours differs most from; null when it agrees with all of them. */
export function worstDifference(others: readonly OtherClock[]): OtherClock | null {
  const [worst] = others
    .filter(({ aheadMs }) => Math.abs(aheadMs) > MOST_OFF_MS)
    .toSorted((one, other) => Math.abs(other.aheadMs) - Math.abs(one.aheadMs));
  return worst ?? null;
}

/** When an HTTP answer was given, by the clock of who gave it; null when it does not say, or was kept by a cache. */
export function answeredAt(answer: Response): Date | null {
  const date = new Date(answer.headers.get("date") ?? "");
  return Number.isNaN(date.getTime()) || answer.headers.has("age") ? null : date;
}
