import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromDocx } from "../../../../src/plans/read/formats/from-docx.ts";
import { PlanReadError } from "../../../../src/plans/read/plan-read-error.ts";
import { smallZip, wordFile, wordParagraph, wordPart } from "../small-docx.ts";
import { refusalOf, tablesOf, textsOf } from "./read-docx.ts";

const withDocument = (xml: string | Buffer): Buffer => wordFile("", { more: { "word/document.xml": xml } });

describe("a Word file is refused as damaged", () => {
  test.each([
    ["when it is no archive", Buffer.from("chữ")],
    ["when it has no document", smallZip({ "word/styles.xml": "<a/>" })],
    ["when its XML breaks off", withDocument("<w:document><w:body>")],
    ["when its document is empty", withDocument("")],
    [
      "when its XML is not in the encoding it names",
      withDocument(deflateRawSync(Buffer.from("<a>\xff</a>", "latin1"))),
    ],
    ["when a part is cut off", withDocument(deflateRawSync(wordPart("w:document", "<w:body/>")).subarray(0, 20))],
    ["when its styles are broken", wordFile(wordParagraph("a"), { more: { "word/styles.xml": "<w:styles>" } })],
  ])("%s", async (_, bytes) => {
    const { code, file, seen } = await refusalOf(bytes);
    expect([code, file]).toEqual(["damaged", "ke-hoach.docx"]);
    expect(seen).not.toBe("");
  });

  test("when its XML has a DOCTYPE, before any entity unfolds", async () => {
    const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join("");
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">${entities}]><a>&e9;</a>`;
    expect(await refusalOf(withDocument(bomb))).toMatchObject({ code: "damaged", seen: "XML with a DOCTYPE" });
    const parts = { "word/numbering.xml": bomb };
    expect(await refusalOf(wordFile(wordParagraph("a"), { more: parts }))).toMatchObject({ code: "damaged" });
  });

  test("when its elements are nested deeper than 256", async () => {
    const nested = "<w:tbl><w:tr><w:tc>".repeat(20_000) + "</w:tc></w:tr></w:tbl>".repeat(20_000);
    expect(await refusalOf(wordFile(nested))).toMatchObject({
      code: "damaged",
      seen: "elements nested deeper than 256",
    });
  });

  const unpacked = (xml: string): Buffer => deflateRawSync(wordPart("w:document", `<w:body>${xml}</w:body>`));
  test.each([
    ["50,000 paragraphs", "<w:p/>".repeat(50_001), "more than 50000 paragraphs"],
    ["300,000 runs", `<w:p>${"<w:r/>".repeat(300_001)}</w:p>`, "more than 300000 runs"],
    ["20 million letters", wordParagraph("chữ ".repeat(5_000_001)), "more than 20000000 letters"],
  ])("when it has more than %s", async (_, xml, seen) => {
    expect(await refusalOf(wordFile("", { more: { "word/document.xml": unpacked(xml) } }))).toMatchObject({
      code: "damaged",
      seen,
    });
  });

  test("when its parts together have more than 50,000 paragraphs", async () => {
    const many = "<w:p/>".repeat(20_000);
    const file = wordFile(many, { header: many, more: { "word/footnotes.xml": wordPart("w:footnotes", many) } });
    expect(await refusalOf(file)).toMatchObject({ code: "damaged", seen: "more than 50000 paragraphs" });
  });

  test("when it has more than 50,000 table rows", async () => {
    const rows = `<w:tbl>${"<w:tr><w:tc/></w:tr>".repeat(50_001)}</w:tbl>`;
    expect(await refusalOf(wordFile(rows))).toMatchObject({ code: "damaged", seen: "more than 50000 table rows" });
  });
});

test("a part that declares more than 64 MB is refused unread", async () => {
  const large = smallZip({ "word/document.xml": "<a/>" }, 65 * 1024 * 1024);
  expect(await refusalOf(large)).toMatchObject({ code: "expands-too-far", accepted: "64 MB" });
});

test("styles that are based on each other in a circle end nothing", async () => {
  const styles = ["A", "B"]
    .map(
      (id) => `<w:style w:type="paragraph" w:styleId="${id}"><w:basedOn w:val="${id === "A" ? "B" : "A"}"/></w:style>`,
    )
    .join("");
  const body = `<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Chữ</w:t></w:r></w:p>`;
  expect(await textsOf(wordFile(body, { styles }))).toEqual(["Chữ"]);
});

test("a Word file in UTF-16 is read", async () => {
  const xml = `\uFEFF${wordPart("w:document", `<w:body>${wordParagraph("Kế hoạch")}</w:body>`).replace("UTF-8", "UTF-16")}`;
  const more = { "word/document.xml": deflateRawSync(Buffer.from(xml, "utf16le")) };
  expect(await textsOf(wordFile("", { more }))).toEqual(["Kế hoạch"]);
});

describe("however the elements of a Word file are mixed,", () => {
  const NAMES = (
    "p r t pPr rPr tbl tr tc tcPr trPr sdt sdtContent sdtPr txbxContent br tab sym fldChar instrText del ins moveFrom " +
    "numPr numId ilvl pStyle rFonts vanish gridSpan vMerge hMerge gridBefore sectPr type lastRenderedPageBreak " +
    "pageBreakBefore outlineLvl abstractNum abstractNumId num lvl lvlOverride startOverride lvlText numFmt start style " +
    "basedOn footnoteReference AlternateContent Choice Fallback"
  )
    .split(" ")
    .map((name) => (/^(?:Alt|Choice|Fall)/.test(name) ? `mc:${name}` : `w:${name}`));
  const VALUES = "0,1,-5,999999999999,restart,begin,separate,end,page,%1.%9,bullet,.VnTime,__proto__".split(",");
  const ATTRIBUTES = "val ilvl numId abstractNumId styleId type fldCharType char hAnsi".split(" ");

  const attributes = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES)), {
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((pairs) => pairs.map(([name, value]) => ` w:${name}="${value}"`).join(""));
  const { tree } = fc.letrec<Record<"tree" | "wild" | "paragraph" | "table" | "inner", string>>((tie) => ({
    inner: fc.array(tie("tree"), { maxLength: 3 }).map((trees) => trees.join("")),
    wild: fc
      .tuple(fc.constantFrom(...NAMES), attributes, tie("inner"))
      .map(([name, values, inner]) => `<${name}${values}>${inner}</${name}>`),
    paragraph: fc
      .tuple(attributes, tie("inner"), tie("inner"))
      .map(
        ([values, inner, run]) =>
          `<w:p><w:pPr><w:outlineLvl${values}/></w:pPr><w:r>${run}<w:t>Së</w:t></w:r>${inner}</w:p>`,
      ),
    table: fc
      .array(
        fc.array(fc.tuple(attributes, fc.constantFrom("gridSpan", "vMerge", "hMerge"), tie("inner")), { maxLength: 4 }),
        {
          maxLength: 4,
        },
      )
      .map((rows) =>
        rows
          .map((cells) =>
            cells
              .map(([values, name, inner]) => `<w:tc><w:tcPr><w:${name}${values}/></w:tcPr>${inner}</w:tc>`)
              .join(""),
          )
          .map((cells) => `<w:tr>${cells}</w:tr>`)
          .join(""),
      )
      .map((rows) => `<w:tbl>${rows}</w:tbl>`),
    tree: fc.oneof(
      { maxDepth: 4, depthSize: "small", withCrossShrink: true },
      fc.constantFrom("", "chữ", "\n", "&lt;"),
      tie("wild"),
      tie("paragraph"),
      tie("table"),
    ),
  }));

  test("the reader gives blocks or PlanReadError, and tables with rows of equal columns", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 8 }), tree, tree, async (body, numbering, styles) => {
        const bytes = wordFile(body.join(""), { numbering, styles });
        for (const { rows } of await tablesOf(bytes))
          expect(new Set(rows.map(({ cells }) => cells.length)).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test("no change of single bytes in a file brings anything but PlanReadError", async () => {
    const whole = wordFile(`<w:tbl><w:tr><w:tc>${wordParagraph("Sở")}</w:tc></w:tr></w:tbl>`, {
      styles: "",
      numbering: "",
    });
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const error = await fromDocx(bytes, "a.docx").then(
          () => null,
          (reason: unknown) => reason,
        );
        expect(error === null || error instanceof PlanReadError).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
