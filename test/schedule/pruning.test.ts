import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { JOBS } from "../../src/schedule/jobs.ts";
import type { Store } from "../../src/store/open-store.ts";
import { plannerParts } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { local } from "../support/planning.ts";

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => reset(store));

test("events and wrong codes are forgotten after fourteen days, not before", async () => {
  const days = ["2026-11-08 02:00", "2026-11-09 04:00"];
  await store.prisma.incomingEvent.createMany({
    data: days.map((day) => ({ channel: "fake", eventId: day, receivedAt: local(day) })),
  });
  await store.prisma.linkAttempt.createMany({
    data: days.map((day) => ({ channel: "fake", address: day, failures: 3, sinceAt: local(day) })),
  });
  const now = local("2026-11-23 03:30");
  await JOBS.find(({ name }) => name === "pruning")?.plan(plannerParts(store, now), now);
  expect((await store.prisma.incomingEvent.findMany()).map(({ eventId }) => eventId)).toEqual([days[1]]);
  expect((await store.prisma.linkAttempt.findMany()).map(({ address }) => address)).toEqual([days[1]]);
});
