import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";

let store: Store;
let sql: (text: string) => Promise<number>;
beforeAll(async () => {
  store = await openTestStore();
  sql = (text) => store.prisma.$executeRawUnsafe(text);
});
afterAll(async () => await store.close());

const AT = new Date("2026-11-23T01:00:00Z");
const day = (text: string) => new Date(`${text}T00:00:00Z`);

beforeEach(async () => {
  await reset(store);
  const { prisma } = store;
  await prisma.unit.create({ data: { code: "A", name: "A" } });
  await prisma.member.create({ data: { code: "a", fullName: "A" } });
  await prisma.plan.create({
    data: { title: "P", monitorUnitId: 1, sourceName: "p.txt", sourceHash: "0", createdAt: AT },
  });
  await prisma.task.create({
    data: { planId: 1, position: 0, heading: "1", text: "T", deadlineKind: "once", confidence: 1 },
  });
  await prisma.assignment.create({
    data: { taskId: 1, unitId: 1, occurrence: "none", givenOn: day("2026-11-01"), givenAt: AT },
  });
  await prisma.progress.create({
    data: { assignmentId: 1, memberId: 1, at: AT, state: "doing", percent: 10, note: "đang làm" },
  });
  await prisma.extension.create({
    data: {
      assignmentId: 1,
      oldDueOn: day("2026-12-01"),
      newDueOn: day("2026-12-15"),
      reason: "chờ",
      askedById: 1,
      askedAt: AT,
    },
  });
  await prisma.reportCycle.create({
    data: {
      period: "2026-11",
      coversFrom: day("2026-10-15"),
      coversTo: day("2026-11-14"),
      opensOn: day("2026-11-20"),
      dueOn: day("2026-11-25"),
      createdAt: AT,
    },
  });
  await prisma.report.create({ data: { cycleId: 1, memberId: 1, unitId: 1 } });
  await prisma.reportVersion.create({ data: { reportId: 1, version: 1, answers: { done: "rồi" }, submittedAt: AT } });
  await prisma.reportDecision.create({ data: { reportId: 1, version: 1, state: "accepted", memberId: 1, at: AT } });
  await prisma.reading.create({ data: { readerId: 1, subjectId: 1, what: "report 1 version 1", at: AT } });
});

describe("what was said stays said", () => {
  test.each(["progress", "report_version", "report_decision", "reading", "extension"])(
    "a row of %s is not deleted",
    async (table) => {
      await expect(sql(`DELETE FROM ${table}`)).rejects.toThrow(`${table} is append-only: DELETE refused`);
    },
  );

  test.each([
    ["progress", "percent = 100"],
    ["progress", "note = 'khác'"],
    ["progress", "note = NULL, percent = 100"],
    ["report_version", `answers = '{"done":"chưa"}'`],
    ["report_version", "answers = '{}', version = 2"],
    ["report_decision", "note = NULL, state = 'returned'"],
    ["reading", "what = ''"],
    ["extension", "new_due_on = '2026-12-31'"],
    ["extension", "reason = 'khác'"],
    ["extension", "decided_by_id = 1"],
    ["extension", "state = 'granted'"],
    ["extension", "state = 'granted', decided_by_id = 1, decided_at = now(), asked_at = now()"],
  ])("a row of %s does not change to %s", async (table, change) => {
    await expect(sql(`UPDATE ${table} SET ${change}`)).rejects.toThrow(`${table} is append-only: UPDATE refused`);
  });

  test.each([
    ["progress", "note = NULL"],
    ["report_version", "answers = '{}'"],
    ["extension", "reason = ''"],
  ])("a person's words in %s can be erased: %s", async (table, change) => {
    expect(await sql(`UPDATE ${table} SET ${change}`)).toBe(1);
    expect(await sql(`UPDATE ${table} SET ${change}`)).toBe(1);
  });
});

test("an extension is decided once, and its reason can be erased afterwards", async () => {
  const decide = (state: string) =>
    sql(`UPDATE extension SET state = '${state}', decided_by_id = 1, decided_at = '2026-11-23T02:00:00Z'`);
  expect(await decide("granted")).toBe(1);
  await expect(decide("refused")).rejects.toThrow("extension is append-only: UPDATE refused");
  await expect(sql("UPDATE extension SET state = 'asked'")).rejects.toThrow("extension is append-only: UPDATE refused");
  expect(await sql("UPDATE extension SET reason = ''")).toBe(1);
});

test("the original due date of a duty is set once while the due date moves", async () => {
  expect(await sql("UPDATE assignment SET original_due_on = '2026-12-01', due_on = '2026-12-01'")).toBe(1);
  expect(await sql("UPDATE assignment SET due_on = '2026-12-15', original_due_on = '2026-12-01'")).toBe(1);
  for (const change of ["'2026-12-15'", "NULL"]) {
    const update = sql(`UPDATE assignment SET original_due_on = ${change}`);
    await expect(update).rejects.toThrow("assignment.original_due_on is set once: UPDATE refused");
  }
});

test("a duty has one undecided extension at a time", async () => {
  const ask = (): Promise<number> =>
    sql(`INSERT INTO extension (assignment_id, old_due_on, new_due_on, reason, asked_by_id, asked_at)
      VALUES (1, '2026-12-01', '2026-12-20', '', 1, now())`);
  await expect(ask()).rejects.toThrow();
  await sql("UPDATE extension SET state = 'refused', decided_by_id = 1, decided_at = now()");
  expect(await ask()).toBe(1);
});

test("a person has one talk at a time while others wait in line", async () => {
  const begin = (waiting: boolean): Promise<number> =>
    sql(
      `INSERT INTO talk (member_id, dialog, step, data, waiting, updated_at) VALUES (1, 'd', 's', '{}', ${waiting}, now())`,
    );
  expect(await begin(false)).toBe(1);
  expect(await begin(true)).toBe(1);
  expect(await begin(true)).toBe(1);
  await expect(begin(false)).rejects.toThrow();
});

test.each([
  ["assignment_percent_check", "UPDATE assignment SET percent = 101"],
  [
    "progress_percent_check",
    "INSERT INTO progress (assignment_id, member_id, at, state, percent) VALUES (1, 1, now(), 'doing', -1)",
  ],
  ["task_deadline_kind_check", "UPDATE task SET deadline_kind = 'someday'"],
  ["task_deadline_every_check", "UPDATE task SET deadline_every = 'week'"],
  ["absence_days_check", "INSERT INTO absence (member_id, from_on, to_on) VALUES (1, '2026-12-02', '2026-12-01')"],
  [
    "extension_later_check",
    `INSERT INTO extension (assignment_id, old_due_on, new_due_on, reason, state, asked_by_id, asked_at)
      VALUES (1, '2026-12-01', '2026-12-01', '', 'refused', 1, now())`,
  ],
  [
    "invite_expires_check",
    "INSERT INTO invite (member_id, code_hash, created_at, expires_at) VALUES (1, 'x', now(), now())",
  ],
])("the store keeps the rule %s", async (constraint, statement) => {
  await expect(sql(statement)).rejects.toThrow(constraint);
});
