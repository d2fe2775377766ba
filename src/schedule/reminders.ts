import { type Letter, post } from "../delivery/post.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import {
  DEFAULT_LADDER_TEXT,
  escalationWindows,
  type Ladder,
  LadderError,
  parseLadder,
  stageWindows,
} from "../domain/reminder-ladder.ts";
import type { WorkCalendar } from "../domain/work-calendar.ts";
import { dayAt, instantOf } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import {
  type DueStage,
  laddersInUse,
  lockReminders,
  type MemberReminders,
  membersToRemind,
  readReminders,
  recordReminders,
  reminderKey,
} from "../store/reminder-plan.ts";
import { textsIn } from "../texts/texts.ts";
import type { Planner, PlannerParts } from "./planner.ts";
import { reminderWords } from "./reminder-words.ts";

export const REMINDERS_FROM = "08:00";
/** After this nobody is reminded any more that day; the next morning has the newest stage. */
const REMINDERS_UNTIL = "17:30";
/** What one transaction takes: each portion looks through everything that is due, so few large ones are quick. */
const ASSIGNMENTS_AT_ONCE = 100_000;
const MEMBERS_AT_ONCE = 5_000;

/** One grouped message a person and morning, of everything whose newest stage they have not been told. */
export const planReminders: Planner = async (parts, now) => {
  if (!(await parts.working.isWorkingTimeFrom(now, REMINDERS_FROM))) return [];
  const { prisma } = parts.store;
  const { today, stages } = await dueStages(parts, now);
  const channels = new Set<string>();
  for (const memberIds of portions(await membersToRemind(prisma, stages, today))) {
    const woken = await inTransaction(prisma, async (db) => {
      await lockReminders(db);
      const told = await recordReminders(db, stages, today, memberIds, now);
      const letters = told.map((one) => letterOf(one, today, parts));
      return await post(db, letters, now);
    });
    for (const channel of woken) channels.add(channel);
  }
  return [...channels];
};

/** What the planner would send at an instant, writing nothing. */
export async function dryReminders(parts: PlannerParts, now: Date): Promise<readonly MemberReminders[]> {
  const { today, stages } = await dueStages(parts, now);
  const members = await membersToRemind(parts.store.prisma, stages, today);
  return await readReminders(
    parts.store.prisma,
    stages,
    today,
    members.map(({ memberId }) => memberId),
  );
}

async function dueStages(parts: PlannerParts, now: Date): Promise<{ today: CalendarDate; stages: DueStage[] }> {
  const today = dayAt(now, parts.zone);
  const calendar = await parts.working.calendarAround(today);
  const ladders = await laddersInUse(parts.store.prisma);
  return { today, stages: ladders.flatMap((ladder) => stagesOf(ladder, today, calendar)) };
}

const ESCALATES_TO = { head: "unit-heads", parent: "heads-above" } as const;

function stagesOf(text: string, today: CalendarDate, calendar: WorkCalendar): DueStage[] {
  const ladder = ladderOf(text);
  const own = stageWindows(ladder, today, calendar).map(
    ({ stage, dueFrom, dueTo }): DueStage => ({
      ladder: text,
      stage,
      to: "responsible",
      firstDueOn: dueFrom,
      lastDueOn: dueTo,
    }),
  );
  if (own.length === 0) return [];
  const above = escalationWindows(today, calendar).map(
    ({ stage, dueFrom, dueTo }): DueStage => ({
      ladder: text,
      stage,
      to: ESCALATES_TO[stage],
      firstDueOn: dueFrom,
      lastDueOn: dueTo,
    }),
  );
  return [...own, ...above];
}

/** A ladder that cannot be read is the default: one plan's slip must not silence everybody. */
function ladderOf(text: string): Ladder {
  try {
    return parseLadder(text === "" ? DEFAULT_LADDER_TEXT : text);
  } catch (error) {
    if (error instanceof LadderError) return parseLadder(DEFAULT_LADDER_TEXT);
    throw error;
  }
}

/** Members in portions of what one transaction takes. */
function* portions(members: readonly { memberId: number; count: number }[]): Generator<number[]> {
  let portion: number[] = [];
  let assignments = 0;
  for (const { memberId, count } of members) {
    portion.push(memberId);
    assignments += count;
    if (assignments < ASSIGNMENTS_AT_ONCE && portion.length < MEMBERS_AT_ONCE) continue;
    yield portion;
    portion = [];
    assignments = 0;
  }
  if (portion.length > 0) yield portion;
}

function letterOf(reminders: MemberReminders, today: CalendarDate, parts: PlannerParts): Letter {
  return {
    key: reminderKey(reminders.memberId, today),
    to: { memberId: reminders.memberId },
    ...reminderWords(reminders, today, textsIn(reminders.language, parts.language)),
    files: [],
    proactive: true,
    requires: null,
    expiresAt: instantOf(today, REMINDERS_UNTIL, parts.zone),
  };
}
