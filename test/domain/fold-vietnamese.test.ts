import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldBare, foldTone, foldWords, hasMarks, stripMarks } from "../../src/domain/fold-vietnamese.ts";

describe("folding Vietnamese", () => {
  test("unifies case and the place of the tone mark, and keeps the marks", () => {
    expect(foldTone("Tỉnh uỷ, Hoà Bình, KHOẺ")).toBe("tỉnh ủy, hòa bình, khỏe");
    expect(foldTone("quý hoàn thuỷ".normalize("NFD"))).toBe("quý hoàn thủy".normalize("NFC"));
  });

  test("to bare words takes away marks, case and punctuation", () => {
    expect(foldBare("  Đảng đoàn – Uỷ ban, ĐƠN VỊ! ")).toBe("dang doan uy ban don vi");
    expect(foldWords("Ủy ban, ĐƠN VỊ!")).toBe("ủy ban đơn vị");
  });

  test("letter by letter keeps every offset", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const composed = text.normalize("NFC");
        expect(foldTone(text)).toHaveLength(composed.length);
        expect(stripMarks(text)).toHaveLength(composed.length);
      }),
    );
  });

  test("knows text that was typed without marks", () => {
    expect(hasMarks("truoc ngay 15/12")).toBe(false);
    expect(hasMarks("trước ngày")).toBe(true);
    expect(hasMarks("đ")).toBe(true);
  });
});
