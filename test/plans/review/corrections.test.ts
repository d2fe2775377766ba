import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { REVIEW_REASONS } from "../../../src/plans/read/review-reasons.ts";
import { describeReview } from "../../../src/plans/review/review.ts";
import { Prisma } from "../../../src/store/generated/client.ts";
import { importUnits } from "../../../src/store/import-units.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { textsIn } from "../../../src/texts/texts.ts";
import { openTestStore, reset } from "../../support/database.ts";
import { apply, drafted, draftPlan, NOW, sheetOf, tasksOf, UNITS } from "./drafted-plan.ts";
import { type Cell, edited, type Habits, type TaskSheet } from "./saved-copy.ts";

const vi = textsIn("vi", "vi");
let store: Store;
let planId: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  planId = await draftPlan(store);
});

const correct = async (work: (sheet: TaskSheet) => void, habits: Habits = {}, dryRun = false) =>
  await apply(store, planId, await edited(await sheetOf(store, planId), work, habits), { dryRun });
const set =
  (...cells: readonly (readonly [id: string | number, title: string, value: Cell])[]) =>
  (sheet: TaskSheet) => {
    for (const [id, title, value] of cells) sheet.set(id, title, value);
  };
const taskOf = async (id: number) => (await tasksOf(store, planId)).find((task) => task.id === id);

describe("a corrected cell", () => {
  test("of a day moves the deadline, is told in a line and remembered", async () => {
    const result = await correct(set(["N1", "Đến ngày", new Date("2026-04-30")]));
    expect(describeReview(result, vi)).toEqual([
      "N1 II.1 Đến ngày: 31/03/2026 → 30/04/2026",
      "1 nhiệm vụ sửa, 0 thêm, 0 bỏ, 3 giữ nguyên; còn 1 nhiệm vụ cần xem lại.",
    ]);
    expect(result.changed[0]?.differences).toEqual([
      { field: "deadline", before: "once 2026-01-01..2026-03-31", after: "once 2026-01-01..2026-04-30" },
    ]);
    expect(await taskOf(1)).toMatchObject({ deadlineStart: "2026-01-01", deadlineEnd: "2026-04-30" });
    expect(await store.prisma.taskChange.findMany()).toMatchObject([
      {
        taskId: 1,
        amendmentId: null,
        at: NOW,
        before: { deadlineEnd: "2026-03-31" },
        after: { deadlineEnd: "2026-04-30" },
      },
    ]);
  });

  test.each<[string, Cell, string]>([
    ["a day", new Date("2026-04-30"), "2026-04-30"],
    ["a number of a spreadsheet", 46_142, "2026-04-30"],
    ["dd/mm/yyyy", "30/04/2026", "2026-04-30"],
    ["d.m.yyyy", "5.4.2026", "2026-04-05"],
    ["yyyy-mm-dd", " 2026-04-30 ", "2026-04-30"],
    ["words", "quý II năm 2026", "2026-06-30"],
  ])("may give a day as %s", async (_, value, day) => {
    await correct(set(["N1", "Đến ngày", value]));
    expect(await taskOf(1)).toMatchObject({ deadlineEnd: day });
  });

  test("of units takes names, codes, groups and proposals, separated by semicolons", async () => {
    const result = await correct(
      set(["N1", "Đơn vị phối hợp", "Sở Văn hoá, Thể thao;  GOC ; STC — Sở Tài chính?\ncác sở;SYT;Sở Y tế"]),
    );
    expect((await taskOf(1))?.units.map(({ role, unitId, groupId }) => [role, unitId, groupId])).toEqual([
      ["lead", 2, null],
      ["coordinating", 4, null],
      ["coordinating", 1, null],
      ["coordinating", 3, null],
      ["coordinating", null, 1],
      ["coordinating", 2, null],
    ]);
    expect(result.changed[0]?.cells).toEqual([
      {
        column: "coord",
        before: "Sở Tài chính",
        after: "Sở Văn hóa, Thể thao; Ủy ban tỉnh Sông Mơ; Sở Tài chính; các sở; Sở Y tế",
      },
    ]);
  });

  test("may leave a task without a coordinating unit, product or heading", async () => {
    await correct(set(["N1", "Đơn vị phối hợp", null], ["N1", "Sản phẩm", null], ["N1", "Mục", "II.1.a"]));
    const task = await taskOf(1);
    expect(task).toMatchObject({ product: null, heading: "II.1.a" });
    expect(task?.units.map(({ role }) => role)).toEqual(["lead"]);
  });

  test("of the kind makes another rule with the cells it needs", async () => {
    await correct(
      set(
        ["N1", "Loại thời hạn", "định kỳ"],
        ["N1", "Chu kỳ", "nửa năm"],
        ["N1", "Ngày trong kỳ", "15/6; 1/12"],
        ["N2", "Loại thời hạn", "Thường xuyên"],
        ["N2", "Chu kỳ", null],
        ["N2", "Ngày trong kỳ", null],
        ["N3", "Loại thời hạn", "không có"],
        ["N3", "Sự kiện", null],
        ["N3", "Số ngày sau sự kiện", null],
        ["N4", "Loại thời hạn", "sau sự kiện"],
        ["N4", "Sự kiện", "Hội nghị tổng kết"],
        ["N4", "Số ngày sau sự kiện", 15],
      ),
    );
    expect(
      (await tasksOf(store, planId)).map(({ deadlineKind, deadlineEvery, dueDays, event, delayDays }) => [
        deadlineKind,
        deadlineEvery,
        dueDays,
        event,
        delayDays,
      ]),
    ).toEqual([
      ["recurring", "half-year", ["06-15", "12-01"], null, null],
      ["ongoing", null, [], null, null],
      ["none", null, [], null, null],
      ["after-event", null, [], "Hội nghị tổng kết", 15],
    ]);
  });

  test("that a spreadsheet turned into a day of this year is still a day of the period", async () => {
    await correct(set(["N2", "Chu kỳ", "năm"], ["N2", "Ngày trong kỳ", new Date("2026-06-15")]));
    expect(await taskOf(2)).toMatchObject({ deadlineEvery: "year", dueDays: ["06-15"] });
  });

  test("that begins like a formula stays the text it is", async () => {
    await correct(set(["N1", "Nhiệm vụ", "=1+1"], ["N1", "Sản phẩm", "@kết quả"]), { strings: "inline" });
    expect(await taskOf(1)).toMatchObject({ text: "=1+1", product: "@kết quả" });
  });
});

describe("what a person corrected or looked at", () => {
  test("is no longer in doubt, and what they did not is", async () => {
    const { needsLook } = await correct(set(["N2", "Đơn vị chủ trì", "Sở Văn hóa, Thể thao"]));
    expect(needsLook).toBe(1);
    expect(await taskOf(2)).toMatchObject({
      needsReview: [REVIEW_REASONS["choice-of-period"]],
      confidence: 0.7,
      fields: {
        leadUnits: { confidence: 1, why: ["Người quản trị đã xem."] },
        deadline: { confidence: 0.7 },
      },
    });
    const rest = await correct(set(["N2", "Ngày trong kỳ", "25"]));
    expect(rest.needsLook).toBe(0);
    expect(await taskOf(2)).toMatchObject({ needsReview: [], confidence: 1, dueDays: ["25"] });
  });

  test.each(["đã xem", "OK", null, "Đã xem rồi."])("is settled by “%s” in the cell of reasons", async (word) => {
    const result = await correct(set(["N2", "Cần xem lại", word]));
    expect(result).toMatchObject({ needsLook: 0, same: 3 });
    expect(await taskOf(2)).toMatchObject({ needsReview: [], confidence: 1, deadlineEvery: "quarter" });
  });

  test("keeps the reasons that are left, and those that they wrote themselves", async () => {
    const reason = REVIEW_REASONS["nested-lead"];
    await correct(set(["N2", "Cần xem lại", `${reason}\nHỏi lại Sở Y tế`], ["N1", "Cần xem lại", "Chờ văn thư"]));
    expect((await tasksOf(store, planId)).map(({ needsReview }) => needsReview)).toEqual([
      ["Chờ văn thư"],
      [reason, "Hỏi lại Sở Y tế"],
      [],
      [],
    ]);
  });
});

describe("a name that nobody bore", () => {
  test("may stay beside others that are corrected", async () => {
    await correct(set(["N2", "Đơn vị chủ trì", "So Van hoa, The thao; Sở Y tế"]));
    expect((await taskOf(2))?.units.map(({ written, unitId }) => [written, unitId])).toEqual([
      ["So Van hoa, The thao", null],
      ["Sở Y tế", 2],
    ]);
  });

  test("is resolved once the registry knows it, and that is told", async () => {
    const bytes = await sheetOf(store, planId);
    await importUnits(store.prisma, [{ ...UNITS[3], aliases: ["So Van hoa, The thao"] } as (typeof UNITS)[number]]);
    const result = await apply(store, planId, bytes);
    expect(describeReview(result, vi)[0]).toBe(
      "N2 II.2 Đơn vị chủ trì: So Van hoa, The thao → Sở Văn hóa, Thể thao (nay đã có trong danh sách)",
    );
    expect((await taskOf(2))?.units).toMatchObject([{ written: "So Van hoa, The thao", unitId: 4 }]);
    expect((await taskOf(2))?.needsReview).toHaveLength(2);
  });
});

describe("a task", () => {
  test("goes with an “x”, with a cleared row and with its row, and its going is on record", async () => {
    const result = await correct((sheet) => {
      sheet.set("N1", "Xoá", "x");
      const cleared = sheet.row("N2");
      cleared.fill(null, 1);
      sheet.rows = sheet.rows.filter((row) => row[0] !== "N4");
    });
    expect(result.removed.map(({ id }) => id)).toEqual(["N1", "N2", "N4"]);
    expect(describeReview(result, vi)[0]).toBe("Bỏ: N1 II.1 Mở lớp tập huấn cho cán bộ trạm y tế.");
    const left = (await tasksOf(store, planId)).filter(({ dropped }) => !dropped);
    expect(left.map(({ id }) => id)).toEqual([3]);
    const changes = await store.prisma.taskChange.findMany({ where: { after: { equals: Prisma.DbNull } } });
    expect(changes.map(({ taskId, amendmentId }) => [taskId, amendmentId])).toEqual([
      [1, null],
      [2, null],
      [4, null],
    ]);
  });

  test("is added by a row without an id, after the task above it, and a task is split so", async () => {
    const result = await correct((sheet) => {
      sheet.addAfter("N1", {
        Mục: "II.1b",
        "Nhiệm vụ": "Cấp chứng chỉ.",
        "Đơn vị chủ trì": "SYT",
        "Đến ngày": "30/6/2026",
      });
      sheet.addAfter("N4", { "Nhiệm vụ": "Tổng kết.", "Chữ trong văn bản": "trong tháng 6" });
      sheet.set("N1", "Nhiệm vụ", "Mở lớp tập huấn.");
    });
    expect(result).toMatchObject({ same: 3, added: [{ heading: "II.1b" }, { text: "Tổng kết." }] });
    const tasks = await tasksOf(store, planId);
    expect(tasks.map(({ id }) => id)).toEqual([1, expect.any(Number), 2, 3, 4, expect.any(Number)]);
    expect(tasks[1]).toMatchObject({
      heading: "II.1b",
      deadlineKind: "once",
      deadlineEnd: "2026-06-30",
      needsReview: [],
      confidence: 1,
      units: [{ role: "lead", unitId: 2 }],
    });
    expect(tasks[5]).toMatchObject({ deadlineKind: "once", deadlineEnd: "2026-06-30", deadlineText: "trong tháng 6" });
    expect(tasks[5]?.needsReview).toEqual([REVIEW_REASONS["year-guessed"]]);
    const remembered = await store.prisma.taskChange.findMany({ orderBy: { taskId: "asc" } });
    expect(remembered.map(({ taskId, before }) => [taskId, before === null])).toEqual([
      [1, false],
      [5, true],
      [6, true],
    ]);
  });

  test("may be added above all others", async () => {
    await correct((sheet) => {
      sheet.rows.splice(1, 0, sheet.rows[0]?.map((title) => (title === "Nhiệm vụ" ? "Việc đầu tiên." : null)) ?? []);
    });
    expect((await tasksOf(store, planId)).map(({ text }) => text)[0]).toBe("Việc đầu tiên.");
  });

  test("keeps its place when rows are sorted by another column", async () => {
    await correct((sheet) => {
      sheet.set("N3", "Sản phẩm", "Kế hoạch");
      const [head = [], ...rows] = sheet.rows;
      sheet.rows = [head, ...rows.reverse()];
    });
    expect((await tasksOf(store, planId)).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });
});

test("a dry run says what the real one does, and changes nothing", async () => {
  const work = (sheet: TaskSheet): void => {
    sheet.set("N1", "Sản phẩm", "Giấy chứng nhận");
    sheet.set("N4", "Xoá", "x");
    sheet.addAfter("N2", { "Nhiệm vụ": "Việc mới." });
  };
  const before = await tasksOf(store, planId);
  const dry = await correct(work, {}, true);
  expect(await tasksOf(store, planId)).toEqual(before);
  expect(await store.prisma.taskChange.count()).toBe(0);
  expect(await correct(work)).toEqual(dry);
  expect(await tasksOf(store, planId)).not.toEqual(before);
});

test("a corrected sheet of a plan without doubts says that nothing is left to look at", async () => {
  await reset(store);
  planId = await draftPlan(store, [drafted({})]);
  const result = await correct(() => undefined);
  expect(describeReview(result, vi)).toEqual([
    "Bảng không khác gì với dự thảo.",
    "0 nhiệm vụ sửa, 0 thêm, 0 bỏ, 1 giữ nguyên; còn 0 nhiệm vụ cần xem lại.",
  ]);
});
