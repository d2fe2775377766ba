import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Letter, post } from "../../src/delivery/post.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { type Platforms, startPlatforms } from "../support/platforms.ts";

const NOW = at("2026-11-20", "09:00");
const BLOCKED = new ChannelError("never", "blocked");

let store: Store;
let organisation: Organisation;
let red: FakeChannel;
let blue: FakeChannel;
let platforms: Platforms;
let nurse: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, NOW, "red");
  nurse = organisation.members.nurse;
  await store.prisma.account.create({
    data: { memberId: nurse, channel: "blue", address: "N2", chatId: "N2", rank: 1, linkedAt: NOW },
  });
  red = fakeChannel("red");
  blue = fakeChannel("blue", { monthlyQuota: 10 });
  platforms = await startPlatforms(store, [red, blue], NOW);
});
afterEach(() => platforms.close());

let letters = 0;
const letter = (body: string, rest: Partial<Letter> = {}): Letter => ({
  key: `letter ${++letters}`,
  to: { memberId: nurse },
  title: null,
  body,
  choices: [],
  files: [],
  proactive: true,
  requires: null,
  expiresAt: null,
  ...rest,
});
const send = async (...all: Letter[]): Promise<void> => {
  await post(store.prisma, all, platforms.now);
  await platforms.settle();
};
const texts = (channel: FakeChannel, chat: string) => channel.heard(chat).map(({ text }) => text);
const account = (channel: string) => store.prisma.account.findFirstOrThrow({ where: { memberId: nurse, channel } });
const changes = async () =>
  (await store.prisma.accountChange.findMany({ orderBy: { id: "asc" } })).map(({ channel, what }) => [channel, what]);
const later = (minutes: number) => {
  platforms.now = new Date(platforms.now.getTime() + minutes * 60_000);
};

describe("a message that cannot be delivered", () => {
  test("goes to the person's next account in the order they chose, and both rows stay on record", async () => {
    red.failAlways("NURSE", BLOCKED);
    await send(letter("một", { key: "first" }));
    expect(texts(blue, "N2")).toEqual(["một"]);
    const rows = await store.prisma.delivery.findMany({ orderBy: { id: "asc" } });
    expect(rows).toMatchObject([
      { key: "first", channel: "red", state: "failed", error: "blocked" },
      { key: `first instead ${rows[0]?.id}`, channel: "blue", state: "sent", insteadOfId: rows[0]?.id },
    ]);
  });

  test("marks a blocked account, and the next message goes to the other one at once", async () => {
    red.failAlways("NURSE", BLOCKED);
    await send(letter("một"));
    expect((await account("red")).blockedAt).toEqual(NOW);
    expect(await changes()).toEqual([["red", "blocked"]]);
    await send(letter("hai"));
    expect(await store.prisma.delivery.count({ where: { channel: "red" } })).toBe(1);
    expect(texts(blue, "N2")).toEqual(["một", "hai"]);
  });

  test("after the platform's window has closed goes elsewhere, and the next one is tried there again", async () => {
    red.failNext(new ChannelError("never", "window-closed"));
    await send(letter("một"));
    await send(letter("hai"));
    expect(texts(blue, "N2")).toEqual(["một"]);
    expect(texts(red, "NURSE")).toEqual(["hai"]);
    expect((await account("red")).blockedAt).toBeNull();
  });

  test("takes its choices with it: they are open in the new chat", async () => {
    const id = await organisation.give({
      text: "Lập danh sách",
      unitId: organisation.units.health,
      dueOn: "2026-11-25",
      holderId: nurse,
    });
    red.failAlways("NURSE", BLOCKED);
    await send(
      letter("Xong chưa?", { choices: [{ label: "Đã xong", action: { dialog: "progress", do: "done", id } }] }),
    );
    expect(blue.last("N2").labels).toEqual(["Đã xong"]);
    await blue.says("N2", "1");
    expect(blue.last("N2").text).toContain("Đã ghi: “Lập danh sách” báo xong");
    expect(await store.prisma.progress.count()).toBe(1);
  });

  test("is not sent twice in the same place: with no account left it stays where it failed", async () => {
    red.failAlways("NURSE", BLOCKED);
    blue.failAlways("N2", new ChannelError("never", "window-closed"));
    await send(letter("một"));
    expect(await store.prisma.delivery.findMany({ select: { state: true } })).toEqual([
      { state: "failed" },
      { state: "failed" },
    ]);
  });

  test("does not go elsewhere when its time is over", async () => {
    red.failNext(new ChannelError("later", "platform-down"));
    await send(letter("sáng nay", { expiresAt: at("2026-11-20", "09:01") }));
    later(2);
    red.failAlways("NURSE", BLOCKED);
    await platforms.settle();
    expect(texts(blue, "N2")).toEqual([]);
  });

  test("that may have arrived twice over goes elsewhere too", async () => {
    red.failNext(...Array.from({ length: 2 }, () => new ChannelError("unknown", "no-answer")));
    await send(letter("một"));
    later(60);
    await platforms.settle();
    expect(texts(blue, "N2")).toEqual(["một"]);
  });

  test("to an account that was unlinked meanwhile goes to the one that is left", async () => {
    platforms.proactive = false;
    await send(letter("một"));
    await store.prisma.account.delete({ where: { id: (await account("red")).id } });
    platforms.proactive = true;
    await platforms.settle();
    expect(texts(red, "NURSE")).toEqual([]);
    expect(texts(blue, "N2")).toEqual(["một"]);
  });
});

describe("a silent account", () => {
  test("after three messages in a row without an answer the next account is used first, until the person writes", async () => {
    red.failNext(...Array.from({ length: 6 }, () => new ChannelError("unknown", "no-answer")));
    for (const [index, body] of ["một", "hai", "ba"].entries()) {
      expect((await account("red")).silence).toBe(index);
      await send(letter(body));
      later(60);
      await platforms.settle();
    }
    expect((await account("red")).silence).toBe(3);
    await send(letter("bốn"));
    expect(texts(red, "NURSE")).toEqual([]);
    expect(texts(blue, "N2")).toEqual(["một", "hai", "ba", "bốn"]);
    await red.says("NURSE", "chào");
    expect((await account("red")).silence).toBe(0);
    await send(letter("năm"));
    expect(texts(red, "NURSE").at(-1)).toBe("năm");
  });

  test("a message that arrives ends the silence", async () => {
    red.failNext(...Array.from({ length: 3 }, () => new ChannelError("unknown", "no-answer")));
    await send(letter("một"));
    later(60);
    await platforms.settle();
    expect((await account("red")).silence).toBe(1);
    await send(letter("hai"));
    later(60);
    await platforms.settle();
    expect(texts(red, "NURSE")).toEqual(["hai"]);
    expect((await account("red")).silence).toBe(0);
  });
});

describe("a platform that is away for long", () => {
  const away = new ChannelError("later", "platform-down");
  const hours = async (count: number) => {
    for (let quarter = 0; quarter < count * 4; quarter++) {
      later(15);
      await platforms.settle();
    }
  };
  const alone = () => store.prisma.account.deleteMany({ where: { memberId: nurse, channel: "blue" } });

  test("gets what was meant for it once it is back, in order, however often that was tried", async () => {
    await alone();
    red.failAlways("NURSE", away);
    await send(letter("nhắc", { expiresAt: at("2026-11-20", "17:30") }), letter("hỏi"));
    await hours(6);
    red.failAlways("NURSE", null);
    await hours(0.5);
    expect(texts(red, "NURSE").toSorted()).toEqual(["hỏi", "nhắc"]);
  });

  test("has what it starts itself go to the reader's other account after a dozen tries; answers wait for it", async () => {
    red.failAlways("NURSE", away);
    await send(letter("nhắc"), letter("đáp", { proactive: false }));
    await hours(2);
    expect(texts(blue, "N2")).toEqual([]);
    await hours(2);
    expect(texts(blue, "N2")).toEqual(["nhắc"]);
    red.failAlways("NURSE", null);
    await hours(0.5);
    expect(texts(red, "NURSE")).toEqual(["đáp"]);
  });

  test("has a message fail, and no head left in ignorance, when no try is left before it expires", async () => {
    await alone();
    red.failAlways("NURSE", new ChannelError("set-up", "bad-token"));
    await send(letter("nhắc", { expiresAt: at("2026-11-20", "11:00") }));
    await hours(2);
    expect(await store.prisma.delivery.findFirst()).toMatchObject({ state: "failed", error: "bad-token" });
  });

  test("does not have one message that it never takes silence its chat", async () => {
    await alone();
    let file: () => ChannelError | null = () => new ChannelError("set-up", "missing-permission");
    const send0 = red.send;
    red.send = async (outgoing) => {
      const failure = outgoing.message.body === "bảng" ? file() : null;
      if (failure !== null) throw failure;
      return await send0(outgoing);
    };
    await send(letter("bảng", { proactive: false }));
    await send(letter("sau bảng", { proactive: false }));
    expect(texts(red, "NURSE")).toEqual([]);
    await hours(4);
    expect(texts(red, "NURSE")).toEqual(["sau bảng"]);
    file = () => null;
    await hours(0.5);
    expect(texts(red, "NURSE")).toEqual(["sau bảng", "bảng"]);
  });
});

describe("what a channel is told with a message", () => {
  test("when the person last wrote on that account, for answers and for what the bot starts itself", async () => {
    await red.says("NURSE", "chào");
    expect(red.last("NURSE").lastHeardAt).toEqual(NOW);
    later(90);
    await send(letter("nhắc"));
    expect(red.last("NURSE").lastHeardAt).toEqual(NOW);
    expect((await account("blue")).lastHeardAt).toBeNull();
  });
});

describe("a chat that the platform moved", () => {
  test("is followed: its room gets the new id and what waits is sent there, in order", async () => {
    const room = await store.prisma.room.create({
      data: { channel: "red", chatId: "group", unitId: organisation.units.root, createdAt: NOW },
    });
    red.failAlways("group", new ChannelError("never", "moved", null, "supergroup"));
    await send(letter("tuần 46", { to: { roomId: room.id } }), letter("tuần 47", { to: { roomId: room.id } }));
    expect(texts(red, "supergroup")).toEqual(["tuần 46", "tuần 47"]);
    expect(await store.prisma.room.findMany({ select: { chatId: true, removedAt: true } })).toEqual([
      { chatId: "supergroup", removedAt: null },
    ]);
  });

  test("that is a room of the unit already under its new id is one room afterwards", async () => {
    const place = { channel: "red", unitId: organisation.units.root, createdAt: NOW };
    const room = await store.prisma.room.create({ data: { ...place, chatId: "group" } });
    await store.prisma.room.create({ data: { ...place, chatId: "supergroup" } });
    red.failAlways("group", new ChannelError("never", "moved", null, "supergroup"));
    await send(letter("tuần 46", { to: { roomId: room.id } }));
    const rooms = await store.prisma.room.findMany({ orderBy: { id: "asc" } });
    expect(rooms.map(({ removedAt }) => removedAt === null)).toEqual([false, true]);
  });
});

describe("a channel with a monthly quota", () => {
  const usage = () =>
    store.prisma.channelUsage.findMany({ select: { channel: true, month: true, sent: true, received: true } });

  test("counts what it sends and what it receives by the organisation's months, and other channels count nothing", async () => {
    await blue.says("N2", "chào", "same");
    await blue.says("N2", "chào", "same");
    await red.says("NURSE", "chào");
    platforms.now = at("2026-12-01", "00:10");
    await blue.says("N2", "chào");
    expect(await usage()).toEqual([
      { channel: "blue", month: "2026-11", sent: 1, received: 1 },
      { channel: "blue", month: "2026-12", sent: 1, received: 1 },
    ]);
  });

  test("counts every message of the platform that one of ours took", async () => {
    const once = blue.send;
    blue.send = async (outgoing) => ({ ...(await once(outgoing)), messages: 3 });
    await blue.says("N2", "chào");
    expect(await usage()).toEqual([{ channel: "blue", month: "2026-11", sent: 3, received: 1 }]);
  });

  test("that is used up sends what the bot starts itself to the next account; answers still go", async () => {
    await store.prisma.account.updateMany({ where: { memberId: nurse, channel: "blue" }, data: { rank: -1 } });
    await store.prisma.channelUsage.create({ data: { channel: "blue", month: "2026-11", sent: 6, received: 3 } });
    await send(letter("một"));
    await send(letter("hai"));
    expect(texts(blue, "N2")).toEqual(["một"]);
    expect(texts(red, "NURSE")).toEqual(["hai"]);
    await blue.says("N2", "việc của tôi");
    expect(texts(blue, "N2")).toHaveLength(2);
  });

  test("that is used up still carries messages for people who have no other account", async () => {
    await store.prisma.account.deleteMany({ where: { memberId: nurse, channel: "red" } });
    await store.prisma.channelUsage.create({ data: { channel: "blue", month: "2026-11", sent: 10 } });
    await send(letter("một"));
    expect(texts(blue, "N2")).toEqual(["một"]);
  });
});
