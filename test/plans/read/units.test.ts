import { describe, expect, test } from "vitest";
import { splitUnits } from "../../../src/plans/read/units/unit-words.ts";
import { unitsOfHeading, unitsOfSentence } from "../../../src/plans/read/units/units.ts";

const leads = (sentence: string): readonly string[] | null => unitsOfSentence(sentence)?.leads ?? null;

describe("the lead of a sentence is whoever stands before its verb:", () => {
  test("one unit, with those it works with", () => {
    const found = unitsOfSentence("Sở Nuôi ong chủ trì, phối hợp với Văn phòng Tỉnh, Báo An Bình mở lớp.");
    expect(found).toMatchObject({ leads: ["Sở Nuôi ong"], coords: ["Văn phòng Tỉnh", "Báo An Bình"], by: "chairs" });
  });

  test("a name may hold a verb, a comma or an 'và'", () => {
    expect(leads("Sở Xây dựng xây dựng đề án.")).toEqual(["Sở Xây dựng"]);
    expect(leads("Sở Văn hóa, Thể thao và Du lịch phối hợp Sở Y tế tổ chức hội thi.")).toEqual([
      "Sở Văn hóa, Thể thao và Du lịch",
    ]);
    expect(leads("Ban Tổ chức tổ chức hội nghị.")).toEqual(["Ban Tổ chức"]);
    expect(leads("Các tổ chức chính trị - xã hội tổ chức thi đua.")).toEqual(["Các tổ chức chính trị - xã hội"]);
  });

  test("whoever is ordered, asked or assigned", () => {
    expect(leads("Giao Phòng Kế toán lập dự toán.")).toEqual(["Phòng Kế toán"]);
    expect(leads("Đề nghị Hội Làm vườn và các chi hội vận động hội viên.")).toEqual(["Hội Làm vườn", "các chi hội"]);
    expect(leads("Ban Thường vụ phân công các đồng chí Ủy viên phụ trách địa bàn.")).toEqual(["các đồng chí Ủy viên"]);
    expect(unitsOfSentence("Tỉnh ủy chỉ đạo Ban Dân vận chủ trì mở lớp.")).toMatchObject({
      leads: ["Ban Dân vận"],
      nested: true,
    });
  });

  test("whoever stands after an opening clause of time or ground", () => {
    expect(leads("Căn cứ Kế hoạch này, các phòng, đơn vị xây dựng lịch.")).toEqual(["các phòng, đơn vị"]);
    expect(leads("Chậm nhất ngày 30/6/2026, Chi cục Thú y hoàn thành việc tiêm.")).toEqual(["Chi cục Thú y"]);
  });

  test("nobody, when the sentence begins with the work", () => {
    for (const sentence of [
      "Ban hành quy chế làm việc.",
      "Tổ chức hội nghị với Sở Y tế.",
      "Phòng, chống cháy rừng.",
      "Trước khi họp, phải gửi tài liệu đến Văn phòng.",
      "Chỉ đạo các cơ quan báo chí tuyên truyền.",
    ])
      expect(leads(sentence), sentence).toBeNull();
  });
});

describe("a heading gives its units to the items below it", () => {
  test("when it names nothing else", () => {
    expect(unitsOfHeading("Sở Nuôi ong và UBND các xã, phường:")).toEqual(["Sở Nuôi ong", "UBND các xã, phường"]);
    expect(unitsOfHeading("Trách nhiệm của Phòng Tổ chức - Hành chính")).toEqual(["Phòng Tổ chức - Hành chính"]);
  });

  test("and not when it names work", () => {
    for (const heading of [
      "Tổ chức thực hiện",
      "TỔ CHỨC THỰC HIỆN",
      "Ban hành văn bản",
      "Công tác tuyên truyền",
      "Sở Tài chính: Bố trí vốn",
    ])
      expect(unitsOfHeading(heading), heading).toBeNull();
  });
});

describe("a list of units is parted at its commas", () => {
  test("but not inside the name of a group", () => {
    expect(splitUnits("các sở, ban, ngành; UBND các huyện, thị xã và Hội Nông dân")).toEqual([
      "các sở, ban, ngành",
      "UBND các huyện, thị xã",
      "Hội Nông dân",
    ]);
    expect(splitUnits("Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các xã")).toEqual([
      "Thủ trưởng các sở, ban, ngành",
      "Chủ tịch UBND các xã",
    ]);
    expect(splitUnits("Ban thường vụ các huyện, thành, thị ủy")).toEqual(["Ban thường vụ các huyện, thành, thị ủy"]);
  });
});
