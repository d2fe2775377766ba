import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closePlan } from "../../src/plans/close-plan.ts";
import { planOccurrences } from "../../src/schedule/occurrences.ts";
import { planReminders } from "../../src/schedule/reminders.ts";
import { awaitingDecision, outstandingOf } from "../../src/store/assignments.ts";
import { standingAt } from "../../src/store/digest-rows.ts";
import type { Store } from "../../src/store/open-store.ts";
import { planCounts } from "../../src/store/plan-counts.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { local, planAt } from "../support/planning.ts";

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

const close = ({ cancelOpen = false, dryRun = false } = {}) =>
  closePlan(store, { planId: organisation.planId, cancelOpen, dryRun, now: local("2026-11-20 10:00") });
const giveNurse = (text: string, dueOn: string | null = "2026-11-25") =>
  organisation.give({ text, unitId: organisation.units.health, dueOn, holderId: organisation.members.nurse });
const setState = (id: number, state: "doing" | "reported" | "returned" | "confirmed" | "cancelled") =>
  store.prisma.assignment.update({ where: { id }, data: { state } });
const states = async () =>
  (await store.prisma.assignment.findMany({ orderBy: { id: "asc" } })).map((assignment) => assignment.state);
const plan = () => store.prisma.plan.findUniqueOrThrow({ where: { id: organisation.planId } });

test("a plan in which everything is confirmed or cancelled is closed", async () => {
  await setState(await giveNurse("Việc xong"), "confirmed");
  await setState(await giveNurse("Việc huỷ"), "cancelled");
  expect(await close()).toMatchObject({ closed: true, open: [], cancelled: 0 });
  expect(await plan()).toMatchObject({ state: "closed", closedAt: local("2026-11-20 10:00") });
});

test("a plan with open work is not closed, and the open work is listed by unit and due date", async () => {
  await setState(await giveNurse("Việc đang làm", null), "doing");
  await setState(await giveNurse("Việc chờ xác nhận"), "reported");
  await organisation.give({ text: "Việc của Tài chính", unitId: organisation.units.finance, dueOn: "2026-12-01" });
  const { closed, open } = await close();
  expect(closed).toBe(false);
  expect(open.map(({ unitName, text, dueOn, state }) => [unitName, text, dueOn, state])).toEqual([
    ["Sở Tài chính", "Việc của Tài chính", "2026-12-01", "open"],
    ["Sở Y tế", "Việc chờ xác nhận", "2026-11-25", "reported"],
    ["Sở Y tế", "Việc đang làm", null, "doing"],
  ]);
  expect((await plan()).state).toBe("issued");
  expect(await states()).toEqual(["doing", "reported", "open"]);
});

test("open work is cancelled with the plan when that is asked for; confirmed work stays confirmed", async () => {
  await setState(await giveNurse("Việc xong"), "confirmed");
  for (const state of ["doing", "reported", "returned"] as const) await setState(await giveNurse(state), state);
  await giveNurse("Việc chưa làm");
  expect(await close({ cancelOpen: true })).toMatchObject({ closed: true, cancelled: 4 });
  expect(await states()).toEqual(["confirmed", "cancelled", "cancelled", "cancelled", "cancelled"]);
});

test("a dry run of closing says the same and leaves the plan issued", async () => {
  await giveNurse("Việc chưa làm");
  expect(await close({ cancelOpen: true, dryRun: true })).toMatchObject({ closed: true, cancelled: 1 });
  expect(await close({ dryRun: true })).toMatchObject({ closed: false });
  expect((await plan()).state).toBe("issued");
  expect(await states()).toEqual(["open"]);
});

test("nothing of a closed plan is given, reminded, listed, decided or counted any more", async () => {
  const { members, units, planId } = organisation;
  const due = await giveNurse("Xây dựng quy chế");
  await setState(await giveNurse("Chờ xác nhận"), "reported");
  await setState(await giveNurse("Việc xong"), "confirmed");
  await store.prisma.extension.create({
    data: {
      assignmentId: due,
      oldDueOn: new Date("2026-11-25"),
      newDueOn: new Date("2026-12-25"),
      reason: "chờ số liệu",
      askedById: members.nurse,
      askedAt: local("2026-11-19 09:00"),
    },
  });
  await store.prisma.task.create({
    data: {
      planId,
      position: 90,
      heading: "III",
      text: "Báo cáo định kỳ",
      deadlineKind: "recurring",
      deadlineEvery: "month",
      confidence: 1,
      units: { create: { role: "lead", position: 0, written: "Sở Y tế", unitId: units.health } },
    },
  });
  const seen = async () => ({
    outstanding: (await outstandingOf(store.prisma, members.nurse)).length,
    awaiting: (await awaitingDecision(store.prisma, [units.root])).length,
    counted: (await planCounts(store.prisma, [units.health], "2026-11-20")).length,
    standing: (await standingAt(store.prisma, local("2026-11-22 23:59"), null)).length,
  });
  expect(await seen()).toMatchObject({ outstanding: 1, awaiting: 2, counted: 1 });
  await close({ cancelOpen: true });
  expect(await seen()).toEqual({ outstanding: 0, awaiting: 0, counted: 0, standing: 0 });
  await planAt(store, planOccurrences, "2026-11-21 00:10");
  await planAt(store, planReminders, "2026-11-23 08:00");
  expect(await states()).toHaveLength(3);
  expect(await store.prisma.reminder.count()).toBe(0);
  expect(await store.prisma.delivery.count()).toBe(0);
});

test("only an issued plan is closed, and only once", async () => {
  await close();
  await expect(close()).rejects.toMatchObject({ code: "plan-not-issued", facts: { state: "closed" } });
  await store.prisma.plan.updateMany({ data: { state: "draft" } });
  await expect(close()).rejects.toMatchObject({ code: "plan-not-issued", facts: { state: "draft" } });
  await store.prisma.plan.deleteMany();
  await expect(close()).rejects.toMatchObject({ code: "plan-unknown" });
});
