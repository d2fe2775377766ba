import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../../src/plans/read/encodings/decode-text.ts";
import { detectLegacy, fromTcvn3, fromVni } from "../../../src/plans/read/encodings/legacy-encodings.ts";
import { isVietnameseSyllable } from "../../../src/plans/read/encodings/vietnamese-syllable.ts";
import { growth, LINEAR } from "../../support/growth.ts";
import { toTcvn3, toVni, toWindows1258, windowsBytes } from "./old-encodings.ts";

const SMALL = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";
const TEXT =
  "ỦY BAN NHÂN DÂN\nHUYỆN SÔNG BẠC\nSố: 07/KH-UBND\n\nKẾ HOẠCH\nTrồng lại rừng ngập mặn năm 2003\n\n" +
  "1. Hạt Kiểm lâm chủ trì, phối hợp với các xã ươm giống; hoàn thành trước ngày 15 tháng 8 năm 2003.\n" +
  "2. Phòng Nông nghiệp hướng dẫn kỹ thuật “trồng dày” – định kỳ hằng quý báo cáo kết quả.\n";

const syllable = fc
  .tuple(
    fc.constantFrom("b", "ch", "đ", "gi", "h", "l", "m", "n", "ph", "s", "th", "tr", "v", "x"),
    fc.constantFrom(
      "á",
      "ạc",
      "ăn",
      "ấp",
      "ầu",
      "ấy",
      "èo",
      "ện",
      "ết",
      "iều",
      "ọc",
      "ông",
      "ối",
      "ơi",
      "ụ",
      "ương",
      "ước",
    ),
  )
  .map(([onset, rhyme]) => onset + rhyme);
const vietnamese = fc.array(syllable, { minLength: 1, maxLength: 40 }).map((words) => words.join(" "));

describe("text of an old Vietnamese font", () => {
  test("has every letter of the alphabet in TCVN3, and the capitals TCVN3 has", () => {
    for (const letter of SMALL) expect(fromTcvn3(toTcvn3(letter)), letter).toBe(letter);
    expect(fromTcvn3(toTcvn3("ĂÂÊÔƠƯĐ"))).toBe("ĂÂÊÔƠƯĐ");
    expect(new Set(Array.from(SMALL, toTcvn3)).size).toBe(SMALL.length);
  });

  test("has every letter of the alphabet in VNI, small and capital, with its mark of either size", () => {
    for (const letter of SMALL) {
      const capital = letter.toUpperCase();
      expect(fromVni(toVni(letter)), letter).toBe(letter);
      expect(fromVni(toVni(capital)), capital).toBe(capital);
      const coded = toVni(capital);
      if (coded.length === 2) expect(fromVni(coded[0] + (coded[1] ?? "").toLowerCase()), capital).toBe(capital);
    }
    expect(fromVni("Uyû ban; ñöôïc; thuyeàn; hoaøn; MYÕ; Ñaûng")).toBe("Uỷ ban; được; thuyền; hoàn; MỸ; Đảng");
  });

  test("keeps the capitals a TCVN3 line was typed in, though the font has none with tones", () => {
    expect(fromTcvn3("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM")).toBe("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    expect(fromTcvn3("Hµ Néi, ngµy 5; UBND tØnh; Sè: 12/KH-UB")).toBe("Hà Nội, ngày 5; UBND tỉnh; Số: 12/KH-UB");
  });

  test("in TCVN3 is whole where “ư” became a soft hyphen or a plain one", () => {
    expect(fromTcvn3("h\u00adíng dÉn, h-íng dÉn, kinh tÕ-x· héi, KH-UB")).toBe(
      "hướng dẫn, hướng dẫn, kinh tế-xã hội, KH-UB",
    );
  });

  test("keeps quotes and dashes, also where they came as control codes", () => {
    expect(fromTcvn3("\u0093tr¶ lêi\u0094 \u0096 “nãi”")).toBe("“trả lời” – “nói”");
    expect(fromVni("\u0091traû lôøi\u0092")).toBe("‘trả lời’");
  });

  test("is known from its words", () => {
    expect(detectLegacy(toTcvn3(TEXT))).toBe("tcvn3");
    expect(detectLegacy(toVni(TEXT))).toBe("vni");
    expect(detectLegacy("KÕ ho¹ch c«ng t¸c")).toBe("tcvn3");
    expect(detectLegacy("Keá hoaïch coâng taùc")).toBe("vni");
  });

  test("is never seen in other languages", () => {
    const others = [
      "Où est-ce que vous allez cet été ? À côté de l’hôtel, près de la forêt ; déjà vu, élève, garçon, français, où ça.",
      "Là où ça gêne: né à Noël, thé, café, rosé.",
      "The naïve café résumé of Zoë, © 2020 · 5 µm ® «quoted» · déjà vu",
      "Größe für Straße über Müller schön",
      "El niño está aquí, mañana será más fácil.",
      "plain words only",
      "",
    ];
    for (const text of others) expect(detectLegacy(text), text).toBeNull();
  });

  test("is never seen in Unicode Vietnamese, composed or parted", () => {
    expect(detectLegacy(TEXT)).toBeNull();
    expect(detectLegacy("Tôi là bà Hà, có cà, không có gì, bố tôi và cô tôi")).toBeNull();
    fc.assert(
      fc.property(vietnamese, fc.constantFrom("NFC", "NFD"), (text, form) => {
        expect(detectLegacy(text.normalize(form))).toBeNull();
        expect(decodeText(Buffer.from(text.normalize(form)))).toEqual({
          text: text.normalize("NFC"),
          encoding: "utf-8",
        });
      }),
      { numRuns: 300 },
    );
  });

  test("of any words comes back from either font", () => {
    fc.assert(
      fc.property(vietnamese, (text) => {
        expect(fromTcvn3(toTcvn3(text))).toBe(text);
        expect(fromVni(toVni(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test("of 200,000 letters without a space is looked at in linear time", async () => {
    const look = (letters: number): void => {
      for (const unit of ["a", "aø", "a-", "µ", "·a"]) {
        const text = unit.repeat(letters / unit.length);
        detectLegacy(text);
        fromTcvn3(text);
        fromVni(text);
      }
    };
    expect(await growth(look, 200_000)).toBeLessThan(LINEAR);
  });
});

test("a syllable is Vietnamese by its onset, rhyme and tone", () => {
  const right = "quyết giếng gì nghiêng kế ghế xoong khuỷu quỳnh Đắk-không ỷ uống yên thuở rượu QUỐC Mỹ hoà".split(" ");
  expect(right.filter((word) => !isVietnameseSyllable(word))).toEqual(["Đắk-không"]);
  const wrong = "cế kà nge ngha gê quyet cát̀ kÕ ho¹ch été bcd ñöôïc tảt viêc ü".split(" ");
  expect(wrong.filter(isVietnameseSyllable)).toEqual([]);
});

describe("the bytes of a text", () => {
  const marked = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
  test.each([
    ["utf-8", Buffer.from(TEXT)],
    ["utf-8", Buffer.from(`\ufeff${TEXT}`)],
    ["utf-8", Buffer.from(TEXT.normalize("NFD"))],
    ["utf-16le", marked(TEXT)],
    ["utf-16le", Buffer.from(TEXT, "utf16le")],
    ["utf-16be", marked(TEXT).swap16()],
    ["utf-16be", Buffer.from(TEXT, "utf16le").swap16()],
    ["windows-1258", toWindows1258(TEXT)],
    ["vni", windowsBytes(toVni(TEXT))],
    ["vni", Buffer.from(toVni(TEXT))],
    ["vni", marked(toVni(TEXT))],
  ])("are read in %s (%#)", (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, encoding });
  });

  test.each([
    ["one byte a letter", windowsBytes(toTcvn3(TEXT))],
    ["saved as UTF-8", Buffer.from(toTcvn3(TEXT))],
  ])("are read in tcvn3, %s", (_, bytes) => {
    const decoded = decodeText(bytes);
    expect(decoded?.encoding).toBe("tcvn3");
    expect(decoded?.text).toBe(TEXT);
  });

  test("are read in VISCII, whose rare capitals are control codes elsewhere", () => {
    const bytes = Buffer.from("\x9cY BAN NH\xc2N D\xc2N M\x19 L\x80C", "latin1");
    expect(decodeText(bytes)).toEqual({ text: "ỦY BAN NHÂN DÂN MỸ LẠC", encoding: "viscii" });
  });

  test("of one old word, of another language's, of a picture or of endless zeros are no text", () => {
    for (const bytes of [
      Buffer.from("S\xf4", "latin1"),
      Buffer.from("déjà vu, été, hôtel, élève", "latin1"),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      Buffer.alloc(64),
      Buffer.from("a\u0001b"),
    ])
      expect(decodeText(bytes)).toBeNull();
  });

  test("never make decoding fail, whatever they are", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeText(bytes)));
  });
});
