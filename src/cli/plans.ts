import { dayAt } from "../domain/zone.ts";
import { Refusal } from "../errors.ts";
import { importPlan } from "../plans/import-plan.ts";
import { issuePlan } from "../plans/issue-plan.ts";
import { planFile } from "../plans/read/plan-file.ts";
import { readPlanApart } from "../plans/read/read-apart.ts";
import { planEvents } from "../plans/record-event.ts";
import { amendmentsOf, droppedTasks, planLifeCounts } from "../store/amendments.ts";
import { listPlans, lockPlan, planTasks } from "../store/plans.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** `plan read FILE`: the draft as JSON. Needs no store. */
export async function planRead(parts: CliParts, path: string): Promise<void> {
  const { bytes, file } = await planFile(path);
  parts.out(JSON.stringify(await readPlanApart(bytes, file)));
}

/** `plan import FILE`: the draft into the store; what needs a look is listed. */
export async function planImport(
  parts: CliParts,
  path: string,
  options: JsonOption & { monitor?: string; dryRun?: true },
): Promise<void> {
  const imported = await importPlan(await parts.store(), {
    path,
    monitorCode: options.monitor ?? null,
    dryRun: options.dryRun === true,
    now: parts.clock.now(),
  });
  const { cli } = parts.texts;
  const { revises } = imported;
  print(parts, options, imported, [
    ...cli.planImported(imported),
    ...(revises === null ? [] : [cli.planLife.revises(revises)]),
  ]);
}

/** `plan issue ID`: makes the assignments and starts reminding. */
export async function planIssue(
  parts: CliParts,
  id: string,
  options: JsonOption & { restTo?: string; dryRun?: true },
): Promise<void> {
  const now = parts.clock.now();
  const issued = await issuePlan(await parts.store(), {
    planId: planId(id),
    restTo: options.restTo ?? null,
    dryRun: options.dryRun === true,
    today: dayAt(now, parts.config.timeZone),
    now,
  });
  print(parts, options, issued, parts.texts.cli.planIssued(issued, options.dryRun === true));
}

/** `plan list`: every plan in a line, with what happened to it since it was issued. */
export async function planList(parts: CliParts, options: JsonOption): Promise<void> {
  const { prisma } = await parts.store();
  const life = new Map((await planLifeCounts(prisma)).map((counts) => [counts.planId, counts]));
  const plans = (await listPlans(prisma)).map((plan) => {
    const { amendments = 0, dropped = 0, waiting = 0 } = life.get(plan.id) ?? {};
    return { ...plan, amendments, dropped, waiting };
  });
  const { cli } = parts.texts;
  const lines = plans.map((plan) => [cli.planLine(plan), cli.planLife.listCounts(plan)].filter(Boolean).join("; "));
  print(parts, options, plans, plans.length === 0 ? [cli.noPlans] : lines);
}

/** `plan show ID`: the plan's tasks with their units and deadlines as understood, and its life since it was issued. */
export async function planShow(parts: CliParts, id: string, options: JsonOption): Promise<void> {
  const { prisma } = await parts.store();
  const plan = await lockPlan(prisma, planId(id));
  if (plan === null) throw new Refusal("plan-unknown", { plan: id });
  const dropped = await droppedTasks(prisma, plan.id);
  const gone = new Set(dropped.map((task) => task.id));
  const tasks = (await planTasks(prisma, plan.id)).filter((task) => !gone.has(task.id));
  const amendments = await amendmentsOf(prisma, plan.id);
  const events = await planEvents(prisma, plan.id);
  const { cli } = parts.texts;
  print(parts, options, { ...plan, tasks, dropped, amendments, events }, [
    plan.title,
    ...amendments.map(({ at, ...amendment }) =>
      cli.planLife.amendment({ ...amendment, on: dayAt(at, parts.config.timeZone) }),
    ),
    ...tasks.map((task) => cli.taskLine(task)),
    ...dropped.map((task) => cli.planLife.droppedTask(task)),
    ...events.map((event) => cli.planLife.event(event)),
  ]);
}

function planId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Refusal("plan-unknown", { plan: text });
  return Number(text);
}
