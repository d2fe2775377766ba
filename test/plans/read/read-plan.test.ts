import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DraftTask } from "../../../src/plans/draft.ts";
import { planDraft } from "../../../src/plans/draft.ts";
import { readPlan, readPlanText } from "../../../src/plans/read/read-plan.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/plans");
const PARTY_STYLE = "chuong-trinh-vuon-tre.md";
const STATE_STYLE = "ke-hoach-thu-vien-so.txt";

async function tasksOf(file: string): Promise<DraftTask[]> {
  return (await readPlan(join(FIXTURES, file))).tasks;
}

/** The one task whose text begins with these words. */
function task(tasks: readonly DraftTask[], words: string): DraftTask {
  const found = tasks.filter(({ text }) => text.startsWith(words));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} tasks begin with "${words}"`);
  return found[0];
}

describe("the head of a plan", () => {
  test("gives number, day, issuer and title, with a letterhead of two columns or of lines", async () => {
    expect((await readPlan(join(FIXTURES, PARTY_STYLE))).document).toEqual({
      number: "07-CTr/HLV",
      issuedOn: "2027-01-05",
      issuer: "HỘI LÀM VƯỜN TỈNH AN BÌNH",
      title: "CHƯƠNG TRÌNH HÀNH ĐỘNG Phát triển vườn tre cộng đồng giai đoạn 2027 - 2030",
    });
    expect((await readPlan(join(FIXTURES, STATE_STYLE))).document).toEqual({
      number: "125/KH-UBND",
      issuedOn: "2026-03-12",
      issuer: "ỦY BAN NHÂN DÂN TỈNH AN BÌNH",
      title: "KẾ HOẠCH Chuyển đổi số trong quản lý thư viện công cộng năm 2026",
    });
  });

  test("of an annex is that of the decision that issues it", () => {
    const { document } = readPlanText(
      "KẾ HOẠCH\nTrồng tre năm 2026\n(Kèm theo Quyết định số 41/QĐ-SNO ngày 06/02/2026 của Sở Nuôi ong)\n\nI. NHIỆM VỤ\n1. Sở Nuôi ong mở lớp.",
    );
    expect(document).toMatchObject({ number: "41/QĐ-SNO", issuedOn: "2026-02-06", issuer: "Sở Nuôi ong" });
  });

  test("may be blank in a draft: what is missing is null and is said", () => {
    const draft = readPlanText(
      "Số:      /KH-SNO\nAn Bình, ngày    tháng    năm 2026\n\nKẾ HOẠCH\nTrồng tre\n\nI. NHIỆM VỤ\n1. Sở Nuôi ong mở lớp trước ngày 15/12.",
    );
    expect(draft.document).toMatchObject({ number: null, issuedOn: null });
    expect(draft.warnings).toHaveLength(2);
    expect(draft.tasks[0]).toMatchObject({ deadline: { kind: "none" }, deadlineText: "trước ngày 15/12" });
  });

  test("names the plan year from which missing years are taken when there is no date", () => {
    const { tasks } = readPlanText(
      "KẾ HOẠCH\nTrồng tre năm 2028\n\nI. NHIỆM VỤ\n1. Sở Nuôi ong mở lớp trước ngày 15/12.",
    );
    expect(tasks[0]?.deadline.end).toBe("2028-12-15");
  });
});

describe("a plan in the style of a party office", () => {
  test("gives the tasks of its work and assignments, none of its aims and procedures", async () => {
    const tasks = await tasksOf(PARTY_STYLE);
    expect(tasks.map(({ heading }) => heading)).toEqual([
      ...Array(4).fill("II.A.1"),
      "II.A.2",
      ...Array(2).fill("II.B.BƯỚC 2.2.1"),
      ...Array(4).fill("III.1"),
      "III.2",
      ...Array(2).fill("IV.1"),
      "IV.2",
    ]);
  });

  test("parts a paragraph where another time or another unit begins", async () => {
    const tasks = await tasksOf(PARTY_STYLE);
    expect(task(tasks, "Ban Thường vụ Hội tổ chức").deadline).toMatchObject({ start: "2027-02-01", end: "2027-02-28" });
    const second = task(tasks, "Chỉ đạo các chi hội mở lớp");
    expect(second).toMatchObject({ leadUnits: ["Ban Thường vụ Hội"], deadline: { end: "2027-04-30" } });
    expect(task(tasks, "Giao Văn phòng Hội")).toMatchObject({
      leadUnits: ["Văn phòng Hội"],
      coordUnits: ["Ban Kinh tế Hội"],
      deadline: { kind: "recurring", every: "year" },
      report: { to: "Ban Chấp hành Hội", every: "year" },
    });
  });

  test("gives a time on a line of its own to the items before it that have none", async () => {
    const tasks = await tasksOf(PARTY_STYLE);
    for (const words of ["Các chi hội tổ chức sinh hoạt", "Tổ chức cuộc thi ảnh"])
      expect(task(tasks, words).deadline).toMatchObject({ start: "2027-04-01", end: "2027-09-30" });
    for (const words of ["Biên soạn sổ tay", "Mở chuyên mục"]) {
      expect(task(tasks, words).deadline).toMatchObject({ kind: "ongoing", start: "2027-01-01" });
      expect(task(tasks, words).needsReview).toEqual(["Thời hạn lấy từ dòng ghi chung cho nhiều nhiệm vụ."]);
    }
    expect(task(tasks, "Tham mưu sửa đổi").deadline.kind).toBe("none");
  });

  test("gives the items under a unit's heading that unit, and those under 'Nhiệm vụ thường xuyên' that time", async () => {
    const tasks = await tasksOf(PARTY_STYLE);
    expect(task(tasks, "Phối hợp với Chi hội")).toMatchObject({
      leadUnits: ["Văn phòng Hội"],
      coordUnits: ["Chi hội Bắc Sông", "các cơ quan liên quan"],
      deadline: { kind: "after-event" },
    });
    expect(task(tasks, "Chăm sóc, bảo vệ").deadline.kind).toBe("ongoing");
    expect(task(tasks, "Ban Kiểm tra Hội và").leadUnits).toEqual(["Ban Kiểm tra Hội", "Ban Kinh tế Hội"]);
  });

  test("joins a sentence that a page break cut", async () => {
    expect(task(await tasksOf(PARTY_STYLE), "Tổ chức cuộc thi").text).toBe(
      'Tổ chức cuộc thi ảnh "Tre làng tôi" trong toàn tỉnh, mời hội viên tham gia.',
    );
  });
});

describe("a plan in the style of a state office", () => {
  test("reads 'Cơ quan chủ trì', 'Thời gian', 'Sản phẩm' lines below an item, or below several", async () => {
    const tasks = await tasksOf(STATE_STYLE);
    expect(task(tasks, "Rà soát, chuẩn hóa")).toMatchObject({
      heading: "II.1.a",
      leadUnits: ["Sở Văn hóa, Thể thao và Du lịch"],
      coordUnits: ["Sở Khoa học và Công nghệ", "UBND các huyện, thị xã, thành phố"],
      deadline: { start: "2026-04-01", end: "2026-06-30" },
      product: "Danh mục sách điện tử dùng chung",
      needsReview: [],
    });
    for (const words of ["Tổ chức 05 lớp", "Biên soạn tài liệu"])
      expect(task(tasks, words)).toMatchObject({
        leadUnits: ["Thư viện tỉnh"],
        deadline: { start: "2026-05-01", end: "2026-06-30" },
      });
  });

  test("reads who does what, days of recurring reports, and periods after an event", async () => {
    const tasks = await tasksOf(STATE_STYLE);
    expect(task(tasks, "Định kỳ 6 tháng")).toMatchObject({
      leadUnits: ["Sở Văn hóa, Thể thao và Du lịch"],
      deadline: { kind: "recurring", every: "half-year", dueDays: ["06-15", "12-15"] },
      report: { to: "UBND tỉnh", every: "half-year" },
    });
    expect(task(tasks, "Sở Tài chính: Tham mưu")).toMatchObject({
      leadUnits: ["Sở Tài chính"],
      deadline: { end: "2026-05-31" },
    });
    expect(task(tasks, "Giao Sở Nội vụ")).toMatchObject({ deadline: { every: "month", dueDays: ["25"] } });
    expect(task(tasks, "Chậm nhất 10 ngày")).toMatchObject({ deadline: { kind: "after-event", delayDays: 10 } });
  });

  test("reads the table of its annex, parts of the table included", async () => {
    const rows = (await tasksOf(STATE_STYLE)).filter(({ heading }) => heading.startsWith("PHỤ LỤC"));
    expect(
      rows.map((row) => [
        row.heading,
        row.text,
        row.leadUnits.join(" + "),
        row.coordUnits.join(" + "),
        row.deadlineText,
      ]),
    ).toEqual([
      ["PHỤ LỤC I.I.1", "Nâng cấp máy chủ", "Sở KH&CN", "Sở VHTTDL", "6/2026"],
      ["PHỤ LỤC I.I.2", "Mua sắm thiết bị đọc mã", "Thư viện tỉnh + Sở Tài chính", "", "Quý III, IV/2026"],
      ["PHỤ LỤC I.II.3", "Duy trì nhóm hỗ trợ", "UBND các xã, phường", "Sở Nội vụ + Đoàn Thanh niên", "Thường xuyên"],
      ["PHỤ LỤC I.II.4", "Sơ kết, tổng kết", "Sở VHTTDL", "", "Tháng 12 hằng năm"],
      ["PHỤ LỤC I.II.5", "Đề án A", "Sở X", "", "2026 - 2027"],
    ]);
    expect(rows[1]?.deadline).toMatchObject({ start: "2026-07-01", end: "2026-12-31" });
  });

  test("takes neither the aims, nor the closing sentence, nor the list of receivers for tasks", async () => {
    const words = (await tasksOf(STATE_STYLE)).map(({ text }) => text).join("\n");
    for (const none of [
      "Nâng cao chất lượng phục vụ",
      "Trên đây là Kế hoạch",
      "Như trên",
      "Kinh phí thực hiện Kế hoạch do",
    ])
      expect(words).not.toContain(none);
  });
});

describe("one sentence", () => {
  const texts = (sentence: string): string[] =>
    readPlanText(`KẾ HOẠCH\nTrồng tre năm 2026\n\nI. NHIỆM VỤ\n1. ${sentence}`).tasks.map(({ text }) => text);

  test("is not cut inside a bracket, nor before a stage without a verb", () => {
    for (const whole of [
      "Định kỳ 06 tháng một lần (tháng 5 và tháng 11 hằng năm) tổng hợp số liệu vườn tre.",
      "Tổng kết giai đoạn I vào năm 2027; giai đoạn II vào năm 2030.",
    ])
      expect(texts(whole)).toEqual([whole]);
  });

  test("is cut where another verb has another time", () => {
    expect(texts("Sơ kết vườn mẫu trong tháng 6/2026; tổ chức hội thi trong tháng 12/2026.")).toHaveLength(2);
  });

  test("with the letter OI for Ư is read as it was meant", () => {
    expect(readPlanText("I. NHIỆM VỤ\n1. Sở Nuôi ong mở lớp, xong tr\u01A3ớc ngày 15/6/2026.").tasks[0]).toMatchObject({
      text: "Sở Nuôi ong mở lớp, xong trước ngày 15/6/2026.",
      deadline: { end: "2026-06-15" },
    });
    expect(readPlanText("H\u01A2ỚNG DẪN\nTrồng tre\n\n1. Mở lớp.").document.title).toContain("HƯỚNG DẪN");
  });
});

describe("every draft", () => {
  test("is valid, keeps the words of its deadlines, and says why a person should look", async () => {
    for (const file of [PARTY_STYLE, STATE_STYLE]) {
      const draft = planDraft.parse(await readPlan(join(FIXTURES, file)));
      for (const { deadline, deadlineText, fields, confidence, needsReview, leadUnits } of draft.tasks) {
        expect(deadline.kind === "none" || deadlineText !== null).toBe(true);
        for (const { why } of Object.values(fields)) expect(why.length).toBeGreaterThan(0);
        if (needsReview.length === 0) expect(confidence).toBeGreaterThan(0.8);
        if (leadUnits.length === 0) expect(needsReview).toContain("Không thấy đơn vị chủ trì.");
      }
    }
  });

  test("flags a deadline that lies before the document's own day and keeps it", () => {
    const { tasks } = readPlanText(
      "An Bình, ngày 17 tháng 3 năm 2026\n\nKẾ HOẠCH\nTrồng tre\n\nI. NHIỆM VỤ\n1. Sở Nuôi ong mở lớp, hoàn thành trong tháng 12/2025.",
    );
    expect(tasks[0]).toMatchObject({
      deadline: { end: "2025-12-31" },
      needsReview: ["Thời hạn nằm trước ngày ban hành văn bản."],
    });
  });

  test("of a text without tasks says so", () => {
    expect(readPlanText("Xin chào các bạn.")).toMatchObject({
      tasks: [],
      warnings: expect.arrayContaining(["Không tìm thấy nhiệm vụ nào."]),
    });
  });
});
