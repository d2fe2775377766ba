import { expect, test } from "vitest";
import { newSlots } from "../../src/plans/amend/new-slots.ts";

const rule = (...dueDays: string[]) => ({
  kind: "recurring" as const,
  start: null,
  end: null,
  every: "month" as const,
  dueDays,
});
/** Occurrences that stand for these days, by their place. */
const slots = (dueDays: string[], standing: (string | null)[], today = "2026-02-10"): [number, string][] => [
  ...newSlots(
    rule(...dueDays),
    standing.map((slotOn, id) => ({ id, slotOn })),
    today,
  ),
];

test("an occurrence stands for its month's new day, in each month for itself", () => {
  expect(slots(["25"], ["2026-02-20", "2026-03-20"])).toEqual([
    [0, "2026-02-25"],
    [1, "2026-03-25"],
  ]);
});

test("an occurrence whose day the rule keeps stands for it as before, and takes no other", () => {
  expect(slots(["05", "20"], ["2026-02-05"])).toEqual([]);
});

test("of several days and occurrences the nearest find each other", () => {
  expect(slots(["25"], ["2026-02-05", "2026-02-20"])).toEqual([[1, "2026-02-25"]]);
  expect(slots(["06", "20"], ["2026-02-05"])).toEqual([]);
  expect(slots(["15", "28"], ["2026-02-20", "2026-02-27"]).sort()).toEqual([
    [0, "2026-02-15"],
    [1, "2026-02-28"],
  ]);
});

test("days before today and occurrences without a day are left alone", () => {
  expect(slots(["05"], ["2026-01-20", "2026-02-20", null])).toEqual([]);
});

test("a rule without a period has no days to stand for", () => {
  const standing = [{ id: 0, slotOn: "2026-02-20" }];
  expect(newSlots({ ...rule("25"), every: null }, standing, "2026-02-10").size).toBe(0);
});
