import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Dispatcher, dispatcher } from "../../src/delivery/dispatcher.ts";
import { type Letter, post } from "../../src/delivery/post.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, type Organisation, ZONE } from "../support/organisation.ts";

let store: Store;
let organisation: Organisation;
let channel: FakeChannel;
let now: Date;
let working: boolean;
let started: Dispatcher[];

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  now = at("2026-11-20", "09:00");
  working = true;
  started = [];
  organisation = await makeOrganisation(store, now);
  channel = fakeChannel();
});
afterEach(() => Promise.all(started.map((one) => one.stop())));

function start(holder = "one", configured: readonly string[] = ["fake", "other"]): Dispatcher {
  const made = dispatcher({
    store,
    channel,
    clock: { now: () => now },
    log: createLog("silent"),
    holder,
    zone: ZONE,
    wakeOthers: () => undefined,
    configured,
    proactiveAllowed: () => working,
    readFile: async () => new Uint8Array([1]),
  });
  started.push(made);
  return made;
}

let letters = 0;
const letter = (body: string, rest: Partial<Letter> = {}): Letter => ({
  key: `test ${++letters}`,
  to: { memberId: organisation.members.nurse },
  title: null,
  body,
  choices: [],
  files: [],
  proactive: false,
  requires: null,
  expiresAt: null,
  ...rest,
});
const row = async () => store.prisma.delivery.findFirstOrThrow();
const texts = (chat = "NURSE") => channel.heard(chat).map((heard) => heard.text);

describe("the post office", () => {
  test("a letter with the same key twice is one message", async () => {
    await post(store.prisma, [letter("một", { key: "same" })], now);
    await post(store.prisma, [letter("hai", { key: "same" })], now);
    await start().drain();
    expect(texts()).toEqual(["một"]);
  });

  test("order in a chat is kept, also when the first has to be tried again", async () => {
    await post(
      store.prisma,
      ["một", "hai", "ba"].map((body) => letter(body)),
      now,
    );
    channel.failNext(new ChannelError("later", "too-many-requests", 3000));
    const office = start();
    await office.drain();
    expect(texts()).toEqual([]);
    now = new Date(now.getTime() + 3000);
    await office.drain();
    expect(texts()).toEqual(["một", "hai", "ba"]);
  });

  test("a chat that fails does not delay another", async () => {
    await post(store.prisma, [letter("một"), letter("hai", { to: { memberId: organisation.members.clerk } })], now);
    channel.failNext(new ChannelError("later", "platform-down"));
    await start().drain();
    expect(texts("CLERK")).toEqual(["hai"]);
  });

  test("a person who blocked the bot gets no second try, and is on record", async () => {
    await post(store.prisma, [letter("một")], now);
    channel.failNext(new ChannelError("never", "blocked"));
    await start().drain();
    expect(await row()).toMatchObject({ state: "failed", error: "blocked", attempts: 1 });
    expect((await store.prisma.account.findFirstOrThrow({ where: { address: "NURSE" } })).blockedAt).not.toBeNull();
  });

  test("a message that may have arrived is sent once more at most", async () => {
    await post(store.prisma, [letter("một")], now);
    channel.failNext(...Array.from({ length: 5 }, () => new ChannelError("unknown", "no-answer")));
    const office = start();
    for (let hour = 0; hour < 4; hour++) {
      await office.drain();
      now = new Date(now.getTime() + 3_600_000);
    }
    expect(await row()).toMatchObject({ state: "failed", error: "no-answer", attempts: 2 });
  });

  test("what the bot starts itself waits for working hours; an answer does not", async () => {
    working = false;
    await post(store.prisma, [letter("lời nhắc", { proactive: true }), letter("trả lời")], now);
    const office = start();
    await office.drain();
    expect(texts()).toEqual(["trả lời"]);
    working = true;
    await office.drain();
    expect(texts()).toEqual(["trả lời", "lời nhắc"]);
  });

  test("who has lost the role since does not get what needed it", async () => {
    const requires = { role: "head" as const, unitId: organisation.units.health };
    await post(
      store.prisma,
      [letter("cho trưởng", { to: { memberId: organisation.members.healthHead }, requires })],
      now,
    );
    await store.prisma.membership.updateMany({
      where: { memberId: organisation.members.healthHead },
      data: { role: "member" },
    });
    await start().drain();
    expect(texts("HEALTH-HEAD")).toEqual([]);
    expect((await row()).state).toBe("cancelled");
  });

  test("a message whose time is over is not sent", async () => {
    await post(store.prisma, [letter("sáng nay", { expiresAt: at("2026-11-20", "08:59") })], now);
    await start().drain();
    expect((await row()).state).toBe("expired");
  });

  test("a message goes elsewhere only to an account on a platform of this installation", async () => {
    const memberId = organisation.members.nurse;
    await store.prisma.account.create({
      data: { memberId, channel: "other", address: "N2", chatId: "N2", rank: 1, linkedAt: now },
    });
    const pausedUntil = new Date(now.getTime() + 60_000);
    await store.prisma.account.updateMany({ where: { channel: "fake", memberId }, data: { pausedUntil } });
    const channels = async () => (await store.prisma.delivery.findMany()).map((one) => one.channel).toSorted();
    const alone = start("one", ["fake"]);
    // Enqueued for this chat, so that it is here when somebody answers by hand.
    await post(
      store.prisma,
      [letter("một", { to: { channel: "fake", chatId: "NURSE", memberId }, proactive: true })],
      now,
    );
    await alone.drain();
    expect(await row()).toMatchObject({ channel: "fake", state: "pending", availableAt: pausedUntil });
    now = pausedUntil;
    channel.failNext(new ChannelError("never", "window-closed"));
    await alone.drain();
    expect(await channels()).toEqual(["fake"]);
    await post(store.prisma, [letter("hai")], now);
    channel.failNext(new ChannelError("never", "window-closed"));
    await alone.stop();
    await start("two").drain();
    expect(await channels()).toEqual(["fake", "fake", "other"]);
  });

  test("one process at a time sends for a channel; another takes over what it left unfinished", async () => {
    const first = start("one");
    await first.drain();
    await post(store.prisma, [letter("một")], now);
    expect(await start("two").drain()).toBe(0);
    await store.prisma.delivery.updateMany({ data: { state: "sending", attempts: 1 } });
    await store.prisma.lease.updateMany({ data: { until: new Date(0) } });
    await start("three").drain();
    expect(texts()).toEqual(["một"]);
  });
});
