import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addDays } from "../../src/domain/calendar-date.ts";
import { planReminders } from "../../src/schedule/reminders.ts";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { lettersTo, type PlannedLetter, planAt, setCalendar } from "../support/planning.ts";

const BEGIN = new Date("2026-10-01T09:00:00+07:00");
type Who = keyof Organisation["members"];

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, BEGIN);
});

const morning = (day: string) => planAt(store, planReminders, `${day} 08:00`);
const mornings = async (from: string, until: string) => {
  for (let day = from; day <= until; day = addDays(day, 1)) await morning(day);
};
const to = (who: Who): Promise<PlannedLetter[]> => lettersTo(store, { memberId: organisation.members[who] });
const daysTold = async (who: Who): Promise<(string | undefined)[]> =>
  (await to(who)).map(({ key }) => key.split(" ")[2]);
const giveNurse = (dueOn: string, text = "Xây dựng quy chế trực ban") =>
  organisation.give({ text, unitId: organisation.units.health, dueOn, holderId: organisation.members.nurse });
const absent = (who: Who, from: string, until: string, standIn?: Who) =>
  store.prisma.absence.create({
    data: {
      memberId: organisation.members[who],
      fromOn: toDate(from),
      toOn: toDate(until),
      standInId: standIn === undefined ? null : organisation.members[standIn],
    },
  });
const stagesOf = async (who: Who): Promise<string[]> => {
  const where = { memberId: organisation.members[who] };
  return (await store.prisma.reminder.findMany({ where, orderBy: { createdAt: "asc" } })).map(({ stage }) => stage);
};

describe("the stages of an assignment", () => {
  test("are 7, 3 and 1 working days before, the day, 1 and 3 after, then every five", async () => {
    await giveNurse("2026-11-25");
    await mornings("2026-11-10", "2026-12-18");
    expect(await stagesOf("nurse")).toEqual(["-7", "-3", "-1", "0", "+1", "+3", "+8", "+13"]);
    const days = ["11-16", "11-20", "11-24", "11-25", "11-26", "11-30", "12-07", "12-14"];
    expect(await daysTold("nurse")).toEqual(days.map((day) => `2026-${day}`));
  });

  test("follow the task's ladder before the plan's", async () => {
    const silent = await giveNurse("2026-11-25", "Không nhắc");
    const own = await giveNurse("2026-11-25", "Nhắc một lần");
    const { taskId } = await store.prisma.assignment.findUniqueOrThrow({ where: { id: own } });
    await store.prisma.plan.update({ where: { id: organisation.planId }, data: { ladder: "off" } });
    await store.prisma.task.update({ where: { id: taskId }, data: { ladder: "-2" } });
    await mornings("2026-11-20", "2026-12-02");
    expect(await stagesOf("nurse")).toEqual(["-2"]);
    expect(await store.prisma.reminder.count({ where: { assignmentId: silent } })).toBe(0);
  });

  test("are the default where a ladder cannot be read: one plan's slip silences nobody", async () => {
    await store.prisma.plan.update({ where: { id: organisation.planId }, data: { ladder: "hằng ngày" } });
    await giveNurse("2026-11-25");
    await morning("2026-11-25");
    expect(await stagesOf("nurse")).toEqual(["0"]);
  });

  test("begin anew with a new due date", async () => {
    const id = await giveNurse("2026-11-23");
    await morning("2026-11-23");
    await store.prisma.assignment.update({ where: { id }, data: { dueOn: toDate("2026-11-24") } });
    await morning("2026-11-24");
    expect(await stagesOf("nurse")).toEqual(["0", "0"]);
  });

  test("are counted in working days round Tết, a make-up Saturday being one", async () => {
    const tet: Record<string, "off" | "working"> = { "2027-01-30": "working" };
    for (let day = "2027-02-04"; day <= "2027-02-10"; day = addDays(day, 1)) tet[day] = "off";
    await setCalendar(store, tet);
    await giveNurse("2027-02-12");
    await mornings("2027-01-20", "2027-02-16");
    const days = ["01-28", "02-02", "02-11", "02-12", "02-15"];
    expect(await daysTold("nurse")).toEqual(days.map((day) => `2027-${day}`));
  });

  test("run on over the end of the year", async () => {
    await setCalendar(store, { "2027-01-01": "off" });
    await giveNurse("2026-12-31");
    await mornings("2026-12-29", "2027-01-08");
    expect(await stagesOf("nurse")).toEqual(["-3", "-1", "0", "+1", "+3"]);
    expect((await daysTold("nurse")).slice(-2)).toEqual(["2027-01-04", "2027-01-06"]);
  });

  test("are not reminded of what is done, cancelled, undated or in a draft", async () => {
    for (const state of ["reported", "confirmed", "cancelled"] as const) {
      const id = await giveNurse("2026-11-23", state);
      await store.prisma.assignment.update({ where: { id }, data: { state } });
    }
    const { units, members } = organisation;
    await organisation.give({ text: "Thường xuyên", unitId: units.health, dueOn: null, holderId: members.nurse });
    await morning("2026-11-23");
    await giveNurse("2026-11-24");
    await store.prisma.plan.update({ where: { id: organisation.planId }, data: { state: "draft" } });
    await morning("2026-11-24");
    expect(await store.prisma.delivery.count()).toBe(0);
  });
});

describe("a morning's message", () => {
  test("about one assignment shows it whole, at most 600 characters of its words, with plan, unit and deadline", async () => {
    const id = await giveNurse("2026-11-30", `Rà soát ${"các quy định hiện hành ".repeat(60)}`);
    const { taskId } = await store.prisma.assignment.findUniqueOrThrow({ where: { id } });
    await store.prisma.task.update({ where: { id: taskId }, data: { deadlineText: "trong tháng 11" } });
    expect(await morning("2026-11-25")).toEqual(["fake"]);
    const [letter] = await to("nurse");
    expect(letter?.title).toBe("Nhắc việc: còn 5 ngày");
    expect(letter?.body.indexOf("\n")).toBeGreaterThan(550);
    expect(letter?.body.indexOf("\n")).toBeLessThanOrEqual(600);
    expect(letter?.body).toContain(
      "Kế hoạch: 12/KH-UB, mục II.1\nĐơn vị: Sở Y tế\nThời hạn: 30/11/2026, còn 5 ngày (văn bản ghi: “trong tháng 11”)",
    );
    expect(letter?.labels).toEqual(["Đã xong", "Đang làm (báo %)", "Xin gia hạn", "Giao người khác"]);
  });

  test("about many has a choice for the eight most urgent, which stay open, and one for all", async () => {
    await giveNurse("2026-11-26", "Sắp đến hạn");
    await giveNurse("2026-11-23", "Hôm nay");
    for (let n = 1; n <= 8; n++) await giveNurse("2026-11-20", `Quá hạn ${n}`);
    await morning("2026-11-23");
    const [letter] = await to("nurse");
    expect(letter?.title).toBe("Nhắc việc ngày 23/11: 10 việc");
    expect(letter?.labels).toHaveLength(9);
    expect(letter?.labels[0]).toBe("II.3 Quá hạn 1 (20/11/2026, quá hạn 3 ngày)");
    expect(letter?.labels.at(-1)).toBe("Xem tất cả (10)");
    const { choices } = await store.prisma.offer.findFirstOrThrow();
    expect((choices as { stays?: boolean }[]).every(({ stays }) => stays === true)).toBe(true);
  });

  test("is the only one: what comes up later that day is told the next", async () => {
    await giveNurse("2026-11-23", "Việc đầu");
    await morning("2026-11-23");
    await giveNurse("2026-11-24", "Việc giao thêm");
    await planAt(store, planReminders, "2026-11-23 10:00");
    expect(await to("nurse")).toHaveLength(1);
    await morning("2026-11-24");
    expect((await to("nurse"))[1]?.labels.join()).toContain("Việc giao thêm");
  });

  test("is in the member's own language", async () => {
    await store.prisma.member.update({ where: { id: organisation.members.nurse }, data: { language: "en" } });
    await giveNurse("2026-11-23");
    await morning("2026-11-23");
    expect((await to("nurse"))[0]?.title).toBe("Reminder: due today");
  });

  test("mentions an extension that waits, and does not offer to ask for another", async () => {
    await store.prisma.extension.create({
      data: {
        assignmentId: await giveNurse("2026-11-23"),
        oldDueOn: toDate("2026-11-23"),
        newDueOn: toDate("2026-12-05"),
        reason: "chờ kinh phí",
        askedById: organisation.members.nurse,
        askedAt: BEGIN,
      },
    });
    await morning("2026-11-23");
    const [letter] = await to("nurse");
    expect(letter?.body).toContain("Đang xin gia hạn đến 05/12/2026");
    expect(letter?.labels).not.toContain("Xin gia hạn");
  });

  test("expires at the end of the working day, whatever the machine's zone", async () => {
    vi.stubEnv("TZ", "America/New_York");
    try {
      await giveNurse("2026-11-23");
      await planAt(store, planReminders, "2026-11-23 07:59");
      expect(await store.prisma.delivery.count()).toBe(0);
      await planAt(store, planReminders, "2026-11-23 17:29");
      expect((await to("nurse"))[0]?.title).toBe("Nhắc việc: hạn là hôm nay");
      const { expiresAt } = await store.prisma.delivery.findFirstOrThrow();
      expect(expiresAt?.toISOString()).toBe("2026-11-23T10:30:00.000Z");
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("who answers for an assignment", () => {
  test("in a unit without heads are its members", async () => {
    await store.prisma.membership.deleteMany({ where: { memberId: organisation.members.healthHead } });
    await organisation.give({ text: "Không có trưởng", unitId: organisation.units.health, dueOn: "2026-11-23" });
    await morning("2026-11-23");
    expect([(await to("nurse")).length, (await to("clerk")).length, (await to("chief")).length]).toEqual([1, 1, 0]);
  });

  test("is not a holder who has left the unit, but its heads", async () => {
    await giveNurse("2026-11-23");
    await store.prisma.membership.deleteMany({ where: { memberId: organisation.members.nurse } });
    await morning("2026-11-23");
    expect(await to("nurse")).toEqual([]);
    expect((await to("healthHead"))[0]?.body).toContain("không còn ở đơn vị");
  });

  test("is not a stand-in who is away too; back from leave the holder is told the newest stage", async () => {
    await giveNurse("2026-11-23");
    await absent("nurse", "2026-11-20", "2026-11-23", "clerk");
    await absent("clerk", "2026-11-23", "2026-11-23");
    await mornings("2026-11-20", "2026-11-24");
    expect(await daysTold("clerk")).toEqual(["2026-11-20"]);
    expect(await daysTold("healthHead")).toEqual(["2026-11-23"]);
    expect(await stagesOf("nurse")).toEqual(["+1"]);
  });

  test("the heads above hear of late work once each, in counts per unit", async () => {
    await giveNurse("2026-11-20");
    await mornings("2026-11-20", "2026-12-11");
    expect(await stagesOf("healthHead")).toEqual(["head"]);
    expect(await stagesOf("chief")).toEqual(["parent"]);
    const [letter] = await to("healthHead");
    expect(letter?.key).toContain("2026-11-25");
    expect(letter?.title).toBe("Việc quá hạn ngày 25/11: 1 việc");
    expect(letter?.body).toContain("• Sở Y tế: 1 việc, hạn sớm nhất 20/11/2026");
    expect(letter?.labels.at(-1)).toBe("Việc của đơn vị");
    expect(await daysTold("chief")).toEqual(["2026-12-01"]);
  });

  test("no person is named or measured where work is late", async () => {
    await giveNurse("2026-11-10");
    await morning("2026-11-23");
    for (const who of ["healthHead", "chief"] as const) {
      const [letter] = await to(who);
      expect(letter?.title).toContain("Việc quá hạn");
      expect(`${letter?.title} ${letter?.body} ${letter?.labels.join()}`).not.toMatch(/Điều|%/);
    }
  });

  test("a head with late work of their own has it in one message with the unit's", async () => {
    await organisation.give({ text: "Việc của trưởng", unitId: organisation.units.health, dueOn: "2026-11-18" });
    await giveNurse("2026-11-18");
    await morning("2026-11-23");
    const letters = await to("healthHead");
    expect(letters.map(({ title }) => title)).toEqual(["Nhắc việc: quá hạn 5 ngày"]);
    expect(letters[0]?.body).toContain("• Sở Y tế: 1 việc");
    expect(letters[0]?.labels).toEqual([
      "Đã xong",
      "Đang làm (báo %)",
      "Xin gia hạn",
      "Giao người khác",
      "Việc của đơn vị",
    ]);
  });
});

test("when the clock goes back nobody is told the same again", async () => {
  await giveNurse("2026-11-23");
  for (const time of ["08:30", "08:00", "09:00"]) await planAt(store, planReminders, `2026-11-23 ${time}`);
  expect(await to("nurse")).toHaveLength(1);
});

test("whatever the clock does and however many plan, each stage is told once, and nobody is written to twice in a morning", async () => {
  const moments = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 7, max: 18 })), {
    minLength: 3,
    maxLength: 10,
  });
  const dues = fc.array(fc.integer({ min: -10, max: 30 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(moments, dues, async (when, offsets) => {
      await reset(store);
      organisation = await makeOrganisation(store, BEGIN);
      for (const [n, offset] of offsets.entries()) await giveNurse(addDays("2026-11-10", offset), `Việc ${n}`);
      for (const [offset, hour] of when) {
        const at = `${addDays("2026-11-02", offset)} ${String(hour).padStart(2, "0")}:00`;
        await Promise.all([planAt(store, planReminders, at), planAt(store, planReminders, at)]);
      }
      const letters = await to("nurse");
      const told = letters.reduce((sum, { title }) => sum + Number(/: (\d+) việc$/.exec(title)?.[1] ?? 1), 0);
      expect(told).toBe(await store.prisma.reminder.count({ where: { memberId: organisation.members.nurse } }));
      expect(new Set(letters.map(({ key }) => key)).size).toBe(letters.length);
    }),
    { numRuns: 10 },
  );
});
