import { describe, expect, test } from "vitest";
import { wordFile, wordParagraph, wordRun } from "../small-docx.ts";
import { paragraphsOf, tablesOf } from "./read-docx.ts";

const RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>";
const EXPLICIT = `<w:r><w:br w:type="page"/></w:r>`;
const p = (...runs: string[]): string => `<w:p>${runs.join("")}</w:p>`;
const word = (text: string): string => wordRun(`${text}.`);
const pagesIn = async (...body: string[]): Promise<(number | null)[]> =>
  (await paragraphsOf(wordFile(body.join("")))).map(({ page }) => page);

describe("the pages of a Word file", () => {
  test("are those that Word noted when it last showed the file", async () => {
    expect(
      await pagesIn(p(word("A")), p(RENDERED, word("B")), p(word("C"), RENDERED, word("c")), p(word("D"))),
    ).toEqual([1, 2, 2, 3]);
  });

  test("turn at a page break, and once where Word noted it again", async () => {
    const body = [p(word("A")), p(EXPLICIT), p(RENDERED, word("B")), p(EXPLICIT, word("C")), p(RENDERED, word("D"))];
    expect(await pagesIn(...body)).toEqual([1, 2, 3, 4]);
  });

  test("turn before a paragraph that asks for it, not before the first", async () => {
    const before = "<w:pPr><w:pageBreakBefore/></w:pPr>";
    const body = [
      p(before, word("A")),
      p(word("B")),
      p(before, RENDERED, word("C")),
      p(EXPLICIT),
      p(before, word("D")),
    ];
    expect(await pagesIn(...body)).toEqual([1, 1, 2, 3]);
  });

  test("turn at the end of a section unless the next one runs on", async () => {
    const section = (type: string): string =>
      `<w:sectPr>${type === "" ? "" : `<w:type w:val="${type}"/>`}<w:pgSz w:w="1"/></w:sectPr>`;
    const ends = (type: string): string => `<w:pPr>${section(type)}</w:pPr>`;
    const body = [
      p(ends("nextPage"), word("A")),
      p(ends("continuous"), word("B")),
      p(RENDERED, ends(""), word("C")),
      p(word("D")),
      section("oddPage"),
    ];
    expect(await pagesIn(...body)).toEqual([1, 1, 2, 3]);
  });

  test("are counted by the breaks of its author when Word never showed it", async () => {
    expect(await pagesIn(p(word("A"), EXPLICIT, word("B")), p(word("C")))).toEqual([1, 2, 2]);
  });

  test("are unknown when it has no breaks at all", async () => {
    expect(await pagesIn(p(word("A")), p(word("B")))).toEqual([null, null]);
  });

  test("do not part the words of a paragraph that only continues on the next one", async () => {
    const [read] = await paragraphsOf(wordFile(p(wordRun("Sở Nuôi ong "), RENDERED, wordRun("mở lớp"))));
    expect(read).toMatchObject({ text: "Sở Nuôi ong mở lớp", page: 1 });
  });
});

describe("the rows of a table in a Word file", () => {
  const row = (...cells: string[]): string => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join("")}</w:tr>`;
  const rowPages = async (...rows: string[]): Promise<(number | null)[][]> => {
    const bytes = wordFile(`<w:tbl>${rows.join("")}</w:tbl>${wordParagraph("Sau.")}`);
    const [table] = await tablesOf(bytes);
    return [table?.rows.map(({ page }) => page) ?? [], (await paragraphsOf(bytes)).map(({ page }) => page)];
  };

  test("stand on the page where they begin", async () => {
    const rows = [row(p(word("1")), p(word("a"))), row(p(RENDERED, word("2")), p(word("b"))), row(p(word("3")))];
    expect(await rowPages(...rows)).toEqual([[1, 2, 2], [2]]);
  });

  test("that run over to the next page turn it once, in however many cells it is noted", async () => {
    const long = p(word("x"), RENDERED, word("y"));
    expect(await rowPages(row(long, long, long), row(p(word("2"))))).toEqual([[1, 2], [2]]);
  });

  test("turn the page at a break in a cell, and stay one row", async () => {
    const rows = [row(p(word("1"), EXPLICIT, word("a")), p(word("b"))), row(p(word("2")))];
    expect(await rowPages(...rows)).toEqual([[1, 2], [2]]);
    const [table] = await tablesOf(wordFile(`<w:tbl>${rows.join("")}</w:tbl>`));
    expect(table?.rows[0]?.cells.map(({ text }) => text)).toEqual(["1.\na.", "b."]);
  });
});
