import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { amendPlan } from "../../src/plans/amend/amend-plan.ts";
import { importPlanBytes } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import { planOccurrences } from "../../src/schedule/occurrences.ts";
import { planReminders } from "../../src/schedule/reminders.ts";
import { inTransaction } from "../../src/store/database.ts";
import { toDay } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { markClosed } from "../../src/store/plan-life.ts";
import { lockPlan } from "../../src/store/plans.ts";
import { openTestStore, reset, testServerUrl } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { planDocument, type WrittenTask } from "../support/plan-document.ts";
import { local, planAt } from "../support/planning.ts";

let store: Store;
let organisation: Organisation;
let planId: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, local("2026-01-05 09:00"));
});

const MONTHLY: WrittenTask = {
  text: "Báo cáo sử dụng ngân sách",
  lead: "Sở Tài chính",
  time: "trước ngày 20 hằng tháng",
};
const bytesOf = (number: string, tasks: readonly WrittenTask[]) => Buffer.from(planDocument({ number, tasks }));

async function issue(today: string, ...tasks: WrittenTask[]): Promise<void> {
  const now = local(`${today} 09:00`);
  const source = { bytes: bytesOf("12/KH-UBND", tasks), file: "goc.txt", monitorCode: null };
  planId = (await importPlanBytes(store, { ...source, dryRun: false, now })).planId;
  await issuePlan(store, { planId, restTo: null, dryRun: false, today, now });
}
const amend = (today: string, ...tasks: WrittenTask[]) =>
  amendPlan(store, {
    planId,
    bytes: bytesOf(`15/KH-UBND của ${today}`, tasks),
    file: "sua.txt",
    dryRun: false,
    today,
    now: local(`${today} 10:00`),
  });
const planDay = (day: string) => planAt(store, planOccurrences, `${day} 00:10`);
/** "FINANCE 2026-03-20 open", in the order of units and days. */
async function given(): Promise<string[]> {
  const rows = await store.prisma.assignment.findMany({
    include: { unit: true },
    orderBy: [{ unit: { code: "asc" } }, { dueOn: "asc" }, { id: "asc" }],
  });
  return rows.map(({ unit, occurrence, state }) => `${unit.code} ${occurrence} ${state}`);
}

/** The same by the days they are due on now. */
async function dueOn(): Promise<string[]> {
  const rows = await store.prisma.assignment.findMany({
    include: { unit: true },
    orderBy: [{ unit: { code: "asc" } }, { dueOn: "asc" }, { id: "asc" }],
  });
  return rows.map(({ unit, dueOn, state }) => `${unit.code} ${dueOn === null ? "none" : toDay(dueOn)} ${state}`);
}

test("a new rhythm goes on day by day, and days of it from before the amendment are never given", async () => {
  await issue("2026-01-10", MONTHLY);
  for (const day of ["2026-01-21", "2026-02-21"]) await planDay(day);
  expect(await given()).toEqual(["FINANCE 2026-01-20 open", "FINANCE 2026-02-20 open", "FINANCE 2026-03-20 open"]);
  await amend("2026-03-02", { ...MONTHLY, time: "trước ngày 05 hằng tháng" });
  for (const day of ["2026-03-03", "2026-03-06", "2026-03-20"]) await planDay(day);
  expect(await given()).toEqual([
    "FINANCE 2026-01-20 open",
    "FINANCE 2026-02-20 open",
    "FINANCE 2026-03-05 open",
    "FINANCE 2026-03-20 cancelled",
    "FINANCE 2026-04-05 open",
  ]);
});

test.each([
  ["open", "2026-02-10", ["FINANCE 2026-02-20 cancelled", "FINANCE 2026-02-25 open"]],
  ["doing", "2026-02-10", ["FINANCE 2026-02-25 doing"]],
  ["returned", "2026-02-22", ["FINANCE 2026-02-25 returned"]],
  ["open", "2026-02-22", ["FINANCE 2026-02-25 open"]],
  ["confirmed", "2026-02-10", ["FINANCE 2026-02-20 confirmed"]],
] as const)("a month whose occurrence is %s on %s is asked for once when its day changes", async (state, day, rows) => {
  await issue("2026-02-02", MONTHLY);
  await store.prisma.assignment.updateMany({ data: { state } });
  await amend(day, { ...MONTHLY, time: "trước ngày 25 hằng tháng" });
  expect((await dueOn()).filter((row) => row.includes("2026-02"))).toEqual(rows);
  for (const later of ["2026-02-24", "2026-02-26"]) await planDay(later);
  expect(await dueOn()).toEqual([...rows, "FINANCE 2026-03-25 open"]);
});

test("a month that was moved and moved back, and extended, is still one", async () => {
  await issue("2026-02-02", MONTHLY);
  await store.prisma.assignment.updateMany({ data: { state: "doing" } });
  const { id } = await store.prisma.assignment.findFirstOrThrow();
  await amend("2026-02-03", { ...MONTHLY, time: "trước ngày 25 hằng tháng" });
  await store.prisma.extension.create({
    data: {
      assignmentId: id,
      oldDueOn: new Date("2026-02-25"),
      newDueOn: new Date("2026-03-10"),
      reason: "chờ số liệu",
      state: "granted",
      askedById: organisation.members.financeHead,
      askedAt: local("2026-02-04 09:00"),
      decidedById: organisation.members.chief,
      decidedAt: local("2026-02-04 10:00"),
    },
  });
  await store.prisma.assignment.update({ where: { id }, data: { dueOn: new Date("2026-03-10") } });
  await amend("2026-02-05", MONTHLY);
  await planDay("2026-02-06");
  expect(await dueOn()).toEqual(["FINANCE 2026-03-10 doing"]);
});

test.skipIf(testServerUrl === undefined)("a plan that is closed while occurrences are planned gets none", async () => {
  await issue("2026-01-10", MONTHLY);
  const planning = inTransaction(store.prisma, async (db) => {
    await lockPlan(db, planId);
    const planned = planDay("2026-01-21").then(() => "planned");
    const waits = async (): Promise<boolean> => {
      // Of another connection: within a transaction this view stands still.
      const [row] = await store.prisma.$queryRaw<{ waits: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`;
      return row?.waits === true;
    };
    while (!(await waits())) {
      if ((await Promise.race([planned, Promise.resolve("not yet")])) === "planned") break;
    }
    await markClosed(db, planId, local("2026-01-21 00:10"));
    return { planned };
  });
  await (await planning).planned;
  expect(await given()).toEqual(["FINANCE 2026-01-20 open"]);
});

test("due days that passed while nothing ran are given once it runs again", async () => {
  await issue("2026-01-10", MONTHLY);
  await planDay("2026-04-02");
  expect((await given()).map((row) => row.split(" ")[1])).toEqual([
    "2026-01-20",
    "2026-02-20",
    "2026-03-20",
    "2026-04-20",
  ]);
});

test("a dropped recurring task is not given any more, and once it is back only from then on", async () => {
  const other: WrittenTask = { text: "Trồng rừng ven biển", lead: "Sở Y tế", time: "quý IV/2026" };
  await issue("2026-01-10", MONTHLY, other);
  await amend("2026-01-12", other);
  await planDay("2026-03-02");
  expect((await given()).filter((row) => row.startsWith("FINANCE"))).toEqual(["FINANCE 2026-01-20 cancelled"]);
  await amend("2026-05-04", other, MONTHLY);
  await planDay("2026-05-05");
  expect((await given()).filter((row) => row.startsWith("FINANCE"))).toEqual([
    "FINANCE 2026-01-20 cancelled",
    "FINANCE 2026-05-20 open",
  ]);
});

test("a unit that joins a group gets what is still ahead of the group's tasks, once, and nothing that was due before", async () => {
  const { units } = organisation;
  const group = await store.prisma.unitGroup.create({
    data: { name: "các sở", units: { create: [{ unitId: units.health }] } },
  });
  await issue(
    "2026-01-10",
    { ...MONTHLY, lead: "các sở" },
    { text: "Niêm yết thủ tục tại trụ sở", lead: "các sở", time: "trước ngày 15/02/2026" },
    { text: "Lắp bảng điện tử công khai", lead: "các sở", time: "trước ngày 30/6/2026" },
  );
  await planDay("2026-03-02");
  await store.prisma.unitInGroup.create({ data: { groupId: group.id, unitId: units.finance } });
  for (const day of ["2026-03-03", "2026-03-04"]) await planDay(day);
  expect((await given()).filter((row) => row.startsWith("FINANCE"))).toEqual([
    "FINANCE 2026-03-20 open",
    "FINANCE 2026-06-30 open",
  ]);
});

test("a recurring task that has come to its end asks for nothing more, of units that join either", async () => {
  await issue("2026-01-10", MONTHLY);
  const { id } = await store.prisma.task.findFirstOrThrow({ where: { planId } });
  await store.prisma.task.update({ where: { id }, data: { deadlineEnd: new Date("2026-02-28") } });
  await store.prisma.taskUnit.create({
    data: { taskId: id, role: "lead", position: 9, written: "Sở Y tế", unitId: organisation.units.health },
  });
  await planDay("2026-04-02");
  expect(await given()).toEqual(["FINANCE 2026-01-20 open", "FINANCE 2026-02-20 open"]);
});

test("what was cancelled is not given again by planning", async () => {
  await issue("2026-01-10", MONTHLY, { text: "Lắp bảng điện tử", lead: "Sở Y tế", time: "trước ngày 30/6/2026" });
  await store.prisma.assignment.updateMany({ data: { state: "cancelled" } });
  await planDay("2026-01-11");
  expect(await given()).toEqual(["FINANCE 2026-01-20 cancelled", "HEALTH 2026-06-30 cancelled"]);
});

test("a task that is dropped is not reminded, whatever is left of it", async () => {
  await issue("2026-01-10", { text: "Lắp bảng điện tử", lead: "Sở Y tế", time: "trước ngày 13/3/2026" });
  await store.prisma.task.updateMany({ where: { planId }, data: { droppedAt: local("2026-03-01 09:00") } });
  await planAt(store, planReminders, "2026-03-12 08:30");
  expect(await store.prisma.reminder.count()).toBe(0);
});

test("work with another due date is reminded anew, work that was cancelled is not", async () => {
  const first: WrittenTask = { text: "Lắp bảng điện tử công khai", lead: "Sở Y tế", time: "trước ngày 13/3/2026" };
  const second: WrittenTask = {
    text: "Niêm yết thủ tục tại trụ sở",
    lead: "Sở Tài chính",
    time: "trước ngày 13/3/2026",
  };
  await issue("2026-01-10", first, second);
  await planAt(store, planReminders, "2026-03-12 08:30");
  expect(await store.prisma.reminder.count()).toBe(2);
  await amend("2026-03-12", { ...first, time: "trước ngày 20/3/2026" });
  await planAt(store, planReminders, "2026-03-19 08:30");
  const again = await store.prisma.reminder.findMany({ include: { member: true }, orderBy: { createdAt: "asc" } });
  expect(again.map(({ stage, member }) => `${stage} ${member.code}`).sort()).toEqual([
    "-1 FINANCE-HEAD",
    "-1 HEALTH-HEAD",
    "-1 HEALTH-HEAD",
  ]);
});
