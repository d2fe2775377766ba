import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../src/domain/calendar-date.ts";
import { planReportCycles } from "../../src/schedule/report-cycles.ts";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { lettersTo, local, type PlannedLetter, planAt, setCalendar } from "../support/planning.ts";

type Who = keyof Organisation["members"];

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, local("2026-09-01 09:00"));
});

const plan = (when: string) => planAt(store, planReportCycles, when);
const mornings = async (from: string, until: string) => {
  for (let day = from; day <= until; day = addDays(day, 1)) await plan(`${day} 08:00`);
};
const to = (who: Who): Promise<PlannedLetter[]> => lettersTo(store, { memberId: organisation.members[who] });
const keys = async (who: Who): Promise<string[]> =>
  (await to(who)).map(({ key }) => key.split(" ").slice(0, 3).join(" "));
const submit = (who: Who) =>
  store.prisma.report.updateMany({
    where: { memberId: organisation.members[who] },
    data: { state: "submitted", version: 1 },
  });

describe("a month's report", () => {
  test("is asked of every member and head on the opening day from eight, with what it covers and until when", async () => {
    expect(await plan("2026-10-20 07:59")).toEqual([]);
    await plan("2026-10-19 08:00");
    expect(await store.prisma.reportCycle.count()).toBe(0);
    expect(await plan("2026-10-20 08:00")).toEqual(["fake"]);
    const [letter] = await to("nurse");
    expect(letter?.title).toBe("Báo cáo tháng 10/2026");
    expect(letter?.body).toContain("(từ 01/10/2026 đến 31/10/2026). Hạn nộp: 25/10/2026");
    expect(letter?.labels).toEqual(["Làm báo cáo"]);
    const reports = await store.prisma.report.findMany({ select: { memberId: true, unitId: true, state: true } });
    const { leader, nurse } = organisation.members;
    expect(reports).toHaveLength(5);
    expect(reports).toContainEqual({ memberId: nurse, unitId: organisation.units.health, state: "draft" });
    expect(reports.map(({ memberId }) => memberId)).not.toContain(leader);
  });

  test("is reminded two working days before, on the due day and the working day after, of those who have not submitted", async () => {
    await mornings("2026-08-15", "2026-08-24");
    await submit("clerk");
    await mornings("2026-08-25", "2026-09-10");
    expect(await keys("nurse")).toEqual([
      "report 2026-08 open",
      "report 2026-08 -2",
      "report 2026-08 0",
      "report 2026-08 +1",
    ]);
    expect((await to("nurse")).map(({ title }) => title.split(": ")[1])).toEqual([
      undefined,
      "còn 4 ngày",
      "hôm nay",
      "quá hạn 1 ngày",
    ]);
    expect(await keys("clerk")).toEqual(["report 2026-08 open", "report 2026-08 -2"]);
  });

  test("is asked for once a stage, whoever plans and how often", async () => {
    await Promise.all([plan("2026-11-20 08:00"), plan("2026-11-20 08:00"), plan("2026-11-20 09:00")]);
    expect(await to("nurse")).toHaveLength(1);
    expect(await store.prisma.report.count()).toBe(5);
  });

  test("is explained at the first asking even where opening and first reminder fall on one day", async () => {
    await setCalendar(store, { "2026-11-24": "off" });
    await plan("2026-11-20 08:00");
    const [letter] = await to("nurse");
    expect(letter?.key).toContain("2026-11 -2");
    expect(letter?.title).toBe("Báo cáo tháng 11/2026");
    expect(letter?.body).toContain("Tôi hỏi từng câu");
  });

  test("is not asked of somebody on leave, nor of their stand-in, until they return", async () => {
    const { nurse, clerk } = organisation.members;
    await store.prisma.absence.create({
      data: { memberId: nurse, standInId: clerk, fromOn: toDate("2026-10-18"), toOn: toDate("2026-10-20") },
    });
    await plan("2026-10-20 08:00");
    expect([(await to("nurse")).length, (await to("clerk")).length]).toEqual([0, 1]);
    await plan("2026-10-21 08:00");
    expect((await to("nurse"))[0]?.title).toBe("Báo cáo tháng 10/2026");
  });

  test("is asked of who joins while it is open", async () => {
    await plan("2026-10-20 08:00");
    const { id: memberId } = await store.prisma.member.create({
      data: {
        code: "NEW",
        fullName: "Hà Văn Mới",
        memberships: { create: { unitId: organisation.units.finance, role: "member", position: 0 } },
      },
    });
    await plan("2026-10-21 08:00");
    expect(await lettersTo(store, { memberId })).toHaveLength(1);
  });

  test("opens on the first working day when the opening day is off, and a night of downtime loses nothing", async () => {
    await plan("2026-09-20 08:00");
    expect(await store.prisma.reportCycle.count()).toBe(0);
    await plan("2026-09-22 14:00");
    expect(await keys("nurse")).toEqual(["report 2026-09 open"]);
  });

  test("is not asked of an organisation for a time that was over before it began", async () => {
    await plan("2026-11-05 08:00");
    expect([await store.prisma.reportCycle.count(), await store.prisma.delivery.count()]).toEqual([0, 0]);
  });
});

describe("the end of a month's report", () => {
  test("is told to heads in numbers, their unit's and those below, 0 of N too, once", async () => {
    await plan("2026-10-20 08:00");
    await submit("clerk");
    await plan("2026-11-20 08:00");
    await plan("2026-11-23 08:00");
    const closing = async (who: Who) => (await to(who)).filter(({ key }) => key.startsWith("report-close 2026-10"));
    expect((await closing("healthHead")).map(({ body }) => body)).toEqual(["Sở Y tế: 1/3 người đã nộp."]);
    expect((await closing("financeHead"))[0]?.body).toBe("Sở Tài chính: 0/1 người đã nộp.");
    expect((await closing("chief"))[0]?.body).toBe(
      "Tỉnh: 0/1 người đã nộp.\nKể cả các đơn vị trực thuộc: 1/5 người đã nộp.",
    );
    expect(await closing("nurse")).toEqual([]);
  });

  test("waits for a head on leave", async () => {
    await plan("2026-10-20 08:00");
    await store.prisma.absence.create({
      data: { memberId: organisation.members.healthHead, fromOn: toDate("2026-11-20"), toOn: toDate("2026-11-20") },
    });
    await plan("2026-11-20 08:00");
    expect((await to("healthHead")).map(({ key }) => key.split(" ")[0])).toEqual(["report"]);
    await plan("2026-11-23 08:00");
    expect((await to("healthHead")).map(({ key }) => key.split(" ")[0])).toContain("report-close");
  });
});
