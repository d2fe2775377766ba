import { describe, expect, test } from "vitest";
import { fromDocx } from "../../../../src/plans/read/formats/from-docx.ts";
import { wordFile, wordParagraph, wordRun, wordStyled, wordTable } from "../small-docx.ts";
import { gridOf, paragraphsOf, refusalOf, textsOf } from "./read-docx.ts";

const p = (...runs: string[]): string => `<w:p>${runs.join("")}</w:p>`;
const r = (content: string): string => `<w:r>${content}</w:r>`;
const textsIn = (...body: string[]): Promise<string[]> => textsOf(wordFile(body.join("")));

describe("the words of a Word paragraph", () => {
  test("are those of all its runs, with tabs as spaces and hyphens as they show", async () => {
    const runs = [
      wordRun("Số:"),
      r("<w:tab/>"),
      wordRun("15/KH"),
      r("<w:noBreakHyphen/>"),
      wordRun("SNO"),
      r("<w:softHyphen/>"),
    ];
    expect(await textsIn(p(...runs))).toEqual(["Số: 15/KH-SNO"]);
  });

  test("keep the text of links, smart tags, content controls and simple fields", async () => {
    const kept = ["w:hyperlink", "w:smartTag", "w:fldSimple", "w:customXml", "w:bdo", "w:ins", "w:moveTo"].map(
      (name) => `<${name}>${wordRun(`${name} `)}</${name}>`,
    );
    const control = `<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>${wordRun("w:sdt")}</w:sdtContent></w:sdt>`;
    expect(await textsIn(p(...kept, control))).toEqual([
      "w:hyperlink w:smartTag w:fldSimple w:customXml w:bdo w:ins w:moveTo w:sdt",
    ]);
  });

  test("are the result of a field, never its code, however fields are nested", async () => {
    const mark = (kind: string): string => r(`<w:fldChar w:fldCharType="${kind}"/>`);
    const code = (text: string): string => r(`<w:instrText>${text}</w:instrText>`);
    const inner = [mark("begin"), code("PAGE"), mark("separate"), wordRun("1"), mark("end")];
    const outer = [
      wordRun("Trước "),
      mark("begin"),
      code("IF "),
      ...inner,
      mark("separate"),
      wordRun("kết quả"),
      mark("end"),
    ];
    expect(await textsIn(p(...outer, wordRun(" sau")))).toEqual(["Trước kết quả sau"]);
  });

  test("of a field that never ends do not swallow the paragraphs after it", async () => {
    const begin = r(`<w:fldChar w:fldCharType="begin"/>`);
    expect(await textsIn(p(begin, wordRun("mã")), wordParagraph("Sở Nuôi ong mở lớp."))).toEqual([
      "Sở Nuôi ong mở lớp.",
    ]);
  });

  test("leave out hidden ones, by run, by style, and keep those shown again", async () => {
    const styles =
      `<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>` +
      `<w:style w:type="paragraph" w:styleId="Kin"><w:rPr><w:vanish/></w:rPr></w:style>`;
    const runs = [
      wordRun("Hiện "),
      wordRun("ẩn ", "<w:vanish/>"),
      wordRun("ẩn ", `<w:rStyle w:val="An"/>`),
      wordRun("lại", `<w:rStyle w:val="An"/><w:vanish w:val="0"/>`),
    ];
    expect(await textsOf(wordFile(p(...runs) + wordStyled("Kín", "Kin"), { styles }))).toEqual(["Hiện lại"]);
  });

  test("have signs of picture fonts as plain ones", async () => {
    const sign = (font: string, char: string): string => r(`<w:sym w:font="${font}" w:char="${char}"/>`);
    const typed = wordRun("\uF0B7", `<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>`);
    expect(
      await textsIn(
        p(sign("Wingdings", "F0A7"), wordRun(" A")),
        p(sign("Symbol", "F02D"), wordRun(" B")),
        p(typed, wordRun(" C")),
        p(wordRun("D "), sign("Symbol", "F0B3"), wordRun(" 80% "), sign("Wingdings", "F0E0"), wordRun(" E")),
        p(sign("Symbol", "zz"), sign("Symbol", "D800"), wordRun("F")),
      ),
    ).toEqual(["• A", "- B", "• C", "D ≥ 80% → E", "F"]);
  });

  test("do not show the marks of footnotes", async () => {
    const note = r(`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/>`);
    const own = r(`<w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t>`);
    expect(await textsIn(p(wordRun("Hội Bắc"), note, wordRun(" và Hội Nam"), own))).toEqual(["Hội Bắc và Hội Nam"]);
  });

  test("are in one form of Unicode, with line ends of the file as spaces", async () => {
    expect(await textsIn(p(wordRun("Kê\u0301\nhoa\u0323ch")))).toEqual(["Kế hoạch"]);
  });
});

describe("tracked changes of a Word file are read as accepted:", () => {
  test("deleted and moved-away words are gone, inserted and moved-here ones stay", async () => {
    const gone = [
      `<w:del w:id="1"><w:r><w:delText>trước 1/3 </w:delText></w:r></w:del>`,
      `<w:moveFrom w:id="2">${wordRun("Sở Cũ ")}</w:moveFrom>`,
    ];
    const ins = `<w:ins w:id="3">${wordRun("trước 1/6")}<w:del w:id="4">${wordRun(" bỏ")}</w:del></w:ins>`;
    expect(await textsIn(p(wordRun("Mở lớp "), ...gone, ins))).toEqual(["Mở lớp trước 1/6"]);
  });

  test("a deleted paragraph end joins two paragraphs, and a paragraph deleted whole leaves no number behind", async () => {
    const deletedEnd = `<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`;
    const body = [`<w:p>${deletedEnd}${wordRun("Sở A ")}</w:p>`, wordParagraph("mở lớp."), `<w:p>${deletedEnd}</w:p>`];
    expect(await textsIn(...body, wordParagraph("Hết."))).toEqual(["Sở A mở lớp.", "Hết."]);
    expect(await textsIn(`<w:p>${deletedEnd}${wordRun("Cuối")}</w:p>`)).toEqual(["Cuối"]);
  });

  test("properties from before the change say nothing", async () => {
    const before = `<w:rPr><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>`;
    expect(await textsIn(p(`<w:r>${before}<w:t>Hiện</w:t></w:r>`))).toEqual(["Hiện"]);
  });
});

describe("the paragraphs of a Word file", () => {
  test("end at line breaks outside tables and know whether an empty one stood before", async () => {
    const body = [
      wordParagraph("Một\nHai"),
      `<w:p/>`,
      wordParagraph(" \u00a0"),
      wordParagraph("Ba"),
      wordParagraph("Bốn"),
    ];
    const read = await paragraphsOf(wordFile(body.join("")));
    expect(read.map(({ text, gap, at }) => [text, gap, at])).toEqual([
      ["Một", false, 1],
      ["Hai", false, 2],
      ["Ba", true, 3],
      ["Bốn", false, 4],
    ]);
  });

  test("have the level of their heading style, or of their own", async () => {
    const style = (id: string, name: string, more: string): string =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
    const styles =
      style("u2", "heading 2", "") +
      style("Muc", "Mục", `<w:basedOn w:val="u2"/>`) +
      style("Phan", "Phần", `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`) +
      style("A", "a", `<w:basedOn w:val="B"/>`) +
      style("B", "b", `<w:basedOn w:val="A"/>`);
    const body = [
      wordStyled("I.", "Heading1"),
      wordStyled("II.", "u2"),
      wordStyled("III.", "Muc"),
      wordStyled("IV.", "Phan"),
      wordStyled("V.", "Phan", `<w:outlineLvl w:val="9"/>`),
      wordStyled("VI.", "A"),
    ];
    const read = await paragraphsOf(wordFile(body.join(""), { styles }));
    expect(read.map(({ heading }) => heading)).toEqual([1, 2, 2, 1, null, null]);
  });

  test("that are lines of one sentence, pasted one by one, are joined", async () => {
    expect(await textsIn(wordParagraph("Sở Nuôi ong chủ trì,"), wordParagraph("phối hợp với Hội."))).toEqual([
      "Sở Nuôi ong chủ trì, phối hợp với Hội.",
    ]);
  });

  test("may be written with other prefixes, or by the strict form of the standard", async () => {
    const strict = `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Chữ</x:t></x:r></x:p></x:body></x:document>`;
    expect(await textsOf(wordFile("", { more: { "word/document.xml": strict } }))).toEqual(["Chữ"]);
  });

  test("are found where the package says that the document is", async () => {
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`;
    const other = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${wordParagraph("Đây")}</w:body></w:document>`;
    const more = { "_rels/.rels": relations, "word/document2.xml": other };
    expect(await textsOf(wordFile(wordParagraph("Kia"), { more }))).toEqual(["Đây"]);
  });
});

describe("a text box of a Word file", () => {
  const content = (...paragraphs: string[]): string => `<w:txbxContent>${paragraphs.join("")}</w:txbxContent>`;
  const box = (text: string): string =>
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${content(text)}</wps:txbx></w:drawing></mc:Choice>` +
    `<mc:Fallback><w:pict><v:textbox>${content(text)}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;

  test("is read once, after the paragraph that holds it", async () => {
    const holder = p(wordRun("Số: 1/KH"), box(wordParagraph("HỎA TỐC") + wordParagraph("Trước 15/3")), wordRun("-SNO"));
    expect(await textsIn(holder, wordParagraph("Kế tiếp."))).toEqual([
      "Số: 1/KH-SNO",
      "HỎA TỐC",
      "Trước 15/3",
      "Kế tiếp.",
    ]);
  });

  test("of an old file, without a newer form, is read too", async () => {
    const old = `<w:r><w:pict><v:shape><v:textbox>${content(wordParagraph("HỎA TỐC"))}</v:textbox></v:shape></w:pict></w:r>`;
    expect(await textsIn(p(old))).toEqual(["HỎA TỐC"]);
    const fallback = `<w:r><mc:AlternateContent><mc:Fallback>${content(wordParagraph("Dự phòng"))}</mc:Fallback></mc:AlternateContent></w:r>`;
    expect(await textsIn(p(fallback))).toEqual(["Dự phòng"]);
  });

  test("in a cell gives lines of the cell", async () => {
    const body = `<w:tbl><w:tr><w:tc>${p(wordRun("Ô"), box(wordParagraph("Trong khung")))}</w:tc></w:tr></w:tbl>`;
    expect(await gridOf(wordFile(body))).toEqual([["Ô\nTrong khung"]]);
  });

  test("may hold a table", async () => {
    const bytes = wordFile(p(wordRun("Giữ"), box(wordTable([["a", "b"]]))));
    expect(await gridOf(bytes)).toEqual([["a", "b"]]);
    expect(await textsOf(bytes)).toEqual(["Giữ"]);
  });
});

test("headers and footers are not part of the text; their lines, text boxes and WordArt are given apart", async () => {
  const art = `<w:r><w:pict><v:shape><v:textpath string="TUYỆT MẬT"/></v:shape></w:pict></w:r>`;
  const bytes = wordFile(wordParagraph("KẾ HOẠCH"), { header: wordParagraph("MẬT") + wordParagraph("MẬT") + p(art) });
  expect(await textsOf(bytes)).toEqual(["KẾ HOẠCH"]);
  expect((await fromDocx(bytes, "ke-hoach.docx")).margins).toEqual(["MẬT", "TUYỆT MẬT"]);
  expect((await fromDocx(wordFile(wordParagraph("KẾ HOẠCH")), "ke-hoach.docx")).margins).toEqual([]);
});

test("a Word file with programs is refused, by its parts or by what it says it is", async () => {
  const said = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`;
  for (const more of [{ "word/vbaProject.bin": "x" }, { "[Content_Types].xml": said }])
    expect(await refusalOf(wordFile(wordParagraph("KẾ HOẠCH"), { more }))).toMatchObject({ code: "macros" });
});
