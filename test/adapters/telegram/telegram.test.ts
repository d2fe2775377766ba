import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { telegramChannel } from "../../../adapters/telegram/channel.ts";
import { incomingOf } from "../../../adapters/telegram/incoming.ts";
import { htmlParts, keyboardOf } from "../../../adapters/telegram/outgoing.ts";
import type { Incoming } from "../../../src/delivery/channel.ts";
import { createLog } from "../../../src/log.ts";
import { type FakeBotApi, loadTelegramSpec, startFakeBotApi } from "../../support/fake-bot-api.ts";

// Payloads are transcribed from the Bot API documentation, not recorded.
const BOT = { id: 99, username: "nhacviec_bot" };
const FROM = { id: 7, is_bot: false, first_name: "An" };
const group = { id: -100, type: "supergroup", title: "Nhóm" };
const update = (rest: object) => ({ update_id: 5, ...rest }) as never;
const message = (rest: object, chat: object = { id: 7, type: "private", first_name: "An" }) =>
  update({ message: { message_id: 1, date: 0, from: FROM, chat, ...rest } });

describe("what comes in", () => {
  test("an update carries the bot's id, so that another bot's numbers are others", () => {
    expect(incomingOf(message({ text: "xin chào" }), BOT)).toMatchObject({
      eventId: "99:5",
      chatId: "7",
      address: "7",
    });
  });

  test("in a group only what addresses the bot is heard, without its name", () => {
    const said = (rest: object) => incomingOf(message(rest, group), BOT)?.said ?? null;
    expect(said({ text: "mọi người ơi" })).toBeNull();
    expect(said({ text: "@nhacviec_bot việc của tôi" })).toEqual({ kind: "text", text: "việc của tôi" });
    expect(said({ text: "/kenh@nhacviec_bot" })).toEqual({ kind: "text", text: "/kenh@nhacviec_bot" });
    expect(said({ text: "/kenh@other_bot" })).toBeNull();
    expect(said({ text: "xong rồi", reply_to_message: { from: { id: 99 } } })).toEqual({
      kind: "text",
      text: "xong rồi",
    });
  });

  test("blocking and letting in again are told; edits and posts of channels are not", () => {
    const member = (status: string) =>
      incomingOf(
        update({ my_chat_member: { chat: { id: 7, type: "private" }, from: FROM, new_chat_member: { status } } }),
        BOT,
      )?.said;
    expect([member("kicked"), member("member")]).toEqual([{ kind: "left" }, { kind: "returned" }]);
    expect(incomingOf(update({ edited_message: {} }), BOT)).toBeNull();
    expect(incomingOf(update({ channel_post: {} }), BOT)).toBeNull();
  });

  test("the largest size of a photo is taken, a sticker is unreadable", () => {
    const photo = [
      { file_id: "small", file_size: 1 },
      { file_id: "large", file_size: 9 },
    ];
    expect(incomingOf(message({ photo, caption: "đây" }), BOT)?.said).toMatchObject({
      kind: "files",
      caption: "đây",
      files: [{ fileRef: "large" }],
    });
    expect(incomingOf(message({ sticker: {} }), BOT)?.said).toEqual({ kind: "unreadable" });
  });
});

describe("what goes out", () => {
  test("only the three characters of HTML are escaped, and the title is bold", () => {
    expect(htmlParts({ title: "A & B", body: "5 < 6 “x”", offer: null })).toEqual(["<b>A &amp; B</b>\n5 &lt; 6 “x”"]);
  });

  test("two short choices share a row; a long one has its own and is cut on the button only", () => {
    const keyboard = keyboardOf({ offer: { offerId: 3, labels: ["Có", "Không", "x".repeat(100)] } });
    expect(keyboard?.inline_keyboard.map((row) => row.map((button) => button.text.length))).toEqual([[2, 5], [60]]);
  });
});

describe("the webhook", () => {
  let api: FakeBotApi;
  let received: Incoming[];
  let fails: boolean;
  let channel: ReturnType<typeof telegramChannel>;
  const SECRET = "a-secret-of-the-webhook";

  beforeEach(async () => {
    api = await startFakeBotApi({ validate: await loadTelegramSpec() });
    received = [];
    fails = false;
    channel = telegramChannel({
      token: api.token,
      mode: "webhook",
      webhookSecret: SECRET,
      publicUrl: "https://bot.example.org",
      apiRoot: api.apiRoot,
      log: createLog("silent"),
    });
    await channel.start(async (incoming) => {
      if (fails) throw new Error("store away");
      received.push(incoming);
    });
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  const call = async (body: string, secret: string | null = SECRET): Promise<number> => {
    const headers: Record<string, string> = secret === null ? {} : { "x-telegram-bot-api-secret-token": secret };
    const response = await channel.hook?.(
      new Request("http://localhost/hooks/telegram", { method: "POST", body, headers }),
    );
    return response?.status ?? 0;
  };
  const text = JSON.stringify({
    update_id: 1,
    message: {
      message_id: 1,
      date: 0,
      from: FROM,
      chat: { id: 7, type: "private", first_name: "An" },
      text: "xin chào",
    },
  });

  test("it is registered with its secret", () => {
    expect(api.calls("setWebhook")).toEqual([
      expect.objectContaining({ url: "https://bot.example.org/hooks/telegram", secret_token: SECRET }),
    ]);
  });

  test("a wrong or missing secret, broken JSON and a body of another kind change nothing", async () => {
    expect(await call(text, "wrong")).toBe(401);
    expect(await call(text, null)).toBe(401);
    expect(await call("{")).toBe(400);
    expect(await call('{"update_id":"one"}')).toBe(400);
    expect(await call('{"update_id":1,"poll":{}}')).toBe(200);
    expect(await call(`{"update_id":1,"x":"${"x".repeat(1_100_000)}"}`)).toBe(413);
    expect(received).toEqual([]);
  });

  test("what could not be stored is answered 500, so that Telegram repeats it", async () => {
    fails = true;
    expect(await call(text)).toBe(500);
    fails = false;
    expect(await call(text)).toBe(200);
    expect(received).toHaveLength(1);
  });

  test("a token that Telegram refuses is a matter of set-up, and is not in the error", async () => {
    const wrong = telegramChannel({
      token: "1:wrong-token",
      mode: "polling",
      webhookSecret: null,
      publicUrl: null,
      apiRoot: api.apiRoot,
      log: createLog("silent"),
    });
    const error = await wrong.start(async () => undefined).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ outcome: "set-up", code: "bad-token" });
    expect(String((error as Error).stack)).not.toContain("wrong-token");
  });

  test("every tap is answered", async () => {
    const tap = {
      update_id: 2,
      callback_query: {
        id: "q1",
        from: FROM,
        chat_instance: "1",
        data: "1.0",
        message: { message_id: 1, date: 0, chat: { id: 7, type: "private" } },
      },
    };
    expect(await call(JSON.stringify(tap))).toBe(200);
    await channel.stop();
    expect(api.calls("answerCallbackQuery")).toEqual([{ callback_query_id: "q1" }]);
  });
});

test("a batch is confirmed only when every update of it is stored; one poisoned update stops nobody", async () => {
  const api = await startFakeBotApi();
  const channel = telegramChannel({
    token: api.token,
    mode: "polling",
    webhookSecret: null,
    publicUrl: null,
    apiRoot: api.apiRoot,
    log: createLog("silent"),
    firstPauseMs: 1,
  });
  const tries = new Map<string, number>();
  await channel.start(async ({ said }) => {
    const words = said.kind === "text" ? said.text : "";
    tries.set(words, (tries.get(words) ?? 0) + 1);
    if (words === "độc") throw new Error("always");
    if (words === "lúc đầu hỏng" && (tries.get(words) ?? 0) < 3) throw new Error("at first");
  });
  api.says(1, "độc");
  api.says(2, "lúc đầu hỏng");
  await api.confirmed(api.says(1, "sau"));
  expect(Object.fromEntries(tries)).toEqual({ độc: 5, "lúc đầu hỏng": 3, sau: 1 });
  await channel.stop();
  await api.stop();
});
