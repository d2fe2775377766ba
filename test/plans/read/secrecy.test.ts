import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openPlanFile } from "../../../src/plans/read/open-plan-file.ts";
import { readPlanBytes, readPlanText } from "../../../src/plans/read/read-plan.ts";
import { secrecyMark, secretMark } from "../../../src/plans/read/secrecy.ts";
import { smallPdf, words } from "./pdf/small-pdf.ts";
import { planWorkbook } from "./plan-workbook.ts";
import { wordFile, wordParagraph, wordPart, wordRun } from "./small-docx.ts";

const SECRET = { code: "secret" };
const TASK = "1. Tổ Vườn chủ trì lập sổ theo dõi trước ngày 15/6/2026.";
const BODY = `KẾ HOẠCH\nChăm sóc vườn tre năm 2026\n${TASK}\n`;

describe("a mark of secrecy refuses the document,", () => {
  test.each([
    ["TỐI MẬT", "TỐI MẬT"],
    ["Mật", "Mật"],
    ["MẬT - KHẨN", "MẬT"],
    ["Mật - Khẩn", "Mật"],
    ["MẬT (bản số 02)", "MẬT"],
    ["Số: 12-KH/TU MẬT", "MẬT"],
    ["SỞ Y TẾ          MẬT", "MẬT"],
    ["SỞ Y TẾ\tMẬT", "MẬT"],
    ["M Ậ T", "MẬT"],
    ["T Ố I  M Ậ T", "TỐIMẬT"],
    ["[MẬT] KẾ HOẠCH", "MẬT"],
    ["Độ mật: Mật. Bản số: 03", "Độ mật: Mật"],
    ["ĐỘ MẬT: TUYỆT MẬT", "ĐỘ MẬT: TUYỆT MẬT"],
    ["Mức độ: Tuyệt mật", "Mức độ: Tuyệt mật"],
    ["TUYỆT MẬT - LƯU HÀNH NỘI BỘ", "TUYỆT MẬT"],
    ["VĂN BẢN TỐI MẬT CỦA TỈNH", "TỐI MẬT"],
    ["TOI MAT", "TOI MAT"],
  ])("be it in its head: %s", (line, seen) => {
    expect(() => readPlanText(`${line}\n${BODY}`)).toThrow(expect.objectContaining({ ...SECRET, seen }));
  });

  test.each([
    ["2. (Mật) Tổ Xe sửa xe trước ngày 15/6/2026.", "Mật"],
    ["2. [TỐI MẬT] Tổ Xe sửa xe trước ngày 15/6/2026.", "TỐI MẬT"],
    ["2. Tổ Xe sửa xe trước ngày 15/6/2026 - TỐI MẬT", "TỐI MẬT"],
    ["2. Tổ Xe sửa xe trước ngày 15/6/2026 - MẬT", "MẬT"],
    ["2. Tổ Xe sửa xe trước ngày 15/6/2026. Độ mật: Tối mật", "Độ mật: Tối mật"],
    ["2. Tổ Xe sửa xe (Mật).", "Mật"],
    ["2. Tổ Xe sửa xe (độ Tối mật), hoàn thành trong quý II.", "độ Tối mật"],
    ["Độ mật: Mật", "Độ mật: Mật"],
    ["| TT | Nội dung | Chủ trì | Ghi chú |\n| 1 | Lập sổ | Tổ Vườn | Tuyệt mật |", "Tuyệt mật"],
    ["| TT | Nội dung | Chủ trì | Độ mật |\n| 1 | Lập sổ | Tổ Vườn | |\n| 2 | Sửa xe | Tổ Xe | Mật |", "Mật"],
  ])("be it on one task: %s", (text, seen) => {
    expect(() => readPlanText(`${BODY}${`${TASK}\n`.repeat(70)}${text}`)).toThrow(
      expect.objectContaining({ ...SECRET, seen }),
    );
  });

  const lines = BODY.trim().split("\n").map(wordParagraph).join("");
  const hidden = `<w:p>${wordRun("M", "<w:vanish/>")}${wordRun("ẬT", "<w:vanish/>")}</w:p>`;
  test.each([
    ["at the top of its pages", wordFile(lines, { header: wordParagraph("MẬT") })],
    ["beside a number at the top of its pages", wordFile(lines, { header: wordParagraph("MẬT   Số 12") })],
    [
      "in a footnote",
      wordFile(lines, {
        more: {
          "word/footnotes.xml": wordPart("w:footnotes", `<w:footnote w:id="1">${wordParagraph("MẬT")}</w:footnote>`),
        },
      }),
    ],
    [
      "in an endnote",
      wordFile(lines, {
        more: {
          "word/endnotes.xml": wordPart("w:endnotes", `<w:endnote w:id="1">${wordParagraph("MẬT")}</w:endnote>`),
        },
      }),
    ],
    ["in hidden text", wordFile(lines + hidden)],
    [
      "in a hidden row",
      wordFile(`${lines}<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>${wordParagraph("MẬT")}</w:tc></w:tr></w:tbl>`),
    ],
    ["in hidden text of a table", wordFile(`${lines}<w:tbl><w:tr><w:tc>${hidden}</w:tc></w:tr></w:tbl>`)],
  ])("be it in a Word file %s", async (_, file) => {
    await expect(readPlanBytes(file, "vuon-tre.docx")).rejects.toMatchObject({ ...SECRET, seen: "MẬT" });
  });

  const TABLE = [
    ["TT", "Nội dung", "Chủ trì", "Thời hạn"],
    ["1", "Lập sổ", "Tổ Vườn", "15/6/2026"],
  ];
  const headed = (xml: string): Buffer => {
    const name = "xl/worksheets/sheet1.xml";
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${TABLE.map((row, at) => `<row r="${at + 1}">${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`).join("")}</sheetData><headerFooter>${xml}</headerFooter></worksheet>`;
    return planWorkbook([{ rows: TABLE }], { [name]: sheet });
  };
  test.each([
    [
      "at the top of its pages",
      headed(`<oddHeader>&amp;LSỞ Y TẾ&amp;C&amp;"Arial,Bold"&amp;14TỐI MẬT</oddHeader>`),
      "TỐI MẬT",
    ],
    ["at the foot of its pages", headed(`<evenFooter>Trang &amp;P&amp;RMẬT</evenFooter>`), "MẬT"],
    ["in a hidden row", planWorkbook([{ rows: [["MẬT"], ...TABLE], hiddenRows: [0] }]), "MẬT"],
    ["in the name of a tab", planWorkbook([{ rows: TABLE, name: "Phụ lục (Mật)" }]), "Mật"],
    [
      "in the name of a hidden tab",
      planWorkbook([{ rows: TABLE }, { rows: [], name: "TỐI MẬT", state: "hidden" }]),
      "TỐI MẬT",
    ],
  ])("be it in a workbook %s", async (_, file, seen) => {
    await expect(readPlanBytes(file, "vuon-tre.xlsx")).rejects.toMatchObject({ ...SECRET, seen });
    expect((await readPlanBytes(headed("<oddFooter>Trang &amp;P/&amp;N</oddFooter>"), "a.xlsx")).tasks).toHaveLength(1);
  });

  test("be it at the top of every page of a PDF", async () => {
    const page = (...lines: string[]) => ({ drawings: lines.map((line, at) => words(70, 40 + at * 90, line)) });
    const sentence = "1. Tổ Vườn chủ trì lập sổ theo dõi từng khóm tre, hoàn thành trước ngày 15/6/2026.";
    const stamped = smallPdf([page("TUYỆT MẬT", "KẾ HOẠCH", sentence), page("TUYỆT MẬT", sentence, sentence)]);
    await expect(readPlanBytes(stamped, "vuon-tre.pdf")).rejects.toMatchObject({ ...SECRET, seen: "TUYỆT MẬT" });
  });
});

describe("no mark of secrecy is", () => {
  test.each([
    "1. Tổ Vườn quay mật trước ngày 15/6/2026.",
    "1. Tổ Xe bảo mật sổ sách trong quý II/2026.",
    "1. Tổ Xe bảo vệ bí mật nhà nước trước ngày 15/6/2026.",
    "1. Tổ Xe bảo đảm an toàn, bảo mật thông tin; đổi mật khẩu trước ngày 15/6/2026.",
    "1. Tổ Vườn giữ mật độ: 30 cây một sào (mật độ trồng), xong trước ngày 15/6/2026.",
    "1. Tổ Vườn giữ mối liên hệ mật thiết với Tổ Xe trước ngày 15/6/2026.",
    "1. Tổ Vườn pha nước theo nồng độ: mật ong 5%, xong trước ngày 15/6/2026.",
    "1. Tổ Vườn thu hoạch: mật, phấn hoa, sáp ong, trước ngày 15/6/2026.",
    "1. Tổ Xe phân loại tài liệu theo độ mật, trước ngày 15/6/2026.",
  ])("in a task: %s", (line) => {
    expect(readPlanText(`KẾ HOẠCH\nNăm 2026\n${line}`).tasks).toHaveLength(1);
    expect(secretMark([line])).toBeNull();
  });

  test.each([
    "KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM 2026",
    "KẾ HOẠCH AN TOÀN, BẢO MẬT THÔNG TIN",
    "ĐỀ ÁN NUÔI ONG LẤY MẬT",
    "ĐỀ ÁN PHÁT TRIỂN MẬT ONG BẠC HÀ",
    "BAN CƠ YẾU MẬT MÃ",
    "QUY HOẠCH MẬT ĐỘ DÂN CƯ",
    "ĐỘ MẬT: KHÔNG",
    "Độ mật: Thường",
    "SỞ THÔNG TIN - MẠNG BẢO MẬT",
    "PHỤ LỤC A B C",
  ])("in a head: %s", (line) => {
    expect(readPlanText(`${line}\n${BODY}`).tasks).toHaveLength(1);
  });

  const FIXTURES = join(import.meta.dirname, "../../fixtures/plans");
  const plans = readdirSync(FIXTURES).filter((name) => /\.(?:docx|pdf|xlsx|csv|txt|md)$/.test(name));
  test("in any of the plans we measure by", async () => {
    expect(plans.length).toBeGreaterThan(30);
    for (const name of plans) {
      const { source } = await openPlanFile(join(FIXTURES, name));
      expect(secrecyMark(source), name).toBeNull();
    }
  });
});
