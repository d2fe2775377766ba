import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { doctorEn } from "../../src/texts/doctor-en.ts";
import { doctorVi } from "../../src/texts/doctor-vi.ts";

const ADAPTERS = join(import.meta.dirname, "../../adapters");

/** The codes of findings that stand in an adapter's source. */
function codesOf(adapter: string): string[] {
  const source = readFileSync(join(ADAPTERS, adapter, "examine.ts"), "utf8");
  const told = [...source.matchAll(/(?:code: |found\(|wrong\(|unseen\()"([a-z-]+)"/g)].map(([, code]) => code ?? "");
  return [...new Set(told)].sort();
}

const examined = readdirSync(ADAPTERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "console")
  .map(({ name }) => name);

test.each(examined)("doctor has a sentence for everything that %s finds", (adapter) => {
  const codes = codesOf(adapter);
  expect(codes.length).toBeGreaterThan(2);
  for (const texts of [doctorVi, doctorEn]) {
    expect(codes.filter((code) => texts[adapter]?.[code] === undefined)).toEqual([]);
  }
});
