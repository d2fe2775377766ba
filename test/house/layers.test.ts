import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Files of src/ that stand beside the rooms and hold no rule: anyone may use them. */
const FLOOR = ["clock", "config", "errors", "log"];

/** What each room may import, besides itself and the floor. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  texts: ["domain"],
  store: ["domain"],
  delivery: ["domain", "store"],
  plans: ["domain", "texts", "store", "delivery"],
  reports: ["domain", "texts", "store", "delivery"],
  digest: ["domain", "texts", "store", "delivery"],
  chat: ["domain", "texts", "store", "delivery"],
  schedule: ["domain", "texts", "store", "delivery", "chat", "digest", "reports", "plans"],
  server: ["domain", "texts", "store", "delivery", "chat", "digest", "reports", "plans", "schedule"],
  cli: ["domain", "texts", "store", "delivery", "chat", "digest", "reports", "plans", "schedule", "server", "connect"],
  connect: ["domain", "texts", "store", "delivery", "chat", "server"],
  app: ["domain", "texts", "store", "delivery", "chat", "digest", "reports", "plans", "schedule", "server"],
};

/** What only one place may do: the pattern, and where it is at home. */
const OWNERS: readonly { what: string; pattern: RegExp; homes: readonly string[] }[] = [
  { what: "the present", pattern: /new Date\(\)|Date\.now\(\)/, homes: ["src/clock.ts"] },
  { what: "the environment", pattern: /process\.env/, homes: ["src/config.ts"] },
  { what: "Prisma", pattern: /from "(@prisma\/|.*store\/generated)/, homes: ["src/store/"] },
  { what: "node-cron", pattern: /from "node-cron"/, homes: ["src/schedule/"] },
  {
    what: "adapters",
    pattern: /from ".*adapters\//,
    homes: ["src/connect.ts", "src/main.ts", "src/demo/", "adapters/"],
  },
];

/** In adapters/ these parts of src may be imported. */
const OPEN_TO_ADAPTERS =
  /^src\/(delivery\/(channel|hearing|in-turn|message|network-failure|public-address|split-text|token-keeper|unfinished)|errors|clock|log|config)\.ts$/;

const filesUnder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .filter((name) => name.endsWith(".ts") && !name.includes("/generated/"));

const FILES = [...filesUnder("src"), ...filesUnder("adapters")].map((name) => {
  const source = readFileSync(join(ROOT, name), "utf8");
  const imports = [...source.matchAll(/from "(\.[^"]+)"/g)].map((match) =>
    relative(ROOT, join(ROOT, name, "..", match[1] ?? ""))
      .split(sep)
      .join("/"),
  );
  return { name, source, imports };
});

const roomOf = (name: string): string => name.split("/")[1]?.replace(/\.ts$/, "") ?? "";

describe("the rooms of the house", () => {
  test("a room imports only the rooms that the table of directions allows", () => {
    const wrong = FILES.filter((file) => file.name.startsWith("src/") && roomOf(file.name) in ALLOWED).flatMap(
      (file) => {
        const room = roomOf(file.name);
        return file.imports
          .filter((target) => !FLOOR.includes(roomOf(target)) && roomOf(target) !== room)
          .filter((target) => !target.startsWith("adapters/") && !ALLOWED[room]?.includes(roomOf(target)))
          .map((target) => `${file.name} imports ${target}`);
      },
    );
    expect(wrong).toEqual([]);
  });

  test("an adapter imports the port and the floor, nothing else of ours", () => {
    const wrong = FILES.filter((file) => file.name.startsWith("adapters/")).flatMap((file) => {
      const home = file.name.split("/").slice(0, 2).join("/");
      return file.imports
        .filter((target) => !target.startsWith(`${home}/`) && !OPEN_TO_ADAPTERS.test(target))
        .map((target) => `${file.name} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test.each(OWNERS)("$what has a single owner", ({ pattern, homes }) => {
    const wrong = FILES.filter(
      (file) => pattern.test(file.source) && !homes.some((home) => file.name.startsWith(home)),
    );
    expect(wrong.map((file) => file.name)).toEqual([]);
  });

  test("no file of the program holds two ideas: 300 lines at most, sentences aside", () => {
    const long = FILES.filter((file) => !file.name.startsWith("src/texts/") && file.source.split("\n").length > 301);
    expect(long.map((file) => file.name)).toEqual([]);
  });

  test("there are no drawers named after nothing", () => {
    const drawers = /\/(utils?|helpers?|common|misc|managers?|services?|types)(\.ts|\/)/;
    expect(FILES.map((file) => file.name).filter((name) => drawers.test(name))).toEqual([]);
  });
});
