import { describe, expect, test } from "vitest";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";

const DUTY = "Sở Nuôi ong mở lớp nuôi ong cho các xã.";
/** The tasks of a directive that ends with `lines`, besides its first. */
const endingWith = (lines: string): string[] =>
  readPlanText(`CHỈ THỊ\nVề việc trồng tre\n\nI. TỔ CHỨC THỰC HIỆN\n1. ${DUTY}\n${lines}`)
    .tasks.map(({ text }) => text)
    .filter((text) => text !== DUTY);

describe("no task is", () => {
  test.each([
    "Các Giám đốc sở, Chủ tịch Ủy ban nhân dân các huyện có trách nhiệm thi hành Quyết định này./.",
    "Yêu cầu Thủ trưởng các sở, ban, ngành, Chủ tịch Ủy ban nhân dân các huyện, các hội, các đoàn thể, các hợp tác xã trồng tre, các tổ nuôi ong và các hộ gia đình có vườn trên địa bàn toàn tỉnh tập trung chỉ đạo, triển khai thực hiện nghiêm túc các nội dung nêu trên./.",
    "Ủy ban nhân dân tỉnh yêu cầu các hội, các hộ trồng tre thực hiện nghiêm Chỉ thị này.",
    "Sở Nuôi ong yêu cầu các đơn vị nghiêm túc triển khai thực hiện; nếu có vướng mắc, báo cáo Sở để xem xét./.",
    "Đề nghị các hội, các hộ trồng tre thực hiện theo đúng Kế hoạch đề ra.",
    "Trong quá trình thực hiện, Kế hoạch này được điều chỉnh theo mùa vụ.",
    "Văn phòng Hội thông báo để các chi hội, đơn vị biết, thực hiện./.",
  ])("closes the document: %s", (sentence) => {
    expect(endingWith(`2. ${sentence}`)).toEqual([]);
  });
});

describe("a task stays", () => {
  test.each([
    "Yêu cầu các hộ trồng tre thực hiện nghiêm các quy định về phòng cháy rừng.",
    "Yêu cầu Sở Nuôi ong triển khai thực hiện Kế hoạch này, báo cáo kết quả trước ngày 15/6/2026.",
    "Sở Nuôi ong thông báo cho các hộ biết lịch phun thuốc.",
    "Văn phòng Hội chịu trách nhiệm tổ chức hội thi trồng tre.",
  ])("is work: %s", (sentence) => {
    expect(endingWith(`2. ${sentence}`)).toEqual([sentence]);
  });
});

describe("a title with a full stop", () => {
  test("names what stands below it and is no task itself", () => {
    expect(endingWith("2. Chế độ thông tin, báo cáo.\n- Các xã báo cáo Sở Nuôi ong hằng tháng.")).toEqual([
      "Các xã báo cáo Sở Nuôi ong hằng tháng.",
    ]);
    expect(endingWith("2. Công tác vườn ươm.\n- Hội Làm vườn chọn giống tre.")).toEqual([
      "Hội Làm vườn chọn giống tre.",
    ]);
  });

  test("is work when it begins with a verb or names who", () => {
    expect(endingWith("2. Tổng hợp số liệu vườn ươm.\n- Lập bảng giống tre.")).toContain("Tổng hợp số liệu vườn ươm.");
    expect(endingWith("2. Hội Làm vườn chọn giống tre.\n- Lập bảng giống tre.")).toContain(
      "Hội Làm vườn chọn giống tre.",
    );
  });
});
