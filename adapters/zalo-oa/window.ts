const HOUR_MS = 60 * 60_000;
/** After this a message to the person costs money. */
export const FREE_MS = 48 * HOUR_MS;
/** After this only an approved template reaches the person. */
export const OPEN_MS = 7 * 24 * HOUR_MS;
/** Our clock and Zalo's, and what each of them calls an interaction, may differ by so much. */
export const EDGE_MS = HOUR_MS / 2;

/** - `unsure`: too near an edge, or nothing is known: Zalo has to be asked. */
export type Window = "free" | "paid" | "closed" | "unsure";

/** What may be sent to a person who was last heard at an instant. */
export function windowAt(lastHeardAt: Date | null, now: Date): Window {
  if (lastHeardAt === null) return "unsure";
  const ageMs = now.getTime() - lastHeardAt.getTime();
  if ([FREE_MS, OPEN_MS].some((edgeMs) => Math.abs(ageMs - edgeMs) <= EDGE_MS)) return "unsure";
  return exactWindow(ageMs);
}

/** The same with Zalo's own instant of the last interaction, which has no unsure edges. */
export function exactWindow(ageMs: number): Exclude<Window, "unsure"> {
  if (ageMs <= FREE_MS) return "free";
  return ageMs <= OPEN_MS ? "paid" : "closed";
}
