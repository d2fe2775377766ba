import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Form, readTapData, tapData } from "../../src/delivery/message.ts";
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
  await bot.says("NURSE", "cam kết");
  await bot.says("NURSE", "Trực đúng giờ\nSố hoá hồ sơ");
  await bot.taps("NURSE", "Đăng ký");
});

/** The form of the newest message that has one, with the data it sends. */
function formShown(): { readonly form: Form; readonly data: string } {
  const message = bot.heard("NURSE").findLast((one) => one.message.form !== undefined)?.message;
  if (message?.form === undefined || message.offer === null) throw new Error("no form was shown");
  return { form: message.form, data: tapData(message.offer.offerId, message.form.choice) };
}

/** Fills fields in by their order; the rest stays empty. */
function filled(form: Form, ...values: readonly string[]): Record<string, string> {
  return Object.fromEntries(form.fields.map((field, index) => [field.name, values[index] ?? ""]));
}

const submit = (data: string, values: Record<string, string>, address = "NURSE") =>
  bot.happens(address, { kind: "form", data, values });

describe("the monthly report as a form", () => {
  test("the first question carries a form of all questions but the evidence, beside its own choices", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form } = formShown();
    expect(form.title).toBe("Điền biểu mẫu");
    expect(form.fields.map(({ label, kind, required }) => [label, kind, required])).toEqual([
      ["Cam kết 1: Trực đúng giờ", "options", true],
      ["Nói thêm về cam kết 1", "text", false],
      ["Cam kết 2: Số hoá hồ sơ", "options", true],
      ["Nói thêm về cam kết 2", "text", false],
      ["Có khó khăn, vướng mắc gì trong công việc cần nêu không?", "text", false],
      ["Tháng tới anh/chị dự kiến làm gì?", "text", false],
    ]);
    expect(bot.last("NURSE").labels).toEqual(["Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"]);
    expect(form.choice).toBe(3);
    expect(bot.last("NURSE").text).not.toContain("biểu mẫu");
  });

  test("a form that was filled in answers every question; the evidence is asked next and the report submitted as ever", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form, data } = formShown();
    await submit(data, filled(form, "Đã hoàn thành", "", "Đang thực hiện", "Được 300 hồ sơ", "", "Tiếp tục"));
    expect(bot.last("NURSE").text).toContain("Câu 5/5");
    await bot.taps("NURSE", "Xong phần minh chứng");
    const { text } = bot.last("NURSE");
    expect(text).toContain("Cam kết 1: Trực đúng giờ\nĐã hoàn thành");
    expect(text).toContain("Cam kết 2: Số hoá hồ sơ\nĐang thực hiện: Được 300 hồ sơ");
    expect(text).toContain("Khó khăn, vướng mắc\n(không có)");
    expect(text).toContain("Dự kiến tháng tới\nTiếp tục");
    await bot.taps("NURSE", "Nộp báo cáo");
    const report = await store.prisma.report.findFirstOrThrow({ where: { memberId: organisation.members.nurse } });
    expect(report.state).toBe("submitted");
  });

  test("what is missing or too long in a form is said and asked again; the rest of it is kept", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form, data } = formShown();
    await submit(data, filled(form, "Đã hoàn thành", "", "", "", "x".repeat(3001), "Tiếp tục"));
    const words = bot
      .heard("NURSE")
      .slice(-3)
      .map(({ text }) => text);
    expect(words[0]).toContain("Cam kết 2: Số hoá hồ sơ: Câu này cần có trả lời");
    expect(words[1]).toContain("Khó khăn, vướng mắc: Câu này dài 3001 ký tự");
    expect(words[2]).toContain("Câu 2/5");
    await bot.taps("NURSE", "Chưa thực hiện");
    await bot.taps("NURSE", "Không có");
    await bot.taps("NURSE", "Xong phần minh chứng");
    expect(bot.last("NURSE").text).toContain("Dự kiến tháng tới\nTiếp tục");
  });

  test("a form holds only what is still open; one question left is asked in the chat", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    await bot.taps("NURSE", "Đã hoàn thành");
    expect(formShown().form.fields[0]?.label).toBe("Cam kết 2: Số hoá hồ sơ");
    await bot.taps("NURSE", "Đã hoàn thành");
    await bot.taps("NURSE", "Không có");
    expect(bot.last("NURSE").message.form).toBeUndefined();
  });

  test("an empty field does not empty what was answered in the chat meanwhile", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form, data } = formShown();
    await bot.says("NURSE", "Trực đủ 22 ngày");
    await submit(data, filled(form, "", "", "Đã hoàn thành"));
    await bot.taps("NURSE", "Xong phần minh chứng");
    expect(bot.last("NURSE").text).toContain("Cam kết 1: Trực đúng giờ\nTrực đủ 22 ngày");
  });

  test("a form of a report that was put aside takes it up again, and the talk between waits", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form, data } = formShown();
    await bot.says("NURSE", "để sau");
    await bot.says("NURSE", "cam kết");
    await bot.taps("NURSE", "Đăng ký lại từ đầu");
    await submit(data, filled(form, "Đã hoàn thành", "", "Đã hoàn thành"));
    expect(bot.last("NURSE").text).toContain("Câu 5/5");
    expect(await store.prisma.talk.count({ where: { memberId: organisation.members.nurse } })).toBe(2);
    await bot.taps("NURSE", "Xong phần minh chứng");
    await bot.taps("NURSE", "Nộp báo cáo");
    expect(bot.heard("NURSE").at(-2)?.text).toContain("Ta quay lại việc đang dở");
  });

  test("a form of a report that was submitted, of somebody else, or of nothing changes nothing", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form, data } = formShown();
    const values = filled(form, "Đã hoàn thành", "", "Đã hoàn thành");
    await submit(data, values, "CLERK");
    expect(bot.last("CLERK").text).toContain("dành cho người khác");
    await submit(data, values);
    await bot.taps("NURSE", "Xong phần minh chứng");
    await bot.taps("NURSE", "Nộp báo cáo");
    await submit(data, filled(form, "Chưa thực hiện", "", "Chưa thực hiện"));
    expect(bot.last("NURSE").text).toContain("không còn hiệu lực");
    await submit("999999.0", values);
    expect(bot.last("NURSE").text).toContain("không còn hiệu lực");
    await submit("nothing", { strange: "x" });
    expect(bot.last("NURSE").text).toContain("không còn hiệu lực");
    const versions = await store.prisma.reportVersion.findMany();
    expect(versions).toHaveLength(1);
    expect(JSON.stringify(versions)).not.toContain("Chưa thực hiện");
  });

  test("the same form sent twice is one answer", async () => {
    await bot.says("NURSE", "báo cáo tháng");
    const { form, data } = formShown();
    const values = filled(form, "Đã hoàn thành", "", "Đã hoàn thành");
    await submit(data, values);
    const heard = bot.heard("NURSE").length;
    expect(readTapData(data)).not.toBeNull();
    await submit(data, values);
    expect(bot.heard("NURSE").length).toBe(heard + 1);
    expect(bot.last("NURSE").text).toContain("Câu 5/5");
  });
});
