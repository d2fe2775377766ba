import { describe, expect, test } from "vitest";
import { wordFile, wordItem, wordLevel, wordList, wordRun, wordStyled } from "../small-docx.ts";
import { gridOf, textsOf } from "./read-docx.ts";

const font = (name: string): string => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
const p = (...runs: string[]): string => `<w:p>${runs.join("")}</w:p>`;
/** "Sở Nông nghiệp chủ trì" as TCVN3 and "Sở" as VNI keep it. */
const TCVN3 = "Së N«ng nghiÖp chñ tr×";
const VNI = "Sôû Noâng nghieäp";

describe("text in a font from before Unicode is read as Vietnamese:", () => {
  test(".Vn fonts, named by the run, by its style, by the paragraph's style and by the document's default", async () => {
    const old = font(".VnTime");
    const styles =
      `<w:style w:type="character" w:styleId="Chu"><w:rPr>${old}</w:rPr></w:style>` +
      `<w:style w:type="paragraph" w:styleId="Doan"><w:rPr>${old}</w:rPr></w:style>` +
      `<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Doan"/></w:style>`;
    const body = p(wordRun(TCVN3, old)) + p(wordRun(TCVN3, `<w:rStyle w:val="Chu"/>`)) + wordStyled(TCVN3, "Con");
    expect(await textsOf(wordFile(body, { styles }))).toEqual(Array(3).fill("Sở Nông nghiệp chủ trì"));
    const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${old}</w:rPr></w:rPrDefault></w:docDefaults>`;
    expect(await textsOf(wordFile(p(wordRun(TCVN3)), { styles: defaults }))).toEqual(["Sở Nông nghiệp chủ trì"]);
  });

  test(".Vn fonts of capitals give capitals", async () => {
    expect(await textsOf(wordFile(p(wordRun("KÕ ho¹ch", font(".VnTimeH")))))).toEqual(["KẾ HOẠCH"]);
  });

  test("VNI fonts, with a letter and its mark in two runs, also in a cell", async () => {
    const vni = font("VNI-Times");
    const paragraph = p(wordRun("So", vni), wordRun("Sôû Noâng nghie", vni), wordRun("äp", vni));
    expect(await textsOf(wordFile(paragraph))).toEqual(["SoSở Nông nghiệp"]);
    const table = `<w:tbl><w:tr><w:tc>${p(wordRun(VNI, vni))}</w:tc></w:tr></w:tbl>`;
    expect(await gridOf(wordFile(table))).toEqual([["Sở Nông nghiệp"]]);
  });

  test("the words in an automatic number", async () => {
    const numbering = wordList(1, wordLevel(0, "decimal", "§iÒu %1.", `<w:rPr>${font(".VnTime")}</w:rPr>`));
    expect(await textsOf(wordFile(wordItem("Mở lớp", 1), { numbering }))).toEqual(["Điều 1. Mở lớp"]);
  });

  test("signs of the font that Word keeps apart", async () => {
    const sign = `<w:r><w:sym w:font=".VnTime" w:char="F0EB"/></w:r>`;
    expect(await textsOf(wordFile(p(wordRun("S", font(".VnTime")), sign)))).toEqual(["Sở"]);
  });
});

describe("text that only looks old stays as it is:", () => {
  test("Unicode letters in a run that still names the old font", async () => {
    const runs = [wordRun("Kế hoạch và ", font(".VnTime")), wordRun("là", font(".VnTime"))];
    expect(await textsOf(wordFile(p(...runs)))).toEqual(["Kế hoạch và là"]);
  });

  test("a run that names a new font in a paragraph of the old one", async () => {
    const styles = `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>${font(".VnTime")}</w:rPr></w:style>`;
    const runs = [
      wordRun("Së "),
      wordRun("và", font("Times New Roman")),
      wordRun(" là", `<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>`),
    ];
    expect(await textsOf(wordFile(p(...runs), { styles }))).toEqual(["Sở và là"]);
  });
});
