import { describe, expect, test } from "vitest";
import type { DraftTask } from "../../../src/plans/draft.ts";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";

const told = ({ heading, text, leadUnits, coordUnits, deadline }: DraftTask): string => {
  const { kind, start, end, every } = deadline;
  const time = [kind, start, end, every].filter(Boolean).join(" ");
  return [heading, text, leadUnits.join(" + "), coordUnits.join(" + "), time].join(" | ");
};
const tasksOf = (...rows: string[]): string[] =>
  readPlanText(`KẾ HOẠCH\nChăm sóc vườn tre năm 2026\n\n${rows.map((row) => `| ${row} |`).join("\n")}`).tasks.map(told);

describe("the cell of units", () => {
  test("may say both sides on marked lines", () => {
    expect(
      tasksOf(
        "TT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn",
        "1 | Kiểm kê giống tre | - Chủ trì: Sở Nuôi ong<br>- Phối hợp: Hội Làm vườn | 15/6/2026",
        "2 | Đo vườn ươm | + Chủ trì: Phòng Tre<br>+ Phối hợp: Tổ Xe | 16/6/2026",
        "3 | Phun thuốc | - Sở Nuôi ong<br>- Hội Làm vườn | 17/6/2026",
      ),
    ).toEqual([
      "1 | Kiểm kê giống tre | Sở Nuôi ong | Hội Làm vườn | once 2026-06-15",
      "2 | Đo vườn ươm | Phòng Tre | Tổ Xe | once 2026-06-16",
      "3 | Phun thuốc | Sở Nuôi ong + Hội Làm vườn |  | once 2026-06-17",
    ]);
  });

  test("may list bodies by their fields, which are one unit", () => {
    expect(
      tasksOf(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn",
        "1 | Kiểm kê giống tre | Các sở: Nuôi ong, Vườn rừng, Xây dựng | 15/6/2026",
        "2 | Đo vườn ươm | Các Bộ: Công an, Vườn rừng; Hội Làm vườn | 16/6/2026",
        "3 | Phun thuốc | Sở Nuôi ong, Hội Làm vườn | 17/6/2026",
      ).map((line) => line.split(" | ")[2]),
    ).toEqual([
      "Các sở: Nuôi ong, Vườn rừng, Xây dựng",
      "Các Bộ: Công an, Vườn rừng + Hội Làm vườn",
      "Sở Nuôi ong + Hội Làm vườn",
    ]);
  });
});

describe("the header", () => {
  test("may name in one column the units of the parts and the work of the rows", () => {
    for (const label of ["ĐƠN VỊ CHỦ TRÌ/NHIỆM VỤ", "Cơ quan thực hiện / Nội dung"])
      expect(
        tasksOf(
          `STT | ${label} | ĐƠN VỊ PHỐI HỢP | THỜI HẠN`,
          "I | Sở Nuôi ong |  | ",
          "1 | Kiểm kê giống tre | Hội Làm vườn | 15/6/2026",
        ),
      ).toEqual(["I.1 | Kiểm kê giống tre | Sở Nuôi ong | Hội Làm vườn | once 2026-06-15"]);
    expect(
      tasksOf("STT | Nhiệm vụ | Cơ quan/đơn vị chủ trì | Thời hạn", "1 | Kiểm kê giống tre | Sở Nuôi ong | 15/6/2026"),
    ).toEqual(["1 | Kiểm kê giống tre | Sở Nuôi ong |  | once 2026-06-15"]);
  });

  test("may shorten quarters and months", () => {
    expect(
      tasksOf(
        "TT | Nhiệm vụ | Chủ trì | QI | QII | QIII | QIV",
        "1 | Kiểm kê giống tre | Phòng Tre |  | x | x | ",
        "2 | Họp hội | Phòng Tre | x | x | x | x",
      ),
    ).toEqual([
      "1 | Kiểm kê giống tre | Phòng Tre |  | once 2026-04-01 2026-09-30",
      "2 | Họp hội | Phòng Tre |  | recurring quarter",
    ]);
    expect(tasksOf("TT | Nhiệm vụ | Chủ trì | T1 | T2", "1 | Kiểm kê giống tre | Phòng Tre |  | x")).toEqual([
      "1 | Kiểm kê giống tre | Phòng Tre |  | once 2026-02-01 2026-02-28",
    ]);
  });

  test("of figures to reach makes a table without tasks", () => {
    expect(
      tasksOf(
        "TT | Tên chỉ tiêu | Đơn vị tính | Mục tiêu 2026 | Cơ quan theo dõi",
        "1 | Tỷ lệ tre sống | % | 80 | Sở Nuôi ong",
      ),
    ).toEqual([]);
    expect(
      tasksOf(
        "TT | Nội dung | Mục tiêu 2026 | Mục tiêu 2030 | Cơ quan chủ trì",
        "1 | Tỷ lệ tre sống | 80 | 90 | Sở Nuôi ong",
      ),
    ).toEqual([]);
    expect(
      tasksOf("TT | Nội dung | Đơn vị tính | Chủ trì | Thời hạn", "1 | Trồng dặm tre | cây | Phòng Tre | 15/6/2026"),
    ).toHaveLength(1);
  });
});

describe("the time of a row", () => {
  test("may be two labelled ends", () => {
    const row = (time: string) =>
      tasksOf("TT | Nhiệm vụ | Chủ trì | Thời gian", `1 | Đo vườn ươm | Phòng Tre | ${time}`);
    expect(row("Bắt đầu: 01/5/2026<br>Hoàn thành: 30/6/2026")).toEqual([
      "1 | Đo vườn ươm | Phòng Tre |  | once 2026-05-01 2026-06-30",
    ]);
    expect(row("Bắt đầu: quý I/2026; kết thúc: quý II/2026")).toEqual([
      "1 | Đo vườn ươm | Phòng Tre |  | once 2026-01-01 2026-06-30",
    ]);
    expect(row("Hoàn thành: 30/6/2026")).toEqual(["1 | Đo vườn ươm | Phòng Tre |  | once 2026-06-30"]);
  });

  test("is that of its week where a column of weeks stands beside one of months", () => {
    expect(
      tasksOf(
        "THÁNG | TUẦN C.MÔN | NỘI DUNG | BỘ PHẬN THỰC HIỆN",
        "9/2026 | Từ 07/9 - 11/9 | Hội nghị trồng tre | Phòng Tre",
        "10/2026 | Từ 12/10 - 16/10 | Kiểm kê giống tre | Phòng Tre",
      ).map((line) => line.split(" | ")[4]),
    ).toEqual(["once 2026-09-07 2026-09-11", "once 2026-10-12 2026-10-16"]);
    expect(
      tasksOf(
        "THÁNG | TUẦN | NỘI DUNG | BỘ PHẬN THỰC HIỆN",
        "9/2026 | 1 | Hội nghị trồng tre | Phòng Tre",
        "9/2026 | 2 | Kiểm kê giống tre | Phòng Tre",
      ).map((line) => line.split(" | ")[4]),
    ).toEqual(["once 2026-09-01 2026-09-30", "once 2026-09-01 2026-09-30"]);
  });

  test("gives way to the narrower one an item of its cell says", () => {
    expect(
      tasksOf(
        "Thời gian | Nội dung | Phụ trách",
        "Tháng 9/2026 | - Hội nghị trồng tre (ngày 6/9)<br>- Kiểm kê giống tre trước 30/9<br>- Viết sổ vườn, nhớ ngày 20/10 | Phòng Tre",
        "Tháng 10/2026 | - Sơ kết mùa măng | Phòng Tre",
      ),
    ).toEqual([
      " | Hội nghị trồng tre (ngày 6/9) | Phòng Tre |  | once 2026-09-06",
      " | Kiểm kê giống tre trước 30/9 | Phòng Tre |  | once 2026-09-30",
      " | Viết sổ vườn, nhớ ngày 20/10 | Phòng Tre |  | once 2026-09-01 2026-09-30",
      " | Sơ kết mùa măng | Phòng Tre |  | once 2026-10-01 2026-10-31",
    ]);
  });
});
