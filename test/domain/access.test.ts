import { describe, expect, test } from "vitest";
import {
  type Asker,
  mayAdminister,
  mayDecide,
  mayHandOver,
  mayReadReport,
  mayReportProgress,
  mayReviewReport,
  maySeeAssignment,
  maySeeCounts,
  type Role,
} from "../../src/domain/access.ts";
import { buildUnitTree, findCycle, treeOfLines } from "../../src/domain/unit-tree.ts";

// 1 root ─ 2 health ─ 4 clinic; 1 ─ 3 finance
const tree = buildUnitTree([
  { id: 1, parentId: null },
  { id: 2, parentId: 1 },
  { id: 3, parentId: 1 },
  { id: 4, parentId: 2 },
]);
const asker = (memberId: number, ...roles: [Role, number][]): Asker => ({
  memberId,
  memberships: roles.map(([role, unitId]) => ({ role, unitId })),
});
const chief = asker(1, ["head", 1]);
const leader = asker(2, ["leader", 1]);
const healthHead = asker(3, ["head", 2]);
const nurse = asker(4, ["member", 4]);
const clerk = asker(5, ["member", 4]);
const financeHead = asker(6, ["head", 3]);
const admin = asker(7, ["admin", 1]);
const held = { unitId: 4, monitorUnitId: 1, holderId: 4 };

describe("work", () => {
  test("its holder and the heads above it report progress; a colleague does only while nobody holds it", () => {
    expect([nurse, healthHead, chief].map((one) => mayReportProgress(one, held, tree))).toEqual([true, true, true]);
    expect([clerk, financeHead, leader, admin].map((one) => mayReportProgress(one, held, tree))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(mayReportProgress(clerk, { ...held, holderId: null }, tree)).toBe(true);
  });

  test("who may report progress may hand over, nobody else", () => {
    expect(mayHandOver(nurse, held, tree)).toBe(true);
    expect(mayHandOver(clerk, held, tree)).toBe(false);
    expect(mayHandOver(financeHead, held, tree)).toBe(false);
  });

  test("the monitoring unit's head decides; leaders, administrators and other heads do not", () => {
    expect([chief, healthHead, leader, admin, nurse].map((one) => mayDecide(one, held, tree))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("colleagues see their unit's work, other units do not", () => {
    expect([clerk, financeHead].map((one) => maySeeAssignment(one, held, tree))).toEqual([true, false]);
  });
});

describe("numbers", () => {
  test("leaders and heads see the numbers of their scope; members see none", () => {
    expect(maySeeCounts(leader, 4, tree)).toBe(true);
    expect(maySeeCounts(healthHead, 4, tree)).toBe(true);
    expect(maySeeCounts(healthHead, 3, tree)).toBe(false);
    expect(maySeeCounts(nurse, 4, tree)).toBe(false);
  });
});

describe("reports", () => {
  const report = { memberId: 4, unitId: 4 };

  test("the words of a report are its author's and the heads' above; leaders and administrators as such read none", () => {
    expect([nurse, healthHead, chief].map((one) => mayReadReport(one, report, tree))).toEqual([true, true, true]);
    expect([leader, admin, financeHead, clerk].map((one) => mayReadReport(one, report, tree))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("nobody receives their own report", () => {
    expect(mayReviewReport(healthHead, { memberId: 3, unitId: 2 }, tree)).toBe(false);
    expect(mayReviewReport(chief, { memberId: 3, unitId: 2 }, tree)).toBe(true);
  });
});

test("only administrators administer", () => {
  expect([admin, chief, leader].map(mayAdminister)).toEqual([true, false, false]);
});

describe("the tree of units", () => {
  test("as much of the tree as two lines show answers the same", () => {
    const part = treeOfLines([
      [4, 2, 1],
      [3, 1],
    ]);
    expect(part.isWithin(4, 1)).toBe(true);
    expect(part.isWithin(3, 2)).toBe(false);
  });

  test("a ring of parents is found and shown", () => {
    expect(
      findCycle(
        new Map([
          ["A", "B"],
          ["B", "C"],
          ["C", "A"],
          ["D", null],
        ]),
      ),
    ).toEqual(["A", "B", "C", "A"]);
    expect(
      findCycle(
        new Map([
          ["A", "B"],
          ["B", null],
        ]),
      ),
    ).toBeNull();
  });
});
