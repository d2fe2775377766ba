import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";

const NOW = new Date("2026-11-20T09:00:00+07:00");

let store: Store;
let organisation: Organisation;
let bot: Bot;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, NOW);
  bot = await startBot(store, NOW);
});

const assignment = (id: number) => store.prisma.assignment.findUniqueOrThrow({ where: { id } });
const giveNurse = (text = "Xây dựng quy chế trực ban", dueOn = "2026-11-25") =>
  organisation.give({ text, unitId: organisation.units.health, dueOn, holderId: organisation.members.nurse });

describe("what a member has to do", () => {
  test("a member sees their own outstanding work, soonest due first, and not their colleagues'", async () => {
    await giveNurse("Việc sau", "2026-12-20");
    await giveNurse("Việc trước", "2026-11-18");
    await organisation.give({ text: "Việc của phòng khác", unitId: organisation.units.finance, dueOn: "2026-11-21" });
    await bot.says("NURSE", "tôi còn việc gì");
    const { text, labels } = bot.last("NURSE");
    expect(text).toContain("Anh/chị còn 2 việc, trong đó 1 việc quá hạn");
    expect(labels[0]).toContain("Việc trước");
    expect(labels[0]).toContain("quá hạn 2 ngày");
    expect(labels[1]).toContain("Việc sau");
    expect(text).not.toContain("phòng khác");
  });

  test("the head of a unit is asked about work that nobody holds; a member of a unit with a head is not", async () => {
    await organisation.give({ text: "Chưa giao", unitId: organisation.units.health, dueOn: "2026-11-25" });
    await bot.says("HEALTH-HEAD", "/viec");
    expect(bot.last("HEALTH-HEAD").labels.join()).toContain("Chưa giao");
    await bot.says("NURSE", "/viec");
    expect(bot.last("NURSE").text).toContain("không còn việc nào");
  });

  test("heads see what their unit and the units below have outstanding; members are told it is not for them", async () => {
    await giveNurse();
    await bot.says("CHIEF", "đơn vị tôi còn việc gì");
    expect(bot.last("CHIEF").labels.join()).toContain("Xây dựng quy chế");
    await bot.says("FINANCE-HEAD", "/donvi");
    expect(bot.last("FINANCE-HEAD").text).toContain("không còn việc nào");
    await bot.says("NURSE", "/donvi");
    expect(bot.last("NURSE").text).toContain("dành cho trưởng đơn vị");
  });
});

describe("answering", () => {
  test("done means reported; the monitoring unit's head confirms, and the member hears of it", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "em làm xong rồi ạ");
    expect((await assignment(id)).state).toBe("reported");
    expect(bot.last("NURSE").text).toContain("báo xong");
    expect(bot.last("CHIEF").text).toContain("Ngô Thị Điều (Sở Y tế) báo đã xong");
    await bot.taps("CHIEF", "Xác nhận hoàn thành");
    expect((await assignment(id)).state).toBe("confirmed");
    expect(bot.last("NURSE").text).toContain("Lê Văn Chánh đã xác nhận hoàn thành");
    expect(await store.prisma.progress.count()).toBe(2);
  });

  test("what was reported done by a slip is undone with a tap, and only by who said so", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "được 40%");
    await bot.says("NURSE", "xong rồi");
    await bot.taps("NURSE", "Hoàn tác");
    expect(await assignment(id)).toMatchObject({ state: "doing", percent: 40 });
    await bot.taps("NURSE", "Hoàn tác");
    expect(bot.last("NURSE").text).toContain("không còn hiệu lực");
  });

  test("returned work comes back with the reason and can be reported again", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "đã hoàn thành");
    await bot.taps("CHIEF", "Trả lại");
    expect(bot.last("CHIEF").text).toContain("còn thiếu gì");
    await bot.says("CHIEF", "thiếu phụ lục 2");
    expect((await assignment(id)).state).toBe("returned");
    expect(bot.last("NURSE").text).toContain("thiếu phụ lục 2");
    await bot.says("NURSE", "xong rồi");
    expect((await assignment(id)).state).toBe("reported");
  });

  test("with several tasks the bot asks which one is meant before it notes anything", async () => {
    const first = await giveNurse("Việc thứ nhất", "2026-11-24");
    const second = await giveNurse("Việc thứ hai", "2026-11-25");
    await bot.says("NURSE", "xong rồi");
    expect(bot.last("NURSE").text).toContain("Anh/chị nói về việc nào?");
    expect((await assignment(first)).state).toBe("open");
    await bot.says("NURSE", "2");
    expect((await assignment(second)).state).toBe("reported");
    expect((await assignment(first)).state).toBe("open");
  });

  test("a percentage is asked for, taken as words or number, and 300 is refused", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "/viec");
    await bot.taps("NURSE", 1);
    await bot.taps("NURSE", "Đang làm (báo %)");
    await bot.says("NURSE", "300%");
    expect(bot.heard("NURSE").at(-2)?.text).toContain("“300%” không phải là phần trăm");
    await bot.says("NURSE", "khoảng 70%");
    expect(await assignment(id)).toMatchObject({ state: "doing", percent: 70 });
  });

  test('"ok" and "đã nhận" are receipts: nothing is noted', async () => {
    const id = await giveNurse();
    for (const receipt of ["ok", "dạ", "đã nhận", "xong chưa?", "👍"]) await bot.says("NURSE", receipt);
    expect((await assignment(id)).state).toBe("open");
    expect(await store.prisma.progress.count()).toBe(0);
  });

  test("work is handed to a colleague of the same unit, who is told, and can be taken back", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "chuyển việc này cho anh Thư");
    expect(bot.last("NURSE").labels).toEqual(["Đỗ Văn Thư"]);
    await bot.taps("NURSE", "Đỗ Văn Thư");
    expect((await assignment(id)).holderId).toBe(organisation.members.clerk);
    expect(bot.last("CLERK").text).toContain("Ngô Thị Điều giao việc này");
    await bot.taps("NURSE", "Lấy lại");
    expect(bot.last("NURSE").text).toContain("không thuộc quyền");
    await bot.says("HEALTH-HEAD", "/donvi");
    await bot.taps("HEALTH-HEAD", 1);
    await bot.taps("HEALTH-HEAD", "Giao người khác");
    await bot.says("HEALTH-HEAD", "vu thi tai");
    expect(bot.heard("HEALTH-HEAD").at(-2)?.text).toContain("không có ai tên “vu thi tai”");
    await bot.says("HEALTH-HEAD", "dieu");
    await bot.taps("HEALTH-HEAD", "Ngô Thị Điều");
    expect((await assignment(id)).holderId).toBe(organisation.members.nurse);
  });

  test("a file after a report of progress is its evidence", async () => {
    await giveNurse();
    await bot.says("NURSE", "xong rồi");
    await bot.sendsFile("NURSE", "bien-ban.pdf", new Uint8Array([1, 2, 3]));
    expect(bot.last("NURSE").text).toContain("Đã nhận 1 tệp minh chứng");
    const [progress] = await store.prisma.progress.findMany({ include: { evidence: true } });
    expect(progress?.evidence.map((file) => file.name)).toEqual(["bien-ban.pdf"]);
  });
});

describe("asking for more time", () => {
  test("date, reason and confirmation are asked in turn; the head grants; the original due day stays", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "xin gia hạn");
    await bot.says("NURSE", "15/12");
    await bot.says("NURSE", "chờ Sở Tài chính thẩm định");
    expect(bot.last("NURSE").text).toContain("Đến: 15/12/2026");
    await bot.taps("NURSE", "Gửi");
    expect(bot.last("CHIEF").text).toContain("Lý do: chờ Sở Tài chính thẩm định");
    expect((await assignment(id)).dueOn?.toISOString()).toContain("2026-11-25");
    await bot.taps("CHIEF", "Đồng ý gia hạn");
    const after = await assignment(id);
    expect([after.dueOn, after.originalDueOn].map((date) => date?.toISOString().slice(0, 10))).toEqual([
      "2026-12-15",
      "2026-11-25",
    ]);
    expect(bot.last("NURSE").text).toContain("Hạn mới: 15/12/2026");
  });

  test("one sentence with date and reason goes straight to the confirmation", async () => {
    await giveNurse();
    await bot.says("NURSE", "xin lùi đến 15/12 vì chờ kinh phí");
    expect(bot.last("NURSE").text).toContain("Lý do: chờ kinh phí");
    expect(await store.prisma.extension.count()).toBe(0);
    await bot.says("NURSE", "1");
    expect(await store.prisma.extension.count()).toBe(1);
  });

  test("31/02, a day in the past and a day before the deadline are refused, and the question stays", async () => {
    await giveNurse();
    await bot.says("NURSE", "xin gia hạn");
    const answers: [string, string][] = [
      ["31/02", "“31/02” không phải là ngày có thật"],
      ["1/10/2026", "đã qua"],
      ["22/11", "không muộn hơn hạn hiện nay"],
      ["20/12/2029", "hơn một năm"],
    ];
    for (const [typed, said] of answers) {
      await bot.says("NURSE", typed);
      expect(bot.heard("NURSE").at(-2)?.text).toContain(said);
      expect(bot.last("NURSE").text).toContain("xin lùi đến ngày nào");
    }
    expect(await store.prisma.extension.count()).toBe(0);
  });

  test("a refused request leaves the deadline, and a second decision changes nothing", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "xin lùi đến 15/12 vì chờ kinh phí");
    await bot.taps("NURSE", "Gửi");
    await bot.taps("CHIEF", "Không đồng ý");
    expect(bot.last("NURSE").text).toContain("không đồng ý gia hạn");
    expect((await assignment(id)).dueOn?.toISOString()).toContain("2026-11-25");
    await bot.says("CHIEF", "/duyet");
    expect(bot.last("CHIEF").text).toContain("Không có gì đang chờ");
  });

  test("only the head of the monitoring unit decides", async () => {
    const id = await giveNurse();
    await bot.says("NURSE", "xin lùi đến 15/12 vì chờ kinh phí");
    await bot.taps("NURSE", "Gửi");
    await bot.says("HEALTH-HEAD", "/duyet");
    expect(bot.last("HEALTH-HEAD").text).toContain("Không có gì đang chờ");
    await bot.says("HEALTH-HEAD", "/donvi");
    await bot.taps("HEALTH-HEAD", 1);
    expect(bot.last("HEALTH-HEAD").labels).not.toContain("Đồng ý gia hạn");
    expect((await assignment(id)).dueOn?.toISOString()).toContain("2026-11-25");
  });
});
