import type { Planner } from "../../src/schedule/planner.ts";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { plannerParts } from "./clockwork.ts";

/** "2026-11-23 08:00" on the organisation's clocks. */
export const local = (when: string): Date => new Date(`${when.replace(" ", "T")}:00+07:00`);

/** Runs a planner at such a time. Returns the channels it wakes. */
export async function planAt(store: Store, planner: Planner, when: string): Promise<readonly string[]> {
  const now = local(when);
  return await planner(plannerParts(store, now), now);
}

export type PlannedLetter = {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
};

/** Everything in the outbox for one member or room, oldest first. */
export async function lettersTo(store: Store, to: { memberId: number } | { roomId: number }): Promise<PlannedLetter[]> {
  const rows = await store.prisma.delivery.findMany({ where: to, orderBy: { id: "asc" } });
  return rows.map(({ key, message }) => {
    const { title, body, offer } = message as { title: string; body: string; offer: { labels: string[] } | null };
    return { key, title, body, labels: offer?.labels ?? [] };
  });
}

/** Days off and make-up working days. */
export async function setCalendar(store: Store, days: Readonly<Record<string, "off" | "working">>): Promise<void> {
  await store.prisma.calendarDay.createMany({
    data: Object.entries(days).map(([date, kind]) => ({ date: toDate(date), kind, name: "theo thông báo" })),
  });
}
