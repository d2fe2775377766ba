import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { inviteStranger, makeOrganisation, type Organisation } from "../support/organisation.ts";

const NOW = at("2026-11-20", "09:00");
const CODE = "ACDEFGHJ";

let store: Store;
let organisation: Organisation;
let bot: Bot;
let strangerId: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, NOW);
  strangerId = await inviteStranger(store, organisation, CODE, NOW);
  bot = await startBot(store, NOW);
});

const accountOf = (address: string) => store.prisma.account.findFirst({ where: { address } });

describe("linking an account", () => {
  test("a stranger is told that this is a program, and asked for the code", async () => {
    await bot.says("new", "xin chào");
    expect(bot.last("new").text).toMatch(/phần mềm tự động.*mã mời 8 ký tự/s);
  });

  test.each([
    ["bare", "acde-fghj"],
    ["by deep link", `/start ${CODE}`],
    ["by command", "/lienket ACDE FGHJ"],
  ])("a right code links the account, however it is typed: %s", async (_how, typed) => {
    await bot.says("new", typed);
    expect(bot.last("new").text).toContain("Chào Hà Thị Mới (Sở Tài chính)");
    expect((await accountOf("new"))?.memberId).toBe(strangerId);
  });

  test("a code works once: the second account gets a clear sentence", async () => {
    await bot.says("new", CODE);
    await bot.says("other", CODE);
    expect(bot.last("other").text).toContain("Mã này đã được dùng");
    expect(await accountOf("other")).toBeNull();
  });

  test("a code ends after 48 hours", async () => {
    bot.now = at("2026-11-22", "09:00");
    await bot.says("new", CODE);
    expect(bot.last("new").text).toContain("đã hết hạn");
  });

  test("five wrong codes close the account to further guesses, even right ones, for 48 hours", async () => {
    for (let guess = 0; guess < 5; guess++) await bot.says("new", "ACDEFGHK");
    expect(bot.last("new").text).toContain("còn 0 lần thử");
    await bot.says("new", CODE);
    expect(bot.last("new").text).toContain("nhập sai 5 lần");
    bot.now = at("2026-11-22", "09:01");
    await bot.says("new", CODE);
    expect(bot.last("new").text).toContain("đã hết hạn");
  });

  test("words that are not of the form of a code are no guess", async () => {
    for (let word = 0; word < 8; word++) await bot.says("new", "xin chào bot");
    await bot.says("new", CODE);
    expect((await accountOf("new"))?.memberId).toBe(strangerId);
  });

  test("a code in a group links nothing", async () => {
    await bot.happens("new", { kind: "text", text: `/start ${CODE}` }, { id: "group-1", kind: "group" });
    expect(await accountOf("new")).toBeNull();
    expect(bot.last("group-1").text).toContain("nhắn trực tiếp");
  });

  test("an account moves to the member whose code it enters", async () => {
    await bot.says("NURSE", `/lienket ${CODE}`);
    expect((await accountOf("NURSE"))?.memberId).toBe(strangerId);
  });

  test("a person who blocked the bot is not written to, and is again after they return", async () => {
    await bot.happens("NURSE", { kind: "left" });
    expect((await accountOf("NURSE"))?.blockedAt).not.toBeNull();
    await bot.says("NURSE", "xin chào");
    expect((await accountOf("NURSE"))?.blockedAt).toBeNull();
  });
});
