import { describe, expect, test } from "vitest";
import { ASSIGNMENT_MOVES, isOverdue, moveAssignment } from "../../src/domain/assignment.ts";
import { DELIVERY_MOVES, moveDelivery } from "../../src/domain/delivery.ts";
import { checkNewDate, EXTENSION_MOVES, moveExtension } from "../../src/domain/extension.ts";
import { moveReport, REPORT_MOVES } from "../../src/domain/report.ts";
import { ForbiddenMove, type Moves } from "../../src/domain/state-machine.ts";

const machines: readonly [string, Moves<string>, (from: never, to: never) => string][] = [
  ["an assignment", ASSIGNMENT_MOVES, moveAssignment],
  ["a report", REPORT_MOVES, moveReport],
  ["an extension", EXTENSION_MOVES, moveExtension],
  ["a delivery", DELIVERY_MOVES, moveDelivery],
];

describe.each(machines)("the states of %s", (_name, moves, move) => {
  const states = Object.keys(moves);
  for (const from of states) {
    for (const to of states) {
      const allowed = moves[from]?.includes(to) === true;
      test(`${from} → ${to} is ${allowed ? "allowed" : "refused"}`, () => {
        if (allowed) expect(move(from as never, to as never)).toBe(to);
        else expect(() => move(from as never, to as never)).toThrow(ForbiddenMove);
      });
    }
  }
});

test("what is confirmed or cancelled stays so, and a report that was accepted too", () => {
  expect([ASSIGNMENT_MOVES.confirmed, ASSIGNMENT_MOVES.cancelled, REPORT_MOVES.accepted]).toEqual([[], [], []]);
});

test("work is overdue from the day after its due day, as long as something is to do", () => {
  const dueOn = "2026-11-20";
  expect(isOverdue({ state: "doing", dueOn }, "2026-11-20")).toBe(false);
  expect(isOverdue({ state: "doing", dueOn }, "2026-11-21")).toBe(true);
  expect(isOverdue({ state: "reported", dueOn }, "2026-11-21")).toBe(false);
  expect(isOverdue({ state: "open", dueOn: null }, "2026-11-21")).toBe(false);
});

test("a new due date lies after today and after the old one, within a year", () => {
  expect(checkNewDate("2026-11-25", "2026-12-15", "2026-11-20")).toBeNull();
  expect(checkNewDate("2026-11-25", "2026-11-20", "2026-11-20")).toBe("past");
  expect(checkNewDate("2026-11-25", "2026-11-25", "2026-11-20")).toBe("not-later");
  expect(checkNewDate("2026-11-25", "2028-01-01", "2026-11-20")).toBe("too-far");
  // Long overdue work is measured from today.
  expect(checkNewDate("2024-01-01", "2026-12-15", "2026-11-20")).toBeNull();
});
