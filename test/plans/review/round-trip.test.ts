import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEADLINE_KINDS, PERIODS } from "../../../src/domain/deadline.ts";
import type { DraftTask } from "../../../src/plans/draft.ts";
import { REVIEW_REASONS } from "../../../src/plans/read/review-reasons.ts";
import { sheetPlanId, writeReviewSheet } from "../../../src/plans/review/review.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { textsIn } from "../../../src/texts/texts.ts";
import { openTestStore, reset } from "../../support/database.ts";
import { apply, drafted, draftPlan, sheetOf, tasksOf } from "./drafted-plan.ts";
import { edited, type Habits, sheetsOf, workbookOf } from "./saved-copy.ts";

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => reset(store));

/** The tasks before and after a sheet that nobody touched was applied. */
async function untouched(planId: number, bytes: Uint8Array): Promise<void> {
  const before = await tasksOf(store, planId);
  const result = await apply(store, planId, bytes);
  expect(result).toMatchObject({ changed: [], added: [], removed: [], same: before.length });
  expect(await tasksOf(store, planId)).toEqual(before);
  expect(await store.prisma.taskChange.count()).toBe(0);
}

const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const words = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      "=1+1",
      "@SUM(A1)",
      "constructor",
      "__proto__",
      "_x0041_ và _x000D_",
      "a\nb\r\nc",
      "  hai  ",
      "1.10",
      "TRUE",
      "12",
      "31/02/2026",
      "x",
      "ok",
      "Hoà — hòa",
      "Sở Y tế; Sở Tài chính",
      "'",
      "–",
      "?",
      "\u0007chuông",
      "\ufffe",
      "dài ".repeat(9000),
    ),
    fc.lorem({ mode: "sentences", maxCount: 3 }),
  )
  .filter((text) => !text.includes("\u0000") && text.trim() !== "")
  .map((text) => text.toWellFormed());
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const names = fc.array(fc.oneof(fc.constantFrom("Sở Y tế", "STC", "các sở", "sở văn hoá, thể thao", "Sở Lạ"), words), {
  maxLength: 4,
});
const sureness = fc.record({
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  why: fc.array(fc.constantFrom(...Object.values(REVIEW_REASONS)), { maxLength: 2 }),
});
const task: fc.Arbitrary<DraftTask> = fc.record({
  heading: fc.oneof(fc.constantFrom("", "II.3", "1.1", "a)"), words),
  text: words,
  leadUnits: names,
  coordUnits: names,
  deadline: fc.record({
    kind: fc.constantFrom(...DEADLINE_KINDS),
    start: maybe(day),
    end: maybe(day),
    every: maybe(fc.constantFrom(...PERIODS)),
    dueDays: fc.array(fc.constantFrom("20", "05", "31", "06-15", "12-1"), { maxLength: 3 }),
    delayDays: maybe(fc.integer({ min: 1, max: 400 })),
    event: maybe(words),
  }),
  deadlineText: maybe(words),
  product: maybe(words),
  report: maybe(fc.record({ to: maybe(words), every: maybe(fc.constantFrom(...PERIODS)) })),
  page: maybe(fc.integer({ min: 1, max: 900 })),
  paragraph: maybe(fc.integer({ min: 1, max: 900 })),
  table: maybe(fc.record({ number: fc.integer({ min: 1, max: 9 }), row: fc.integer({ min: 1, max: 99 }) })),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  needsReview: fc.array(fc.oneof(fc.constantFrom(...Object.values(REVIEW_REASONS)), words), { maxLength: 3 }),
  fields: fc.record({ leadUnits: sureness, coordUnits: sureness, deadline: sureness }),
});

describe("a sheet that nobody touched", () => {
  test("changes nothing, whatever the draft says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(task, { minLength: 1, maxLength: 12 }), async (tasks) => {
        await reset(store);
        const planId = await draftPlan(store, tasks);
        await untouched(planId, await sheetOf(store, planId));
      }),
      { numRuns: 25 },
    );
  });

  test.each<[string, Habits]>([
    ["LibreOffice", { strings: "shared", days: "styled", trailing: true, targets: "relative" }],
    ["a program with texts in the cells", { strings: "inline", days: "styled", targets: "absolute" }],
    ["a program that loses the look of days", { strings: "shared", days: "bare" }],
    ["a program that writes days as text", { strings: "shared", days: "text", trailing: true }],
  ])("changes nothing either once %s has saved it", async (_, habits) => {
    const planId = await draftPlan(store);
    await untouched(planId, workbookOf(await sheetsOf(await sheetOf(store, planId)), habits));
  });

  test("changes nothing when its rows are sorted, its columns moved and columns of notes added", async () => {
    const planId = await draftPlan(store);
    const bytes = await edited(await sheetOf(store, planId), (sheet) => {
      const [head = [], ...rows] = sheet.rows;
      sheet.rows = [head, ...rows.reverse()].map((row, at) => [
        at === 0 ? "Ghi chú" : "hỏi lại",
        ...[...row].reverse(),
      ]);
    });
    await untouched(planId, bytes);
  });

  test("changes nothing when columns that are only to look at are gone or written over", async () => {
    const planId = await draftPlan(store);
    const bytes = await edited(await sheetOf(store, planId), (sheet) => {
      sheet.set("N1", "Nguyên văn", "sửa");
      sheet.set("N1", "Độ chắc (%)", 1);
      const gone = sheet.column("Gợi ý đơn vị");
      sheet.rows = sheet.rows.map((row) => row.filter((_cell, column) => column !== gone));
    });
    await untouched(planId, bytes);
  });

  test("may be in English", async () => {
    const planId = await draftPlan(store);
    const { bytes, name } = await writeReviewSheet(store, planId, textsIn("en", "en"));
    expect(name).toBe("review-plan-1.xlsx");
    await untouched(planId, bytes);
  });

  test("is as good after a unit was renamed: its old name in the sheet still means it", async () => {
    const planId = await draftPlan(store);
    const bytes = await edited(await sheetOf(store, planId), (sheet) => sheet.set("N3", "Đơn vị chủ trì", "Sở Y tế"));
    await store.prisma.unit.update({ where: { code: "SYT" }, data: { name: "Sở Sức khỏe" } });
    const { changed } = await apply(store, planId, bytes);
    expect(changed.map(({ id, differences }) => [id, differences.length])).toEqual([["N3", 1]]);
  });

  test("of a large plan comes back whole", async () => {
    const planId = await draftPlan(
      store,
      Array.from({ length: 1500 }, (_, index) =>
        drafted({ heading: `${index}`, text: `Việc số ${index}: ${"kiểm tra & đối chiếu <hồ sơ>; ".repeat(8)}` }),
      ),
    );
    await untouched(planId, await sheetOf(store, planId));
  }, 60_000);
});

describe("whether a file is a review sheet", () => {
  test("is known by what the file says inside, whatever its name", async () => {
    const planId = await draftPlan(store);
    expect(await sheetPlanId(await sheetOf(store, planId))).toBe(planId);
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("Kế hoạch")],
    ["half an archive", Buffer.from("PK\u0003\u0004 và thêm chữ")],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1000000000000", "hex")],
    ["another workbook", workbookOf([{ name: "Nhiệm vụ", rows: [["Mã", "Nhiệm vụ"]] }])],
  ])("is answered with no for %s, without an error", async (_, bytes) => {
    expect(await sheetPlanId(bytes)).toBeNull();
  });
});
