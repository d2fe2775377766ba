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

  test("by the first letters that offices shorten it to", () => {
    const offices: UnitRegistry = {
      units: [
        unit(11, "A", "Sở Thông tin và Truyền thông", null),
        unit(12, "B", "Sở Lao động - Thương binh và Xã hội", null),
        unit(13, "C", "Ủy ban Kiểm tra Tỉnh ủy", null),
        unit(14, "D", "Phòng Tài chính - Kế hoạch", null),
        unit(15, "E", "Ủy ban nhân dân huyện Đồng Tre", null),
      ],
      groups: [],
    };
    const written = [
      "Sở TTTT",
      "Sở TT&TT",
      "Sở LĐTBXH",
      "Sở LĐ-TB&XH",
      "UBKT Tỉnh uỷ",
      "Phòng TC-KH",
      "UBND huyện Đồng Tre",
    ];
    expect(resolveUnits(written, offices).units.map(({ unitId }) => unitId)).toEqual([11, 11, 12, 12, 13, 14, 15]);
  });

  test("to a group by what it lists, in any order", () => {
    const groups = [
      { id: 21, name: "các sở, ban, ngành, đoàn thể tỉnh", unitIds: [1] },
      { id: 22, name: "các huyện, thị, thành ủy", unitIds: [2] },
    ];
    const written = ["các sở, ngành, ban và đoàn thể cấp tỉnh", "huyện, thành, thị uỷ"];
    expect(resolveUnits(written, { units: [], groups }).units.map(({ groupId }) => groupId)).toEqual([21, 22]);
    expect(resolveUnits(["các sở, ban, ngành, đoàn thể"], { units: [], groups }).unresolved[0]?.proposals).toEqual([
      groups[0]?.name,
    ]);
  });

  test("to a group, with or without 'các'", () => {
    expect(resolve("Các sở, ban, ngành", "sở, ban, ngành").units).toEqual([
      { written: "Các sở, ban, ngành", unitId: null, groupId: 9 },
      { written: "sở, ban, ngành", unitId: null, groupId: 9 },
    ]);
  });
});

describe("a written name stays open for a person", () => {
  test("when two shorten to the same letters", () => {
    const twins = [unit(31, "X", "Sở Trồng tre", null), unit(32, "Y", "Sở Thủy triều", null)];
    expect(resolveUnits(["Sở TT"], { units: twins, groups: [] }).units[0]).toMatchObject({ unitId: null });
  });

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
