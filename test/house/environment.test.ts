import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, readConfig, VARIABLE_NAMES } from "../../src/config.ts";

const EXAMPLE = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
const assigned = (): [string, string][] =>
  [...EXAMPLE.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1] ?? "", match[2] ?? ""]);

test(".env.example names exactly the variables that are read, in their order", () => {
  expect(assigned().map(([name]) => name)).toEqual(VARIABLE_NAMES);
});

test("every variable of .env.example has a sentence above it or above its group", () => {
  for (const group of EXAMPLE.trim().split(/\n\n/)) expect(group).toMatch(/^# /);
});

test(".env.example copied as it is gives the defaults", () => {
  expect(readConfig(Object.fromEntries(assigned()))).toEqual(readConfig({}));
});

test("all problems of the environment are listed at once, with what was seen and what is accepted", () => {
  const wrong = {
    PORT: "abc",
    TIME_ZONE: "Mars/Base",
    ROLES: "web,cook",
    LANGUAGE: "fr",
    NHACVIEC_CLOCK: "2026-11-23",
  };
  const problems = problemsOf(wrong);
  expect(problems).toHaveLength(5);
  expect(problems.find((problem) => problem.startsWith("TIME_ZONE"))).toMatch(/«Mars\/Base».*IANA/);
});

test("a wrong secret is never repeated in the message", () => {
  const [problem] = problemsOf({ TELEGRAM_BOT_TOKEN: "hunter2-not-a-token" });
  expect(problem).toMatch(/TELEGRAM_BOT_TOKEN.*BotFather/);
  expect(problem).not.toContain("hunter2");
});

test("webhook mode without a public address or a secret is refused", () => {
  const problems = problemsOf({ TELEGRAM_BOT_TOKEN: "123456789:AAAAAAAAAAAAAAAA", TELEGRAM_MODE: "webhook" });
  expect(problems.map((problem) => problem.split(":")[0])).toEqual(["PUBLIC_URL", "TELEGRAM_WEBHOOK_SECRET"]);
});

test("the console without a password is refused on an address that others reach", () => {
  for (const host of ["0.0.0.0", "127.example.org"])
    expect(problemsOf({ CONSOLE: "on", HOST: host })[0]).toMatch(/CONSOLE_PASSWORD/);
  expect(readConfig({ CONSOLE: "on", HOST: "127.0.0.1" }).console).toEqual({ password: null });
});

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error("the environment was accepted");
}
