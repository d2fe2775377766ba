import { type CalendarDate, calendarDate, isCalendarDate } from "../domain/calendar-date.ts";
import { dayAt } from "../domain/zone.ts";
import { Refusal } from "../errors.ts";
import { amendPlan } from "../plans/amend/amend-plan.ts";
import { closePlan } from "../plans/close-plan.ts";
import { planEvents, recordEvent } from "../plans/record-event.ts";
import { lockPlan } from "../store/plans.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

type DryOption = { readonly dryRun?: true };

/** `plan amend ID FILE`: a revised document in the place of the plan's; shows what it adds, changes and drops. */
export async function planAmend(
  parts: CliParts,
  id: string,
  path: string,
  options: JsonOption & DryOption,
): Promise<void> {
  const now = parts.clock.now();
  const dryRun = options.dryRun === true;
  const today = dayAt(now, parts.config.timeZone);
  const amended = await amendPlan(await parts.store(), { planId: planIdFrom(id), path, dryRun, today, now });
  print(parts, options, amended, parts.texts.cli.planLife.amended(amended, dryRun));
}

/** `plan event ID NAME --on DATE`: starts the deadlines that wait for an event; without a name the plan's events. */
export async function planEvent(
  parts: CliParts,
  id: string,
  words: readonly string[],
  options: JsonOption & DryOption & { on?: string },
): Promise<void> {
  const planId = planIdFrom(id);
  const name = words.join(" ").trim();
  if (name === "") {
    if (options.on !== undefined) throw new Refusal("event-without-name");
    return await listEvents(parts, planId, options);
  }
  if (options.on === undefined) throw new Refusal("event-without-day");
  const on = dayFrom(options.on);
  const now = parts.clock.now();
  const dryRun = options.dryRun === true;
  const today = dayAt(now, parts.config.timeZone);
  const recorded = await recordEvent(await parts.store(), { planId, name, on, dryRun, today, now });
  print(parts, options, recorded, parts.texts.cli.planLife.eventRecorded(recorded, dryRun));
}

async function listEvents(parts: CliParts, planId: number, options: JsonOption): Promise<void> {
  const { prisma } = await parts.store();
  if ((await lockPlan(prisma, planId)) === null) throw new Refusal("plan-unknown", { plan: planId });
  const events = await planEvents(prisma, planId);
  const { planLife } = parts.texts.cli;
  const next = events.some(({ tookPlaceOn }) => tookPlaceOn === null) ? [planLife.eventsNext(planId)] : [];
  print(
    parts,
    options,
    events,
    events.length === 0 ? [planLife.noEvents] : [...events.map((event) => planLife.event(event)), ...next],
  );
}

/** `plan close ID`: ends a plan's follow-up. What is open is listed and keeps it open, unless it is to be cancelled. */
export async function planClose(
  parts: CliParts,
  id: string,
  options: JsonOption & DryOption & { cancelOpen?: true },
): Promise<void> {
  const planId = planIdFrom(id);
  const dryRun = options.dryRun === true;
  const closed = await closePlan(await parts.store(), {
    planId,
    cancelOpen: options.cancelOpen === true,
    dryRun,
    now: parts.clock.now(),
  });
  const { planLife } = parts.texts.cli;
  const open =
    closed.open.length === 0
      ? []
      : [planLife.stillOpen(closed.open.length), ...closed.open.map((work) => planLife.openWork(work))];
  if (!closed.closed && !dryRun) {
    for (const sentence of [...open, planLife.cancelOpenNext(planId)]) parts.err(sentence);
    throw new Refusal("plan-open-work", { plan: planId, count: closed.open.length });
  }
  const end = closed.closed ? planLife.closed(closed, dryRun) : [planLife.cancelOpenNext(planId)];
  print(parts, options, closed, [...open, ...end]);
}

/** 2026-12-05 or 5/12/2026. @throws Refusal `event-day` */
function dayFrom(text: string): CalendarDate {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const day = match === null ? null : calendarDate(Number(match[3]), Number(match[2]), Number(match[1]));
  if (day === null && !isCalendarDate(text)) throw new Refusal("event-day", { seen: text });
  return day ?? text;
}

function planIdFrom(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Refusal("plan-unknown", { plan: text });
  return Number(text);
}
