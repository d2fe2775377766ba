import { type Letter, post } from "../delivery/post.ts";
import { type CalendarDate, daysBetween } from "../domain/calendar-date.ts";
import {
  cycleBefore,
  cycleOn,
  DEFAULT_REPORT_SETTINGS,
  type ReportCycle,
  reportStageOn,
} from "../domain/report-cycle.ts";
import { dayAt } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import { readUnitTree } from "../store/people.ts";
import { headsToTell, membersToAsk, openCycle, reportsByUnit } from "../store/report-cycles.ts";
import { type Texts, textsIn } from "../texts/texts.ts";
import type { Planner } from "./planner.ts";

const FROM = "08:00";
/** How long after a period has closed its heads are still told how it ended. */
const CLOSING_NEWS_DAYS = 7;

/** Opens the month's cycle, asks for the reports, reminds of those that are missing, and tells heads how the last one ended. */
export const planReportCycles: Planner = async ({ store, zone, language, working }, now) => {
  if (!(await working.isWorkingTimeFrom(now, FROM))) return [];
  const today = dayAt(now, zone);
  const cycle = cycleOn(today, DEFAULT_REPORT_SETTINGS);
  const stage = reportStageOn(today, cycle, await working.calendarAround(today)) ?? "open";
  const before = cycleBefore(cycle, DEFAULT_REPORT_SETTINGS);
  return await inTransaction(store.prisma, async (db) => {
    await openCycle(db, cycle, now);
    const asking = `report ${cycle.period} ${stage} `;
    const asked = (await membersToAsk(db, cycle.period, asking, today)).map(({ memberId, language: own }) =>
      letter(`${asking}${memberId}`, memberId, askingWords(cycle, stage, today, textsIn(own, language))),
    );
    const closing = daysBetween(before.closesOn, today) < CLOSING_NEWS_DAYS;
    const told = closing ? await closingLetters(db, before, language) : [];
    return await post(db, [...asked, ...told], now);
  });
};

type Words = Pick<Letter, "title" | "body" | "choices">;

function askingWords(cycle: ReportCycle, stage: string, today: CalendarDate, { reminders }: Texts): Words {
  const left = daysBetween(today, cycle.dueOn);
  const opening = stage === "open";
  return {
    title: opening ? reminders.report.openTitle(cycle.period) : reminders.report.remindTitle(cycle.period, left),
    body: opening
      ? reminders.report.open(cycle.coversFrom, cycle.coversTo, cycle.dueOn)
      : reminders.report.remind(cycle.dueOn, left),
    choices: [{ label: reminders.report.start, action: { dialog: "report", do: "open" }, stays: true }],
  };
}

/** Counts of each head's unit, and of the units below where there are any; 0 of N is told too. */
async function closingLetters(
  db: Parameters<typeof reportsByUnit>[0],
  cycle: ReportCycle,
  language: "vi" | "en",
): Promise<Letter[]> {
  const reports = await reportsByUnit(db, cycle.period);
  if (reports.length === 0) return [];
  const key = `report-close ${cycle.period} `;
  const tree = await readUnitTree(db);
  const heads = Map.groupBy(await headsToTell(db, key), (head) => head.memberId);
  return [...heads].map(([memberId, units]) => {
    const { reminders } = textsIn(units[0]?.language, language);
    const lines = units.flatMap(({ unitId, unitName }) => {
      const own = sum(reports.filter((one) => one.unitId === unitId));
      const all = sum(reports.filter((one) => tree.isWithin(one.unitId, unitId)));
      return [
        reminders.report.close(unitName, own.submitted, own.asked),
        ...(all.asked > own.asked ? [reminders.report.closeBelow(all.submitted, all.asked)] : []),
      ];
    });
    return letter(`${key}${memberId}`, memberId, {
      title: reminders.report.closeTitle(cycle.period),
      body: lines.join("\n"),
      choices: [],
    });
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
