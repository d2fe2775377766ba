import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LARGEST_FILE_BYTES } from "../../../src/plans/read/open-plan-file.ts";
import { PlanReadError } from "../../../src/plans/read/plan-read-error.ts";
import { readPlan } from "../../../src/plans/read/read-plan.ts";
import { smallDocx, smallZip, wordParagraph, wordTable } from "./small-docx.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plan-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, contents: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
}

async function refusal(path: string): Promise<PlanReadError> {
  const caught: unknown = await readPlan(path).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(caught instanceof PlanReadError)) throw new Error(`not refused: ${path}`);
  return caught;
}

describe("a Word plan", () => {
  test("gives its letterhead table, paragraphs and task table, merged cells included", async () => {
    const path = await file(
      "ke-hoach.docx",
      smallDocx(
        wordTable([
          ["SỞ NUÔI ONG\nSố: 15/KH-SNO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Bình, ngày 02 tháng 02 năm 2026"],
        ]),
        wordParagraph("KẾ HOẠCH"),
        wordParagraph("Phát triển nghề nuôi ong năm 2026"),
        wordParagraph("I. NHIỆM VỤ"),
        wordTable([
          ["TT", "Nội dung công việc", { text: "Đơn vị thực hiện", columns: 2 }, "Thời gian"],
          ["", "", "Chủ trì", "Phối hợp", ""],
          [{ text: "A. Giống ong", columns: 5 }],
          ["1", "Chọn ong chúa", { text: "Phòng Kỹ thuật", merge: "restart" }, "Phòng Kế hoạch", "3/2026"],
          ["2", "Nhân đàn", { text: "", merge: "continue" }, "", "Quý II/2026"],
          ["3", "Phát tờ rơi", "Văn phòng Sở", "", "Thường xuyên"],
        ]),
        wordParagraph("II. TỔ CHỨC THỰC HIỆN"),
        wordParagraph("1. Văn phòng Sở theo dõi, đôn đốc; báo cáo Giám đốc Sở trước ngày 25 hằng tháng."),
      ),
    );
    const { document, tasks } = await readPlan(path);
    expect(document).toEqual({
      number: "15/KH-SNO",
      issuedOn: "2026-02-02",
      issuer: "SỞ NUÔI ONG",
      title: "KẾ HOẠCH Phát triển nghề nuôi ong năm 2026",
    });
    expect(
      tasks.map((task) => [task.text, task.leadUnits, task.coordUnits, task.deadline.end ?? task.deadline.kind]),
    ).toEqual([
      ["Chọn ong chúa", ["Phòng Kỹ thuật"], ["Phòng Kế hoạch"], "2026-03-31"],
      ["Nhân đàn", ["Phòng Kỹ thuật"], [], "2026-06-30"],
      ["Phát tờ rơi", ["Văn phòng Sở"], [], "ongoing"],
      [
        "Văn phòng Sở theo dõi, đôn đốc; báo cáo Giám đốc Sở trước ngày 25 hằng tháng.",
        ["Văn phòng Sở"],
        [],
        "recurring",
      ],
    ]);
  });
});

describe("a file that cannot be a plan is refused with what was seen and what is accepted:", () => {
  test("a file that is not there", async () => {
    expect(await refusal(join(folder, "khong-co.docx"))).toMatchObject({ code: "missing", file: "khong-co.docx" });
    expect(await refusal(folder)).toMatchObject({ code: "missing", seen: "not a file" });
  });

  test("an empty one, or one of blank lines", async () => {
    expect(await refusal(await file("rong.txt", ""))).toMatchObject({ code: "empty", seen: "0 bytes" });
    expect(await refusal(await file("trang.md", " \n\u00a0\n\u200b\n"))).toMatchObject({ code: "empty" });
  });

  test("one over 20 MB, before it is read", async () => {
    const path = await file("lon.txt", "a");
    await truncate(path, LARGEST_FILE_BYTES + 1);
    expect(await refusal(path)).toMatchObject({ code: "too-large", seen: "20.1 MB", accepted: "20.0 MB" });
  });

  test("a small archive that declares more than 200 MB inside", async () => {
    const bomb = smallZip({ "word/document.xml": "<a/>" }, 300 * 1024 * 1024);
    expect(await refusal(await file("bom.docx", bomb))).toMatchObject({
      code: "expands-too-far",
      accepted: "200.0 MB",
    });
  });

  test("an archive that declares little and unpacks to much", async () => {
    const packed = deflateRawSync(Buffer.alloc(4 * 1024 * 1024));
    const path = await file("doi.docx", smallZip({ "word/document.xml": packed }, 1000));
    expect(await refusal(path)).toMatchObject({ code: "damaged", seen: "contents of another size than declared" });
  });

  test("an unknown ending, a picture named .txt, a PDF named .docx, an archive that is no document", async () => {
    expect(await refusal(await file("ke-hoach.odt", "văn bản"))).toMatchObject({ code: "wrong-kind" });
    expect(await refusal(await file("anh.txt", Buffer.from([0x89, 0x50, 0, 0, 1])))).toMatchObject({
      code: "wrong-kind",
      seen: ".txt (binary)",
    });
    expect(await refusal(await file("pdf.docx", "%PDF-1.7 …"))).toMatchObject({
      code: "wrong-kind",
      seen: ".docx (pdf)",
    });
    const archive = smallZip({ "hello.txt": "hello" });
    expect(await refusal(await file("zip.docx", archive))).toMatchObject({ code: "wrong-kind" });
  });

  test("a Word file that is broken", async () => {
    const whole = smallDocx(wordParagraph("KẾ HOẠCH"));
    expect(await refusal(await file("cut.docx", whole.subarray(0, 400)))).toMatchObject({ code: "damaged" });
    const unreadable = smallZip({ "word/document.xml": "<w:document", "[Content_Types].xml": "<Types" });
    expect(await refusal(await file("xml.docx", unreadable))).toMatchObject({ code: "damaged" });
    expect(await refusal(await file("text.docx", "không phải Word"))).toMatchObject({ code: "damaged" });
  });

  test("text in an old encoding", async () => {
    expect(await refusal(await file("cu.txt", Buffer.from([0x4b, 0xc3, 0x28])))).toMatchObject({
      code: "wrong-kind",
      accepted: "UTF-8",
    });
  });

  test("a document stamped Mật, Tối mật or Tuyệt mật", async () => {
    const stamped = ["MẬT", "Tối mật", "**TUYỆT MẬT**", "Độ mật: Mật"];
    for (const stamp of stamped) {
      const path = await file(
        "mat.md",
        `SỞ NUÔI ONG\n\n${stamp}\n\nKẾ HOẠCH\n\nGiữ bí mật công thức\n\n1. Sở A thực hiện.\n`,
      );
      expect(await refusal(path), stamp).toMatchObject({ code: "secret" });
    }
    const open = "KẾ HOẠCH\nBảo vệ bí mật\n\nI. NHIỆM VỤ\n1. Sở Nuôi ong chủ trì thu hoạch mật ong.\n";
    expect((await readPlan(await file("mo.md", open))).tasks).toHaveLength(1);
  });
});
