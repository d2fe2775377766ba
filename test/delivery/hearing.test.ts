import { describe, expect, test } from "vitest";
import { hearing } from "../../src/delivery/hearing.ts";

describe("whether a platform is heard", () => {
  test("it is told only after more than a minute of failures, however many, and is taken back at the first success", () => {
    let nowMs = 5000;
    const ear = hearing(() => nowMs);
    expect(ear.hears()).toBe(true);
    ear.failed();
    nowMs += 60_000;
    ear.failed();
    expect(ear.hears()).toBe(true);
    nowMs += 1;
    expect(ear.hears()).toBe(false);
    ear.heard();
    expect(ear.hears()).toBe(true);
    nowMs += 3_600_000;
    ear.failed();
    expect(ear.hears()).toBe(true);
  });

  test("a refusal is told at once, and a mere failure after it changes nothing", () => {
    const ear = hearing(() => 0);
    ear.refused();
    ear.failed();
    expect(ear.hears()).toBe(false);
    ear.heard();
    expect(ear.hears()).toBe(true);
  });
});
