import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlanBytes } from "../../../src/plans/read/open-plan-file.ts";
import { LARGEST_FILE_BYTES } from "../../../src/plans/read/plan-file.ts";
import { PlanReadError } from "../../../src/plans/read/plan-read-error.ts";
import { readPlan } from "../../../src/plans/read/read-plan.ts";
import { toTcvn3, toVni, toWindows1258, windowsBytes } from "./old-encodings.ts";
import { fixture } from "./pdf/read-fixture.ts";
import { planWorkbook } from "./plan-workbook.ts";
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

/** The start of an OLE compound file whose directory has one stream of this name. */
function smallOle(stream: string): Buffer {
  const bytes = Buffer.alloc(2048);
  bytes.write("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "latin1");
  for (const [index, name] of ["Root Entry", stream].entries()) {
    bytes.write(name, 1024 + index * 128, "utf16le");
    bytes.writeUInt16LE((name.length + 1) * 2, 1024 + index * 128 + 64);
  }
  return bytes;
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

describe("a plan file", () => {
  const TEXT =
    "KẾ HOẠCH\nDọn vườn năm 2026\n\nI. NHIỆM VỤ\n1. Đội Cây xanh chủ trì tỉa cành, hoàn thành trước ngày 20/3/2026.\n";
  const TABLE = [
    ["TT", "Nội dung", "Chủ trì", "Thời hạn"],
    ["1", "Tỉa cành", "Đội Cây xanh", "20/3/2026"],
  ];

  test.each([
    [".txt", Buffer.from(TEXT)],
    [".md", Buffer.from(`# ${TEXT}`)],
    [".txt", windowsBytes(toTcvn3(TEXT))],
    [".txt", windowsBytes(toVni(TEXT))],
    [".txt", toWindows1258(TEXT)],
    [".csv", Buffer.from(TABLE.map((row) => row.join(";")).join("\n"))],
    [".xlsx", planWorkbook([{ rows: TABLE }])],
    [".docx", smallDocx(wordParagraph("KẾ HOẠCH"), wordTable(TABLE))],
  ])("ending in %s gives its task (%#)", async (ending, bytes) => {
    const { tasks } = await readPlan(await file(`ke-hoach${ending}`, bytes));
    expect(tasks.map(({ leadUnits, deadline }) => [leadUnits, deadline.end])).toEqual([
      [["Đội Cây xanh"], "2026-03-20"],
    ]);
  });

  test("is read as what it holds when its ending names another format", async () => {
    const word = smallDocx(wordTable(TABLE));
    const excel = planWorkbook([{ rows: TABLE }]);
    const swapped = [
      ["a.xlsx", word],
      ["a.pdf", word],
      ["a.txt", word],
      ["a.DOCX", excel],
      ["a.csv", excel],
    ] as const;
    for (const [name, bytes] of swapped) expect((await readPlan(await file(name, bytes))).tasks, name).toHaveLength(1);
    const pdf = Buffer.from(fixture("clinics-plan.pdf"));
    expect(await openPlanBytes(pdf, "a.docx")).toEqual(await openPlanBytes(pdf, "a.pdf"));
    await expect(openPlanBytes(Buffer.from(fixture("locked.pdf")), "a.txt")).rejects.toMatchObject({
      code: "password",
    });
  });

  test("may come as bytes, with its name alone", async () => {
    const { blocks } = await openPlanBytes(Buffer.from(TEXT), "gui-qua-chat.txt");
    expect(blocks[0]).toMatchObject({ text: "KẾ HOẠCH" });
    await expect(openPlanBytes(Buffer.alloc(LARGEST_FILE_BYTES + 1), "lon.txt")).rejects.toMatchObject({
      code: "too-large",
    });
    await expect(openPlanBytes(Buffer.alloc(0), "rong.md")).rejects.toMatchObject({ code: "empty", file: "rong.md" });
  });

  test("of random bytes is read or refused, never a crash", async () => {
    const starts = ["", "PK\x03\x04", "%PDF-1.4\n", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"].map((start) =>
      Buffer.from(start, "latin1"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 700 }),
        fc.constantFrom(".docx", ".pdf", ".xlsx", ".csv", ".txt", ".doc", ""),
        async (start, bytes, ending) => {
          const caught: unknown = await openPlanBytes(Buffer.concat([start, bytes]), `x${ending}`).then(
            () => null,
            (error: unknown) => error,
          );
          expect(caught === null || caught instanceof PlanReadError).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
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

  test("an unknown ending, bytes that are no text, an archive that is no document", async () => {
    expect(await refusal(await file("ke-hoach.odt", "văn bản"))).toMatchObject({
      code: "wrong-kind",
      seen: ".odt (text)",
    });
    expect(await refusal(await file("ke-hoach", "văn bản"))).toMatchObject({ seen: "no ending (text)" });
    expect(await refusal(await file("anh.txt", Buffer.from([0x80, 0x50, 0, 0, 1])))).toMatchObject({
      code: "wrong-kind",
      seen: ".txt (binary)",
      accepted: ".docx, .pdf, .xlsx, .csv, .txt, .md",
    });
    const archive = smallZip({ "hello.txt": "hello" });
    expect(await refusal(await file("zip.docx", archive))).toMatchObject({ code: "wrong-kind", seen: "ZIP (.zip)" });
    expect(await refusal(await file("cu.txt", Buffer.from([0x4b, 0xc3, 0x28])))).toMatchObject({ code: "wrong-kind" });
  });

  test.each([
    ["a.png", "\x89PNG\r\n\x1a\n\0\0", "PNG (.png)"],
    ["a.docx", "\xff\xd8\xff\xe0\0\x10JFIF", "JPEG (.jpg)"],
    ["a.pdf", "RIFF\x10\0\0\0WEBPVP8 ", "WebP (.webp)"],
    ["a.doc", "{\\rtf1\\ansi", "RTF (.rtf)"],
    ["a.txt", "{\\rtf1\\ansi", "RTF (.rtf)"],
    ["a.doc", "\n<!DOCTYPE html><html>", "HTML (.html)"],
    ["a.md", "<html lang='vi'><body>", "HTML (.html)"],
    ["a.xls", "MIME-Version: 1.0\r\n", "MHTML (.mht)"],
    ["a.doc", "<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "XML (.xml)"],
    ["a.pdf", "Rar!\x1a\x07\0", "RAR (.rar)"],
  ])("%s that begins with %j, named as what it is", async (name, start, seen) => {
    expect(await refusal(await file(name, Buffer.from(start, "latin1")))).toMatchObject({ code: "wrong-kind", seen });
  });

  test.each([
    ["content.xml", "OpenDocument (.odt, .ods)"],
    ["ppt/presentation.xml", "PowerPoint (.pptx)"],
    ["xl/workbook.bin", "Excel (.xlsb)"],
    ["META-INF/container.xml", "EPUB (.epub)"],
  ])("an archive with %s, named as what it is", async (entry, seen) => {
    expect(await refusal(await file("a.docx", smallZip({ [entry]: "<a/>" })))).toMatchObject({
      code: "wrong-kind",
      seen,
    });
  });

  test.each([
    ["WordDocument", "wrong-kind", "Word 97–2003 (.doc)"],
    ["Workbook", "wrong-kind", "Excel 97–2003 (.xls)"],
    ["EncryptedPackage", "password", ".docx"],
    ["Other", "wrong-kind", "OLE"],
  ])("an OLE file with a stream %s is %s", async (stream, code, seen) => {
    expect(await refusal(await file("a.docx", smallOle(stream)))).toMatchObject({ code, seen });
  });

  test("a Word or Excel file with macros, by its name or by what is in it", async () => {
    const programs = smallZip({ "word/document.xml": "<a/>", "word/vbaProject.bin": "x" });
    expect(await refusal(await file("a.docx", programs))).toMatchObject({ code: "macros", accepted: ".docx" });
    const excel = smallZip({ "xl/workbook.xml": "<a/>", "xl/vbaProject.bin": "x" });
    expect(await refusal(await file("a.xlsm", excel))).toMatchObject({ code: "macros", accepted: ".xlsx" });
    const clean = smallDocx(wordParagraph("KẾ HOẠCH"));
    expect(await refusal(await file("b.docm", clean))).toMatchObject({ code: "macros", seen: ".docm" });
  });

  test("an archive of more than 5,000 files", async () => {
    const files = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`media/${index}`, ""]));
    expect(await refusal(await file("nhieu.docx", smallZip({ "word/document.xml": "<a/>", ...files })))).toMatchObject({
      code: "expands-too-far",
      seen: "5001 files",
    });
  });

  test("an office file whose XML has a DOCTYPE, in UTF-8 or UTF-16", async () => {
    const bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>';
    for (const part of ["word/document.xml", "word/styles.xml"])
      expect(
        await refusal(await file("nap.docx", smallZip({ "word/document.xml": "<a/>", [part]: bomb }))),
      ).toMatchObject({
        code: "damaged",
        seen: "XML with a DOCTYPE",
      });
    const wide = smallZip({ "xl/workbook.xml": Buffer.from(bomb, "utf16le").toString("latin1") });
    expect(await refusal(await file("nap.xlsx", wide))).toMatchObject({ code: "damaged", seen: "XML with a DOCTYPE" });
  });

  test("a Word, PDF or Excel file that is broken", async () => {
    const whole = smallDocx(wordParagraph("KẾ HOẠCH"));
    expect(await refusal(await file("cut.docx", whole.subarray(0, 400)))).toMatchObject({ code: "damaged" });
    const unreadable = smallZip({ "word/document.xml": "<w:document", "[Content_Types].xml": "<Types" });
    expect(await refusal(await file("xml.docx", unreadable))).toMatchObject({ code: "damaged" });
    expect(await refusal(await file("xml.xlsx", smallZip({ "xl/workbook.xml": "<a" })))).toMatchObject({
      code: "damaged",
    });
    expect(await refusal(await file("hong.pdf", "%PDF-1.7\n%%EOF\n"))).toMatchObject({ code: "damaged" });
    for (const ending of [".docx", ".pdf", ".xlsx"])
      expect(await refusal(await file(`text${ending}`, "không phải"))).toMatchObject({
        code: "damaged",
        seen: `text in a ${ending} file`,
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
