import type { Log } from "../log.ts";
import { type Calendar, cronCalendar, heart, isJump, minuteOf } from "./beat.ts";
import { JOBS, type Job } from "./jobs.ts";
import type { PlannerParts } from "./planner.ts";

export type Scheduler = {
  /** Runs every job once, to catch up, and from then on by the product's clock. */
  start(): Promise<void>;
  /** Runs every job now, in their order; for the start, for a clock that was moved, for demos and tests. */
  runAll(): Promise<void>;
  /** Runs what the clock has reached since the last beat; everything when it was moved. Called every second once started. */
  beat(): Promise<void>;
  /** Lets the job in hand finish and runs no more. */
  stop(): Promise<void>;
};

export type SchedulerParts = PlannerParts & {
  readonly log: Log;
  readonly wake: (channels: readonly string[]) => void;
  /** Tries again to fetch files that could not be had. */
  readonly fetchFiles: () => Promise<void>;
  /** What runs when; the product's own table unless there is another. */
  readonly jobs?: readonly Job[];
};

const FETCH_FILES_CRON = "*/5 * * * *";

/** The clockwork. A job never overlaps itself; one that fails is logged and runs again at its next time. */
export function scheduler(parts: SchedulerParts): Scheduler {
  const { log, clock, zone } = parts;
  const fetching: Job = { name: "files", cron: FETCH_FILES_CRON, plan: () => parts.fetchFiles().then(() => []) };
  const jobs = parts.jobs ?? JOBS;
  const calendars = new Map<Job, Calendar>([...jobs, fetching].map((job) => [job, cronCalendar(job.cron, zone)]));
  const running = new Map<string, Promise<void>>();
  let lastMinute = minuteOf(clock.now());
  let beating: { stop(): Promise<void> } | null = null;
  let stopped = false;

  function run(job: Job): Promise<void> {
    const already = running.get(job.name);
    if (already !== undefined) return already;
    const run = plan(job).finally(() => running.delete(job.name));
    running.set(job.name, run);
    return run;
  }

  async function plan(job: Job): Promise<void> {
    try {
      const channels = await job.plan(parts, clock.now());
      if (channels.length > 0) parts.wake(channels);
    } catch (error) {
      log.error({ job: job.name, err: error }, "job failed");
    }
  }

  async function runAll(): Promise<void> {
    lastMinute = minuteOf(clock.now());
    parts.working.forget();
    for (const job of jobs) {
      if (stopped) return;
      // What is under way may have begun before the clock was moved.
      await running.get(job.name);
      await run(job);
    }
  }

  async function beat(): Promise<void> {
    const from = lastMinute;
    const to = minuteOf(clock.now());
    if (stopped || from === to) return;
    if (isJump(from, to)) return await runAll();
    lastMinute = to;
    await Promise.all([...calendars].map(([job, calendar]) => (calendar.strikes(from, to) ? run(job) : null)));
  }

  return {
    async start() {
      await runAll();
      beating = heart(() => void beat());
    },
    runAll,
    beat,
    async stop() {
      stopped = true;
      await beating?.stop();
      await Promise.all(running.values());
    },
  };
}
