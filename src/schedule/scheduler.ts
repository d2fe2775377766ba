import cron, { type ScheduledTask } from "node-cron";
import type { Log } from "../log.ts";
import { JOBS, type Job } from "./jobs.ts";
import type { PlannerParts } from "./planner.ts";

export type Scheduler = {
  /** Runs every job once, to catch up, and from then on by the clock. */
  start(): Promise<void>;
  /** Runs every job now, in their order; for the start, for a clock that was moved, for demos and tests. */
  runAll(): Promise<void>;
  /** Lets the job in hand finish and runs no more. */
  stop(): Promise<void>;
};

type SchedulerParts = PlannerParts & {
  readonly log: Log;
  readonly wake: (channels: readonly string[]) => void;
  /** Tries again to fetch files that could not be had. */
  readonly fetchFiles: () => Promise<void>;
};

const FETCH_FILES_CRON = "*/5 * * * *";

/** The clockwork. A job never overlaps itself; one that fails is logged and runs again at its next time. */
export function scheduler(parts: SchedulerParts): Scheduler {
  const { log } = parts;
  const tasks: ScheduledTask[] = [];
  const running = new Map<string, Promise<void>>();

  function run({ name, plan }: Job): Promise<void> {
    const already = running.get(name);
    if (already !== undefined) return already;
    const run = plan(parts, parts.clock.now())
      .then((channels) => {
        if (channels.length > 0) parts.wake(channels);
      })
      .catch((error: unknown) => log.error({ job: name, err: error }, "job failed"))
      .finally(() => running.delete(name));
    running.set(name, run);
    return run;
  }

  async function runAll(): Promise<void> {
    parts.working.forget();
    for (const job of JOBS) await run(job);
  }

  return {
    async start() {
      await runAll();
      for (const job of JOBS) {
        tasks.push(cron.schedule(job.cron, () => run(job), { timezone: parts.zone, name: job.name }));
      }
      tasks.push(cron.schedule(FETCH_FILES_CRON, () => parts.fetchFiles(), { timezone: parts.zone }));
    },
    runAll,
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all(running.values());
    },
  };
}
