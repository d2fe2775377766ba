import { createServer } from "node:net";
import { TelegramServer } from "telegram-test-api/lib/telegramServer.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Channel, Incoming } from "../../../src/delivery/channel.ts";
import { outgoingTo, telegramOn } from "../../support/telegram-on-fake.ts";

// A second opinion by a fake that others wrote: telegram-test-api 4.2.1. It has no files (getFile, sendPhoto, sendDocument), no
// webhook secret, no my_chat_member, no commands and no limits, and does not check what it is sent.

const TOKEN = "987654321:AAtoken-for-the-other-fake";
let server: TelegramServer;
let channel: Channel;
let received: Incoming[];

beforeEach(async () => {
  server = new TelegramServer({ host: "127.0.0.1", port: await freePort() });
  await server.start();
  received = [];
  channel = telegramOn({ token: TOKEN, apiRoot: server.config.apiURL }, { firstPauseMs: 5 });
  await channel.start(async (incoming) => void received.push(incoming));
});
afterEach(async () => {
  await channel.stop();
  await server.stop();
});

const heard = async (count: number): Promise<void> => {
  while (received.length < count) await new Promise((resolve) => setImmediate(resolve));
};

test("telegram-test-api: what a person writes is heard, commands too", async () => {
  const person = server.getClient(TOKEN, { userId: 7, chatId: 7 });
  await person.sendMessage(person.makeMessage("việc của tôi"));
  await person.sendCommand(person.makeCommand("/start ACDEFGHJ"));
  await heard(2);
  expect(received).toMatchObject([
    { chatId: "7", address: "7", chatKind: "private", said: { kind: "text", text: "việc của tôi" } },
    { said: { kind: "text", text: "/start ACDEFGHJ" } },
  ]);
  expect(received[0]?.eventId).toMatch(/^666:\d+$/);
});

test("telegram-test-api: in a group only what addresses the bot is heard", async () => {
  const person = server.getClient(TOKEN, { userId: 7, chatId: -100, type: "supergroup" });
  await person.sendMessage(person.makeMessage("mọi người ơi"));
  await person.sendMessage(person.makeMessage("@TestNameBot việc của tôi"));
  await heard(1);
  expect(received).toMatchObject([{ chatId: "-100", chatKind: "group", said: { text: "việc của tôi" } }]);
});

test("telegram-test-api: a message with choices arrives with its buttons, and a tap comes back", async () => {
  const offer = { offerId: 4711, labels: ["Đã xong", "Chưa"] };
  await channel.send(outgoingTo("7", "Xong <chưa>?", { title: "Nhắc việc", offer }));
  const person = server.getClient(TOKEN, { userId: 7, chatId: 7 });
  const { result } = await person.getUpdates();
  expect(result[0]?.message).toMatchObject({
    chat_id: "7",
    parse_mode: "HTML",
    text: "<b>Nhắc việc</b>\nXong &lt;chưa&gt;?\n\n1. Đã xong\n2. Chưa",
    reply_markup: { inline_keyboard: [[{ callback_data: "4711.0" }, { callback_data: "4711.1" }]] },
  });
  await person.sendCallback(person.makeCallbackQuery("4711.1", { message: { message_id: 1 } } as never));
  await heard(1);
  expect(received[0]?.said).toEqual({ kind: "tap", data: "4711.1" });
});

test("telegram-test-api: a closed offer's message loses its buttons", async () => {
  const offer = { offerId: 4711, labels: ["Đã xong", "Chưa"] };
  const sent = await channel.send(outgoingTo("7", "Xong chưa?", { offer }));
  await channel.edit?.({ ...outgoingTo("7", "Xong chưa?\n\n✓ Đã xong"), ...sent });
  const history = await server.getClient(TOKEN, { chatId: 7 }).getUpdatesHistory();
  expect(history.at(-1)).toMatchObject({ message: { text: "Xong chưa?\n\n✓ Đã xong" } });
});

test("telegram-test-api: examining a platform that lacks methods finds what it can", async () => {
  const findings = await channel.examine();
  expect(findings).toContainEqual({ code: "token", ok: true, facts: { bot: "TestNameBot" } });
  expect(findings.find(({ code }) => code === "webhook")).toMatchObject({ ok: false });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}
