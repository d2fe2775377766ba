import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlanDraft } from "../../src/plans/draft.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore } from "../support/database.ts";
import { local } from "../support/planning.ts";
import { runCommand } from "../support/run-command.ts";

const SAMPLES = join(import.meta.dirname, "../../samples");
const PLAN = join(SAMPLES, "ke-hoach-chuyen-doi-so.md");
const NOW = local("2026-09-15 07:00");

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const sample = async (...args: string[]): Promise<unknown> => {
  const { out, err, code } = await runCommand(store, NOW, [...args, "--json"]);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  return JSON.parse(out);
};

const TABLES = [
  ["units", "units.csv", 12],
  ["members", "members.csv", 40],
  ["calendar", "calendar-2026.csv", 27],
] as const;

/** What each task of the sample plan means by its time, in the document's order: kind, from, to, how often, due days. */
const MEANT = [
  ["II.1.a", "once", null, "2026-10-15", null, []],
  ["II.1.b", "once", "2026-11-01", "2026-11-30", null, []],
  ["II.1.c", "once", null, "2026-11-25", null, []],
  ["II.1.d", "once", "2026-09-01", "2026-09-30", null, []],
  ["II.2.a", "once", "2026-10-01", "2026-12-31", null, []],
  ["II.2.b", "once", null, "2026-10-30", null, []],
  ["II.2.c", "once", "2027-01-01", "2027-03-31", null, []],
  ["II.2.d", "once", null, "2026-11-27", null, []],
  ["II.2.đ", "once", null, "2026-12-10", null, []],
  ["II.2.e", "after-event", null, null, null, []],
  ["II.3.a", "once", null, "2026-11-24", null, []],
  ["II.3.b", "recurring", null, null, "month", ["25"]],
  ["II.3.c", "once", "2026-10-01", "2026-10-31", null, []],
  ["II.3.d", "once", null, "2026-11-20", null, []],
  ["II.3.đ", "ongoing", null, null, null, []],
  ["II.3.e", "once", null, "2026-12-18", null, []],
  ["II.4.a", "once", "2026-12-01", "2026-12-31", null, []],
  ["II.4.b", "once", "2027-01-01", "2027-12-31", null, []],
  ["II.4.c", "recurring", null, null, "quarter", []],
  ["II.4.d", "recurring", null, null, "year", ["12-15"]],
  ["II.4.đ", "once", null, "2027-09-30", null, []],
];

describe("the sample organisation", () => {
  test.each(TABLES)("%s come in whole, and a second time nothing changes", async (group, file, rows) => {
    const path = join(SAMPLES, file);
    expect(await sample(group, "import", path)).toEqual({ created: rows, updated: 0, unchanged: 0 });
    expect(await sample(group, "import", path)).toEqual({ created: 0, updated: 0, unchanged: rows });
  });

  test("every unit has a head, and the root has leaders and an administrator too", async () => {
    const units = await store.prisma.unit.findMany({ include: { memberships: true } });
    const without = units.filter((unit) => !unit.memberships.some(({ role }) => role === "head"));
    expect(without.map((unit) => unit.code)).toEqual([]);
    const roots = units.filter((unit) => unit.parentId === null);
    const roles = roots.flatMap((unit) => unit.memberships.map(({ role }) => role));
    expect(roots).toHaveLength(1);
    expect(new Set(roles)).toEqual(new Set(["leader", "head", "admin"]));
  });

  test("shows what a real one has: a namesake, somebody in two units, a reader of English", async () => {
    const members = await store.prisma.member.findMany({ include: { memberships: true } });
    const names = members.map((member) => member.fullName);
    expect(names.length - new Set(names).size).toBe(1);
    expect(members.filter((member) => member.memberships.length === 2)).toHaveLength(1);
    expect(members.filter((member) => member.language === "en")).toHaveLength(1);
    expect(members.every((member) => member.email?.endsWith("@example.org"))).toBe(true);
  });

  test("the sample calendar says of every day which document decided it, or that it is not confirmed", async () => {
    const days = await store.prisma.calendarDay.findMany();
    expect(days.filter((day) => day.document === null)).toEqual([]);
    const open = days.filter((day) => day.date.getUTCFullYear() === 2027 && !day.document?.includes("chưa xác nhận"));
    expect(open).toEqual([]);
    const worked = days.filter((day) => day.kind === "working").map((day) => day.date.toISOString().slice(0, 10));
    expect(worked).toEqual(["2026-01-10", "2026-08-22"]);
  });
});

describe("the sample plan", () => {
  test("is read with the time that each task means", async () => {
    const draft = (await sample("plan", "read", PLAN)) as PlanDraft;
    expect(draft.document).toMatchObject({ number: "118/KH-UBND", issuedOn: "2026-09-14" });
    expect(draft.warnings).toEqual([]);
    const read = draft.tasks.map(({ heading, deadline: { kind, start, end, every, dueDays } }) => [
      heading,
      kind,
      start,
      end,
      every,
      dueDays,
    ]);
    expect(read).toEqual(MEANT);
  });

  test("quotes its own words: every task and every deadline stands in the file as written", async () => {
    const text = readFileSync(PLAN, "utf8");
    const draft = (await sample("plan", "read", PLAN)) as PlanDraft;
    const quotes = draft.tasks.flatMap((task) => [task.text, task.deadlineText ?? task.text]);
    expect(quotes.filter((quote) => !text.includes(quote))).toEqual([]);
  });

  test("names no unit that the sample organisation lacks; only the task that waits for an event needs a look", async () => {
    const imported = (await sample("plan", "import", PLAN)) as { planId: number };
    expect(imported).toMatchObject({ tasks: 21, dated: 20, withLead: 21, needsLook: 1, warnings: [], unresolved: [] });
    const { tasks } = (await sample("plan", "show", String(imported.planId))) as {
      tasks: { heading: string; units: { resolved: string | null }[]; needsReview: string[] }[];
    };
    expect(tasks.flatMap((task) => task.units).filter((unit) => unit.resolved === null)).toEqual([]);
    expect(tasks.filter((task) => task.needsReview.length > 0).map((task) => task.heading)).toEqual(["II.2.e"]);
  });

  test("keeps the week of 23 November busy: due days before, in and after it", async () => {
    await sample("plan", "issue", "1");
    const given = await store.prisma.assignment.findMany({ select: { dueOn: true } });
    const due = given.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn.toISOString().slice(0, 10)]));
    const between = (from: string, to: string) => due.filter((day) => day >= from && day <= to).length;
    expect(between("2026-09-01", "2026-10-31")).toBeGreaterThanOrEqual(4);
    expect(between("2026-11-23", "2026-11-27")).toBeGreaterThanOrEqual(2);
    expect(between("2026-12-01", "2027-12-31")).toBeGreaterThanOrEqual(5);
  });
});
