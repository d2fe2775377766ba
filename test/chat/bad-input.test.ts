import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { at } from "../support/clockwork.ts";
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
  organisation = await makeOrganisation(store, NOW);
  bot = await startBot(store, NOW);
});

const give = () =>
  organisation.give({
    text: "Lập báo cáo",
    unitId: organisation.units.health,
    dueOn: "2026-11-25",
    holderId: organisation.members.nurse,
  });
const states = async () => (await store.prisma.assignment.findMany()).map((one) => one.state);

describe("what should not change anything", () => {
  test("the same event twice is handled once and answered once", async () => {
    await give();
    await bot.says("NURSE", "xong rồi", "same");
    await bot.says("NURSE", "xong rồi", "same");
    expect(await store.prisma.progress.count()).toBe(1);
    expect(bot.heard("NURSE")).toHaveLength(1);
  });

  test("somebody else's choice is refused politely and does nothing", async () => {
    await give();
    await bot.says("NURSE", "/viec");
    const offerId = bot.last("NURSE").message.offer?.offerId;
    await bot.tapsData("CLERK", `${offerId}.0`);
    expect(bot.last("CLERK").text).toContain("dành cho người khác");
    expect(await states()).toEqual(["open"]);
  });

  test.each(["999999.0", "1.99", "x", "", "1.0; DROP TABLE member"])(
    "a tap that never was (%s) is stale",
    async (data) => {
      await bot.tapsData("NURSE", data);
      expect(bot.last("NURSE").text).toContain("không còn hiệu lực");
    },
  );

  test("a choice used once is closed, and a number that meant it says so", async () => {
    await give();
    await bot.says("NURSE", "xong rồi");
    await bot.taps("NURSE", "Hoàn tác");
    await bot.says("NURSE", "1");
    expect(bot.last("NURSE").text).toContain("không còn hiệu lực");
  });

  test("an answer to a question that was closed does nothing", async () => {
    await give();
    await bot.says("NURSE", "xin lùi đến 15/12 vì chờ kinh phí");
    const offerId = bot.last("NURSE").message.offer?.offerId;
    await bot.says("NURSE", "huỷ");
    await bot.tapsData("NURSE", `${offerId}.0`);
    expect(await store.prisma.extension.count()).toBe(0);
  });

  test("a message of 10,000 characters is refused whole, with its length", async () => {
    await bot.says("NURSE", "x".repeat(10_000));
    expect(bot.last("NURSE").text).toContain("10000 ký tự");
  });

  test("emoji, stickers, control characters and nothing at all get a sentence", async () => {
    await bot.says("NURSE", "👍");
    await bot.says("NURSE", "\u0000\u0007\u200b");
    await bot.happens("NURSE", { kind: "unreadable" });
    expect(bot.heard("NURSE")).toHaveLength(3);
    expect(bot.last("NURSE").text).toContain("chỉ đọc được chữ và tệp");
  });

  test("Vietnamese in decomposed letters and without accents means the same", async () => {
    await give();
    await bot.says("NURSE", "việc của tôi".normalize("NFD"));
    const composed = bot.last("NURSE").text;
    await bot.says("NURSE", "viec cua toi");
    expect(bot.last("NURSE").text).toBe(composed);
  });

  test("after two answers that are not understood the way out is offered; after four the question is put aside", async () => {
    await give();
    await bot.says("NURSE", "xin gia hạn");
    await bot.says("NURSE", "ừm");
    expect(bot.last("NURSE").text).toContain("đến ngày nào");
    await bot.says("NURSE", "không biết nữa");
    expect(bot.last("NURSE").labels).toEqual(["Hỏi lại", "Để sau", "Huỷ", "Trợ giúp"]);
    await bot.says("NURSE", "abc");
    await bot.says("NURSE", "xyz");
    expect(bot.last("NURSE").text).toContain("để việc này lại");
    expect(await store.prisma.talk.findMany({ select: { dialog: true, waiting: true } })).toEqual([
      { dialog: "extension", waiting: true },
    ]);
  });

  test("a command interrupts a question, which is asked again afterwards", async () => {
    await give();
    await bot.says("NURSE", "xin gia hạn");
    await bot.says("NURSE", "/viec");
    expect(bot.last("NURSE").text).toContain("đến ngày nào");
    await bot.says("NURSE", "15/12");
    expect(bot.last("NURSE").text).toContain("Lý do");
  });

  test("whatever is typed, the bot answers and no work is reported done by noise", async () => {
    await give();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (noise) => {
        const before = bot.heard("NURSE").length;
        await bot.says("NURSE", noise);
        expect(bot.heard("NURSE").length).toBeGreaterThan(before);
      }),
      { numRuns: 40 },
    );
    expect(await states()).toEqual(["open"]);
  });

  test("an error inside one conversation is told to that person and stops nobody else", async () => {
    await store.prisma.talk.create({
      data: {
        memberId: organisation.members.nurse,
        dialog: "extension",
        step: "date",
        data: { id: "not a number" },
        updatedAt: NOW,
      },
    });
    await bot.says("NURSE", "15/12");
    expect(bot.last("NURSE").text).toContain("Có lỗi ở phía tôi");
    await bot.says("CLERK", "việc của tôi");
    expect(bot.last("CLERK").text).toContain("không còn việc nào");
  });
});
