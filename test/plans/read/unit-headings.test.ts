import { describe, expect, test } from "vitest";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";

/** Each task of a plan whose assignments are `lines`: "words | lead units". */
const assigned = (lines: string): string[] =>
  readPlanText(`KẾ HOẠCH\nTrồng tre năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n${lines}`).tasks.map(
    ({ text, leadUnits }) => `${text} | ${leadUnits.join(" + ")}`,
  );

describe("a line without number that names units", () => {
  test("stands above the bullets below it", () => {
    expect(assigned("Sở Nuôi ong\n- Lập sổ đàn ong.\n- Mở lớp nuôi ong.\nHội Làm vườn:\n- Vận động hội viên.")).toEqual(
      ["Lập sổ đàn ong. | Sở Nuôi ong", "Mở lớp nuôi ong. | Sở Nuôi ong", "Vận động hội viên. | Hội Làm vườn"],
    );
  });

  test("does so with a bullet of another kind, too", () => {
    expect(
      assigned("1. Các cơ quan:\n* Sở Nuôi ong:\n- Lập sổ đàn ong.\n* Hội Làm vườn:\n- Vận động hội viên."),
    ).toEqual(["Lập sổ đàn ong. | Sở Nuôi ong", "Vận động hội viên. | Hội Làm vườn"]);
    expect(assigned("Phòng Tre:\n- Kiểm kê giống tre.\n* Sở Nuôi ong:\n- Lập sổ đàn ong.")).toEqual([
      "Kiểm kê giống tre. | Phòng Tre",
      "Lập sổ đàn ong. | Sở Nuôi ong",
    ]);
  });

  test("is none when it goes on to say something", () => {
    expect(assigned("1. Mở lớp nuôi ong.\nSở Nuôi ong chọn giống, mở lớp.\n- Lập sổ đàn ong.")).toEqual([
      "Mở lớp nuôi ong. | ",
      "Sở Nuôi ong chọn giống, mở lớp. | Sở Nuôi ong",
      "Lập sổ đàn ong. | ",
    ]);
  });
});

test("an issuer over the grounds of a document is no heading of work", () => {
  for (const start of ["", "1. Sở Nuôi ong mở lớp nuôi ong."]) {
    const text = `Hội đồng nhân dân xã An Bình\n- Căn cứ Luật Vườn ngày 5/6/2025;\n- Theo đề nghị của Sở Nuôi ong.\n${start}`;
    expect(readPlanText(`NGHỊ QUYẾT\nVề vườn tre\n\n${text}`).tasks).toHaveLength(start === "" ? 0 : 1);
  }
});

describe("among numbered headings of units", () => {
  const items = "- Trồng tre ven sông.\n- Chăm sóc tre non.";

  test("one of other words names a unit, too", () => {
    const lines = `1. Sở Nuôi ong\n${items}\n2. Hội Làm vườn\n${items}\n3. Đối với bà con ven sông\n${items}`;
    expect(assigned(lines).slice(-2)).toEqual([
      "Trồng tre ven sông. | bà con ven sông",
      "Chăm sóc tre non. | bà con ven sông",
    ]);
    const letters = `1. Phân công\na) Sở Nuôi ong\n${items}\nb) Hội Làm vườn\n${items}\nc) Học trò lớp vườn\n${items}`;
    expect(assigned(letters).at(-1)).toBe("Chăm sóc tre non. | Học trò lớp vườn");
  });

  test("one that names work does not", () => {
    for (const heading of ["Chế độ báo cáo", "Kiểm tra, giám sát", "Xây dựng vườn mẫu", "Năm 2026"])
      expect(assigned(`1. Sở Nuôi ong\n${items}\n2. Hội Làm vườn\n${items}\n3. ${heading}\n${items}`).at(-1)).toBe(
        "Chăm sóc tre non. | ",
      );
  });

  test("and without them none does", () => {
    expect(assigned(`1. Bà con ven sông\n${items}\n2. Người trồng mới\n${items}`).at(-1)).toBe("Chăm sóc tre non. | ");
  });
});
