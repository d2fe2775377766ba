import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate, toDay } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore } from "../support/database.ts";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => await store.close());

test.each(["2026-01-01", "2026-12-31", "2028-02-29"])(
  "the day %s is the same day in the store and back",
  async (day) => {
    const { date } = await store.prisma.calendarDay.create({ data: { date: toDate(day), kind: "off", name: "nghỉ" } });
    const [row] = await store.prisma.$queryRaw<{ text: string }[]>`
    SELECT date::text AS text FROM calendar_day WHERE date = ${day}::date`;
    expect([toDay(date), row?.text]).toEqual([day, day]);
  },
);
