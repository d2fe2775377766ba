import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageParts } from "../../../src/plans/read/formats/sheet/package-part.ts";
import { zipEntries } from "../../../src/plans/read/formats/zip-entries.ts";
import { REVIEW_COLUMNS, type ReviewColumn } from "../../../src/plans/review/review-columns.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { openTestStore } from "../../support/database.ts";
import { draftPlan, sheetOf } from "./drafted-plan.ts";
import { type Sheet, sheetsOf } from "./saved-copy.ts";

let store: Store;
let sheets: Sheet[];
let part: (name: string) => string;

beforeAll(async () => {
  store = await openTestStore();
  const bytes = Buffer.from(await sheetOf(store, await draftPlan(store)));
  sheets = await sheetsOf(bytes);
  const parts = packageParts(bytes, zipEntries(bytes) ?? []);
  part = (name) => parts(name)?.toString("utf8") ?? "";
});
afterAll(() => store.close());

const tasks = (): string => part("xl/worksheets/sheet1.xml");
const letter = (column: ReviewColumn): string => String.fromCharCode(65 + REVIEW_COLUMNS.indexOf(column));

/** The fill of a cell as RRGGBB, or null. */
function fillOf(column: ReviewColumn, row: number): string | null {
  const style = new RegExp(`<c r="${letter(column)}${row}" s="(\\d+)"`).exec(tasks())?.[1];
  const styles = part("xl/styles.xml");
  const formats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1]?.match(/<xf [^>]*/g) ?? [];
  const fill = /fillId="(\d+)"/.exec(formats[Number(style)] ?? "")?.[1] ?? "0";
  const fills = styles.match(/<fill>.*?<\/fill>/gs) ?? [];
  return /fgColor rgb="\w\w(\w{6})"/.exec(fills[Number(fill)] ?? "")?.[1]?.toUpperCase() ?? null;
}

describe("the sheet an administrator gets", () => {
  test("has its tasks first, then how to, the units, and a hidden label", () => {
    expect(sheets.map(({ name }) => name)).toEqual(["Nhiệm vụ", "Hướng dẫn", "Đơn vị", "nhacviec"]);
    expect(part("xl/workbook.xml").match(/name="nhacviec" state="hidden"/)).not.toBeNull();
  });

  test("says of each task what the reader drafted, where it stands and why to look", () => {
    const [head = [], first = [], second = [], third = []] = sheets[0]?.rows ?? [];
    const row = (cells: readonly unknown[]) => Object.fromEntries(head.map((title, at) => [String(title), cells[at]]));
    expect(row(first)).toMatchObject({
      Mã: "N1",
      Mục: "II.1",
      "Trang/đoạn": "trang 1, đoạn 3",
      "Đơn vị chủ trì": "Sở Y tế",
      "Đơn vị phối hợp": "Sở Tài chính",
      "Loại thời hạn": "một lần",
      "Từ ngày": new Date("2026-01-01"),
      "Đến ngày": new Date("2026-03-31"),
      "Chữ trong văn bản": "hoàn thành trong quý I/2026",
      "Độ chắc (%)": 95,
      "Cần xem lại": null,
    });
    expect(row(second)).toMatchObject({
      "Gợi ý đơn vị": "SVH — Sở Văn hóa, Thể thao?",
      "Chu kỳ": "quý",
      "Ngày trong kỳ": "20",
      "Báo cáo cho": "Ủy ban tỉnh",
    });
    expect(String(row(second)["Cần xem lại"]).split("\n")).toHaveLength(2);
    expect(row(third)).toMatchObject({ "Trang/đoạn": "trang 1, bảng 2, dòng 14", "Số ngày sau sự kiện": 30 });
  });

  test("keeps its head in sight and has a filter, lists to choose from and a printed head", () => {
    expect(tasks()).toContain('ySplit="1" xSplit="2"');
    expect(tasks()).toContain('<autoFilter ref="A1:U35"/>');
    const lists = [
      ...tasks().matchAll(
        /<dataValidation type="list"[^>]*showErrorMessage="(\d)"[^>]*sqref="(\w)2:\w+"><formula1>(.*?)<\/formula1>/g,
      ),
    ];
    expect(lists.map(([, strict, column, choices]) => [strict, column, choices])).toEqual([
      ["0", letter("lead"), "'Đơn vị'!$A$2:$A$6"],
      ["0", letter("coord"), "'Đơn vị'!$A$2:$A$6"],
      ["1", letter("kind"), '"một lần,định kỳ,thường xuyên,sau sự kiện,không có"'],
      ["1", letter("every"), '"tháng,quý,nửa năm,năm"'],
    ]);
    expect(part("xl/workbook.xml")).toContain("'Nhiệm vụ'!$1:$1");
  });

  test("colours the fields that are in doubt, names that nobody bears, and what is only to look at", () => {
    const [doubt, unknown, grey] = ["FFE699", "F8CBAD", "EDEDED"];
    expect([fillOf("lead", 2), fillOf("to", 2), fillOf("review", 2)]).toEqual([null, null, null]);
    expect([fillOf("lead", 3), fillOf("coord", 3), fillOf("every", 3), fillOf("review", 3)]).toEqual([
      unknown,
      null,
      doubt,
      doubt,
    ]);
    expect([fillOf("id", 2), fillOf("source", 2), fillOf("confidence", 30)]).toEqual([grey, grey, grey]);
  });

  test("has no formula, whatever a task begins with", () => {
    expect(sheets[0]?.rows[4]?.[3]).toBe('=HYPERLINK("http://vi-du.example","bấm")');
    expect([1, 2, 3, 4].map((sheet) => /<f[ >]/.test(part(`xl/worksheets/sheet${sheet}.xml`)))).toEqual(
      Array(4).fill(false),
    );
  });

  test("lists every unit and group by a name that means it alone", () => {
    expect(sheets[2]?.rows.slice(1)).toEqual([
      ["Ủy ban tỉnh Sông Mơ", "GOC", "Ủy ban tỉnh Sông Mơ", null],
      ["Sở Y tế", "SYT", "Sở Y tế", "các sở"],
      ["Sở Tài chính", "STC", "Sở Tài chính", "các sở"],
      ["Sở Văn hóa, Thể thao", "SVH", "Sở Văn hóa, Thể thao", "các sở"],
      ["các sở", null, "các sở", "(nhóm đơn vị)"],
    ]);
  });

  test("says how every column is filled in", () => {
    const guide = sheets[1]?.rows.map((row) => String(row[0] ?? "")) ?? [];
    for (const title of sheets[0]?.rows[0] ?? []) expect(guide).toContain(title);
  });
});
