import { expect, test } from "vitest";
import { en } from "../../src/texts/en.ts";
import { vi } from "../../src/texts/vi.ts";

/** Every path to a sentence, with whether it is fixed or made from facts. */
function sentences(texts: object, path = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    return typeof value === "object" && value !== null ? sentences(value, here) : [`${here}: ${typeof value}`];
  });
}

const fixed = (texts: object): string[] =>
  Object.values(texts).flatMap((value) => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? fixed(value) : [];
  });

test("every language says everything", () => {
  expect(sentences(en).sort()).toEqual(sentences(vi).sort());
});

test("no sentence is empty, and none is left in the other language", () => {
  expect(fixed(vi).filter((text) => text.trim() === "")).toEqual([]);
  expect(fixed(en).filter((text) => text.trim() === "")).toEqual([]);
  const own = new Set([vi.language.name]);
  expect(
    fixed(en).filter((text) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(text) && !own.has(text)),
  ).toEqual([]);
});

test("all Vietnamese sentences are written in composed form", () => {
  expect(fixed(vi).filter((text) => text !== text.normalize("NFC"))).toEqual([]);
});
