import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printedBody, readTapData, tapData } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";

describe("long texts", () => {
  test("parts fit, lose nothing but white space between them, and never cut a letter from its marks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("việc".normalize("NFD"), "👨‍👩‍👧", "\n\n", "\n", " ", "báo cáo dài lê thê"), {
          maxLength: 80,
        }),
        (pieces) => {
          const text = pieces.join("");
          const parts = splitText(text, 40);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(40);
          expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
          for (const part of parts) expect(part).not.toMatch(/^\p{M}/u);
        },
      ),
    );
  });
});

describe("choices", () => {
  test("every choice prints its number", () => {
    expect(printedBody({ body: "Xong chưa?", offer: { offerId: 1, labels: ["Rồi", "Chưa"] } })).toBe(
      "Xong chưa?\n\n1. Rồi\n2. Chưa",
    );
  });

  test("what a button carries reads back, and nothing else does", () => {
    expect(readTapData(tapData(2147483647, 12))).toEqual({ offerId: 2147483647, index: 12 });
    for (const data of ["", "1", "1.", ".1", "1.2.3", "a.b", "-1.2"]) expect(readTapData(data)).toBeNull();
  });
});
