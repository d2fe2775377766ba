import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shorten } from "../../src/texts/format.ts";

describe("a shortened text", () => {
  test("is cut at a word, with an ellipsis; a short one stays as it is", () => {
    expect(shorten("Lập  danh sách\nhộ nghèo", 40)).toBe("Lập danh sách hộ nghèo");
    expect(shorten("Lập danh sách, hộ nghèo", 16)).toBe("Lập danh sách…");
  });

  test("is never cut inside a letter: not between the halves of an emoji, nor before a mark", () => {
    expect(shorten(`${"x".repeat(68)}😀😀`, 70)).toBe(`${"x".repeat(68)}…`);
    const decomposed = "ế".normalize("NFD");
    expect(shorten(`xx${decomposed}xx`, 5)).toBe("xx…");
    expect(shorten("👨‍👩‍👧‍👦 họp", 9)).toBe("…");
  });

  test("holds what a text holds, in at most so many units", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (text, length) => {
        const short = shorten(text, length);
        expect(short.length).toBeLessThanOrEqual(length);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
