import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const TESTS = join(import.meta.dirname, "..");

test("no two tests have the same title: together they are the specification", () => {
  const titles = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [
      ...readFileSync(join(TESTS, name), "utf8").matchAll(/^\s*(?:test|it)(?:\.\w+\([^)]*\))*\(\s*"([^"]+)"/gm),
    ])
    .map((match) => match[1] ?? "");
  const twice = titles.filter((title, index) => titles.indexOf(title) !== index);
  expect(titles.length).toBeGreaterThan(100);
  expect(twice).toEqual([]);
});
