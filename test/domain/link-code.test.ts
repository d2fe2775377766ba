import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { LINK_CODE_BYTES, makeLinkCode, normalizeLinkCode, printLinkCode } from "../../src/domain/link-code.ts";

test("a link code has eight characters, none of which is taken for another, and reads back as printed", () => {
  for (let round = 0; round < 200; round++) {
    const code = makeLinkCode(randomBytes(LINK_CODE_BYTES));
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/);
    expect(normalizeLinkCode(printLinkCode(code).toLowerCase())).toBe(code);
  }
});

test("what is not of the form of a code is none", () => {
  for (const typed of ["", "ABCD", "ABCDEFGHI", "ACDEFGH0", "xin chào"]) expect(normalizeLinkCode(typed)).toBeNull();
});
