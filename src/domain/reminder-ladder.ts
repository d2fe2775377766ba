import { addDays, type CalendarDate } from "./calendar-date.ts";
import { lastWorkingDay, type WorkCalendar } from "./work-calendar.ts";

/** When a unit is reminded, in working days from the due day; `weekly`: every five more after the last. Empty: never. */
export type Ladder = { readonly stages: readonly number[]; readonly weekly: boolean };

export const DEFAULT_LADDER_TEXT = "-7 -3 -1 0 +1 +3 weekly";

/** From these working days after the due day on, somebody above is told as well. */
export const HEAD_TOLD_AT = 3;
export const PARENT_HEAD_TOLD_AT = 7;

const WEEK = 5;
const FURTHEST_STAGE = 60;

/** A ladder that cannot be read. */
export class LadderError extends Error {
  readonly seen: string;

  constructor(seen: string) {
    super(`«${seen}» is not a stage; accepted are "off", or working days such as "-7 -3 -1 0 +1 +3", then "weekly"`);
    this.name = "LadderError";
    this.seen = seen;
  }
}

/** Reads "-7 -3 -1 0 +1 +3 weekly" or "off". @throws LadderError */
export function parseLadder(text: string): Ladder {
  const words = text.trim().split(/\s+/);
  if (words.length === 1 && words[0] === "off") return { stages: [], weekly: false };
  const weekly = words.at(-1) === "weekly";
  const stages = (weekly ? words.slice(0, -1) : words).map((word) => {
    const stage = /^[+-]?\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
    if (!(Math.abs(stage) <= FURTHEST_STAGE)) throw new LadderError(word);
    return stage;
  });
  if (stages.length === 0) throw new LadderError(text);
  return { stages: [...new Set(stages)].sort((a, b) => a - b), weekly };
}

/** Due days (both included) that have the same newest stage today. */
export type StageWindow = { readonly stage: string; readonly dueFrom: CalendarDate; readonly dueTo: CalendarDate };

const nameOf = (stage: number): string => (stage > 0 ? `+${stage}` : String(stage));

/** The newest stage that is reached `elapsed` working days after the due day; null before the first. */
function newestStage({ stages, weekly }: Ladder, elapsed: number): number | null {
  const reached = stages.filter((stage) => stage <= elapsed).at(-1);
  if (reached === undefined) return null;
  const last = stages.at(-1);
  if (!weekly || reached !== last) return reached;
  return reached + Math.floor((elapsed - reached) / WEEK) * WEEK;
}

/**
 * Which due days have which newest stage today, as disjoint windows from the latest due day to the earliest. A planner joins
 * them with what is open: after days of silence each assignment still has one stage, the newest.
 *
 * A due day that is not worked counts from the last working day before it: that is the last day on which it can be done.
 *
 * @param horizonDays how far back due days are looked at
 */
export function stageWindows(
  ladder: Ladder,
  today: CalendarDate,
  calendar: WorkCalendar,
  horizonDays = 366,
): readonly StageWindow[] {
  if (ladder.stages.length === 0) return [];
  const windows: { stage: string; dueFrom: CalendarDate; dueTo: CalendarDate }[] = [];
  for (const { dueOn, elapsed } of dueDays(today, calendar, ladder.stages[0] ?? 0, horizonDays)) {
    const stage = newestStage(ladder, elapsed);
    if (stage === null) continue;
    const open = windows.at(-1);
    if (open?.stage === nameOf(stage)) open.dueFrom = dueOn;
    else windows.push({ stage: nameOf(stage), dueFrom: dueOn, dueTo: dueOn });
  }
  return windows;
}

/** Due days so long past that the head of the unit, and the head of the unit above, are told. */
export function escalationWindows(
  today: CalendarDate,
  calendar: WorkCalendar,
  horizonDays = 366,
): readonly (StageWindow & { readonly stage: "head" | "parent" })[] {
  const past = [...dueDays(today, calendar, HEAD_TOLD_AT, horizonDays)];
  const from = addDays(today, -horizonDays);
  const latest = (elapsed: number) => past.find((day) => day.elapsed >= elapsed)?.dueOn;
  const head = latest(HEAD_TOLD_AT);
  const parent = latest(PARENT_HEAD_TOLD_AT);
  return [
    ...(head === undefined ? [] : [{ stage: "head" as const, dueFrom: from, dueTo: head }]),
    ...(parent === undefined ? [] : [{ stage: "parent" as const, dueFrom: from, dueTo: parent }]),
  ];
}

/** Due days with the working days that have passed since, latest first, down to the horizon; from the first with `elapsed >= least`. */
function* dueDays(
  today: CalendarDate,
  calendar: WorkCalendar,
  least: number,
  horizonDays: number,
): Generator<{ dueOn: CalendarDate; elapsed: number }> {
  let furthest = today;
  let ahead = 0;
  // Days after the last one that counts may be off: they belong to it.
  while (ahead <= -least) {
    furthest = addDays(furthest, 1);
    if (calendar.isWorkingDay(furthest)) ahead++;
  }
  let elapsed = -ahead;
  let anchor = lastWorkingDay(furthest, calendar);
  const present = lastWorkingDay(today, calendar);
  const oldest = addDays(today, -horizonDays);
  for (let dueOn = furthest; dueOn >= oldest; dueOn = addDays(dueOn, -1)) {
    const own = lastWorkingDay(dueOn, calendar);
    if (own !== anchor) elapsed++;
    anchor = own;
    if (own === present) elapsed = 0;
    if (elapsed >= least) yield { dueOn, elapsed };
  }
}
