import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Incoming } from "../../../src/delivery/channel.ts";
import { createLog } from "../../../src/log.ts";
import { startServer } from "../../../src/server/server.ts";
import { type FakeBotApi, loadTelegramSpec, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { HOOK_SECRET, telegramOn } from "../../support/telegram-on-fake.ts";

const SECRET_WORDS = "Nguyễn Văn An xin nghỉ phép";
const message = {
  update_id: 1,
  message: {
    message_id: 1,
    date: 0,
    from: { id: 7, is_bot: false, first_name: "An" },
    chat: { id: 7, type: "private", first_name: "An" },
    text: SECRET_WORDS,
  },
};

describe("Telegram's webhook", () => {
  let api: FakeBotApi;
  let channel: Channel;
  let received: Incoming[];
  let fails: boolean;
  let lines: string[];

  beforeEach(async () => {
    api = await startFakeBotApi({ validate: await loadTelegramSpec() });
    received = [];
    fails = false;
    lines = [];
    const log = createLog("info", { write: (line) => void lines.push(line) });
    channel = telegramOn(api, { mode: "webhook", log });
    await channel.start(async (incoming) => {
      if (fails) throw new Error(SECRET_WORDS);
      received.push(incoming);
    });
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
    expect(lines.join()).not.toContain(SECRET_WORDS);
    expect(lines.join()).not.toContain(HOOK_SECRET);
  });

  const post = async (
    body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
    secret: string | null = HOOK_SECRET,
  ): Promise<number> => {
    const headers: Record<string, string> = secret === null ? {} : { "x-telegram-bot-api-secret-token": secret };
    const request = new Request("http://localhost/hooks/telegram", { method: "POST", body, headers, duplex: "half" });
    return (await channel.hook?.(request))?.status ?? 0;
  };

  test("is registered with its secret and only what the bot reads", () => {
    expect(api.calls("setWebhook")).toEqual([
      {
        url: "https://bot.example.org/hooks/telegram",
        secret_token: HOOK_SECRET,
        allowed_updates: ["message", "callback_query", "my_chat_member"],
      },
    ]);
  });

  test("is there only where Telegram calls us; whether the bot hears is told only where it fetches", () => {
    const fetching = telegramOn(api);
    expect([channel, fetching].map((one) => "hook" in one)).toEqual([true, false]);
    expect([channel, fetching].map((one) => "hears" in one)).toEqual([false, true]);
  });

  test("without the right secret changes nothing and reads nothing", async () => {
    for (const secret of ["wrong", HOOK_SECRET.slice(1), `${HOOK_SECRET} `.repeat(2), "", null]) {
      expect(await post(JSON.stringify(message), secret)).toBe(401);
    }
    const { body, readBytes } = endless();
    expect(await post(body, "wrong")).toBe(401);
    expect(readBytes()).toBeLessThan(200_000);
    expect(received).toEqual([]);
  });

  test("stops reading a body that is larger than any update", async () => {
    const { body, readBytes } = endless();
    expect(await post(body)).toBe(413);
    expect(readBytes()).toBeLessThan(1_200_000);
    expect(received).toEqual([]);
  });

  test("ignores what is no update, so that Telegram does not repeat it", async () => {
    const bodies = [
      "",
      "{",
      "null",
      "[]",
      '"text"',
      '{"update_id":"one"}',
      '{"update_id":1,"poll":{}}',
      '{"update_id":1,"something_new":{"text":"x"}}',
      '{"update_id":1,"message":{"message_id":1,"text":5}}',
      '{"message":{}}',
      "[".repeat(100_000),
    ];
    for (const body of bodies) expect(await post(body), body.slice(0, 60)).toBe(200);
    expect(await post(new Uint8Array([0xff, 0xfe, 0x00]))).toBe(200);
    expect(received).toEqual([]);
  });

  test("answers 500 to what could not be stored, so that Telegram repeats it", async () => {
    fails = true;
    expect(await post(JSON.stringify(message))).toBe(500);
    fails = false;
    expect(await post(JSON.stringify(message))).toBe(200);
    expect(received).toHaveLength(1);
  });

  test("answers 500 before the bot knows its own name", async () => {
    const early = telegramOn(api, { mode: "webhook" });
    const headers = { "x-telegram-bot-api-secret-token": HOOK_SECRET };
    const request = new Request("http://localhost/", { method: "POST", body: JSON.stringify(message), headers });
    expect((await early.hook?.(request))?.status).toBe(500);
  });

  test("answers every tap, also one that says nothing to the bot or could not be stored", async () => {
    const tap = (update_id: number, rest: object) => ({
      update_id,
      callback_query: { id: `q${update_id}`, from: message.message.from, chat_instance: "1", ...rest },
    });
    const under = { message: { message_id: 1, date: 0, chat: message.message.chat } };
    expect(await post(JSON.stringify(tap(1, { data: "1.0", ...under })))).toBe(200);
    expect(await post(JSON.stringify(tap(2, { game_short_name: "g", ...under })))).toBe(200);
    expect(await post(JSON.stringify(tap(3, { data: "1.0", inline_message_id: "i" })))).toBe(200);
    fails = true;
    expect(await post(JSON.stringify(tap(4, { data: "1.0", ...under })))).toBe(500);
    await channel.stop();
    expect(api.calls("answerCallbackQuery").map((call) => call.callback_query_id)).toEqual(["q1", "q2", "q3", "q4"]);
    expect(received).toHaveLength(1);
  });

  test("a tap that Telegram finds too old to answer harms nothing", async () => {
    api.fail("answerCallbackQuery", { refuse: 400, description: "Bad Request: query is too old" });
    const query = { id: "q", from: message.message.from, chat_instance: "1", data: "1.0", message: message.message };
    expect(await post(JSON.stringify({ update_id: 9, callback_query: query }))).toBe(200);
    await channel.stop();
    expect(received).toHaveLength(1);
  });
});

test("Telegram's webhook on our server turns away what is forged and what is too large, and goes on", async () => {
  const api = await startFakeBotApi();
  const log = createLog("silent");
  const channel = telegramOn(api, { mode: "webhook", log });
  const received: Incoming[] = [];
  await channel.start(async (incoming) => void received.push(incoming));
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map(channel.hook === undefined ? [] : [["telegram", channel.hook]]),
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => "",
    console: null,
    log,
  });
  const post = async (body: string, secret: string): Promise<number> => {
    const headers = { "x-telegram-bot-api-secret-token": secret };
    const response = await fetch(`${server.url}/hooks/telegram`, { method: "POST", body, headers });
    await response.body?.cancel();
    return response.status;
  };
  const large = JSON.stringify({ ...message, padding: "x".repeat(2_000_000) });
  expect(await post(large, "wrong")).toBe(401);
  expect(await post(large, HOOK_SECRET)).toBe(413);
  expect(await post(" ".repeat(10_000_000), HOOK_SECRET)).toBe(413);
  expect(received).toEqual([]);
  expect(await post(JSON.stringify(message), HOOK_SECRET)).toBe(200);
  expect(received).toHaveLength(1);
  await channel.stop();
  await server.stop();
  await api.stop();
});

/** A body of 10 MB that tells how much of it was asked for. */
function endless() {
  const piece = new Uint8Array(100_000).fill(32);
  let read = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read >= 10_000_000) return controller.close();
        read += piece.length;
        controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, readBytes: () => read };
}
