import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { draftPlan, NOW, tasksOf } from "../plans/review/drafted-plan.ts";
import { edited } from "../plans/review/saved-copy.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type CommandRun, expectRefused, runCommand } from "../support/run-command.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const newFolder = temporaryFolders();
let store: Store;
let sheet: string;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  await draftPlan(store);
  sheet = join(newFolder(), "ra-soat.xlsx");
});

const run = (...args: string[]): Promise<CommandRun> => runCommand(store, NOW, args);

/** Writes a corrected copy over the sheet. */
async function correct(id: string, title: string, value: string): Promise<void> {
  writeFileSync(sheet, await edited(readFileSync(sheet), (tasks) => tasks.set(id, title, value)));
}

test("a draft is written as a sheet, corrected, tried and applied from the command line", async () => {
  const written = await run("plan", "review", "1", "--out", sheet);
  expect(written).toMatchObject({ code: 0, err: "" });
  expect(written.out).toBe(
    `Đã ghi 4 nhiệm vụ của dự thảo 1 vào ${sheet}; 1 nhiệm vụ cần xem lại.\nSửa trong bảng tính rồi chạy: plan apply 1 ${sheet} --dry-run`,
  );
  await correct("N1", "Đến ngày", "30/04/2026");
  const tried = await run("plan", "apply", "1", sheet, "--dry-run");
  const lines = [
    "N1 II.1 Đến ngày: 31/03/2026 → 30/04/2026",
    "1 nhiệm vụ sửa, 0 thêm, 0 bỏ, 3 giữ nguyên; còn 1 nhiệm vụ cần xem lại.",
  ];
  expect(tried.out.split("\n")).toEqual([...lines, "Chạy thử, chưa ghi gì. Để ghi: plan apply 1 ra-soat.xlsx"]);
  expect((await tasksOf(store, 1))[0]?.deadlineEnd).toBe("2026-03-31");
  const applied = await run("plan", "apply", "1", sheet, "--yes");
  expect(applied.out.split("\n")).toEqual([...lines, "Đã ghi vào dự thảo 1. Thử ban hành: plan issue 1 --dry-run"]);
  expect((await tasksOf(store, 1))[0]?.deadlineEnd).toBe("2026-04-30");
});

test("the commands of the review speak JSON", async () => {
  expect(JSON.parse((await run("plan", "review", "1", "--out", sheet, "--json")).out)).toEqual({
    planId: 1,
    title: "Kế hoạch nâng cao chất lượng trạm y tế",
    file: sheet,
    tasks: 4,
    needsLook: 1,
  });
  await correct("N2", "Cần xem lại", "đã xem");
  expect(JSON.parse((await run("plan", "apply", "1", sheet, "--json")).out)).toMatchObject({
    planId: 1,
    changed: [{ id: "N2", heading: "II.2", differences: [], cells: [{ column: "review", after: "" }] }],
    added: [],
    removed: [],
    same: 3,
    needsLook: 0,
  });
});

test("a file that is there is not written over without --force", async () => {
  writeFileSync(sheet, "công của ai đó");
  expectRefused(await run("plan", "review", "1", "--out", sheet), "đã có; chọn tên khác, hoặc thêm --force");
  expect(readFileSync(sheet, "utf8")).toBe("công của ai đó");
  expect((await run("plan", "review", "1", "--out", sheet, "--force")).code).toBe(0);
  expect(readFileSync(sheet).subarray(0, 2).toString()).toBe("PK");
});

test("a review that cannot be written says why and leaves nothing", async () => {
  const beside = join(newFolder(), "không-có", "bang.xlsx");
  expectRefused(await run("plan", "review", "1", "--out", beside), "Không ghi được tệp", "ENOENT");
  expectRefused(await run("plan", "review", "1", "--out", "bang.csv"), "không phải là tên tệp bảng tính");
  expectRefused(await run("plan", "review", "9", "--out", sheet), "Không có kế hoạch “9”");
  expectRefused(await run("plan", "review", "một", "--out", sheet), "Không có kế hoạch “một”");
  expect((await run("plan", "review", "1")).code).toBe(2);
  expect(existsSync(sheet)).toBe(false);
});

test("a sheet with mistakes is refused with the place of each, and one that is missing by name", async () => {
  expectRefused(await run("plan", "apply", "1", sheet), "Không có tệp “ra-soat.xlsx”");
  await run("plan", "review", "1", "--out", sheet);
  await correct("N1", "Đến ngày", "hôm nào rảnh");
  expectRefused(
    await run("plan", "apply", "1", sheet),
    "Trang «Nhiệm vụ», dòng 2, cột «Đến ngày»: “hôm nào rảnh”",
    "Không có gì của “ra-soat.xlsx” được ghi.",
  );
  expectRefused(await run("plan", "apply", "2", sheet), "bảng rà soát của kế hoạch 1, không phải 2");
});
