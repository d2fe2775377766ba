import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeReviewRefusal, writeReviewSheet } from "../../../src/plans/review/review.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { markIssued } from "../../../src/store/plans.ts";
import { textsIn } from "../../../src/texts/texts.ts";
import { openTestStore, reset } from "../../support/database.ts";
import { smallZip } from "../read/small-docx.ts";
import { apply, drafted, draftPlan, NOW, problemsOf, sheetOf, tasksOf } from "./drafted-plan.ts";
import { type Cell, edited, sheetsOf, type TaskSheet, withRow, workbookOf } from "./saved-copy.ts";

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

/** The problems of a sheet after somebody worked on it; nothing of it may have been taken. */
async function refused(work: (sheet: TaskSheet) => void): Promise<string[]> {
  const before = await tasksOf(store, planId);
  const problems = await problemsOf(apply(store, planId, await edited(await sheetOf(store, planId), work)));
  expect(await tasksOf(store, planId)).toEqual(before);
  return problems;
}

const set =
  (...cells: readonly (readonly [id: string | number, title: string, value: Cell])[]) =>
  (sheet: TaskSheet) => {
    for (const [id, title, value] of cells) sheet.set(id, title, value);
  };

describe("a sheet is refused as a whole when", () => {
  test.each<[string, readonly [string, string, Cell][], string[]]>([
    ["a day is none", [["N1", "Đến ngày", "31/02/2026"]], ["2 to not-a-day 31/02/2026"]],
    ["a day has no year", [["N1", "Đến ngày", "31/3"]], ["2 to not-a-day 31/3"]],
    [
      "a day names a day that is none in words",
      [["N1", "Đến ngày", "ngày 31/02/2026"]],
      ["2 to not-a-day ngày 31/02/2026"],
    ],
    [
      "a day is only a year typed into a cell of days",
      [["N1", "Đến ngày", new Date("1905-07-18")]],
      ["2 to not-a-day 18/07/1905"],
    ],
    ["a day is some number", [["N1", "Đến ngày", 2026]], ["2 to not-a-day 2026"]],
    ["a day is a word", [["N1", "Từ ngày", "sớm nhất"]], ["2 from not-a-day sớm nhất"]],
    [
      "the end is before the start",
      [["N1", "Đến ngày", "31/12/2025"]],
      ["2 to end-before-start 31/12/2025 [01/01/2026]"],
    ],
    [
      "a kind is not in the list",
      [["N1", "Loại thời hạn", "hai lần"]],
      ["2 kind kind hai lần [một lần, định kỳ, thường xuyên, sau sự kiện, không có]"],
    ],
    ["a period is not in the list", [["N2", "Chu kỳ", "tuần"]], ["3 every every tuần [tháng, quý, nửa năm, năm]"]],
    ["what recurs has no period", [["N2", "Chu kỳ", null]], ["3 every needed định kỳ"]],
    ["what is due once has no end", [["N1", "Đến ngày", null]], ["2 to needed một lần"]],
    ["what waits for an event has none", [["N3", "Sự kiện", null]], ["4 event needed sau sự kiện"]],
    ["a cell contradicts the kind", [["N1", "Chu kỳ", "quý"]], ["2 every not-with-kind quý [một lần]"]],
    [
      "an ongoing task has an end",
      [["N1", "Loại thời hạn", "thường xuyên"]],
      ["2 to not-with-kind 31/03/2026 [thường xuyên]"],
    ],
    [
      "a day of the period is none",
      [["N2", "Ngày trong kỳ", "20; 32; 31/4"]],
      ["3 dueDays due-days 32", "3 dueDays due-days 31/4"],
    ],
    ["a number of days is none", [["N3", "Số ngày sau sự kiện", "vài"]], ["4 delay delay vài"]],
    ["a task has no words", [["N1", "Nhiệm vụ", null]], ["2 text text-empty"]],
    [
      "a unit is unknown, with names that are nearly it",
      [["N1", "Đơn vị chủ trì", "So Y te; Sở Lạ"]],
      ["2 lead unit-unknown So Y te [SYT — Sở Y tế]", "2 lead unit-unknown Sở Lạ"],
    ],
    ["an id was changed", [["N1", "Mã", "N99"]], ["2 id id-lost N99 [N1]"]],
    [
      "an id and its words were changed",
      [
        ["N1", "Mã", "N99"],
        ["N99", "Nhiệm vụ", "Việc khác."],
      ],
      ["2 id id-unknown N99"],
    ],
    ["an id was cleared", [["N1", "Mã", null]], ["2 id id-lost [N1]"]],
    ["an id stands twice", [["N2", "Mã", "N1"]], ["3 id id-twice N1 [2]"]],
    ["the cell for removing says something else", [["N1", "Xoá", "không biết"]], ["2 remove remove không biết"]],
    ["a cell has a formula", [["N1", "Đến ngày", { formula: "A2+1", value: "46000" }]], ["2 to formula J2 (=A2+1)"]],
    ["a cell has an error of the spreadsheet", [["N1", "Sản phẩm", { error: "#N/A" }]], ["2 product cell-error #N/A"]],
  ])("%s", async (_, cells, problems) => {
    expect(await refused(set(...cells))).toEqual(expect.arrayContaining(problems));
  });

  test("rows are added without words, a kind, or with words that state no time", async () => {
    const problems = await refused((sheet) => {
      sheet.addAfter("N4", { "Sản phẩm": "Báo cáo" });
      sheet.addAfter("N3", { "Nhiệm vụ": "Việc mới.", "Chu kỳ": "quý" });
      sheet.addAfter("N2", { "Nhiệm vụ": "Việc khác.", "Chữ trong văn bản": "theo tình hình" });
    });
    const kinds = "[một lần, định kỳ, thường xuyên, sau sự kiện, không có]";
    expect(problems).toEqual([
      `4 words words-not-understood theo tình hình ${kinds}`,
      `6 kind kind ${kinds}`,
      "8 text text-empty",
    ]);
  });

  test("no task would be left", async () => {
    expect(await refused((sheet) => sheet.rows.splice(1))).toEqual(["1 - nothing-left"]);
  });

  test("columns are deleted, renamed or there twice", async () => {
    const gone = await refused((sheet) => {
      sheet.set(1, "Chu kỳ", "Kỳ");
      const product = sheet.column("Sản phẩm");
      sheet.rows = sheet.rows.map((row) => row.filter((_cell, column) => column !== product));
    });
    expect(gone).toHaveLength(1);
    expect(gone[0]).toMatch(/^1 - columns Mã, Mục, .*, Kỳ, .* \[«Chu kỳ», «Sản phẩm»\]$/);
    expect(await refused((sheet) => sheet.set(1, "Gợi ý đơn vị", "mã"))).toEqual(["1 - column-twice Mã"]);
  });

  test("it has problems in many places: all of them are told at once, each with sheet, row and column", async () => {
    const bytes = await edited(
      await sheetOf(store, planId),
      set(
        ["N1", "Đến ngày", "31/02/2026"],
        ["N2", "Chu kỳ", "tuần"],
        ["N2", "Đơn vị chủ trì", "So Y te"],
        ["N3", "Nhiệm vụ", null],
        ["N4", "Mã", "X1"],
      ),
    );
    const error = await apply(store, planId, bytes, { file: "ra-soat (2).xlsx" }).catch((reason: unknown) => reason);
    expect(describeReviewRefusal(error, vi)).toEqual([
      "Trang «Nhiệm vụ», dòng 2, cột «Đến ngày»: “31/02/2026” không phải là ngày có thật từ năm 2000 đến 2100; viết dd/mm/yyyy, ví dụ 31/03/2027.",
      "Trang «Nhiệm vụ», dòng 3, cột «Đơn vị chủ trì»: không có đơn vị hay nhóm “So Y te” (có phải: SYT — Sở Y tế?); chỉ nhận tên ở trang «Đơn vị», cách nhau bằng dấu chấm phẩy.",
      "Trang «Nhiệm vụ», dòng 3, cột «Chu kỳ»: “tuần” không dùng được; chỉ nhận: tháng, quý, nửa năm, năm.",
      "Trang «Nhiệm vụ», dòng 4, cột «Nhiệm vụ»: để trống; cần có nội dung nhiệm vụ. Muốn bỏ nhiệm vụ thì ghi “x” ở cột «Xoá».",
      "Trang «Nhiệm vụ», dòng 5, cột «Mã»: dòng này có nội dung của N4 nhưng ô mã ghi “X1”; xin ghi lại N4.",
      "Không có gì của “ra-soat (2).xlsx” được ghi. Xin sửa rồi gửi lại.",
    ]);
    expect(describeReviewRefusal(error, textsIn("en", "en"))?.[0]).toContain("Sheet «Nhiệm vụ», row 2, column «Until»");
  });

  test("it has so many problems that a list would tire: the first are told, and how many more", async () => {
    await reset(store);
    planId = await draftPlan(
      store,
      Array.from({ length: 30 }, (_, at) => drafted({ text: `Việc ${at}.` })),
    );
    const bytes = await edited(await sheetOf(store, planId), (sheet) => {
      for (let id = 1; id <= 30; id++) sheet.set(`N${id}`, "Đơn vị chủ trì", "Sở Lạ");
    });
    const error = await apply(store, planId, bytes).catch((reason: unknown) => reason);
    expect(describeReviewRefusal(error, vi)?.slice(20)).toEqual([
      "… và 10 chỗ khác.",
      "Không có gì của “bang.xlsx” được ghi. Xin sửa rồi gửi lại.",
    ]);
  });
});

describe("a file is refused before its rows are read when", () => {
  const sentence = async (bytes: Uint8Array, file = "bang.xlsx"): Promise<string> => {
    const error = await apply(store, planId, bytes, { file }).catch((reason: unknown) => reason);
    return describeReviewRefusal(error, vi)?.join("\n") ?? `no refusal: ${String(error)}`;
  };

  test("it is no review sheet", async () => {
    const other = workbookOf([{ name: "Nhiệm vụ", rows: [["Mã", "Nhiệm vụ"]] }]);
    expect(await sentence(other)).toBe(
      "Tệp “bang.xlsx” không phải là bảng rà soát của một dự thảo; lấy bảng bằng plan review.",
    );
  });

  test("it reviews another plan", async () => {
    const other = await draftPlan(store, [drafted({ text: "Kế hoạch khác." })]);
    expect(await sentence(await sheetOf(store, other))).toContain("bảng rà soát của kế hoạch 2, không phải 1");
  });

  test("somebody changed the draft since the sheet was made, and a sheet is applied once", async () => {
    const old = await sheetOf(store, planId);
    const newer = await edited(old, set(["N1", "Sản phẩm", "Sổ tay"]));
    await apply(store, planId, newer);
    expect(await sentence(old)).toContain("Dự thảo 1 đã thay đổi sau khi lập bảng “bang.xlsx” nên chưa ghi gì");
    expect(await sentence(newer)).toContain("lấy bảng mới bằng plan review");
  });

  test("the plan is issued: a revised document has to come", async () => {
    const bytes = await sheetOf(store, planId);
    await markIssued(store.prisma, planId, NOW);
    expect(await sentence(bytes)).toContain("Kế hoạch 1 không còn là dự thảo (issued)");
    await expect(writeReviewSheet(store, planId)).rejects.toMatchObject({ code: "review-not-draft" });
  });

  test("there is no such plan any more", async () => {
    const bytes = await sheetOf(store, planId);
    await store.prisma.plan.delete({ where: { id: planId } });
    expect(await sentence(bytes)).toContain("Không có kế hoạch “1”");
  });

  test("its sheet of tasks is gone", async () => {
    const sheets = await sheetsOf(await sheetOf(store, planId));
    expect(await sentence(workbookOf(sheets.slice(3)))).toContain("không thấy trang có các cột Mã, Nhiệm vụ");
  });

  test("it has more than 20,000 rows", async () => {
    const bytes = await edited(await sheetOf(store, planId), (sheet) => {
      for (let count = 0; count < 20_001; count++) sheet.rows.push([null, null, null, "Việc"]);
    });
    expect(await sentence(bytes)).toContain("dòng; tối đa 20000");
  });

  test.each([
    ["two cells at the far ends", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`],
    ["a cell far to the right", `<row><c r="IV9"><v>1</v></c></row>`],
    ["a cell far down in a row that does not say so", `<row><c r="A900000"><v>1</v></c></row>`],
  ])("its grid would fill the memory, with %s", async (_, row) => {
    const bytes = await edited(await sheetOf(store, planId), () => undefined);
    const far = withRow(bytes, row);
    expect(await sentence(far)).toMatch(/Tệp “bang.xlsx” lớn \d+ × \d+; tối đa 100000 × 200/);
  });

  test("two of its parts have one name, so that another may be read than was checked", async () => {
    const bytes = await edited(await sheetOf(store, planId), () => undefined);
    const twins = Buffer.from(
      bytes.toString("latin1").replaceAll("xl/worksheets/sheet2", "xl/worksheets/SHEET1"),
      "latin1",
    );
    expect(await sentence(twins)).toContain("two parts of one name");
  });

  test.each<[string, string, Cell]>([
    ["in a task's words", "Nhiệm vụ", "Sửa xe - TỐI MẬT"],
    ["alone in a cell", "Sản phẩm", "TUYỆT MẬT"],
    ["in brackets", "Chữ trong văn bản", "trước ngày 15/6/2026 (Mật)"],
  ])("it bears a mark of secrecy %s", async (_, title, value) => {
    const bytes = await edited(await sheetOf(store, planId), set(["N1", title, value]));
    await expect(apply(store, planId, bytes)).rejects.toMatchObject({ name: "PlanReadError", code: "secret" });
  });

  test("it bears a mark of secrecy at the top of its pages or in the name of a page", async () => {
    const bytes = await edited(await sheetOf(store, planId), () => undefined);
    const headed = withRow(bytes, "", "<headerFooter><oddHeader>&amp;CMẬT</oddHeader></headerFooter>");
    expect(await sentence(headed)).toContain("có dấu “MẬT”");
    const sheets = await sheetsOf(await sheetOf(store, planId));
    const named = workbookOf([...sheets, { name: "Phụ lục (Mật)", rows: [] }]);
    await expect(apply(store, planId, named)).rejects.toMatchObject({ code: "secret", seen: "Mật" });
  });

  test.each<[string, Uint8Array, string, string]>([
    ["empty", Buffer.alloc(0), "a.xlsx", "trống"],
    ["text", Buffer.from("Mã;Nhiệm vụ"), "a.xlsx", "no workbook"],
    ["half an archive", Buffer.from("PK\u0003\u0004…"), "a.xlsx", "bị hỏng"],
    ["a Word document", smallZip({ "word/document.xml": "<w/>" }), "a.xlsx", "chỉ nhận .xlsx"],
    ["locked with a password", Buffer.from("d0cf11e0a1b11ae1000000", "hex"), "a.xlsx", "có mật khẩu"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1000000", "hex"), "a.xls", "là .xls; chỉ nhận .xlsx"],
    ["a workbook with macros", smallZip({ "xl/workbook.xml": "<a/>", "xl/vbaProject.bin": "x" }), "a.xlsm", "(macro)"],
    ["lying about its size", smallZip({ "xl/workbook.xml": "<a/>" }, 400_000_000), "a.xlsx", "bung ra"],
    ["a workbook with broken parts", smallZip({ "xl/workbook.xml": "<a>" }), "a.xlsx", "bị hỏng"],
  ])("it is %s", async (_, bytes, file, words) => {
    expect(await sentence(bytes, file)).toContain(words);
  });

  test("a cell stands where no spreadsheet has one", async () => {
    const bytes = await edited(await sheetOf(store, planId), () => undefined);
    const far = Buffer.from(bytes.toString("latin1").replaceAll('<row r="2"', '<row r="2000000000"'), "latin1");
    expect(await sentence(far)).toContain("bị hỏng");
  });
});
