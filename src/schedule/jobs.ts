import { prune } from "../store/prune.ts";
import { planUsageWarnings, type Quotas } from "./channel-usage.ts";
import { planDigests } from "./digests.ts";
import { planOccurrences } from "./occurrences.ts";
import type { Planner } from "./planner.ts";
import { planReminders } from "./reminders.ts";
import { planReportCycles } from "./report-cycles.ts";
import { planUnconfigured } from "./unconfigured-channels.ts";
import { planUnreachable } from "./unreachable.ts";

/** What runs when, on the organisation's clocks. A planner that finds nothing due asks one cheap question. */
export type Job = {
  readonly name: string;
  /** Minute, hour, day of month, month, weekday, in the organisation's zone. */
  readonly cron: string;
  readonly plan: Planner;
};

const PRUNED_AFTER_MS = 14 * 24 * 60 * 60_000;

const planPruning: Planner = async ({ store }, now) => {
  await prune(store.prisma, new Date(now.getTime() - PRUNED_AFTER_MS));
  return [];
};

/** Occurrences come before reminders, so that what is due today is there to be reminded of. */
export const JOBS: readonly Job[] = [
  { name: "occurrences", cron: "10 0,7 * * *", plan: planOccurrences },
  { name: "digests", cron: "*/5 7-17 * * *", plan: planDigests },
  { name: "reminders", cron: "*/5 8-17 * * *", plan: planReminders },
  { name: "report-cycles", cron: "*/5 8-17 * * *", plan: planReportCycles },
  { name: "unreachable", cron: "*/10 8-17 * * *", plan: planUnreachable },
  { name: "pruning", cron: "30 3 * * *", plan: planPruning },
];

/** The table with what only channels of a monthly quota need, and what looks for messages to other channels than the `configured`. */
export const jobsWith = (quotas: Quotas, configured: readonly string[] = []): readonly Job[] => [
  ...(configured.length === 0
    ? []
    : [{ name: "unconfigured-channels", cron: "*/5 * * * *", plan: planUnconfigured(configured) }]),
  ...JOBS,
  ...(quotas.size === 0 ? [] : [{ name: "channel-usage", cron: "*/10 * * * *", plan: planUsageWarnings(quotas) }]),
];
