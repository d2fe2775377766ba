import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { addAdministrator } from "../support/administrator.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";

const NOW = new Date("2026-11-20T09:00:00+07:00");
const BYTES = new TextEncoder().encode("Kế hoạch");

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

const admin = (also: Parameters<typeof addAdministrator>[3] = []) => addAdministrator(store, organisation, NOW, also);
const work = () => store.prisma.planWork.findMany({ orderBy: { id: "asc" } });

async function draft(title: string, needsLook = 0): Promise<number> {
  const plan = await store.prisma.plan.create({
    data: {
      number: "31/KH-UB",
      title,
      monitorUnitId: organisation.units.root,
      sourceName: `${title}.docx`,
      sourceHash: title,
      createdAt: NOW,
      tasks: {
        create: [1, 2, 3].map((position) => ({
          position,
          heading: `I.${position}`,
          text: `Nhiệm vụ ${position}`,
          deadlineKind: "none",
          confidence: 1,
          needsReview: position <= needsLook ? ["thời hạn không rõ"] : [],
        })),
      },
    },
  });
  return plan.id;
}

describe("a file from an administrator", () => {
  test.each(["ke-hoach.docx", "KE HOACH.PDF", "bang.xlsx", "bang.csv", "van-ban.md", "van-ban.txt"])(
    "%s is a plan or a sheet: it is acknowledged at once and read after the commit",
    async (name) => {
      const memberId = await admin();
      await bot.sendsFile("ADMIN", name, BYTES);
      expect(bot.last("ADMIN").text).toBe(`Đã nhận “${name}”. Tôi đang đọc, xin chờ một chút.`);
      const attachment = await store.prisma.attachment.findFirstOrThrow();
      expect(await work()).toMatchObject([
        { memberId, channel: "fake", chatId: "ADMIN", kind: "read", attachmentId: attachment.id, doneAt: null },
      ]);
    },
  );

  test("a picture from an administrator is evidence, as from everybody", async () => {
    await admin();
    await bot.sendsFile("ADMIN", "anh.jpg", BYTES);
    expect(bot.last("ADMIN").text).toContain("không có việc nào đang mở");
    expect(await work()).toEqual([]);
  });

  test("an administrator with work of their own is asked whether a document is a plan or evidence", async () => {
    const memberId = await admin([{ role: "member", unitId: organisation.units.health }]);
    const id = await organisation.give({
      text: "Lập danh sách",
      unitId: organisation.units.health,
      dueOn: "2026-11-25",
      holderId: memberId,
    });
    await bot.sendsFile("ADMIN", "danh-sach.xlsx", BYTES);
    expect(bot.last("ADMIN").labels).toEqual(["Kế hoạch hoặc bảng rà soát", "Minh chứng"]);
    expect(await work()).toEqual([]);
    await bot.taps("ADMIN", "Minh chứng");
    await bot.taps("ADMIN", 1);
    expect(await store.prisma.attachment.findMany()).toMatchObject([{ progressId: expect.any(Number) }]);
    expect(await store.prisma.progress.findFirst()).toMatchObject({ assignmentId: id });
    await bot.sendsFile("ADMIN", "ke-hoach.docx", BYTES);
    await bot.says("ADMIN", "1");
    expect(await work()).toMatchObject([{ kind: "read" }]);
  });

  test("a file that answers an open question stays with that question, whatever its ending", async () => {
    const memberId = await admin([{ role: "member", unitId: organisation.units.health }]);
    await store.prisma.reportCycle.create({
      data: {
        period: "2026-11",
        coversFrom: toDate("2026-10-15"),
        coversTo: toDate("2026-11-14"),
        opensOn: toDate("2026-11-20"),
        dueOn: toDate("2026-11-25"),
        createdAt: NOW,
        reports: { create: { memberId, unitId: organisation.units.health } },
      },
    });
    await bot.says("ADMIN", "/baocao");
    for (const answer of ["Đã tập huấn hai lớp.", "Không có", "Làm tiếp"]) await bot.says("ADMIN", answer);
    expect(bot.last("ADMIN").text).toContain("minh chứng");
    await bot.sendsFile("ADMIN", "bao-cao.docx", BYTES);
    expect(bot.heard("ADMIN").at(-2)?.text).toContain("Đã nhận 1 tệp minh chứng");
    expect(await work()).toEqual([]);
  });

  test("a document sent while a question is open that takes no files is read, and the question is asked again", async () => {
    await admin();
    await bot.says("ADMIN", "/camket");
    const question = bot.last("ADMIN").text;
    await bot.sendsFile("ADMIN", "ke-hoach.docx", BYTES);
    expect(bot.heard("ADMIN").at(-2)?.text).toContain("Đã nhận “ke-hoach.docx”");
    expect(bot.last("ADMIN").text).toBe(question);
    expect(await work()).toMatchObject([{ kind: "read" }]);
  });

  test("the same document from anybody else is evidence and never read as a plan", async () => {
    for (const person of ["CHIEF", "LEADER", "HEALTH-HEAD", "NURSE"]) {
      await bot.sendsFile(person, "ke-hoach.docx", BYTES);
      expect(bot.last(person).text).toContain("không được gắn vào đâu");
    }
    expect(await work()).toEqual([]);
  });
});

describe("the administrator's plans", () => {
  test("/kehoach lists drafts first, then what is issued, and not what is closed", async () => {
    await admin();
    const closed = await draft("Kế hoạch cũ");
    await store.prisma.plan.update({ where: { id: closed }, data: { state: "closed" } });
    await draft("Kế hoạch mới", 2);
    await bot.says("ADMIN", "/kehoach");
    const { text, labels } = bot.last("ADMIN");
    expect(text).toContain("• 31/KH-UB Kế hoạch mới: dự thảo, 3 nhiệm vụ, 2 cần xem lại");
    expect(text).toContain("• 12/KH-UB Kế hoạch cải cách: đã ban hành, 0/0 việc xong");
    expect(text).not.toContain("Kế hoạch cũ");
    expect(labels).toEqual(["Dự thảo: 31/KH-UB Kế hoạch mới", "12/KH-UB Kế hoạch cải cách"]);
  });

  test("without plans the administrator is told how to begin", async () => {
    await admin();
    await store.prisma.plan.deleteMany();
    await bot.says("ADMIN", "kế hoạch");
    expect(bot.last("ADMIN").text).toContain("Anh/chị gửi văn bản");
  });

  test("more plans than fit a message are turned page by page", async () => {
    await admin();
    for (let plan = 1; plan <= 10; plan++) await draft(`Kế hoạch số ${plan}`);
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", "Xem tiếp (3)");
    expect(bot.last("ADMIN").labels).toHaveLength(3);
    expect(bot.last("ADMIN").labels[2]).toContain("Kế hoạch cải cách");
  });

  test("a draft offers issuing, its sheet and deleting; the label of issuing says how much is to be looked at", async () => {
    await admin();
    await draft("Kế hoạch mới", 2);
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", 1);
    expect(bot.last("ADMIN").labels).toEqual(["Ban hành (còn 2 cần xem lại)", "Gửi lại bảng", "Xoá dự thảo"]);
  });

  test("asking for issuing asks for a look first, and twice before it is done is asked once", async () => {
    await admin();
    const id = await draft("Kế hoạch mới");
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", 1);
    await bot.taps("ADMIN", "Ban hành");
    await bot.taps("ADMIN", "Ban hành");
    expect(bot.last("ADMIN").text).toContain("xin chờ một chút");
    expect(await work()).toMatchObject([{ kind: "preview", planId: id, attachmentId: null }]);
  });

  test("a draft is deleted only after it was asked twice; keeping it changes nothing", async () => {
    await admin();
    const id = await draft("Kế hoạch mới");
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", 1);
    await bot.taps("ADMIN", "Xoá dự thảo");
    expect(bot.last("ADMIN").text).toContain("không hoàn tác được");
    await bot.taps("ADMIN", "Giữ lại");
    expect(await work()).toEqual([]);
    await bot.taps("ADMIN", "Xoá dự thảo");
    await bot.taps("ADMIN", "Xoá");
    expect(await work()).toMatchObject([{ kind: "discard", planId: id }]);
  });

  test("a choice about a draft that somebody else issued or deleted meanwhile is answered politely and asks for nothing", async () => {
    await admin();
    const id = await draft("Kế hoạch mới");
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", 1);
    await store.prisma.plan.update({ where: { id }, data: { state: "issued", issuedAt: NOW } });
    await bot.taps("ADMIN", "Ban hành");
    expect(bot.last("ADMIN").text).toContain("không còn là dự thảo (đã ban hành)");
    await store.prisma.plan.delete({ where: { id } });
    await bot.taps("ADMIN", "Ban hành");
    expect(bot.last("ADMIN").text).toContain("không còn nữa");
    expect(await work()).toEqual([]);
  });

  test("who has lost the role is told so, and nothing is asked for", async () => {
    const memberId = await admin();
    await draft("Kế hoạch mới");
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", 1);
    await store.prisma.membership.updateMany({ where: { memberId }, data: { role: "member" } });
    await bot.taps("ADMIN", "Ban hành");
    expect(bot.last("ADMIN").text).toContain("do quản trị quản lý");
    expect(await work()).toEqual([]);
  });

  test("events that deadlines wait for are listed until their day is on record", async () => {
    await admin();
    const { planId } = organisation;
    for (const [position, event] of ["có hướng dẫn của Bộ", "Có hướng dẫn của Bộ", "đề án được phê duyệt"].entries()) {
      await store.prisma.task.create({
        data: {
          planId,
          position,
          heading: "",
          text: "Việc chờ",
          deadlineKind: "after-event",
          event,
          confidence: 1,
        },
      });
    }
    await bot.says("ADMIN", "/kehoach");
    await bot.taps("ADMIN", 1);
    expect(bot.last("ADMIN").text).toContain("2 mốc sự kiện chưa có ngày");
    await bot.taps("ADMIN", "Mốc sự kiện đang chờ");
    expect(bot.last("ADMIN").text).toContain("• có hướng dẫn của Bộ: 2 nhiệm vụ chờ");
    await store.prisma.planEvent.create({
      data: { planId, name: "có hướng dẫn của Bộ", tookPlaceOn: toDate("2026-11-18"), recordedAt: NOW },
    });
    await bot.taps("ADMIN", "Mốc sự kiện đang chờ");
    expect(bot.last("ADMIN").text).not.toContain("hướng dẫn của Bộ");
  });

  test("leadership and heads still see plans in numbers under the same command", async () => {
    await organisation.give({ text: "Việc", unitId: organisation.units.health, dueOn: "2026-11-25" });
    await bot.says("LEADER", "/kehoach");
    expect(bot.last("LEADER").text).toContain("12/KH-UB: 0/1 xong");
    await bot.says("NURSE", "/kehoach");
    expect(bot.last("NURSE").text).toContain("dành cho lãnh đạo và trưởng đơn vị");
  });
});
