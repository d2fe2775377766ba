import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { planReportCycles } from "../../src/schedule/report-cycles.ts";
import type { Store } from "../../src/store/open-store.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { at, plannerParts } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";

const NOW = at("2026-11-20", "09:00");

let store: Store;
let organisation: Organisation;
let bot: Bot;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, at("2026-09-01", "08:00"));
  bot = await startBot(store, NOW);
  await planReportCycles(plannerParts(store, NOW), NOW);
});

const reportOf = (memberId: number) => store.prisma.report.findFirstOrThrow({ where: { memberId } });

/** The nurse answers everything and submits. */
async function submitReport(): Promise<void> {
  await bot.says("NURSE", "báo cáo tháng");
  await bot.says("NURSE", "Đã trực đủ 22 ngày");
  await bot.taps("NURSE", "Không có");
  await bot.says("NURSE", "Tiếp tục trực");
  await bot.taps("NURSE", "Xong phần minh chứng");
  await bot.taps("NURSE", "Nộp báo cáo");
}

describe("registering commitments", () => {
  test("commitments are written one a line, shown again, and stand only after they are confirmed", async () => {
    await bot.says("NURSE", "cam kết");
    await bot.says("NURSE", "1. Trực đúng giờ\n- Số hoá hồ sơ");
    expect(bot.last("NURSE").text).toContain("• 1) Trực đúng giờ\n• 2) Số hoá hồ sơ");
    expect(await store.prisma.commitment.count()).toBe(0);
    await bot.taps("NURSE", "Đăng ký");
    const rows = await store.prisma.commitment.findMany({ orderBy: { position: "asc" } });
    expect(rows.map((row) => [row.year, row.text])).toEqual([
      [2026, "Trực đúng giờ"],
      [2026, "Số hoá hồ sơ"],
    ]);
  });

  test("registering anew replaces what was registered and keeps it on record", async () => {
    await bot.says("NURSE", "cam kết");
    await bot.says("NURSE", "Việc cũ");
    await bot.taps("NURSE", "Đăng ký");
    await bot.says("NURSE", "/camket");
    await bot.taps("NURSE", "Đăng ký lại từ đầu");
    await bot.says("NURSE", "Việc mới");
    await bot.taps("NURSE", "Đăng ký");
    const rows = await store.prisma.commitment.findMany({ orderBy: { position: "asc" } });
    expect(rows.map((row) => [row.text, row.withdrawnAt !== null])).toEqual([
      ["Việc cũ", true],
      ["Việc mới", false],
    ]);
  });
});

describe("the monthly report", () => {
  test("every registered commitment is asked for in turn, by its own words", async () => {
    await bot.says("NURSE", "cam kết");
    await bot.says("NURSE", "Trực đúng giờ\nSố hoá hồ sơ");
    await bot.taps("NURSE", "Đăng ký");
    await bot.says("NURSE", "báo cáo tháng");
    expect(bot.heard("NURSE").at(-2)?.text).toContain("hạn nộp 25/11/2026");
    expect(bot.last("NURSE").text).toMatch(/Câu 1\/5\nCam kết 1: Trực đúng giờ/);
    await bot.taps("NURSE", "Đã hoàn thành");
    expect(bot.last("NURSE").text).toMatch(/Câu 2\/5\nCam kết 2: Số hoá hồ sơ/);
    await bot.says("NURSE", "Được 300 hồ sơ");
    await bot.says("NURSE", "bỏ qua");
    await bot.says("NURSE", "bỏ qua");
    await bot.sendsFile("NURSE", "anh.jpg", new Uint8Array([1]));
    await bot.taps("NURSE", "Xong phần minh chứng");
    const { text } = bot.last("NURSE");
    expect(text).toContain("Cam kết 2: Số hoá hồ sơ\nĐược 300 hồ sơ");
    expect(text).toContain("Đã nhận 1 tệp minh chứng");
    await bot.taps("NURSE", "Nộp báo cáo");
    expect(await reportOf(organisation.members.nurse)).toMatchObject({ state: "submitted", version: 1 });
    expect(await store.prisma.attachment.count({ where: { reportId: { not: null } } })).toBe(1);
  });

  test("a report left for later goes on at the first unanswered question, after a restart too", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    await bot.says("NURSE", "Đã trực đủ");
    await bot.says("NURSE", "để sau");
    await bot.says("NURSE", "việc của tôi");
    bot = await startBot(store, NOW);
    await bot.says("NURSE", "báo cáo tháng");
    expect(bot.last("NURSE").text).toContain("Câu 2/4");
  });

  test("an earlier answer can be changed before submitting, and the report after it until it is received", async () => {
    await submitReport();
    await bot.taps("NURSE", "Sửa báo cáo");
    await bot.taps("NURSE", "Sửa báo cáo");
    await bot.taps("NURSE", "Kết quả trong tháng");
    await bot.says("NURSE", "Đã trực đủ 23 ngày");
    expect(bot.last("NURSE").text).toContain("Đã trực đủ 23 ngày");
    await bot.taps("NURSE", "Nộp báo cáo");
    expect(await reportOf(organisation.members.nurse)).toMatchObject({ state: "submitted", version: 2 });
    expect(await store.prisma.reportVersion.count()).toBe(2);
    await bot.taps("HEALTH-HEAD", "Xem báo cáo");
    await bot.taps("HEALTH-HEAD", "Tiếp nhận");
    await bot.says("NURSE", "báo cáo tháng");
    expect(bot.last("NURSE").text).toContain("đã được tiếp nhận nên không sửa được nữa");
  });

  test("the head reads it, which is recorded, and returns it with a reason that the author reads", async () => {
    await submitReport();
    await bot.taps("HEALTH-HEAD", "Xem báo cáo");
    expect(bot.last("HEALTH-HEAD").text).toContain("Đã trực đủ 22 ngày");
    expect(await store.prisma.reading.findMany({ select: { readerId: true, subjectId: true, what: true } })).toEqual([
      {
        readerId: organisation.members.healthHead,
        subjectId: organisation.members.nurse,
        what: expect.stringMatching(/^report \d+ version 1$/),
      },
    ]);
    await bot.taps("HEALTH-HEAD", "Trả lại");
    await bot.says("HEALTH-HEAD", "Ghi rõ số ca trực");
    expect((await reportOf(organisation.members.nurse)).state).toBe("returned");
    expect(bot.last("NURSE").text).toContain("Ghi rõ số ca trực");
  });

  test("a head's receipt of an older version is not taken for the newer: the newer is shown", async () => {
    await submitReport();
    await bot.taps("HEALTH-HEAD", "Xem báo cáo");
    await bot.taps("NURSE", "Sửa báo cáo");
    await bot.taps("NURSE", "Nộp báo cáo");
    const old = bot.heard("HEALTH-HEAD").findLast((one) => one.labels.includes("Tiếp nhận"));
    await bot.tapsData("HEALTH-HEAD", `${old?.message.offer?.offerId}.0`);
    expect((await reportOf(organisation.members.nurse)).state).toBe("submitted");
  });
});

describe("who may read a report", () => {
  test("nobody outside the author's reporting line reads its words: not leadership, not another unit's head", async () => {
    await submitReport();
    const { id } = await reportOf(organisation.members.nurse);
    for (const [code, member] of [
      ["LEADER", organisation.members.leader],
      ["FINANCE-HEAD", organisation.members.financeHead],
      ["CLERK", organisation.members.clerk],
    ] as const) {
      // Even with a choice in hand that opens it.
      const offer = await store.prisma.offer.create({
        data: {
          channel: "fake",
          chatId: code,
          readerId: member,
          choices: [{ label: "Xem", action: { dialog: "report-review", do: "show", id } }],
          createdAt: NOW,
          expiresAt: at("2026-12-20", "09:00"),
        },
      });
      await bot.tapsData(code, `${offer.id}.0`);
      expect(bot.last(code).text).toContain("chỉ người viết và trưởng đơn vị");
    }
    expect(await store.prisma.reading.count()).toBe(0);
  });

  test("the head above in the line may read it", async () => {
    await submitReport();
    await bot.says("CHIEF", "chờ duyệt");
    await bot.taps("CHIEF", 1);
    expect(bot.last("CHIEF").text).toContain("Đã trực đủ 22 ngày");
  });
});
