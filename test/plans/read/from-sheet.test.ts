import { describe, expect, test } from "vitest";
import { fromCsv, fromSheet } from "../../../src/plans/read/formats/from-sheet.ts";
import { PlanReadError } from "../../../src/plans/read/plan-read-error.ts";
import { readPlanSource } from "../../../src/plans/read/read-plan.ts";
import type { PlanSource } from "../../../src/plans/read/source.ts";
import { growth, LINEAR } from "../../support/growth.ts";
import { type BookSheet, columnName, day, planWorkbook } from "./plan-workbook.ts";

const HEADER = ["TT", "Nội dung", "Chủ trì", "Thời hạn"];

/** Paragraphs as their text, tables as rows of texts. */
const shown = ({ blocks }: PlanSource) =>
  blocks.map((block) =>
    block.kind === "paragraph" ? block.text : block.rows.map(({ cells }) => cells.map(({ text }) => text)),
  );
const read = (...sheets: BookSheet[]): Promise<PlanSource> => fromSheet(planWorkbook(sheets), "bang.xlsx");
const refusal = async (reading: () => PlanSource | Promise<PlanSource>): Promise<PlanReadError> => {
  const caught: unknown = await Promise.resolve()
    .then(reading)
    .then(
      () => null,
      (error: unknown) => error,
    );
  if (!(caught instanceof PlanReadError)) throw new Error(`not refused: ${String(caught)}`);
  return caught;
};

const PLAN: BookSheet = {
  rows: [
    ["SỞ NUÔI ONG", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 15/KH-SNO", "", "", "An Bình, ngày 02 tháng 02 năm 2026"],
    [],
    ["KẾ HOẠCH"],
    ["Phát triển nghề nuôi ong năm 2026"],
    ["TT", "Nội dung công việc", "Đơn vị thực hiện", "", "Thời hạn"],
    ["", "", "Chủ trì", "Phối hợp", ""],
    ["I", "Giống ong"],
    [1, "Chọn ong chúa", "Phòng Kỹ thuật", "Phòng Kế hoạch", day(46_112)],
    [2, "Nhân đàn", "", "", "Quý II/2026"],
    [],
    ["II", "Thị trường"],
    [3, "Mở phiên chợ mật ong", "Văn phòng Sở", "", day(46_235, 2)],
    [],
    ["Nơi nhận:", "", "", "GIÁM ĐỐC"],
  ],
  merges: ["A4:E4", "A5:E5", "A6:A7", "B6:B7", "C6:D6", "E6:E7", "A8:B8", "C9:C10"],
};

describe("a plan in a workbook", () => {
  test("gives its head, and its tasks with the units of joined cells and the days its cells show", async () => {
    const draft = readPlanSource(await read(PLAN), "bang.xlsx");
    expect(draft.document).toEqual({
      number: "15/KH-SNO",
      issuedOn: "2026-02-02",
      issuer: "SỞ NUÔI ONG",
      title: "KẾ HOẠCH Phát triển nghề nuôi ong năm 2026",
    });
    expect(
      draft.tasks.map(({ text, leadUnits, coordUnits, deadlineText }) => [text, leadUnits, coordUnits, deadlineText]),
    ).toEqual([
      ["Chọn ong chúa", ["Phòng Kỹ thuật"], ["Phòng Kế hoạch"], "31/03/2026"],
      ["Nhân đàn", ["Phòng Kỹ thuật"], [], "Quý II/2026"],
      ["Mở phiên chợ mật ong", ["Văn phòng Sở"], [], "08/2026"],
    ]);
  });

  test("keeps how cells are joined: wide cells leave the others empty, tall ones are repeated", async () => {
    const { blocks } = await read({
      rows: [
        ["A", "B", "C"],
        ["x", "", "z"],
        ["", "", "w"],
      ],
      merges: ["A2:B3"],
    });
    expect(blocks).toHaveLength(1);
    expect(blocks[0]).toMatchObject({
      kind: "table",
      at: 1,
      rows: [
        { cells: [{ columns: 1 }, { columns: 1 }, { columns: 1 }] },
        { cells: [{ text: "x", columns: 2, continued: false }, { text: "", columns: 0 }, { text: "z" }] },
        { cells: [{ text: "x", columns: 2, continued: true }, { text: "", columns: 0 }, { text: "w" }] },
      ],
    });
  });

  test("has tables parted by a blank row or by new column names, and lines of one cell between them", async () => {
    const source = await read({
      rows: [
        ["Phụ lục I"],
        HEADER,
        ["1", "Dọn kho", "Đội A", "3/2026"],
        HEADER,
        ["1", "Sơn cổng", "Đội B", "4/2026"],
        [],
        ["", "Phụ lục II"],
        [],
        ["", ...HEADER],
        ["", "1", "Rào vườn", "Đội C", "5/2026"],
      ],
    });
    expect(shown(source)).toEqual([
      "Phụ lục I",
      [HEADER, ["1", "Dọn kho", "Đội A", "3/2026"]],
      [HEADER, ["1", "Sơn cổng", "Đội B", "4/2026"]],
      "Phụ lục II",
      [HEADER, ["1", "Rào vườn", "Đội C", "5/2026"]],
    ]);
    expect(source.blocks.map(({ at }) => at)).toEqual([1, 1, 2, 2, 3]);
  });

  test("goes on with a table after a blank row when the rows have no column names of their own", async () => {
    const source = await read({
      rows: [HEADER, ["1", "Dọn kho", "Đội A", "3/2026"], [], ["B. Ngoài trời"], ["2", "Rào vườn", "Đội C", "5/2026"]],
    });
    expect(source.blocks).toHaveLength(1);
  });

  test("with a blank row between any two of 4,000 rows is read in linear time", async () => {
    const readRows = async (count: number): Promise<void> => {
      const rows = Array.from({ length: count }, (_, row) => [[`${row + 1}`, "Dọn kho", "Đội A", "3/2026"], []]).flat();
      expect((await read({ rows: [HEADER, ...rows] })).blocks).toHaveLength(1);
    };
    expect(await growth(readRows, 4_000)).toBeLessThan(LINEAR);
  });

  test("leaves out hidden sheets and rows; the others follow one another", async () => {
    const rows = [
      HEADER,
      ["1", "Dọn kho", "Đội A", "3/2026"],
      ["2", "Bỏ", "Đội B", "4/2026"],
      ["3", "Rào vườn", "", ""],
    ];
    const source = await read(
      { rows: [["Bí mật"]], state: "hidden" },
      { rows, hiddenRows: [2], merges: ["C3:C4"] },
      { rows: [["Danh mục"]], state: "veryHidden" },
      { rows: [["Ghi chú"]] },
    );
    expect(shown(source)).toEqual([
      [HEADER, ["1", "Dọn kho", "Đội A", "3/2026"], ["3", "Rào vườn", "Đội B", ""]],
      "Ghi chú",
    ]);
  });

  test("has formulas by their value, plain numbers without noise, and neither errors nor truth values", async () => {
    const source = await read({
      rows: [
        ["A", "B", "C", "D"],
        [
          { xml: ` t="str"><f>"Sở"&amp;" A"</f><v>Sở A</v></c>` },
          { xml: "><f>SUM(A1:A2)</f><v>0.30000000000000004</v></c>" },
          { xml: ` t="e"><v>#REF!</v></c>` },
          { xml: ` t="b"><v>1</v></c>` },
        ],
        [
          { xml: "><f>NOW()</f></c>" },
          { xml: ` t="inlineStr"><is><r><t>Sở </t></r><r><t>B</t></r></is></c>` },
          { xml: ` t="d"><v>2026-05-30T00:00:00</v></c>` },
          day(46_112, 3),
        ],
        ["Dòng một_x000D_\nDòng hai", "0", 7, 1e3],
      ],
    });
    expect(shown(source)[0]?.slice(1)).toEqual([
      ["Sở A", "0.3", "", ""],
      ["", "Sở B", "30/05/2026", "31/03/2026"],
      ["Dòng một\nDòng hai", "0", "7", "1000"],
    ]);
  });

  test("in an old font is read in Unicode, by the name of the font or by its words", async () => {
    const named = await read({
      rows: [
        ["A", "B", "C"],
        [{ xml: ` s="4" t="inlineStr"><is><t>Së</t></is></c>` }, "Sở", "Tổ"],
      ],
    });
    expect(shown(named)[0]?.[1]).toEqual(["Sở", "Sở", "Tổ"]);
    const unnamed = await read({ rows: [["KÕ ho¹ch n¨m 2004"], ["Phßng Kinh tÕ chñ tr× thùc hiÖn"]] });
    expect(shown(unnamed)).toEqual(["Kế hoạch năm 2004", "Phòng Kinh tế chủ trì thực hiện"]);
  });

  test("is refused beyond 20,000 rows or 60 columns; empty cells far away do not count", async () => {
    const cellAt = (place: string, value = "<v>1</v>"): Promise<PlanSource> =>
      fromSheet(
        planWorkbook([{ rows: [["x"]] }], {
          "xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row><c r="${place}">${value}</c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
        }),
        "lon.xlsx",
      );
    expect(await refusal(() => cellAt("A20001"))).toMatchObject({ code: "too-large", seen: "20001 × 1" });
    expect(await refusal(() => cellAt("BI5"))).toMatchObject({ code: "too-large", accepted: "20000 × 60" });
    expect(shown(await cellAt("XFD1048576", ""))).toEqual(["x"]);
    expect(columnName(60)).toBe("BI");
  });

  test("that is broken or has a DOCTYPE is refused as damaged", async () => {
    const broken: Readonly<Record<string, string>>[] = [
      { "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" },
      { "xl/workbook.xml": `<!DOCTYPE x [<!ENTITY a "b">]><workbook/>` },
      { "xl/_rels/workbook.xml.rels": "no XML" },
    ];
    for (const extra of broken)
      expect(await refusal(() => fromSheet(planWorkbook([{ rows: [["x"]] }], extra), "hong.xlsx"))).toMatchObject({
        code: "damaged",
        file: "hong.xlsx",
      });
    expect(await refusal(() => fromSheet(Buffer.from("PK"), "hong.xlsx"))).toMatchObject({ code: "damaged" });
  });
});

describe("a plan in a .csv file", () => {
  const rows = [
    HEADER,
    ["1", 'Dọn kho, "sơn" cổng', "Đội A, Đội B", "3/2026"],
    ["2", "Rào vườn\nsau nhà", "Đội C", "5/2026"],
  ];
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

  test("has cells parted by commas, semicolons or tabs, found by themselves or named", () => {
    for (const delimiter of [",", ";", "\t"]) {
      const text = rows.map((row) => row.map(quoted).join(delimiter)).join("\r\n");
      expect(shown(fromCsv(text, "a.csv")), delimiter).toEqual([rows]);
      expect(shown(fromCsv(`sep=${delimiter}\r\n${text}`, "a.csv")), delimiter).toEqual([rows]);
    }
    const free = "TT;Nội dung;Chủ trì;Thời hạn\n1;Dọn kho, sơn cổng, quét vôi;Đội A, Đội B;3/2026\n";
    expect(shown(fromCsv(free, "a.csv"))[0]).toHaveLength(2);
  });

  test("has its title lines above the table and empty columns left out", () => {
    const text = "KẾ HOẠCH,,,,\nDọn vườn năm 2026,,,,\n,,,,\nTT,Nội dung,Chủ trì,Thời hạn,\n1,Dọn kho,Đội A,3/2026,\n";
    expect(shown(fromCsv(text, "a.csv"))).toEqual([
      "KẾ HOẠCH",
      "Dọn vườn năm 2026",
      [HEADER, ["1", "Dọn kho", "Đội A", "3/2026"]],
    ]);
  });

  test("whose quotes do not close or that has too many rows is refused", async () => {
    expect(await refusal(() => fromCsv('a,"b\nc,d\n', "a.csv"))).toMatchObject({ code: "damaged" });
    expect(await refusal(() => fromCsv("a,b\n".repeat(20_001), "a.csv"))).toMatchObject({ code: "too-large" });
    expect(await refusal(() => fromCsv(`${"a,".repeat(60)}b\n`, "a.csv"))).toMatchObject({ code: "too-large" });
  });
});
