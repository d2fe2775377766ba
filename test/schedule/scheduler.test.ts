import { afterEach, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { cronCalendar, minuteOf } from "../../src/schedule/beat.ts";
import { JOBS, type Job } from "../../src/schedule/jobs.ts";
import { type Scheduler, scheduler } from "../../src/schedule/scheduler.ts";
import type { WorkingTime } from "../../src/schedule/working-time.ts";
import type { Store } from "../../src/store/open-store.ts";
import { ZONE } from "../support/organisation.ts";
import { local } from "../support/planning.ts";

let clockwork: Scheduler | null = null;
afterEach(async () => {
  await clockwork?.stop();
  clockwork = null;
});

/** A scheduler of small jobs, on a clock of the test's own. */
function startClockwork(jobs: readonly Job[], start: string) {
  const clock = { present: local(start), now: () => clock.present };
  const lines: string[] = [];
  const woken: string[] = [];
  clockwork = scheduler({
    store: {} as Store,
    clock,
    zone: ZONE,
    language: "vi",
    working: { forget: () => undefined } as WorkingTime,
    log: createLog("info", { write: (line) => void lines.push(line) }),
    wake: (channels) => void woken.push(...channels),
    fetchFiles: async () => undefined,
    jobs,
  });
  const { beat, runAll } = clockwork;
  return {
    lines,
    woken,
    runAll,
    at: async (when: string) => {
      clock.present = local(when);
      await beat();
    },
  };
}

/** A job that writes down when it ran. */
function noting(name: string, cron: string, runs: string[], channels: readonly string[] = []): Job {
  return {
    name,
    cron,
    plan: async (_parts, now) => {
      runs.push(`${name} ${now.toISOString().slice(11, 16)}`);
      return channels;
    },
  };
}

test("a job runs when the product's clock reaches its minute in the organisation's zone, once, and wakes its channels", async () => {
  const runs: string[] = [];
  const { at, woken } = startClockwork([noting("morning", "0 8 * * *", runs, ["fake"])], "2026-11-23 07:58");
  for (const minute of ["07:58", "07:59", "07:59", "08:00", "08:00", "08:01"]) await at(`2026-11-23 ${minute}`);
  expect(runs).toEqual(["morning 01:00"]);
  expect(woken).toEqual(["fake"]);
});

test("a beat that comes a minute late still runs what it passed over", async () => {
  const runs: string[] = [];
  const { at } = startClockwork([noting("morning", "0 8 * * *", runs)], "2026-11-23 07:59");
  await at("2026-11-23 08:01");
  expect(runs).toEqual(["morning 01:01"]);
});

test("when the clock is moved, forward or back, every job runs at once in the order of the table", async () => {
  const runs: string[] = [];
  const jobs = [noting("first", "0 8 * * *", runs), noting("second", "0 9 * * *", runs)];
  const { at } = startClockwork(jobs, "2026-11-23 12:00");
  await at("2026-11-25 12:00");
  await at("2026-11-20 06:00");
  expect(runs).toEqual(["first 05:00", "second 05:00", "first 23:00", "second 23:00"]);
});

test("a failing job is logged without content, stops nobody, and runs again at its next time", async () => {
  const runs: string[] = [];
  const failing: Job = {
    name: "failing",
    cron: "* * * * *",
    plan: async () => {
      runs.push("failing");
      throw new Error("broken");
    },
  };
  const { at, lines } = startClockwork([failing, noting("healthy", "* * * * *", runs)], "2026-11-23 08:00");
  await at("2026-11-23 08:01");
  await at("2026-11-23 08:02");
  expect(runs).toEqual(["failing", "healthy 01:01", "failing", "healthy 01:02"]);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('"job":"failing"');
});

test("a job never overlaps itself", async () => {
  let running = 0;
  let most = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow: Job = {
    name: "slow",
    cron: "* * * * *",
    plan: async () => {
      most = Math.max(most, ++running);
      await held;
      running--;
      return [];
    },
  };
  const { at } = startClockwork([slow], "2026-11-23 08:00");
  const beats = [at("2026-11-23 08:01"), at("2026-11-23 08:02"), at("2026-11-23 08:03")];
  release();
  await Promise.all(beats);
  expect(most).toBe(1);
});

test("every job of the table has a time that strikes within a day", () => {
  const from = minuteOf(local("2026-11-23 00:00"));
  expect(JOBS.filter(({ cron }) => !cronCalendar(cron, ZONE).strikes(from, from + 24 * 60))).toEqual([]);
});
