import { describe, expect, test } from "vitest";
import { wordFile, wordItem, wordLevel, wordList, wordParagraph, wordRun, wordStyled } from "../small-docx.ts";
import { gridOf, textsOf } from "./read-docx.ts";

/** The numbers that `count` items of a list with this one level bear. */
async function numbersOf(level: string, count: number): Promise<string[]> {
  const body = Array.from({ length: count }, () => wordItem("Việc", 1)).join("");
  const texts = await textsOf(wordFile(body, { numbering: wordList(1, level) }));
  return texts.map((text) => text.replace(/ ?Việc$/, ""));
}

describe("automatic numbers of a Word file stand before the paragraph as Word shows them:", () => {
  test.each([
    ["decimal", "%1.", ["1.", "2.", "3."]],
    ["decimal", "Điều %1.", ["Điều 1.", "Điều 2.", "Điều 3."]],
    ["decimal", "(%1)", ["(1)", "(2)", "(3)"]],
    ["upperRoman", "%1.", ["I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X."]],
    ["lowerRoman", "%1)", ["i)", "ii)", "iii)", "iv)"]],
    ["upperLetter", "%1.", ["A.", "B.", "C."]],
    ["lowerLetter", "%1)", ["a)", "b)", "c)", "d)", "e)"]],
    ["decimalZero", "%1", ["01", "02", "03"]],
    ["ordinal", "%1", ["1st", "2nd", "3rd", "4th"]],
    ["none", "Phần", ["Phần", "Phần"]],
    ["none", "", ["", ""]],
  ])("%s as %s", async (format, text, numbers) => {
    expect(await numbersOf(wordLevel(0, format, text), numbers.length)).toEqual(numbers);
  });

  test("after Z comes AA, then BB", async () => {
    const letters = await numbersOf(wordLevel(0, "upperLetter", "%1"), 53);
    expect([letters[25], letters[26], letters[27], letters[52]]).toEqual(["Z", "AA", "BB", "AAA"]);
  });

  test("ordinals of the teens end in th", async () => {
    const ordinals = await numbersOf(wordLevel(0, "ordinal", "%1"), 22);
    expect(ordinals.slice(10, 13).concat(ordinals.slice(20))).toEqual(["11th", "12th", "13th", "21st", "22nd"]);
  });

  test("a number that nothing parts from its text keeps the text's own full stop", async () => {
    const attached = wordLevel(0, "decimal", "%1", `<w:suff w:val="nothing"/>`);
    const body = wordItem(". Mở lớp", 1) + wordItem("Mua sách", 1);
    expect(await textsOf(wordFile(body, { numbering: wordList(1, attached) }))).toEqual(["1. Mở lớp", "2 Mua sách"]);
  });
});

describe("the levels of a list", () => {
  const OUTLINE = wordList(
    1,
    wordLevel(0, "upperRoman", "%1."),
    wordLevel(1, "decimal", "%2."),
    wordLevel(2, "decimal", "%2.%3."),
    wordLevel(3, "lowerLetter", "%4)"),
  );
  const outline = (...levels: number[]): Promise<string[]> =>
    textsOf(wordFile(levels.map((level) => wordItem("x", 1, level)).join(""), { numbering: OUTLINE }));

  test("start again under each item of a higher level", async () => {
    expect(await outline(0, 1, 2, 3, 3, 2, 1, 2, 0, 1, 2, 3)).toEqual(
      ["I.", "1.", "1.1.", "a)", "b)", "1.2.", "2.", "2.1.", "II.", "1.", "1.1.", "a)"].map((number) => `${number} x`),
    );
  });

  test("count on over paragraphs, headings and tables between the items", async () => {
    const body =
      wordItem("Một", 1) +
      wordParagraph("Giữa hai việc.") +
      `<w:p/>` +
      wordItem("Hai", 1) +
      `<w:tbl><w:tr><w:tc>${wordItem("Ba", 1)}</w:tc></w:tr></w:tbl>` +
      wordItem("Bốn", 1);
    expect(await textsOf(wordFile(body, { numbering: OUTLINE }))).toEqual([
      "I. Một",
      "Giữa hai việc.",
      "II. Hai",
      "IV. Bốn",
    ]);
  });

  test("show the first number of a higher level that was not used", async () => {
    expect(await outline(2, 2, 0)).toEqual(["1.1. x", "1.2. x", "I. x"]);
  });

  test("run on where the list says that a level never starts again, or only after another one", async () => {
    const numbering = wordList(
      1,
      wordLevel(0, "upperRoman", "%1."),
      wordLevel(1, "decimal", "%2.", `<w:lvlRestart w:val="0"/>`),
      wordLevel(2, "lowerLetter", "%3)", `<w:lvlRestart w:val="1"/>`),
    );
    const body = [0, 1, 2, 1, 2, 0, 1, 2].map((level) => wordItem("x", 1, level)).join("");
    expect(await textsOf(wordFile(body, { numbering }))).toEqual(
      ["I.", "1.", "a)", "2.", "b)", "II.", "3.", "a)"].map((number) => `${number} x`),
    );
  });

  test("write Roman parts of a legal number in plain digits, and none of a bullet", async () => {
    const numbering = wordList(
      1,
      wordLevel(0, "upperRoman", "%1."),
      wordLevel(1, "bullet", "-"),
      wordLevel(2, "lowerLetter", "%1.%2%3.", "<w:isLgl/>"),
    );
    const body = [0, 0, 2].map((level) => wordItem("x", 1, level)).join("");
    expect((await textsOf(wordFile(body, { numbering })))[2]).toBe("2.1. x");
  });
});

describe("several lists of a Word file", () => {
  const LEVELS = `<w:abstractNum w:abstractNumId="7">${wordLevel(0, "decimal", "%1.")}${wordLevel(1, "decimal", "%1.%2.")}</w:abstractNum>`;
  const list = (id: number, overrides = ""): string =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="7"/>${overrides}</w:num>`;

  test("that share their levels count on, and one that sets its start begins there once", async () => {
    const start = `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`;
    const numbering = LEVELS + list(1) + list(2) + list(3, start);
    const body = [1, 2, 3, 3, 1].map((id) => wordItem("x", id)).join("");
    expect(await textsOf(wordFile(body, { numbering }))).toEqual(["1. x", "2. x", "5. x", "6. x", "7. x"]);
  });

  test("may replace a level's format for themselves", async () => {
    const own = `<w:lvlOverride w:ilvl="0">${wordLevel(0, "lowerLetter", "%1)")}</w:lvlOverride>`;
    const body = wordItem("x", 1) + wordItem("x", 2);
    expect(await textsOf(wordFile(body, { numbering: LEVELS + list(1) + list(2, own) }))).toEqual(["1. x", "b) x"]);
  });

  test("begin where w:start says", async () => {
    const from = wordLevel(0, "decimal", "%1.").replace(`w:start w:val="1"`, `w:start w:val="4"`);
    expect(await numbersOf(from, 2)).toEqual(["4.", "5."]);
  });

  test("may borrow their levels by the name of a list style", async () => {
    const numbering =
      `<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DanhMuc"/></w:abstractNum>` +
      `<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="DanhMuc"/>${wordLevel(0, "upperRoman", "%1.")}</w:abstractNum>` +
      `<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`;
    expect(await textsOf(wordFile(wordItem("x", 1), { numbering }))).toEqual(["I. x"]);
  });

  test("that do not exist, and list 0, give no number", async () => {
    const off = wordStyled("Mua sách", "Muc", `<w:numPr><w:numId w:val="0"/></w:numPr>`);
    const styles = `<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
    const body = wordStyled("Mở lớp", "Muc") + off + wordItem("In thẻ", 99) + wordItem("Gửi thư", 1, 8);
    const numbering = wordList(1, wordLevel(0, "decimal", "%1."));
    expect(await textsOf(wordFile(body, { numbering, styles }))).toEqual([
      "1. Mở lớp",
      "Mua sách",
      "In thẻ",
      "Gửi thư",
    ]);
  });
});

test("a paragraph style brings its list, its level and its heading to the styles based on it", async () => {
  const styles =
    `<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
    `<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/><w:basedOn w:val="u1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>` +
    `<w:style w:type="paragraph" w:styleId="Nhiemvu"><w:name w:val="Nhiệm vụ"/><w:basedOn w:val="u2"/></w:style>`;
  const numbering = wordList(
    1,
    wordLevel(0, "upperRoman", "%1.", `<w:pStyle w:val="u1"/>`),
    wordLevel(1, "decimal", "%1.%2.", `<w:pStyle w:val="u2"/>`),
  );
  const body = ["u1", "u2", "Nhiemvu", "u1", "u2"].map((style) => wordStyled("x", style)).join("");
  expect(await textsOf(wordFile(body, { styles, numbering }))).toEqual([
    "I. x",
    "I.1. x",
    "I.2. x",
    "II. x",
    "II.1. x",
  ]);
});

test("a level that names a paragraph style belongs to that style, though the style names no level", async () => {
  const style = (id: string): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
  const numbering = wordList(
    1,
    wordLevel(0, "upperRoman", "%1.", `<w:pStyle w:val="Phan"/>`),
    wordLevel(1, "decimal", "%2.", `<w:pStyle w:val="Muc"/>`),
  );
  const body = wordStyled("x", "Phan") + wordStyled("x", "Muc") + wordStyled("x", "Muc");
  expect(await textsOf(wordFile(body, { styles: style("Phan") + style("Muc"), numbering }))).toEqual([
    "I. x",
    "1. x",
    "2. x",
  ]);
});

describe("bullets of a Word file", () => {
  test.each([
    ["-", "Times New Roman", "-"],
    ["–", "Times New Roman", "-"],
    ["\uF02D", "Symbol", "-"],
    ["+", "Times New Roman", "+"],
    ["*", "Times New Roman", "*"],
    ["o", "Courier New", "o"],
    ["\uF0B7", "Symbol", "•"],
    ["\uF0A7", "Wingdings", "•"],
    ["Ø", "Wingdings", "•"],
    ["▪", "Arial", "▪"],
    ["➢", "Arial", "•"],
    ["Mục", "Arial", "Mục"],
  ])("%s in %s stands as %s", async (sign, font, shown) => {
    const level = wordLevel(0, "bullet", sign, `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr>`);
    expect(await numbersOf(level, 1)).toEqual([shown]);
  });
});

test("a numbered paragraph is never joined to the one before, though it begins with a small letter", async () => {
  const numbering = wordList(1, wordLevel(0, "lowerRoman", "%1."));
  const body = wordItem("phối hợp với", 1) + wordItem("tham mưu", 1) + wordParagraph("cho tỉnh");
  expect(await textsOf(wordFile(body, { numbering }))).toEqual(["i. phối hợp với", "ii. tham mưu cho tỉnh"]);
});

test("a numbered paragraph without words in a cell is its number, as in the column STT; a bullet is nothing", async () => {
  const numbering = wordList(1, wordLevel(0, "decimal", "%1.")) + wordList(2, wordLevel(0, "bullet", "o"));
  const row = (list: number): string =>
    `<w:tr><w:tc>${wordItem("", list)}</w:tc><w:tc>${wordParagraph("Mở lớp")}</w:tc></w:tr>`;
  const bytes = wordFile(`<w:tbl>${row(1) + row(1) + row(2)}</w:tbl>`, { numbering });
  expect((await gridOf(bytes)).map(([cell]) => cell)).toEqual(["1.", "2.", ""]);
});

test("a paragraph that is hidden whole is not counted; one that only ends hidden is", async () => {
  const numbering = wordList(1, wordLevel(0, "decimal", "%1."));
  const hiddenEnd = (...runs: string[]): string =>
    wordItem("", 1)
      .replace("</w:numPr>", "</w:numPr><w:rPr><w:vanish/></w:rPr>")
      .replace(/<w:r><w:t.*<\/w:r>/, runs.join(""));
  const body =
    wordItem("Một", 1) + hiddenEnd(wordRun("Kín", "<w:vanish/>")) + hiddenEnd(wordRun("Hai")) + wordItem("Ba", 1);
  expect(await textsOf(wordFile(body, { numbering }))).toEqual(["1. Một", "2. Hai", "3. Ba"]);
});

test("a numbered paragraph without words counts and is not read", async () => {
  const numbering = wordList(1, wordLevel(0, "decimal", "%1."));
  const body = wordItem("Một", 1) + wordItem("", 1) + wordItem("Ba", 1);
  expect(await textsOf(wordFile(body, { numbering }))).toEqual(["1. Một", "3. Ba"]);
});
