import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "../../src/delivery/channel.ts";
import { type Dispatcher, dispatcher } from "../../src/delivery/dispatcher.ts";
import { type Letter, post, postAtOnce } from "../../src/delivery/post.ts";
import { machineTime } from "../../src/delivery/turnstile.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { ZONE } from "../support/organisation.ts";

const NOW = at("2026-11-20", "09:00");
let store: Store;
let fake: FakeChannel;
let office: Dispatcher;
let passedMs: number;
/** What the platform does before it takes a message. */
let before: (chatId: string) => Promise<void>;
let calls: string[];

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  passedMs = 0;
  before = async () => undefined;
  calls = [];
  fake = fakeChannel();
  const channel: Channel = {
    ...fake,
    async send(outgoing) {
      calls.push(outgoing.chatId);
      await before(outgoing.chatId);
      return await fake.send(outgoing);
    },
  };
  office = dispatcher({
    store,
    channel,
    clock: { now: () => NOW },
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

let letters = 0;
const letter = (chatId: string, body: string): Letter => ({
  key: `unfinished ${++letters}`,
  to: { channel: "fake", chatId, memberId: null },
  title: null,
  body,
  choices: [],
  files: [],
  proactive: false,
  requires: null,
  expiresAt: null,
});
const texts = (chatId: string) => fake.heard(chatId).map(({ text }) => text);
/** Every lease of a delivery has run out. */
const outlive = () =>
  store.prisma.delivery.updateMany({ where: { state: "sending" }, data: { leaseUntil: new Date(0) } });

describe("a delivery that nobody carries any more", () => {
  test("is sent once its lease has run out, and its chat goes on", async () => {
    await office.drain();
    // Claimed at birth by a transaction whose commit was not acknowledged, so that its answer was handed to nobody.
    await postAtOnce(store.prisma, [letter("a", "một")], NOW, ["fake"]);
    await post(store.prisma, [letter("a", "hai"), letter("b", "ba")], NOW);
    passedMs = 31_000;
    await office.drain();
    expect([texts("a"), texts("b")]).toEqual([[], ["ba"]]);
    await outlive();
    passedMs = 62_000;
    await office.drain();
    expect(texts("a")).toEqual(["một", "hai"]);
  });

  test("is looked for every half minute, however often the channel's lease is renewed", async () => {
    await office.drain();
    await postAtOnce(store.prisma, [letter("a", "một")], NOW, ["fake"]);
    await outlive();
    for (passedMs = 6_000; passedMs < 30_000; passedMs += 6_000) await office.drain();
    expect(texts("a")).toEqual([]);
    await office.drain();
    expect(texts("a")).toEqual(["một"]);
  });
});

describe("a delivery that is slow", () => {
  test("is not sent a second time, though it outlives its lease", async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let taken: () => void = () => undefined;
    const other = new Promise<void>((resolve) => {
      taken = resolve;
    });
    before = async (chatId) => (chatId === "slow" ? await arrived : taken());
    await post(store.prisma, [letter("slow", "một")], NOW);
    const slow = office.drain();
    while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await outlive();
    passedMs = 31_000;
    await post(store.prisma, [letter("quick", "hai")], NOW);
    const quick = office.drain();
    await other;
    arrive();
    await Promise.all([slow, quick]);
    expect(calls.toSorted()).toEqual(["quick", "slow"]);
    expect(texts("slow")).toEqual(["một"]);
    expect(await store.prisma.delivery.count({ where: { state: "sent", attempts: 1 } })).toBe(2);
  });
});
