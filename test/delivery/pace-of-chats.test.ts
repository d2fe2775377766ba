import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "../../src/delivery/channel.ts";
import { type Dispatcher, dispatcher } from "../../src/delivery/dispatcher.ts";
import { type Letter, post } from "../../src/delivery/post.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { claimDeliveries } from "../../src/store/claim-deliveries.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { fakeChannel } from "../support/fake-channel.ts";

const NOW = at("2026-11-20", "09:00");
let store: Store;
let office: Dispatcher | null;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  office = null;
});
afterEach(() => office?.stop());

/** Sends whatever is in the outbox. `before` each message; what it throws or waits for is the platform's. */
function start(before: (chatId: string, text: string) => Promise<void> | void) {
  const fake = fakeChannel();
  let heard: () => void = () => undefined;
  const channel: Channel = {
    ...fake,
    async send(outgoing) {
      await before(outgoing.chatId, outgoing.message.body);
      const sent = await fake.send(outgoing);
      heard();
      return sent;
    },
  };
  office = dispatcher({
    store,
    channel,
    clock: { now: () => NOW },
    log: createLog("silent"),
    zone: "Asia/Ho_Chi_Minh",
    wakeOthers: () => undefined,
    holder: "one",
    proactiveAllowed: () => true,
    readFile: async () => new Uint8Array(),
  });
  office.start();
  return {
    texts: (chatId: string) => fake.heard(chatId).map(({ text }) => text),
    /** Resolves once this chat has heard so many messages. */
    async hears(chatId: string, count: number): Promise<void> {
      while (fake.heard(chatId).length < count)
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
    },
  };
}

let letters = 0;
const letter = (chatId: string, body: string): Letter => ({
  key: `chat ${++letters}`,
  to: { channel: "fake", chatId, memberId: null },
  title: null,
  body,
  choices: [],
  files: [],
  proactive: true,
  requires: null,
  expiresAt: null,
});

describe("among many chats", () => {
  test("one that hangs delays nobody, and gets its messages in order when it is back", async () => {
    let back: () => void = () => undefined;
    const away = new Promise<void>((resolve) => {
      back = resolve;
    });
    await post(store.prisma, [letter("slow", "một"), letter("slow", "hai"), letter("slow", "ba")], NOW);
    const others = Array.from({ length: 100 }, (_, place) => letter(`quick ${place % 20}`, String(place)));
    await post(store.prisma, others, NOW);
    const { texts, hears } = start((chatId) => (chatId === "slow" ? away : undefined));
    for (let chat = 0; chat < 20; chat++) await hears(`quick ${chat}`, 5);
    expect(texts("slow")).toEqual([]);
    back();
    await hears("slow", 3);
    expect(texts("slow")).toEqual(["một", "hai", "ba"]);
    expect(texts("quick 7")).toEqual(["7", "27", "47", "67", "87"]);
  });

  test("one that has blocked the bot, and one that the platform refuses for now, delay nobody", async () => {
    const tried: string[] = [];
    await post(store.prisma, [letter("blocked", "một"), letter("flooded", "một"), letter("flooded", "hai")], NOW);
    await post(
      store.prisma,
      Array.from({ length: 60 }, (_, place) => letter(`quick ${place % 20}`, String(place))),
      NOW,
    );
    const { hears } = start((chatId, text) => {
      if (!chatId.startsWith("quick")) tried.push(`${chatId} ${text}`);
      if (chatId === "blocked") throw new ChannelError("never", "blocked");
      if (chatId === "flooded") throw new ChannelError("later", "too-many-requests", 30_000);
    });
    for (let chat = 0; chat < 20; chat++) await hears(`quick ${chat}`, 3);
    expect(tried.toSorted()).toEqual(["blocked một", "flooded một"]);
  });

  test("those that rest are passed over when the outbox is asked", async () => {
    await post(store.prisma, [letter("a", "một"), letter("b", "hai"), letter("b", "ba"), letter("c", "bốn")], NOW);
    const request = { channel: "fake", now: NOW, limit: 10, proactiveToo: true, quota: null, configured: null };
    const first = await claimDeliveries(store.prisma, { ...request, exceptChats: ["b", "nobody"] });
    expect(first.map(({ chatId }) => chatId).toSorted()).toEqual(["a", "c"]);
    const second = await claimDeliveries(store.prisma, { ...request, exceptChats: [] });
    expect(second.map(({ chatId }) => chatId)).toEqual(["b"]);
  });
});
