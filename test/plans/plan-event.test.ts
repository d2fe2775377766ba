import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { amendPlan } from "../../src/plans/amend/amend-plan.ts";
import { importPlanBytes } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import { planEvents, recordEvent } from "../../src/plans/record-event.ts";
import { planOccurrences } from "../../src/schedule/occurrences.ts";
import { planReminders } from "../../src/schedule/reminders.ts";
import { toDate, toDay } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { planDocument, type WrittenTask } from "../support/plan-document.ts";
import { local, planAt } from "../support/planning.ts";

let store: Store;
let organisation: Organisation;
let planId: number;

const TASKS: readonly WrittenTask[] = [
  { text: "Tổ chức học tập nghị quyết cho cán bộ", lead: "Sở Y tế", time: "sau khi Trung ương có hướng dẫn" },
  { text: "Ban hành quy chế phối hợp", lead: "Sở Tài chính", time: "trong 10 ngày sau khi Trung ương có hướng dẫn" },
  { text: "Bố trí kinh phí thực hiện", lead: "Sở Tài chính", time: "sau khi Bộ có hướng dẫn về định mức" },
  { text: "Rà soát danh mục thủ tục", lead: "Sở Y tế", time: "trước ngày 30/9/2026" },
];
const bytesOf = (number: string, tasks: readonly WrittenTask[]) => Buffer.from(planDocument({ number, tasks }));

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  const now = local("2026-02-02 09:00");
  organisation = await makeOrganisation(store, now);
  const source = { bytes: bytesOf("12/KH-UBND", TASKS), file: "goc.txt", monitorCode: null };
  planId = (await importPlanBytes(store, { ...source, dryRun: false, now })).planId;
  await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-02-02", now });
});

const record = (name: string, on: string, { today = "2026-03-10", dryRun = false } = {}) =>
  recordEvent(store, { planId, name, on, dryRun, today, now: local(`${today} 09:00`) });
/** "Tổ chức 2026-03-02 2026-03-02": the task, its due day and its original one. */
async function dueDays(): Promise<string[]> {
  const rows = await store.prisma.assignment.findMany({ include: { task: true }, orderBy: { id: "asc" } });
  const day = (date: Date | null) => (date === null ? "none" : toDay(date));
  return rows.map((row) => `${row.task.text.slice(0, 7)} ${day(row.dueOn)} ${day(row.originalDueOn)}`);
}
const UNTOUCHED = ["Bố trí  none none", "Rà soát 2026-09-30 2026-09-30"];
const sorted = async () => (await dueDays()).sort();

describe("an event that deadlines wait for", () => {
  test("waits, with how many tasks wait for it, until its day is on record", async () => {
    expect(await planEvents(store.prisma, planId)).toEqual([
      { name: "Trung ương có hướng dẫn", tasks: 2, tookPlaceOn: null },
      { name: "Bộ có hướng dẫn về định mức", tasks: 1, tookPlaceOn: null },
    ]);
    await record("Trung ương có hướng dẫn", "2026-03-02");
    expect(await planEvents(store.prisma, planId)).toEqual([
      { name: "Bộ có hướng dẫn về định mức", tasks: 1, tookPlaceOn: null },
      { name: "Trung ương có hướng dẫn", tasks: 2, tookPlaceOn: "2026-03-02" },
    ]);
  });

  test("starts the deadline of every task that waits for it, each with its own delay", async () => {
    const recorded = await record("Trung ương có hướng dẫn", "2026-03-02");
    expect(recorded).toMatchObject({ name: "Trung ương có hướng dẫn", formerOn: null, dated: 2 });
    expect(recorded.tasks.map(({ dueOn }) => dueOn)).toEqual(["2026-03-02", "2026-03-12"]);
    expect(await sorted()).toEqual(
      ["Ban hàn 2026-03-12 2026-03-12", ...UNTOUCHED, "Tổ chức 2026-03-02 2026-03-02"].sort(),
    );
  });

  test("is known by its words in any case, without diacritics, by a part of them and with a word more", async () => {
    for (const said of [
      "trung ương có HƯỚNG DẪN",
      "trung uong co huong dan",
      "Trung ương",
      "khi Trung ương có hướng dẫn mới",
      "định mức",
    ]) {
      const { name } = await record(said, "2026-03-02", { dryRun: true });
      expect(name).toBe(said === "định mức" ? "Bộ có hướng dẫn về định mức" : "Trung ương có hướng dẫn");
    }
  });

  test("that is not known, or may be one of several, is refused with those there are", async () => {
    await expect(record("có hướng dẫn", "2026-03-02")).rejects.toMatchObject({
      code: "event-several",
      facts: { accepted: "“Trung ương có hướng dẫn” (2); “Bộ có hướng dẫn về định mức” (1)" },
    });
    await expect(record("Quốc hội khai mạc", "2026-03-02")).rejects.toMatchObject({ code: "event-unknown" });
    await expect(record("", "2026-03-02")).rejects.toMatchObject({ code: "event-unknown" });
    await store.prisma.task.updateMany({ data: { deadlineKind: "none" } });
    await expect(record("Trung ương", "2026-03-02")).rejects.toMatchObject({ code: "event-none" });
  });

  test("may be announced a year ahead, not more", async () => {
    await expect(record("Trung ương", "2027-03-12")).rejects.toMatchObject({ code: "event-too-far" });
    expect((await record("Trung ương", "2027-03-11", { dryRun: true })).on).toBe("2027-03-11");
  });

  test("of a draft, a closed or an unknown plan is not recorded", async () => {
    for (const state of ["draft", "closed"] as const) {
      await store.prisma.plan.update({ where: { id: planId }, data: { state } });
      await expect(record("Trung ương", "2026-03-02")).rejects.toMatchObject({ code: "plan-not-issued" });
    }
    planId = 4711;
    await expect(record("Trung ương", "2026-03-02")).rejects.toMatchObject({ code: "plan-unknown" });
  });

  test("a dry run of recording it says which day each task gets, and writes nothing", async () => {
    const before = await dueDays();
    const dry = await record("Trung ương", "2026-03-02", { dryRun: true });
    expect(dry.dated).toBe(2);
    expect(await dueDays()).toEqual(before);
    expect(await store.prisma.planEvent.count()).toBe(0);
  });
});

describe("once its day is on record", () => {
  test("its tasks are reminded", async () => {
    const reminded = () => store.prisma.reminder.count();
    await planAt(store, planReminders, "2026-03-10 08:30");
    expect(await reminded()).toBe(0);
    await record("Trung ương", "2026-03-06");
    await planAt(store, planReminders, "2026-03-13 08:30");
    const rows = await store.prisma.reminder.findMany({ include: { assignment: { include: { task: true } } } });
    expect(rows.find(({ stage }) => stage === "-1")?.assignment.task.text).toBe("Ban hành quy chế phối hợp");
  });

  test("a deadline that was over before it was known is told of at the next reminders", async () => {
    const recorded = await record("Trung ương", "2026-01-15");
    expect(recorded.tasks.map(({ dueOn, isPast }) => [dueOn, isPast])).toEqual([
      ["2026-01-15", true],
      ["2026-01-25", true],
    ]);
    await planAt(store, planReminders, "2026-03-11 08:30");
    const rows = await store.prisma.reminder.findMany({ include: { assignment: { include: { task: true } } } });
    const told = new Set(rows.map(({ assignment }) => assignment.task.text.slice(0, 8)));
    expect([...told].sort()).toEqual(["Ban hành", "Tổ chức "]);
  });

  test("another day corrects what is not finished; the first date stays the original one", async () => {
    await record("Trung ương", "2026-03-02");
    const done = await store.prisma.assignment.findFirstOrThrow({
      where: { task: { text: { startsWith: "Tổ chức" } } },
    });
    await store.prisma.assignment.update({ where: { id: done.id }, data: { state: "confirmed" } });
    const corrected = await record("Trung ương", "2026-03-06");
    expect(corrected).toMatchObject({ formerOn: "2026-03-02", dated: 1 });
    expect(await sorted()).toEqual(
      ["Ban hàn 2026-03-16 2026-03-12", ...UNTOUCHED, "Tổ chức 2026-03-02 2026-03-02"].sort(),
    );
    const rows = await store.prisma.planEvent.findMany({ orderBy: { id: "asc" } });
    expect(rows.map(({ tookPlaceOn }) => toDay(tookPlaceOn))).toEqual(["2026-03-02", "2026-03-06"]);
  });

  test("a correction does not take away an extension that reaches further", async () => {
    await record("Trung ương", "2026-03-02");
    const { members } = organisation;
    const assignment = await store.prisma.assignment.findFirstOrThrow({
      where: { task: { text: { startsWith: "Ban hành" } } },
    });
    await store.prisma.extension.create({
      data: {
        assignmentId: assignment.id,
        oldDueOn: toDate("2026-03-12"),
        newDueOn: toDate("2026-04-30"),
        reason: "chờ thẩm định",
        state: "granted",
        askedById: members.financeHead,
        askedAt: local("2026-03-05 09:00"),
        decidedById: members.chief,
        decidedAt: local("2026-03-05 10:00"),
      },
    });
    await store.prisma.assignment.update({ where: { id: assignment.id }, data: { dueOn: toDate("2026-04-30") } });
    await record("Trung ương", "2026-03-06");
    expect(await dueDays()).toContain("Ban hàn 2026-04-30 2026-03-12");
  });

  test("a unit that joins later gets the day that is still ahead, and nothing that is past", async () => {
    const { units } = organisation;
    await record("Trung ương", "2026-03-02");
    const tasks = await store.prisma.task.findMany({ where: { planId, deadlineKind: "after-event" } });
    const { id: groupId } = await store.prisma.unitGroup.create({ data: { name: "các phòng" } });
    await store.prisma.taskUnit.createMany({
      data: tasks.map(({ id }) => ({ taskId: id, role: "lead", position: 9, written: "các phòng", groupId })),
    });
    await store.prisma.unitInGroup.create({ data: { groupId, unitId: units.root } });
    await planAt(store, planOccurrences, "2026-03-10 00:10");
    const given = await store.prisma.assignment.findMany({ where: { unitId: units.root }, include: { task: true } });
    expect(
      given.map(({ task, dueOn }) => [task.text.slice(0, 8), dueOn === null ? null : toDay(dueOn)]).sort(),
    ).toEqual([
      ["Ban hành", "2026-03-12"],
      ["Bố trí k", null],
    ]);
  });

  test("a revised document that says the event in nearly the same words keeps its day", async () => {
    await record("Trung ương", "2026-03-02");
    const [first, second, ...rest] = TASKS;
    const tasks = [
      first ?? { text: "" },
      { ...second, text: second?.text ?? "", time: "trong 15 ngày sau khi Trung ương có hướng dẫn mới" },
      { text: "Phân bổ chỉ tiêu đào tạo", lead: "Sở Y tế", time: "trong 20 ngày sau khi Trung ương có hướng dẫn" },
      ...rest,
    ];
    const now = local("2026-03-10 09:00");
    const source = { planId, bytes: bytesOf("15/KH-UBND", tasks), file: "sua.txt" };
    await amendPlan(store, { ...source, dryRun: false, today: "2026-03-10", now });
    expect(await sorted()).toEqual(
      [
        "Ban hàn 2026-03-17 2026-03-12",
        "Phân bổ 2026-03-22 2026-03-22",
        ...UNTOUCHED,
        "Tổ chức 2026-03-02 2026-03-02",
      ].sort(),
    );
  });
});
