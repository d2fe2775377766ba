import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Message, plainText } from "../../src/delivery/message.ts";
import { dryReminders, planReminders } from "../../src/schedule/reminders.ts";
import { importCalendar } from "../../src/store/calendar.ts";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at, plannerParts } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, at("2026-09-01", "08:00"));
});

const plan = (now: Date) => planReminders(plannerParts(store, now), now);
const letters = async () => {
  const rows = await store.prisma.delivery.findMany({ orderBy: { id: "asc" } });
  return rows.map(({ chatId, message, key }) => ({ chatId, key, text: plainText(message as unknown as Message) }));
};
const stages = async () =>
  (await store.prisma.reminder.findMany({ orderBy: [{ createdAt: "asc" }, { stage: "asc" }] })).map((one) => one.stage);
const giveNurse = (text: string, dueOn: string) =>
  organisation.give({ text, unitId: organisation.units.health, dueOn, holderId: organisation.members.nurse });

describe("the ladder", () => {
  test("the holder is reminded three working days before, with the answers as choices", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    await plan(at("2026-11-20", "08:00"));
    const [letter] = await letters();
    expect(letter?.chatId).toBe("NURSE");
    expect(letter?.text).toContain("Xây dựng quy chế");
    expect(letter?.text).toMatch(/25\/11\/2026, còn 5 ngày/);
    expect(letter?.text).toMatch(/1\. Đã xong\n2\. Đang làm \(báo %\)\n3\. Xin gia hạn\n4\. Giao người khác/);
    expect(await stages()).toEqual(["-3"]);
  });

  test("one message a person and morning holds everything due", async () => {
    await giveNurse("Việc một", "2026-11-25");
    await giveNurse("Việc hai", "2026-11-20");
    await giveNurse("Việc ba", "2026-11-19");
    await giveNurse("Việc xa", "2027-06-01");
    await plan(at("2026-11-20", "08:00"));
    const all = await letters();
    expect(all).toHaveLength(1);
    expect(all[0]?.text).toContain("3 việc");
    expect(all[0]?.text).toContain("1 việc quá hạn, 1 việc đến hạn hôm nay, 1 việc sắp đến hạn");
    expect(all[0]?.text).not.toContain("Việc xa");
  });

  test("planning again, by the same or by another process at once, sends nothing more", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    const now = at("2026-11-20", "08:05");
    await Promise.all([plan(now), plan(now)]);
    await plan(at("2026-11-20", "09:00"));
    expect(await letters()).toHaveLength(1);
    expect(await stages()).toHaveLength(1);
  });

  test("after days of silence only the newest stage is told, once", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-18");
    await plan(at("2026-11-19", "10:40"));
    await plan(at("2026-11-19", "10:45"));
    expect(await stages()).toEqual(["+1"]);
  });

  test("nothing is planned before eight, at night, on days off, or when the clock has gone back to such a time", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    for (const closed of [
      at("2026-11-20", "07:59"),
      at("2026-11-20", "20:00"),
      at("2026-11-21", "09:00"),
      at("2026-11-22", "09:00"),
    ]) {
      await plan(closed);
    }
    expect(await letters()).toEqual([]);
  });

  test("a made-up Saturday is a working day, and a holiday is not", async () => {
    await importCalendar(store.prisma, [
      { date: "2026-11-21", kind: "working", name: "Làm bù", document: null },
      { date: "2026-11-20", kind: "off", name: "Nghỉ", document: null },
    ]);
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    await plan(at("2026-11-20", "08:00"));
    expect(await letters()).toEqual([]);
    await plan(at("2026-11-21", "08:00"));
    expect(await stages()).toEqual(["-3"]);
  });

  test("what was due before it was given is never reminded", async () => {
    await organisation.give({
      text: "Việc cũ",
      unitId: organisation.units.health,
      dueOn: "2026-08-01",
      holderId: organisation.members.nurse,
      givenOn: "2026-09-01",
    });
    await plan(at("2026-11-20", "08:00"));
    expect(await letters()).toEqual([]);
  });

  test("a plan's own ladder counts, and off means never", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    await store.prisma.plan.updateMany({ data: { ladder: "off" } });
    await plan(at("2026-11-20", "08:00"));
    expect(await letters()).toEqual([]);
    await store.prisma.plan.updateMany({ data: { ladder: "-4 0" } });
    await plan(at("2026-11-20", "08:00"));
    expect(await stages()).toEqual(["-4"]);
  });

  test("a dry run says who would be told of what, and writes nothing", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    const now = at("2026-11-20", "08:00");
    const dry = await dryReminders(plannerParts(store, now), now);
    expect(dry.map(({ code, count, lines }) => [code, count, lines[0]?.stage])).toEqual([["NURSE", 1, "-3"]]);
    expect(await store.prisma.reminder.count()).toBe(0);
    expect(await letters()).toEqual([]);
  });
});

describe("who is asked", () => {
  test("work in nobody's hands is the head's to answer", async () => {
    await organisation.give({ text: "Chưa giao", unitId: organisation.units.finance, dueOn: "2026-11-25" });
    await plan(at("2026-11-20", "08:00"));
    expect((await letters()).map((letter) => letter.chatId)).toEqual(["FINANCE-HEAD"]);
  });

  test("three working days late the unit's head is told, seven days late the head above", async () => {
    await giveNurse("Việc trễ", "2026-11-10");
    await plan(at("2026-11-13", "08:00"));
    expect((await letters()).map((letter) => letter.chatId).sort()).toEqual(["HEALTH-HEAD", "NURSE"]);
    expect((await letters()).find((letter) => letter.chatId === "HEALTH-HEAD")?.text).toContain("quá hạn");
    await plan(at("2026-11-19", "08:00"));
    expect((await letters()).map((letter) => letter.chatId)).toContain("CHIEF");
  });

  test("a member on leave is not asked; the stand-in is", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    await store.prisma.absence.create({
      data: {
        memberId: organisation.members.nurse,
        standInId: organisation.members.clerk,
        fromOn: toDate("2026-11-19"),
        toOn: toDate("2026-11-23"),
      },
    });
    await plan(at("2026-11-20", "08:00"));
    const all = await letters();
    expect(all.map((letter) => letter.chatId)).toEqual(["CLERK"]);
    expect(all[0]?.text).toContain("thay Ngô Thị Điều");
  });

  test("without a stand-in the unit's head is asked", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    await store.prisma.absence.create({
      data: { memberId: organisation.members.nurse, fromOn: toDate("2026-11-19"), toOn: toDate("2026-11-23") },
    });
    await plan(at("2026-11-20", "08:00"));
    expect((await letters()).map((letter) => letter.chatId)).toEqual(["HEALTH-HEAD"]);
  });

  test("somebody without an account is on record as not reached, and the others are reminded", async () => {
    await giveNurse("Xây dựng quy chế", "2026-11-25");
    await organisation.give({ text: "Chưa giao", unitId: organisation.units.finance, dueOn: "2026-11-25" });
    await store.prisma.account.deleteMany({ where: { address: "NURSE" } });
    await plan(at("2026-11-20", "08:00"));
    const rows = await store.prisma.delivery.findMany({ orderBy: { memberId: "asc" } });
    expect(rows.map(({ state, error }) => [state, error])).toEqual([
      ["failed", "no-account"],
      ["pending", null],
    ]);
  });
});
