import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");

/** The places that adapters/README.md tells to touch for a new platform. */
const PLACES = [...read("adapters/README.md").matchAll(/^\| `((?:src|docs)\/[^`]+|\.env\.example)` \|/gm)].map(
  ([, place]) => place ?? "",
);

const PLATFORMS = readdirSync(join(ROOT, "adapters"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "console")
  .map(({ name }) => name);

const PROGRAM = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((name) => `src/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".ts") && !name.includes("/generated/"));

/** A file that names the platform outside its comments: as `zalo-bot`, `zaloBot`, `ZALO_BOT` or `Zalo Bot`. */
const names = (platform: string) => {
  const pattern = new RegExp(platform.replace("-", "[-_ ]?"), "i");
  return (file: string): boolean => pattern.test(read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""));
};

test("the recipe has places, and they are there", () => {
  expect(PLACES.length).toBeGreaterThan(5);
  expect(PLACES.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
});

test.each(PLATFORMS)(
  "%s has the same four files as every platform, a contract test and tests of its own",
  (platform) => {
    const files = ["channel.ts", "incoming.ts", "outgoing.ts", "failure.ts", "examine.ts"];
    const wanted = [...files.map((file) => `adapters/${platform}/${file}`), `test/contracts/${platform}.test.ts`];
    expect(wanted.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(readdirSync(join(ROOT, "test/adapters", platform)).length).toBeGreaterThan(0);
  },
);

test.each(PLATFORMS)("%s is named in every place of the recipe", (platform) => {
  expect(PLACES.filter((place) => !names(platform)(place))).toEqual([]);
});

/** Invites are linked to on Telegram only: it alone opens a bot with a code in hand. */
const OWN_WAYS: Readonly<Record<string, readonly string[]>> = {
  telegram: ["src/cli/deep-link.ts", "src/texts/cli-vi.ts", "src/texts/cli-en.ts"],
};

test.each(PLATFORMS)("%s is named nowhere else in the program", (platform) => {
  const known = [...PLACES, ...(OWN_WAYS[platform] ?? [])];
  expect(PROGRAM.filter(names(platform)).filter((file) => !known.includes(file))).toEqual([]);
});
