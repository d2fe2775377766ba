import { describe, expect, test } from "vitest";
import { resolveUnits, type UnitRegistry } from "../../src/plans/resolve-units.ts";

const unit = (id: number, code: string, name: string, shortName: string | null, ...aliases: string[]) => ({
  id,
  code,
  name,
  shortName,
  aliases,
});
const registry: UnitRegistry = {
  units: [
    unit(1, "SNO", "Sở Nuôi ong", "Sở NO", "Ngành ong"),
    unit(2, "KTTU", "Ủy ban Kiểm tra Tỉnh ủy", "UBKT", "UB Kiểm tra"),
    unit(3, "HOA", "Ban Hoà giải", null),
    unit(4, "BV1", "Bệnh viện Số 1", null, "Bệnh viện tỉnh"),
    unit(5, "BV2", "Bệnh viện Số 2", null, "Bệnh viện tỉnh"),
  ],
  groups: [{ id: 9, name: "các sở, ban, ngành", unitIds: [1, 3] }],
};
const resolve = (...written: string[]) => resolveUnits(written, registry);

describe("a written name is resolved", () => {
  test("by name, short name, code or alias, whatever the case, the tone placement and the punctuation", () => {
    const spellings = [
      "Uỷ ban kiểm tra Tỉnh uỷ",
      "ỦY BAN KIỂM TRA TỈNH ỦY",
      "UBKT",
      "kttu",
      "UB. Kiểm tra",
      "Ủy ban Kiểm tra Tỉnh ủy".normalize("NFD"),
    ];
    expect(resolve(...spellings)).toMatchObject({
      units: spellings.map(() => ({ unitId: 2, groupId: null })),
      unresolved: [],
    });
    expect(resolve("Ban Hòa giải").units[0]?.unitId).toBe(3);
  });

  test("to a group, with or without 'các'", () => {
    expect(resolve("Các sở, ban, ngành", "sở, ban, ngành").units).toEqual([
      { written: "Các sở, ban, ngành", unitId: null, groupId: 9 },
      { written: "sở, ban, ngành", unitId: null, groupId: 9 },
    ]);
  });
});

describe("a written name stays open for a person", () => {
  test("when it fits only without accents", () => {
    expect(resolve("So Nuoi ong")).toEqual({
      units: [{ written: "So Nuoi ong", unitId: null, groupId: null }],
      unresolved: [{ written: "So Nuoi ong", proposals: ["SNO"] }],
    });
  });

  test("when it is nearly a name", () => {
    expect(resolve("Uỷ ban Kiểm tra Tỉnh").unresolved).toEqual([
      { written: "Uỷ ban Kiểm tra Tỉnh", proposals: ["KTTU"] },
    ]);
  });

  test("when two units bear it", () => {
    expect(resolve("Bệnh viện tỉnh").unresolved).toEqual([{ written: "Bệnh viện tỉnh", proposals: ["BV1", "BV2"] }]);
  });

  test("when nothing is like it", () => {
    expect(resolve("Câu lạc bộ cờ").unresolved).toEqual([{ written: "Câu lạc bộ cờ", proposals: [] }]);
  });
});
