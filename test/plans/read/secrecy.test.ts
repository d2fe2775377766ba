import { describe, expect, test } from "vitest";
import { readPlanBytes, readPlanText } from "../../../src/plans/read/read-plan.ts";
import { smallPdf, words } from "./pdf/small-pdf.ts";
import { wordFile, wordParagraph } from "./small-docx.ts";

const SECRET = { code: "secret" };
const BODY = "KẾ HOẠCH\nChăm sóc vườn tre năm 2026\n1. Tổ Vườn chủ trì lập sổ theo dõi trước ngày 15/6/2026.\n";

describe("a mark of secrecy refuses the document,", () => {
  test.each([
    ["in its head", `TỐI MẬT\n${BODY}`],
    ["with its label", `${BODY}Độ mật: Mật`],
    ["on one task", `${BODY}2. Tổ Xe sửa xe (Mật).`],
    ["in a cell of a table", `${BODY}| TT | Nội dung | Chủ trì | Ghi chú |\n| 1 | Lập sổ | Tổ Vườn | Tuyệt mật |`],
  ])("be it %s", (_, text) => {
    expect(() => readPlanText(text)).toThrow(expect.objectContaining(SECRET));
  });

  test("be it at the top of a Word file's pages", async () => {
    const lines = BODY.trim().split("\n").map(wordParagraph).join("");
    const file = wordFile(lines, { header: wordParagraph("MẬT") });
    await expect(readPlanBytes(file, "vuon-tre.docx")).rejects.toMatchObject({ ...SECRET, seen: "MẬT" });
    expect((await readPlanBytes(wordFile(lines), "vuon-tre.docx")).tasks).toHaveLength(1);
  });

  test("be it at the top of every page of a PDF", async () => {
    const page = (...lines: string[]) => ({ drawings: lines.map((line, at) => words(70, 40 + at * 90, line)) });
    const sentence = "1. Tổ Vườn chủ trì lập sổ theo dõi từng khóm tre, hoàn thành trước ngày 15/6/2026.";
    const stamped = smallPdf([page("TUYỆT MẬT", "KẾ HOẠCH", sentence), page("TUYỆT MẬT", sentence, sentence)]);
    await expect(readPlanBytes(stamped, "vuon-tre.pdf")).rejects.toMatchObject({ ...SECRET, seen: "TUYỆT MẬT" });
  });

  test("but honey and confidential books are no secret", () => {
    const text =
      "KẾ HOẠCH\nNuôi ong năm 2026\n1. Tổ Vườn quay mật trước ngày 15/6/2026.\n2. Tổ Xe bảo mật sổ sách trong quý II/2026.";
    expect(readPlanText(text).tasks).toHaveLength(2);
  });
});
