import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Dispatcher, dispatcher } from "../../src/delivery/dispatcher.ts";
import { floodWatch } from "../../src/delivery/flood.ts";
import { type Letter, post, postAtOnce } from "../../src/delivery/post.ts";
import { machineTime } from "../../src/delivery/turnstile.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { ZONE } from "../support/organisation.ts";

const START = at("2026-11-20", "09:00");
let store: Store;
let channel: FakeChannel;
let office: Dispatcher;
let passedMs: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  passedMs = 0;
  const pace = { ...fakeChannel().can.pace, chatOf: (chatId: string) => chatId.split(":")[0] ?? chatId };
  channel = fakeChannel("fake", { pace });
  office = dispatcher({
    store,
    channel,
    clock: { now },
    log: createLog("silent"),
    holder: "one",
    zone: ZONE,
    wakeOthers: () => undefined,
    proactiveAllowed: () => true,
    readFile: async () => new Uint8Array(),
    time: { ...machineTime, nowMs: () => passedMs },
  });
});
afterEach(() => office.stop());

function now(): Date {
  return new Date(START.getTime() + passedMs);
}
const tooMuch = (seconds: number) => new ChannelError("later", "too-many-requests", seconds * 1000);
let letters = 0;
const letter = (chatId: string, body: string): Letter => ({
  key: `flood ${++letters}`,
  to: { channel: "fake", chatId, memberId: null },
  title: null,
  body,
  choices: [],
  files: [],
  proactive: false,
  requires: null,
  expiresAt: null,
});
const enqueue = (chatIds: readonly string[]) =>
  post(
    store.prisma,
    chatIds.map((chatId, place) => letter(chatId, String(place))),
    now(),
  );
const heard = (chatIds: readonly string[]) =>
  chatIds.flatMap((chatId) => channel.heard(chatId).map(({ text }) => text));
const attempts = async () =>
  (await store.prisma.delivery.findMany({ orderBy: { id: "asc" } })).map((row) => row.attempts);
/** Each in turn is sent to and refused or, with 0 seconds, heard. */
async function sendEach(chats: Readonly<Record<string, number>>): Promise<void> {
  for (const [chatId, seconds] of Object.entries(chats)) {
    await enqueue([chatId]);
    if (seconds > 0) channel.failNext(tooMuch(seconds));
    await office.drain();
  }
}

describe("a platform that refuses three chats in a row as too much", () => {
  test("is left in peace until the longest time it said, and those attempts are none", async () => {
    await sendEach({ a: 60, b: 20, c: 30 });
    await enqueue(["a", "d", "e"]);
    passedMs = 59_000;
    expect(await office.drain()).toBe(0);
    expect(await attempts()).toEqual([0, 0, 0, 0, 0, 0]);
    passedMs = 60_000;
    expect(await office.drain()).toBe(6);
    expect(await attempts()).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("gets what waited in the order of each chat afterwards", async () => {
    for (const body of ["một", "hai"])
      await post(
        store.prisma,
        ["a", "b", "c"].map((chat) => letter(chat, body)),
        now(),
      );
    channel.failNext(tooMuch(60), tooMuch(60), tooMuch(60));
    await office.drain();
    passedMs = 60_000;
    await office.drain();
    expect(heard(["a", "b", "c"])).toEqual(["một", "hai", "một", "hai", "một", "hai"]);
  });

  test("is asked with the next message after the rest, and a single refusal is then another rest", async () => {
    await sendEach({ a: 60, b: 60, c: 60 });
    passedMs = 60_000;
    channel.failNext(tooMuch(10), tooMuch(10), tooMuch(10));
    await office.drain();
    expect(await attempts()).toEqual([0, 0, 0]);
    passedMs = 70_000;
    expect(await office.drain()).toBe(3);
  });

  test("has nothing claimed at birth while it rests", async () => {
    await sendEach({ a: 60, b: 60 });
    expect(office.holds()).toBe(true);
    await sendEach({ c: 60 });
    expect(office.holds()).toBe(false);
    const { claimed } = await postAtOnce(store.prisma, [letter("d", "trả lời")], now(), ["fake"]);
    office.carry(claimed, false);
    await office.drain();
    expect(heard(["d"])).toEqual([]);
    passedMs = 60_000;
    await office.drain();
    expect(heard(["d"])).toEqual(["trả lời"]);
  });
});

describe("a chat that has had too much", () => {
  test("delays nobody as long as other messages are taken in between, and its attempts count", async () => {
    await sendEach({ a: 60, b: 60, quick: 0, c: 60, d: 60 });
    expect(await attempts()).toEqual([1, 1, 1, 1, 1]);
    await enqueue(["e"]);
    expect(await office.drain()).toBe(1);
  });

  test("is one chat, however often and in however many of its topics it is refused", async () => {
    await sendEach({ "-100:1": 60, "-100:2": 60, "-100:3": 60, b: 60 });
    await enqueue(["c"]);
    expect(await office.drain()).toBe(1);
  });

  test("is told from a flood by a message that was taken", () => {
    const watch = floodWatch();
    expect(watch.refused("a", 1, 10)).toBeNull();
    expect(watch.refused("a", 2, 50)).toBeNull();
    expect(watch.refused("b", 3, 20)).toBeNull();
    expect(watch.refused("c", 4, 30)).toEqual({ untilMs: 50, doubtful: [2, 3] });
    expect(watch.refused("d", 5, 60)).toEqual({ untilMs: 60, doubtful: [] });
    watch.accepted();
    expect(watch.refused("e", 6, 70)).toBeNull();
  });
});
