import { type Letter, post } from "../delivery/post.ts";
import { type CalendarDate, daysBetween } from "../domain/calendar-date.ts";
import {
  cycleBefore,
  cycleOn,
  DEFAULT_REPORT_SETTINGS,
  REPORT_REMINDER_STAGES,
  type ReportCycle,
  reportStageOn,
} from "../domain/report-cycle.ts";
import { dayAt } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import { readUnitTree } from "../store/people.ts";
import { headsToTell, membersToAsk, openCycle, reportAskKey, reportsByUnit } from "../store/report-cycles.ts";
import { type Language, type Texts, textsIn } from "../texts/texts.ts";
import type { Planner } from "./planner.ts";

const FROM = "08:00";
const OPENING = "open";
/** In the order of time, as `reportStageOn` writes them. */
const STAGES: readonly string[] = [
  OPENING,
  ...REPORT_REMINDER_STAGES.map((stage) => (stage > 0 ? `+${stage}` : `${stage}`)),
];
/** How long after a period has closed its heads are still told how it ended. */
const CLOSING_NEWS_DAYS = 7;

/** Opens the month's cycle, asks for the reports, reminds of those that are missing, and tells heads how the last one ended. */
export const planReportCycles: Planner = async ({ store, zone, language, working }, now) => {
  if (!(await working.isWorkingTimeFrom(now, FROM))) return [];
  const today = dayAt(now, zone);
  const cycle = cycleOn(today, DEFAULT_REPORT_SETTINGS);
  const stage = reportStageOn(today, cycle, await working.calendarAround(today)) ?? OPENING;
  const before = cycleBefore(cycle, DEFAULT_REPORT_SETTINGS);
  return await inTransaction(store.prisma, async (db) => {
    await openCycle(db, cycle, today, now);
    const earlier = STAGES.slice(0, STAGES.indexOf(stage));
    const asks = await membersToAsk(db, { period: cycle.period, stage, earlier, today });
    const asked = asks.map((ask) =>
      letter(
        reportAskKey(cycle.period, stage, ask.memberId),
        ask.memberId,
        askingWords(cycle, ask.again, today, textsIn(ask.language, language)),
      ),
    );
    const closing = daysBetween(before.closesOn, today) < CLOSING_NEWS_DAYS;
    const told = closing ? await closingLetters(db, before, today, language) : [];
    return await post(db, [...asked, ...told], now);
  });
};

type Words = Pick<Letter, "title" | "body" | "choices">;

/** Who is asked for the first time is told what the report is about, unless its time is already over. */
function askingWords(cycle: ReportCycle, again: boolean, today: CalendarDate, { reminders }: Texts): Words {
  const { report } = reminders;
  const left = daysBetween(today, cycle.dueOn);
  const choices = [{ label: report.start, action: { dialog: "report", do: "open" }, stays: true as const }];
  return again || left < 0
    ? { title: report.remindTitle(cycle.period, left), body: report.remind(cycle.dueOn, left), choices }
    : {
        title: report.openTitle(cycle.period),
        body: report.open(cycle.coversFrom, cycle.coversTo, cycle.dueOn),
        choices,
      };
}

/** Counts of each head's unit, and of the units below where there are any; 0 of N is told too. */
async function closingLetters(
  db: Parameters<typeof reportsByUnit>[0],
  cycle: ReportCycle,
  today: CalendarDate,
  language: Language,
): Promise<Letter[]> {
  const reports = await reportsByUnit(db, cycle.period);
  if (reports.length === 0) return [];
  const key = `report-close ${cycle.period} `;
  const tree = await readUnitTree(db);
  const heads = Map.groupBy(await headsToTell(db, key, today), (head) => head.memberId);
  return [...heads].flatMap(([memberId, units]) => {
    const { reminders } = textsIn(units[0]?.language, language);
    const lines = units.flatMap(({ unitId, unitName }) => {
      const own = sum(reports.filter((one) => one.unitId === unitId));
      const all = sum(reports.filter((one) => tree.isWithin(one.unitId, unitId)));
      if (own.asked === 0) return all.asked === 0 ? [] : [reminders.report.close(unitName, all.submitted, all.asked)];
      return [
        reminders.report.close(unitName, own.submitted, own.asked),
        ...(all.asked > own.asked ? [reminders.report.closeBelow(all.submitted, all.asked)] : []),
      ];
    });
    if (lines.length === 0) return [];
    const title = reminders.report.closeTitle(cycle.period);
    return [letter(`${key}${memberId}`, memberId, { title, body: lines.join("\n"), choices: [] })];
  });
}

const sum = (rows: readonly { asked: number; submitted: number }[]) => ({
  asked: rows.reduce((total, row) => total + row.asked, 0),
  submitted: rows.reduce((total, row) => total + row.submitted, 0),
});

const letter = (key: string, memberId: number, words: Words): Letter => ({
  key,
  to: { memberId },
  ...words,
  files: [],
  proactive: true,
  requires: null,
  expiresAt: null,
});
