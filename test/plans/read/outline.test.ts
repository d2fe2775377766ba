import { describe, expect, test } from "vitest";
import { fromText } from "../../../src/plans/read/formats/from-text.ts";
import { markerOf } from "../../../src/plans/read/outline/numbering.ts";
import { buildOutline, type OutlineNode } from "../../../src/plans/read/outline/outline.ts";

const paths = (node: OutlineNode): string[] =>
  node.children.flatMap((child) => [`${child.path}|${child.text}`, ...paths(child)]);
const outline = (text: string): string[] => paths(buildOutline(fromText(text)));

describe("the outline follows the numbering of the document:", () => {
  test("any order of styles, with bullets under what they stand under", () => {
    expect(
      outline(
        "A. MỞ ĐẦU\nI- Một\n1/- Hai\na) Ba\n- Bốn\n+ Năm\n- Sáu\nb) Bảy\n2/- Tám\n2.1- Chín\nII.- Mười\nB. KẾT\nBƯỚC 1: Đầu\n1. Việc",
      ),
    ).toEqual([
      "A|MỞ ĐẦU",
      "A.I|Một",
      "A.I.1|Hai",
      "A.I.1.a|Ba",
      "A.I.1.a|Bốn",
      "A.I.1.a|Năm",
      "A.I.1.a|Sáu",
      "A.I.1.b|Bảy",
      "A.I.2|Tám",
      "A.I.2.1|Chín",
      "A.II|Mười",
      "B|KẾT",
      "B.BƯỚC 1|Đầu",
      "B.BƯỚC 1.1|Việc",
    ]);
  });

  test("numbers that start anew go one level down, and the outer count goes on after them", () => {
    expect(
      outline("1. Một\n2. Hai\n2.1. Hai một\n1. Trong\n2. Trong nữa\n3. Trong nữa\n4. Trong nữa\n3. Ba").map(
        (line) => line.split("|")[0],
      ),
    ).toEqual(["1", "2", "2.1", "2.1.1", "2.1.2", "2.1.3", "2.1.4", "3"]);
  });

  test("items that all bear the same number stand no deeper than any document is", () => {
    const all = outline("1. Việc\n".repeat(30_000));
    expect(all).toHaveLength(30_000);
    expect(Math.max(...all.map((line) => line.split("|")[0]?.split(".").length ?? 0))).toBeLessThan(30);
  });

  test("a sentence cut by a page or a line end is one again", () => {
    expect(outline("1. Xây dựng kế\n\nhoạch năm 2026 theo Quyết định số\n12/QĐ-SNO của Sở\n2. Hai")).toEqual([
      "1|Xây dựng kế hoạch năm 2026 theo Quyết định số 12/QĐ-SNO của Sở",
      "2|Hai",
    ]);
  });

  test("what follows 'Nơi nhận' is no part of it, until an annex begins", () => {
    expect(outline("1. Một\nNơi nhận:\n- Như trên\n- Lưu\nPHỤ LỤC I\n1. Hai")).toEqual([
      "1|Một",
      "PHỤ LỤC I|",
      "PHỤ LỤC I.1|Hai",
    ]);
  });
});

describe("a number at the head of a line", () => {
  test("is read in its official forms", () => {
    const forms = [
      "I.- X",
      "IV. X",
      "1/- X",
      "(2) X",
      "2.14- X",
      "đ) X",
      "Điều 3. X",
      "BƯỚC 2: X",
      "- X",
      "+ X",
      "• X",
    ];
    expect(forms.map((form) => markerOf(form)?.label)).toEqual([
      "I",
      "IV",
      "1",
      "2",
      "2.14",
      "đ",
      "Điều 3",
      "BƯỚC 2",
      "-",
      "+",
      "•",
    ]);
  });

  test("is not found in dates, fractions, addresses of people, and dotted words", () => {
    for (const text of [
      "30/9/2026 là ngày",
      "3/5 xã đạt",
      "Đ/c Nam phụ trách",
      "đ/c Nam phụ trách",
      "24/7",
      "5 xã",
      "V.v. và",
    ])
      expect(markerOf(text), text).toBeNull();
  });
});
