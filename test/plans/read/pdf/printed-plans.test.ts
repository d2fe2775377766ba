import { describe, expect, test } from "vitest";
import { fromPdf } from "../../../../src/plans/read/formats/from-pdf.ts";
import { readPlanSource } from "../../../../src/plans/read/read-plan.ts";
import { fixture, paragraphsOf, rowsOf, tablesOf } from "./read-fixture.ts";

const clinics = await fromPdf(fixture("clinics-plan.pdf"), "clinics-plan.pdf");
const schools = await fromPdf(fixture("schools-programme.pdf"), "schools-programme.pdf");

describe("a printed plan", () => {
  test("gives the issuer's lines of a PDF letterhead before those of the motto", () => {
    expect(paragraphsOf(clinics).slice(0, 9)).toEqual([
      "ỦY BAN NHÂN DÂN",
      "TỈNH AN HÒA",
      "Số: 118/KH-UBND",
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT",
      "NAM",
      "Độc lập - Tự do - Hạnh phúc",
      "An Hòa, ngày 12 tháng 02 năm 2026",
      "KẾ HOẠCH",
      "Nâng cấp trạm y tế xã trên địa bàn tỉnh An Hòa năm 2026",
    ]);
  });

  test("gives each numbered paragraph of a PDF whole, without the marks of its notes", () => {
    expect(paragraphsOf(clinics).slice(9, 19)).toEqual([
      "Thực hiện Nghị quyết số 07-NQ/TU ngày 05 tháng 01 năm 2026 của Tỉnh ủy An Hòa về chăm sóc sức khỏe nhân dân, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
      "I. MỤC ĐÍCH, YÊU CẦU",
      "1. Bảo đảm mỗi xã có một trạm y tế đủ thuốc, đủ thiết bị và có bác sĩ làm việc thường xuyên; người dân được khám, chữa bệnh ban đầu gần nhà.",
      "2. Các cơ quan, đơn vị xác định rõ việc, rõ người, rõ thời hạn.",
      "II. NHIỆM VỤ",
      "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát hiện trạng cơ sở vật chất của các trạm y tế xã, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/4/2026.",
      "a) Sở Xây dựng hướng dẫn thiết kế mẫu trạm y tế, hoàn thành trong quý II/2026.",
      "b) Sở Nội vụ tham mưu bổ sung biên chế bác sĩ cho các xã còn thiếu, hoàn thành trước ngày 30 tháng 9 năm 2026.",
      "2. Ủy ban nhân dân các xã bố trí quỹ đất và bàn giao mặt bằng sạch cho đơn vị thi công trước ngày 15/6/2026.",
      "III. PHÂN CÔNG NHIỆM VỤ CỤ THỂ",
    ]);
  });

  test("gives a table over two PDF pages once, with its wide and tall cells and without the repeated header", () => {
    expect(tablesOf(clinics)).toEqual([
      [
        "1: STT | Nội dung công việc | Đơn vị thực hiện{2} | {0} | Thời gian",
        "1: STT^ | Nội dung công việc^ | Chủ trì | Phối hợp | Thời gian^",
        "1: A. Cơ sở vật chất{5} | {0} | {0} | {0} | {0}",
        "1: 1 | Lập danh mục trạm y tế cần sửa chữa và dự toán kinh phí theo từng xã | Sở Y tế | Sở Tài chính, Ủy ban nhân dân các xã | Tháng 3/2026",
        "1: 2 | Thẩm định dự toán sửa chữa các trạm y tế xã | Sở Tài chính | Sở Y tế | Quý II/2026",
        "1: 3 | Lựa chọn nhà thầu thi công theo quy định | Ban Quản lý dự án tỉnh |  | Quý II/2026^",
        "1: 4 | Thi công, nghiệm thu và bàn giao các trạm y tế đợt 1 | Ban Quản lý dự án tỉnh | Ủy ban nhân dân các xã | Trước ngày 30/10/2026",
        "1: B. Nhân lực và thuốc{5} | {0} | {0} | {0} | {0}",
        "2: 5 | Tuyển dụng bác sĩ về công tác tại xã | Sở Nội vụ | Sở Y tế | Trước ngày 31/8/2026",
        "2: 6 | Mua sắm thuốc thiết yếu và thiết bị chẩn đoán ban đầu cho các trạm y tế xã theo danh mục đã được phê duyệt | Sở Y tế | Sở Tài chính | Trước ngày 30/11/2026",
        "2: 7 | Tập huấn quản lý trạm y tế\n- Đợt 1 cho các xã vùng cao\n- Đợt 2 cho các xã còn lại | Trường Cao đẳng Y tế An Hòa |  | Quý III/2026",
        "2: 8 | Kiểm tra, đánh giá kết quả thực hiện Kế hoạch | Thanh tra tỉnh | Các sở, ban, ngành | Tháng 12/2026",
      ],
    ]);
  });

  test("counts the paragraphs and the tables of a PDF apart, in reading order", () => {
    const places = clinics.blocks.map(({ kind, at }) => `${kind} ${at}`);
    expect(places.slice(18, 21)).toEqual(["paragraph 19", "table 1", "paragraph 20"]);
    expect(clinics.blocks.flatMap((block) => (block.kind === "paragraph" ? [block.page] : [])).slice(18, 21)).toEqual([
      1, 2, 2,
    ]);
  });

  test("puts the addressees of a PDF before the signature beside them", () => {
    expect(paragraphsOf(clinics).slice(-7)).toEqual([
      "Nơi nhận:",
      "- Thường trực Tỉnh ủy;",
      "- Các sở, ban, ngành;",
      "- Lưu: VT, KGVX.",
      "TM. ỦY BAN NHÂN DÂN",
      "CHỦ TỊCH",
      "Trần Minh Khuê",
    ]);
  });

  test("becomes tasks as its Word file would", () => {
    const { document, tasks, warnings } = readPlanSource(clinics, "clinics-plan.pdf");
    expect(document).toEqual({
      number: "118/KH-UBND",
      issuedOn: "2026-02-12",
      issuer: "ỦY BAN NHÂN DÂN TỈNH AN HÒA",
      title: "KẾ HOẠCH Nâng cấp trạm y tế xã trên địa bàn tỉnh An Hòa năm 2026",
    });
    expect(warnings).toEqual([]);
    expect(tasks.find(({ heading }) => heading === "II.1")).toMatchObject({
      leadUnits: ["Sở Y tế"],
      coordUnits: ["Sở Tài chính"],
      deadline: { kind: "once", end: "2026-04-30" },
      page: 1,
    });
    const inTable = tasks.filter(({ table }) => table !== null);
    expect(inTable.map(({ leadUnits, deadline, page }) => [leadUnits.join(), deadline.end, page])).toEqual([
      ["Sở Y tế", "2026-03-31", 1],
      ["Sở Tài chính", "2026-06-30", 1],
      ["Ban Quản lý dự án tỉnh", "2026-06-30", 1],
      ["Ban Quản lý dự án tỉnh", "2026-10-30", 1],
      ["Sở Nội vụ", "2026-08-31", 2],
      ["Sở Y tế", "2026-11-30", 2],
      ["Trường Cao đẳng Y tế An Hòa", "2026-09-30", 2],
      ["Thanh tra tỉnh", "2026-12-31", 2],
    ]);
  });
});

describe("a printed programme on broad pages", () => {
  test("joins the row that a page break cuts, and the cell beside it that goes on below", () => {
    expect(rowsOf(schools.blocks.find(({ kind }) => kind === "table")).slice(1, 6)).toEqual([
      "1: 1 | Khảo sát tường rào, cổng và lối thoát hiểm của tất cả các trường | Phòng Giáo dục và Đào tạo | Báo cáo khảo sát | Tháng 4/2026",
      "1: 1^ | Lập danh sách các trường phải sửa chữa ngay trước năm học mới | Phòng Kinh tế - Hạ tầng | Danh sách | Trước ngày 15/5/2026",
      "1: 2 | Lắp đặt thiết bị báo cháy tại các trường bán trú | Công an huyện | Biên bản nghiệm thu | Quý III/2026",
      "1: 3 | Tổ chức lớp dạy bơi cho học sinh tiểu học, trong đó ưu tiên học sinh các xã ven sông; mỗi xã chọn một điểm dạy, bố trí người hướng dẫn, phao cứu sinh và xe đưa đón; phụ huynh được thông báo lịch học trước ít nhất hai tuần; kết thúc lớp học có kiểm tra và cấp giấy chứng nhận biết bơi; các trường lập danh sách học sinh chưa biết bơi gửi Huyện đoàn trước khi nghỉ hè | Huyện đoàn | Lớp học | Trước ngày 30/8/2026",
      "2: 4 | Xây dựng đội tình nguyện trước cổng trường giờ cao điểm | Huyện đoàn^ | Đội tình nguyện | Tháng 9/2026",
    ]);
  });

  test("is read without the header line and the page numbers of a PDF", () => {
    expect(paragraphsOf(schools)).toEqual([
      "HUYỆN ỦY LONG SƠN",
      "*",
      "Số 09-CTr/HU",
      "ĐẢNG CỘNG SẢN VIỆT NAM",
      "Long Sơn, ngày 03 tháng 3 năm 2026",
      "CHƯƠNG TRÌNH",
      "Xây dựng trường học an toàn giai đoạn 2026 - 2028",
      "Ban Thường vụ Huyện ủy giao các cơ quan, đơn vị thực hiện các nhiệm vụ tại bảng dưới đây; mỗi cơ quan cử một lãnh đạo theo dõi, đôn đốc và chịu trách nhiệm về tiến độ của đơn vị mình.",
      "Các cơ quan báo cáo kết quả về Văn phòng Huyện ủy trước ngày 20 tháng cuối mỗi quý để tổng hợp, báo cáo Ban Thường vụ Huyện ủy.",
    ]);
  });

  test("gives the unit of a tall cell the tasks on both sides of the page break", () => {
    const { tasks } = readPlanSource(schools, "schools-programme.pdf");
    expect(tasks.filter(({ leadUnits }) => leadUnits[0] === "Huyện đoàn").map(({ product }) => product)).toEqual([
      "Lớp học",
      "Đội tình nguyện",
    ]);
  });
});
