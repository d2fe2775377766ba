import { describe, expect, test } from "vitest";
import { wordFile, wordParagraph, wordTable } from "../small-docx.ts";
import { gridOf, tablesOf, textsOf } from "./read-docx.ts";

const cell = (content: string, properties = ""): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith("<") ? content : wordParagraph(content)}</w:tc>`;
const row = (...cells: string[]): string => `<w:tr>${cells.join("")}</w:tr>`;
const table = (...rows: string[]): string => `<w:tbl>${rows.join("")}</w:tbl>`;
const RESTART = `<w:vMerge w:val="restart"/>`;
const CONTINUE = "<w:vMerge/>";

describe("merged cells of a Word table", () => {
  test("to the right cover columns that stay empty", async () => {
    const body = wordTable([
      [{ text: "I. Trồng tre", columns: 3 }],
      ["1", { text: "Ươm giống", columns: 2 }],
      ["2", "Chăm sóc", "Hội"],
    ]);
    expect(await gridOf(wordFile(body))).toEqual([
      ["3:I. Trồng tre", "0:", "0:"],
      ["1", "2:Ươm giống", "0:"],
      ["2", "Chăm sóc", "Hội"],
    ]);
  });

  test("downwards repeat their text in each lower part, to the last", async () => {
    const body = wordTable([
      ["1", { text: "Hội Bắc", merge: "restart" }],
      ["2", { text: "", merge: "continue" }],
      ["3", { text: "", merge: "continue" }],
      ["4", { text: "Hội Nam", merge: "restart" }],
      ["5", { text: "", merge: "continue" }],
      ["6", "Hội Đông"],
    ]);
    expect(await gridOf(wordFile(body))).toEqual([
      ["1", "Hội Bắc"],
      ["2", "↑Hội Bắc"],
      ["3", "↑Hội Bắc"],
      ["4", "Hội Nam"],
      ["5", "↑Hội Nam"],
      ["6", "Hội Đông"],
    ]);
  });

  test("both ways at once are one cell", async () => {
    const wide = `<w:gridSpan w:val="2"/>`;
    const body = table(
      row(cell("Cả nhóm", wide + RESTART), cell("a")),
      row(cell("", wide + CONTINUE), cell("b")),
      row(cell("x"), cell("y"), cell("c")),
    );
    expect(await gridOf(wordFile(body))).toEqual([
      ["2:Cả nhóm", "0:", "a"],
      ["2:↑Cả nhóm", "0:", "b"],
      ["x", "y", "c"],
    ]);
  });

  test("of old files join the cell on their left", async () => {
    const body = table(row(cell("Tên", `<w:hMerge w:val="restart"/>`), cell("", "<w:hMerge/>"), cell("Hạn")));
    expect(await gridOf(wordFile(body))).toEqual([["2:Tên", "0:", "Hạn"]]);
  });

  test("that continue nothing keep their own text", async () => {
    const body = table(row(cell("a"), cell("b")), row(cell("c", CONTINUE), cell("d")));
    expect(await gridOf(wordFile(body))).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  test("are at most 60 columns wide, whatever the file claims", async () => {
    const body = table(row(cell("a", `<w:gridSpan w:val="999999"/>`), cell("b")), row(cell("c"), cell("d")));
    expect((await gridOf(wordFile(body))).map((cells) => cells.length)).toEqual([60, 60]);
  });

  test("repeat at most four million characters in a document", async () => {
    const long = "x".repeat(30_000);
    const body = wordTable(
      Array.from({ length: 300 }, (_, index) => [
        { text: index === 0 ? long : "", merge: index === 0 ? ("restart" as const) : ("continue" as const) },
      ]),
    );
    const grid = (await tablesOf(wordFile(body)))[0]?.rows ?? [];
    expect(grid.reduce((sum, { cells }) => sum + (cells[0]?.text.length ?? 0), 0)).toBeLessThanOrEqual(4_030_000);
  });
});

describe("the rows of a Word table", () => {
  test("that are short, or begin further right, are filled up", async () => {
    const right = `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell("b")}</w:tr>`;
    expect(await gridOf(wordFile(table(row(cell("a")), right, row(cell("1"), cell("2"), cell("3")))))).toEqual([
      ["a", "", ""],
      ["", "b", ""],
      ["1", "2", "3"],
    ]);
  });

  test("and cells may stand in content controls", async () => {
    const control = (content: string): string =>
      `<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    const body = control(table(control(row(control(cell("a")), cell(control(wordParagraph("b")))))));
    expect(await gridOf(wordFile(body))).toEqual([["a", "b"]]);
  });

  test("that were deleted with changes tracked are gone", async () => {
    const deleted = `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${cell("cũ")}</w:tr>`;
    expect(await gridOf(wordFile(table(row(cell("mới")), deleted)))).toEqual([["mới"]]);
  });
});

describe("a cell of a Word table", () => {
  test("has a line for each paragraph and each line break", async () => {
    const content = `${wordParagraph("- Sở A\n- Sở B")}<w:p/>${wordParagraph("- Sở C")}`;
    expect(await gridOf(wordFile(table(row(cell(content)))))).toEqual([["- Sở A\n- Sở B\n- Sở C"]]);
  });

  test("holds a table inside it as lines, one for each of its rows", async () => {
    const inner = table(row(cell("1"), cell("Sở A\nSở B")), row(cell("2"), cell("Sở C")));
    const body = table(row(cell(wordParagraph("Gồm:") + inner + wordParagraph("Hết")), cell("b")));
    expect(await gridOf(wordFile(body))).toEqual([["Gồm:\n1 Sở A Sở B\n2 Sở C\nHết", "b"]]);
    expect(await tablesOf(wordFile(body))).toHaveLength(1);
  });
});

test("tables are counted apart from paragraphs and do not end their count", async () => {
  const body =
    wordParagraph("Một") + wordTable([["a"]]) + wordParagraph("Hai") + wordTable([["b"]]) + wordParagraph("Ba");
  const bytes = wordFile(body);
  expect(await textsOf(bytes)).toEqual(["Một", "Hai", "Ba"]);
  expect((await tablesOf(bytes)).map(({ at }) => at)).toEqual([1, 2]);
});
