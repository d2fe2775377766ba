import { describe, expect, test } from "vitest";
import type { DraftTask } from "../../../src/plans/draft.ts";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";

const told = ({ text, leadUnits, coordUnits, deadline }: DraftTask): string =>
  [text, leadUnits.join(" + "), coordUnits.join(" + "), deadline.kind, deadline.end ?? "-"].join(" | ");
const tasksOf = (lines: string): string[] => readPlanText(`KẾ HOẠCH\nTrồng tre năm 2026\n\n${lines}`).tasks.map(told);

describe("fields given as headings of their own", () => {
  test("speak of the items of the heading before them", () => {
    expect(
      tasksOf(
        "I. TUYÊN TRUYỀN\n1. Nội dung, biện pháp\na) In sổ tay trồng tre;\nb) Mở chuyên mục về tre.\n2. Cơ quan chủ trì, phối hợp\na) Cơ quan chủ trì\n- Sở Nuôi ong.\n- Hội Làm vườn.\nb) Cơ quan phối hợp\n- Báo An Bình.\n3. Thời gian thực hiện: Tháng 5/2026.",
      ),
    ).toEqual([
      "In sổ tay trồng tre; | Sở Nuôi ong + Hội Làm vườn | Báo An Bình | once | 2026-05-31",
      "Mở chuyên mục về tre. | Sở Nuôi ong + Hội Làm vườn | Báo An Bình | once | 2026-05-31",
    ]);
  });

  test("may have their one value below them", () => {
    expect(
      tasksOf(
        "I. NHIỆM VỤ\n1. Kiểm kê giống tre\na) Đơn vị thực hiện\n- Phòng Kỹ thuật.\nb) Thời gian hoàn thành\n- Quý II/2026.",
      ),
    ).toEqual(["Kiểm kê giống tre | Phòng Kỹ thuật |  | once | 2026-06-30"]);
  });

  test("are headings of work when work stands below them", () => {
    expect(
      tasksOf(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phân công thực hiện\n- Sở Nuôi ong mở lớp nuôi ong.\n- Hội Làm vườn chọn giống tre.",
      ),
    ).toEqual([
      "Sở Nuôi ong mở lớp nuôi ong. | Sở Nuôi ong |  | none | -",
      "Hội Làm vườn chọn giống tre. | Hội Làm vườn |  | none | -",
    ]);
  });
});

describe("lines below an item that say more than who and when", () => {
  test("leave it one task", () => {
    const day =
      "- Thời gian: 21/4/2026\n- Địa điểm: Sân kho\n- Thành phần: toàn thể hội viên\n- Người thực hiện: Phòng Tre";
    expect(tasksOf(`I. HOẠT ĐỘNG\n1. Ngày hội trồng tre\n${day}\n2. Thi làm diều tre\n${day}`)).toEqual([
      "Ngày hội trồng tre | Phòng Tre |  | once | 2026-04-21",
      "Thi làm diều tre | Phòng Tre |  | once | 2026-04-21",
    ]);
    expect(
      tasksOf(
        "I. HOẠT ĐỘNG\n1. Ngày hội trồng tre\n- Nội dung: Thi trồng nhanh.\n- Phụ trách: Phòng Tre.\n- Hạn: 30/4/2026.",
      ),
    ).toEqual(["Ngày hội trồng tre | Phòng Tre |  | once | 2026-04-30"]);
  });

  test("and may stand in brackets", () => {
    expect(tasksOf("I. NHIỆM VỤ\n1. Chọn giống tre (Chủ trì: Phòng Tre; hoàn thành: tháng 6/2026).")).toEqual([
      "Chọn giống tre (Chủ trì: Phòng Tre; hoàn thành: tháng 6/2026). | Phòng Tre |  | once | 2026-06-30",
    ]);
  });

  test("a line about money that names who is to do what is work", () => {
    expect(
      tasksOf("I. TỔ CHỨC THỰC HIỆN\n1. Sở Nuôi ong mở lớp mới.\n2. Kinh phí: Sở Vườn rừng bố trí trong dự toán."),
    ).toEqual([
      "Sở Nuôi ong mở lớp mới. | Sở Nuôi ong |  | none | -",
      "Kinh phí: Sở Vườn rừng bố trí trong dự toán. | Sở Vườn rừng |  | none | -",
    ]);
  });

  test("a line that says what to do is work", () => {
    expect(
      tasksOf("I. NHIỆM VỤ\n1. Công tác vườn\n- Nội dung: Sở Nuôi ong chọn giống tre trước ngày 15/6/2026."),
    ).toHaveLength(1);
  });
});

describe("a line of time", () => {
  test("beside the aims and the assignments is the time of the plan, and of no item", () => {
    for (const last of ["4. Thời gian thực hiện: Từ tháng 3 đến tháng 10 năm 2026.", "4. Kinh phí: 20 triệu đồng."])
      expect(
        tasksOf(`1. Mục đích\n- Có thêm tre xanh.\n3. Tổ chức thực hiện\n- Sở Nuôi ong mở lớp nuôi ong.\n${last}`),
      ).toEqual(["Sở Nuôi ong mở lớp nuôi ong. | Sở Nuôi ong |  | none | -"]);
  });

  test("among the fields of an item it is that item's", () => {
    expect(
      tasksOf(
        "I. TRỒNG TRE\n1. Mục tiêu\n- Có thêm tre xanh.\n2. Nội dung\na) Chọn giống tre;\n3. Đơn vị thực hiện: Phòng Tre.\n4. Thời gian thực hiện: tháng 4/2026.",
      ),
    ).toEqual(["Chọn giống tre; | Phòng Tre |  | once | 2026-04-30"]);
    expect(tasksOf("I. NHIỆM VỤ\n1. Kiểm kê giống tre trong vườn\n2. Thời gian thực hiện: tháng 4/2026.")).toEqual([
      "Kiểm kê giống tre trong vườn |  |  | once | 2026-04-30",
    ]);
  });

  test("with a date counts more than 'sau khi' in the sentence before it, and less than a date there", () => {
    expect(
      tasksOf(
        "I. NHIỆM VỤ\n1. Sau khi đo đạc, Phòng Tre lập bản đồ vườn tre.\nThời gian hoàn thành: trước ngày 20/8/2026.",
      ),
    ).toEqual(["Sau khi đo đạc, Phòng Tre lập bản đồ vườn tre. | Phòng Tre |  | once | 2026-08-20"]);
    expect(
      tasksOf(
        "I. NHIỆM VỤ\n1. Phòng Tre lập bản đồ vườn tre trước ngày 01/8/2026.\nThời gian hoàn thành: trước ngày 20/8/2026.",
      ),
    ).toEqual(["Phòng Tre lập bản đồ vườn tre trước ngày 01/8/2026. | Phòng Tre |  | once | 2026-08-01"]);
    expect(
      tasksOf(
        "I. NHIỆM VỤ\n1. Việc vườn\n- Sau khi đo đạc, Phòng Tre lập bản đồ vườn tre.\n- Phòng Tre chọn giống tre.\nThời gian hoàn thành: trước ngày 20/8/2026.",
      ).map((line) => line.split(" | ").slice(3).join(" ")),
    ).toEqual(["after-event -", "once 2026-08-20"]);
  });
});
