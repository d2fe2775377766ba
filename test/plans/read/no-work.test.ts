import { describe, expect, test } from "vitest";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";

const tasksOf = (lines: string): string[] =>
  readPlanText(`KẾ HOẠCH\nTrồng tre năm 2026\n\n${lines}`).tasks.map(({ text }) => text);

describe("what was is no work:", () => {
  test("a sentence whose subject 'đã' or 'chưa' did something", () => {
    expect(
      tasksOf(
        "I. VIỆC VƯỜN\n1. Trong tháng, Sở Nuôi ong đã mở ba lớp.\n2. Các xã chưa có vườn ươm.\n3. Sở Nuôi ong mở lớp mới.",
      ),
    ).toEqual(["Sở Nuôi ong mở lớp mới."]);
    expect(tasksOf("I. VIỆC VƯỜN\n1. Giao Sở Nuôi ong đã có vườn ươm mở lớp mới.")).toHaveLength(1);
  });

  test("what stands under a heading of results", () => {
    for (const heading of ["ĐÁNH GIÁ CHUNG", "KẾT QUẢ THỰC HIỆN", "THỰC TRẠNG", "KHÓ KHĂN, HẠN CHẾ"])
      expect(
        tasksOf(`I. ${heading}\n1. Sở Nuôi ong mở lớp trong quý I/2026.\nII. NHIỆM VỤ\n1. Hội Làm vườn mở lớp mới.`),
        heading,
      ).toEqual(["Hội Làm vườn mở lớp mới."]);
    expect(tasksOf("I. ĐÁNH GIÁ VIÊN CHỨC\n1. Sở Nuôi ong mở lớp trong quý I/2026.")).toHaveLength(1);
  });
});

describe("under a line that introduces", () => {
  test("figures to reach, nothing is a task", () => {
    expect(
      tasksOf(
        "I. NHIỆM VỤ\n1. Việc vườn\n- Chỉ tiêu trồng mới:\n+ Các xã trồng xong 5.000 khóm vào năm 2026.\n- Sở Nuôi ong mở lớp mới.",
      ),
    ).toEqual(["Sở Nuôi ong mở lớp mới."]);
    expect(
      tasksOf("I. NHIỆM VỤ\n1. Việc vườn\n- Công việc trước mắt:\n+ Trồng xong 5.000 khóm trong tháng 5/2026."),
    ).toEqual(["Trồng xong 5.000 khóm trong tháng 5/2026."]);
  });

  test("papers, by its last word and without a colon, the papers are none", () => {
    for (const word of ["gồm", "bao gồm", "như sau."])
      expect(
        tasksOf(
          `I. NHIỆM VỤ\n1. Sở Nuôi ong nộp hồ sơ trước ngày 15/6/2026 ${word}\n- Đơn xin giống tre.\n- Sổ theo dõi vườn.`,
        ),
        word,
      ).toHaveLength(1);
    expect(tasksOf("I. TỔ CHỨC THỰC HIỆN\n1. Sở Nuôi ong trồng tre gồm ba giống.\n- Mở lớp nuôi ong.")).toHaveLength(2);
  });
});

test("units that the work is done with are kept whole", () => {
  const [task] = readPlanText(
    "KẾ HOẠCH\nTrồng tre năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Nuôi ong\n- Phối hợp với Hội Làm vườn tỉnh An Bình, Hội Chăm sóc tre tỉnh An Bình, Trung tâm Giống cây tỉnh An Bình, Ủy ban nhân dân các huyện ven sông tổ chức hội thi.",
  ).tasks;
  expect(task?.coordUnits).toEqual([
    "Hội Làm vườn tỉnh An Bình",
    "Hội Chăm sóc tre tỉnh An Bình",
    "Trung tâm Giống cây tỉnh An Bình",
    "Ủy ban nhân dân các huyện ven sông",
  ]);
});
