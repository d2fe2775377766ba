import { describe, expect, test } from "vitest";
import { splitUnits } from "../../../src/plans/read/units/split-units.ts";
import { unitsOfSentence } from "../../../src/plans/read/units/units.ts";
import { unitsOfHeading } from "../../../src/plans/read/units/units-of-heading.ts";

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

describe("a verb inside a name does not end it:", () => {
  test("words of two syllables whose second is a verb", () => {
    expect(leads("Bộ Ngoại giao chủ trì mở lớp.")).toEqual(["Bộ Ngoại giao"]);
    expect(leads("Ngân hàng Tre Xanh chi nhánh tỉnh cho vay vốn trồng tre.")).toEqual([
      "Ngân hàng Tre Xanh chi nhánh tỉnh",
    ]);
    expect(leads("Vụ Nuôi trồng ong rừng phối hợp mở lớp.")).toEqual(["Vụ Nuôi trồng ong rừng"]);
    expect(leads("Sở Nuôi ong giao tổ ong cho hộ mới.")).toEqual(["Sở Nuôi ong"]);
  });

  test("what a board, a fund or a council is there for", () => {
    expect(leads("Ban Quản lý dự án đầu tư xây dựng vườn tre tỉnh hoàn thiện hồ sơ.")).toEqual([
      "Ban Quản lý dự án đầu tư xây dựng vườn tre tỉnh",
    ]);
    expect(leads("Ban Chỉ đạo thực hiện phục hồi rừng tre ven sông tổ chức kiểm tra các xã.")).toEqual([
      "Ban Chỉ đạo thực hiện phục hồi rừng tre ven sông",
    ]);
    expect(leads("Hội đồng phối hợp phổ biến, hướng dẫn nuôi ong tỉnh theo dõi các lớp học.")).toEqual([
      "Hội đồng phối hợp phổ biến, hướng dẫn nuôi ong tỉnh",
    ]);
    expect(leads("Ban Chỉ đạo xây dựng kế hoạch kiểm tra, tổ chức họp hằng quý.")).toEqual(["Ban Chỉ đạo"]);
    expect(leads("Hội đồng phối hợp với Sở Nuôi ong tổ chức hội thi.")).toEqual(["Hội đồng"]);
  });
});

describe("a name ends where it does:", () => {
  test("before words that are no part of it", () => {
    expect(leads("UBND các xã, phường kêu gọi hội viên góp giống.")).toEqual(["UBND các xã, phường"]);
    expect(leads("Chi cục Vườn rừng trong phạm vi nhiệm vụ của mình cấp giống.")).toEqual(["Chi cục Vườn rừng"]);
    expect(leads("Đảng ủy các xã lãnh đạo xây dựng vườn mẫu.")).toEqual(["Đảng ủy các xã"]);
    expect(leads("Tập thể lãnh đạo Sở Nuôi ong chủ trì họp.")).toEqual(["Tập thể lãnh đạo Sở Nuôi ong"]);
  });

  test("before what the body is besides", () => {
    expect(leads("Sở Nuôi ong - cơ quan thường trực Ban Chỉ đạo tổng hợp số liệu.")).toEqual(["Sở Nuôi ong"]);
    expect(splitUnits("Sở Nuôi ong – đơn vị đầu mối; Hội Làm vườn")).toEqual(["Sở Nuôi ong", "Hội Làm vườn"]);
    expect(leads("Phòng Tổ chức - Hành chính tổng hợp số liệu.")).toEqual(["Phòng Tổ chức - Hành chính"]);
  });

  test("and an open list goes on to its verb", () => {
    expect(leads("Đề nghị Hội Làm vườn tỉnh, Tỉnh Đoàn... phát động trồng tre.")).toEqual([
      "Hội Làm vườn tỉnh",
      "Tỉnh Đoàn",
    ]);
    expect(leads("Đề nghị Hội Làm vườn tỉnh, Tỉnh Đoàn … vận động hội viên.")).toEqual([
      "Hội Làm vườn tỉnh",
      "Tỉnh Đoàn",
    ]);
    expect(leads("Sở Nuôi ong. Mở lớp nuôi ong.")).toBeNull();
  });
});

describe("whoever heads a body, and bodies that go by other words:", () => {
  test.each([
    ["Bộ trưởng Bộ Vườn rừng chủ trì rà soát.", ["Bộ trưởng Bộ Vườn rừng"]],
    ["Cục trưởng Cục Tre, Viện trưởng Viện Ong mở lớp.", ["Cục trưởng Cục Tre", "Viện trưởng Viện Ong"]],
    ["Hiệp hội Mật ong An Bình vận động hội viên.", ["Hiệp hội Mật ong An Bình"]],
    ["Thuế tỉnh phối hợp rà soát.", ["Thuế tỉnh"]],
    ["Các cơ sở giáo dục xây dựng vườn trường.", ["Các cơ sở giáo dục"]],
    ["Lực lượng Kiểm lâm tuần tra rừng tre.", ["Lực lượng Kiểm lâm"]],
    ["Nhân viên y tế theo dõi sức khỏe.", ["Nhân viên y tế"]],
    ["Cục quản lý giống cây hướng dẫn các xã.", ["Cục quản lý giống cây"]],
    ["Đồng chí Lê Tre, Giám đốc Sở Nuôi ong trực tiếp kiểm tra.", ["Đồng chí Lê Tre, Giám đốc Sở Nuôi ong"]],
  ])("is the subject of: %s", (sentence, units) => {
    expect(leads(sentence)).toEqual(units);
  });

  test("and words that only sound so", () => {
    for (const sentence of [
      "Các cơ sở dữ liệu về tre được cập nhật.",
      "Các dự án trồng tre phải báo cáo.",
      "Các chủ trương lớn phải lấy ý kiến.",
    ])
      expect(leads(sentence), sentence).toBeNull();
    expect(leads("Mỗi cán bộ, công chức, viên chức thi đua trồng tre.")).toEqual(["Mỗi cán bộ, công chức, viên chức"]);
  });
});

describe("bodies listed by their fields are one unit", () => {
  test("up to the verb, a semicolon or another body", () => {
    expect(leads("Giao các Sở: Giao thông vận tải, Xây dựng, Nuôi ong khảo sát đường vườn.")).toEqual([
      "các Sở: Giao thông vận tải, Xây dựng, Nuôi ong",
    ]);
    expect(leads("Giám đốc các Sở: Nuôi ong, Vườn rừng; Chủ tịch UBND các huyện kiểm tra.")).toEqual([
      "Giám đốc các Sở: Nuôi ong, Vườn rừng",
      "Chủ tịch UBND các huyện",
    ]);
    expect(splitUnits("Các bộ: Công an, Vườn rừng, Ủy ban nhân dân các tỉnh")).toEqual([
      "Các bộ: Công an, Vườn rừng",
      "Ủy ban nhân dân các tỉnh",
    ]);
    expect(splitUnits("Ban thường vụ các đảng ủy: Quân sự, Công an tỉnh")).toEqual([
      "Ban thường vụ các đảng ủy: Quân sự, Công an tỉnh",
    ]);
  });

  test("and what follows the colon is work when it is", () => {
    expect(leads("Các sở: Xây dựng kế hoạch trồng tre, Báo cáo kết quả.")).toEqual(["Các sở"]);
    expect(leads("Giao các phòng: Phòng Tre, Phòng Ong kiểm kê giống.")).not.toEqual([
      "các phòng: Phòng Tre, Phòng Ong",
    ]);
  });
});

describe("an order passes the work on:", () => {
  test("whoever is ordered by the issuer leads, whatever the verb", () => {
    expect(unitsOfSentence("Ủy ban nhân dân tỉnh yêu cầu Sở Nuôi ong hoàn thành vườn mẫu.")).toMatchObject({
      leads: ["Sở Nuôi ong"],
      by: "order",
    });
    expect(leads("Hội đồng nhân dân tỉnh giao cho Ủy ban nhân dân tỉnh quy định mức hỗ trợ.")).toEqual([
      "Ủy ban nhân dân tỉnh",
    ]);
    expect(leads("Thủ tướng Chính phủ giao Bộ Vườn rừng rà soát.")).toEqual(["Bộ Vườn rừng"]);
    expect(leads("UBND thành phố đề nghị Hội Làm vườn vận động hội viên.")).toEqual(["Hội Làm vườn"]);
  });

  test("and who only directs, or orders nobody, keeps it", () => {
    expect(leads("UBND các huyện chỉ đạo các xã mở lớp.")).toEqual(["UBND các huyện"]);
    expect(leads("Sở Nuôi ong đề nghị cấp giống mới.")).toEqual(["Sở Nuôi ong"]);
    expect(leads("UBND các xã đề nghị Sở Nuôi ong hỗ trợ giống mới.")).toEqual(["UBND các xã"]);
  });
});

describe("after the work a sentence may say", () => {
  test("to whom it is given, or who does a part of it", () => {
    expect(leads("Lập kho giống tre - Giao Sở Nuôi ong chủ trì, xong trước 30/9/2026.")).toEqual(["Sở Nuôi ong"]);
    expect(leads("Tập trung gỡ khó cho hộ trồng; trong đó, Phòng Tre lập danh sách trước ngày 30/4/2026.")).toEqual([
      "Phòng Tre",
    ]);
    expect(leads("Trồng 500 khóm tre, trong đó các xã ven sông 300 khóm.")).toBeNull();
    expect(leads("Lập sổ giao nhận - Giao thông nội đồng.")).toBeNull();
  });
});

describe("before its subject a sentence may say", () => {
  test("for whom it is", () => {
    expect(leads("Đối với Sở Nuôi ong: rà soát, bổ sung giống.")).toEqual(["Sở Nuôi ong"]);
    expect(leads("Đối với UBND các huyện: Xây dựng vườn mẫu.")).toEqual(["UBND các huyện"]);
    expect(leads("Đối với hộ nuôi ong: mức hỗ trợ là 5 triệu đồng.")).toBeNull();
  });

  test("by what document or in what case", () => {
    expect(leads("Thực hiện Nghị quyết số 5 của Hội, Sở Nuôi ong mở lớp.")).toEqual(["Sở Nuôi ong"]);
    expect(leads("Trường hợp thiếu giống, các phòng, đơn vị báo cáo Sở.")).toEqual(["các phòng, đơn vị"]);
    expect(leads("Tiếp thu ý kiến của các xã, Phòng Tre hoàn thiện đề án.")).toEqual(["Phòng Tre"]);
    expect(leads("Thực hiện việc trồng tre, Sở Nuôi ong được mời dự.")).toBeNull();
  });
});

describe("a heading gives its units to the items below it", () => {
  test("when it names nothing else", () => {
    expect(unitsOfHeading("Sở Nuôi ong và UBND các xã, phường:")).toEqual(["Sở Nuôi ong", "UBND các xã, phường"]);
    expect(unitsOfHeading("Trách nhiệm của Phòng Tổ chức - Hành chính")).toEqual(["Phòng Tổ chức - Hành chính"]);
  });

  test("and when it goes on to say that they have duties", () => {
    expect(unitsOfHeading("Giao Sở Nuôi ong (Phòng Tre) có nhiệm vụ:")).toEqual(["Sở Nuôi ong"]);
    expect(unitsOfHeading("Sở Nuôi ong chủ trì, phối hợp với các sở, ngành:")).toEqual(["Sở Nuôi ong"]);
    expect(unitsOfHeading("Các phòng, đơn vị tiếp tục:")).toEqual(["Các phòng, đơn vị"]);
    expect(unitsOfHeading("Sở Nuôi ong quy định ba mức hỗ trợ gồm:")).toBeNull();
    expect(unitsOfHeading("Sở Nuôi ong chủ trì hội thi")).toBeNull();
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
