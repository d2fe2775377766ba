import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Incoming } from "../../../src/delivery/channel.ts";
import { type FakeZaloBot, startFakeZaloBot } from "../../support/fake-zalo-bot.ts";
import { ZALO_PUBLIC_URL, ZALO_SECRET, zaloBotOn } from "../../support/zalo-bot-channel.ts";

const LAN = "1a5c9e0b7a66b88fe6d6";
const update = (text: unknown, messageId: unknown = "2d758cb5e222177a4e35") => ({
  event_name: "message.text.received",
  message: {
    from: { id: LAN, display_name: "Lan", is_bot: false },
    chat: { id: LAN, chat_type: "PRIVATE" },
    text,
    message_id: messageId,
    date: 1750316131602,
  },
});

describe("the webhook of a Zalo bot", () => {
  let api: FakeZaloBot;
  let received: Incoming[];
  let handle: (incoming: Incoming) => Promise<void>;
  let on: ReturnType<typeof zaloBotOn>;

  beforeEach(async () => {
    api = await startFakeZaloBot({ tellsVerification: false });
    received = [];
    handle = async (incoming) => void received.push(incoming);
    on = zaloBotOn(api, { mode: "webhook" });
    await on.channel.start((incoming) => handle(incoming));
  });
  afterEach(async () => {
    await on.channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  async function call(
    body: string | Uint8Array<ArrayBuffer> | null,
    secret: string | null = ZALO_SECRET,
    channel = on.channel,
  ): Promise<number> {
    const headers: Record<string, string> = secret === null ? {} : { "X-Bot-Api-Secret-Token": secret };
    const request = new Request("http://localhost/hooks/zalo-bot", { method: "POST", body, headers });
    return (await channel.hook?.(request))?.status ?? 0;
  }
  const json = (value: unknown): string => JSON.stringify(value);

  test("it is set at Zalo with its address and secret, and never polled beside", () => {
    expect(api.calls("setWebhook")).toEqual([{ url: `${ZALO_PUBLIC_URL}/hooks/zalo-bot`, secret_token: ZALO_SECRET }]);
    expect(api.calls("getUpdates")).toEqual([]);
    expect(on.lines).toEqual([]);
  });

  test("an event of Zalo is taken wrapped and bare", async () => {
    expect(await call(json({ ok: true, result: update("một") }))).toBe(200);
    expect(await call(json(update("hai")))).toBe(200);
    expect(received.map(({ said }) => said)).toEqual([
      { kind: "text", text: "một" },
      { kind: "text", text: "hai" },
    ]);
  });

  test("Zalo's probe without a body or a secret is answered 200", async () => {
    expect(await call(null, null)).toBe(200);
    expect(await call("", null)).toBe(200);
    expect(on.lines).toEqual([]);
  });

  test("a wrong or missing secret of Zalo changes nothing and is logged without what was sent", async () => {
    for (const secret of [null, "", "wrong", `${ZALO_SECRET}x`, ZALO_SECRET.slice(1)]) {
      expect(await call(json(update("lén lút")), secret)).toBe(401);
    }
    expect(received).toEqual([]);
    expect(on.lines).toHaveLength(5);
    expect(on.lines.join()).not.toMatch(/lén lút|wrong"|a-secret/);
  });

  test.each([
    ["broken JSON", "{", 400],
    ["a list of events", json([update("a")]), 400],
    ["a number", "5", 400],
    ["null", "null", 400],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0]), 400],
    ["10 MB", "x".repeat(10_000_000), 413],
    ["an unknown event", json({ event_name: "message.reaction.received", message: {} }), 200],
    ["missing fields", json({ event_name: "message.text.received" }), 200],
    ["a number for a text", json(update(5)), 200],
    ["a number for an id", json(update("a", 17)), 200],
    ["an empty object", "{}", 200],
  ])("Zalo's webhook given %s hears nothing", async (_what, body, status) => {
    expect(await call(body as string | Uint8Array<ArrayBuffer>)).toBe(status);
    expect(received).toEqual([]);
  });

  test("a thousand repeats of one Zalo event carry one id, and events out of order their own", async () => {
    for (let repeat = 0; repeat < 1000; repeat++) await call(json(update("xong")));
    expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(1);
    await call(json(update("sau", "m2")));
    await call(json(update("trước", "m1")));
    expect(received.slice(-2).map(({ eventId }) => eventId.split(":").at(-1))).toEqual(["m2", "m1"]);
  });

  test("what could not be stored is answered 500 to Zalo", async () => {
    handle = () => Promise.reject(new Error("store away"));
    expect(await call(json(update("xong")))).toBe(500);
    expect(on.lines.join()).not.toContain("xong");
  });

  test("whatever bytes come with the right secret, Zalo gets an answer and nothing breaks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.jsonValue().map((value) => new TextEncoder().encode(json(value))),
        ),
        async (bytes) => {
          expect([200, 400]).toContain(await call(new Uint8Array(bytes)));
        },
      ),
    );
    expect(received).toEqual([]);
  });

  test("before the start and after the stop Zalo is told to come later", async () => {
    const other = zaloBotOn(api, { mode: "webhook" });
    expect(await call(json(update("sớm")), ZALO_SECRET, other.channel)).toBe(503);
    await on.channel.stop();
    expect(await call(json(update("muộn")))).toBe(503);
    expect(received).toEqual([]);
  });

  test("a stop waits for the Zalo event in hand", async () => {
    const begun = Promise.withResolvers<void>();
    const may = Promise.withResolvers<void>();
    handle = async (incoming) => {
      begun.resolve();
      await may.promise;
      received.push(incoming);
    };
    const answered = call(json(update("đang xử lý")));
    await begun.promise;
    const stopped = on.channel.stop().then(() => received.length);
    may.resolve();
    expect([await answered, await stopped]).toEqual([200, 1]);
  });

  test("events of one chat are handled in order, those of another chat are not held up, nor by one that fails", async () => {
    const may = Promise.withResolvers<void>();
    handle = async (incoming) => {
      const text = incoming.said.kind === "text" ? incoming.said.text : "";
      if (text === "một") await may.promise;
      if (text === "hai") throw new Error("store away");
      received.push(incoming);
    };
    const ofAnother = update("của người khác", "m9");
    const another = { ...ofAnother, message: { ...ofAnother.message, chat: { id: "minh", chat_type: "PRIVATE" } } };
    const slow = ["một", "hai", "ba"].map((text, index) => call(json(update(text, `m${index}`))));
    expect(await call(json(another))).toBe(200);
    expect(received.map(({ chatId }) => chatId)).toEqual(["minh"]);
    may.resolve();
    expect(await Promise.all(slow)).toEqual([200, 500, 200]);
    expect(received.map(({ said }) => (said.kind === "text" ? said.text : ""))).toEqual([
      "của người khác",
      "một",
      "ba",
    ]);
  });

  test("a webhook has nothing to say of its hearing", () => {
    expect(on.channel.hears).toBeUndefined();
  });

  test("Zalo's webhook without a public address or a secret of 8 to 256 characters is a matter of set-up", async () => {
    const starting = (settings: Parameters<typeof zaloBotOn>[1]) =>
      zaloBotOn(api, { mode: "webhook", ...settings }).channel.start(handle);
    await expect(starting({ publicUrl: null })).rejects.toMatchObject({ outcome: "set-up", code: "no-public-url" });
    for (const webhookSecret of [null, "short", "x".repeat(257)]) {
      await expect(starting({ webhookSecret })).rejects.toMatchObject({ outcome: "set-up", code: "no-webhook-secret" });
    }
    api.fail("setWebhook", { refuse: 400, description: "bad webhook" });
    await expect(starting({})).rejects.toMatchObject({ outcome: "set-up" });
  });

  test("a polling bot has no webhook", () => {
    expect(zaloBotOn(api).channel.hook).toBeUndefined();
  });
});

test("a probe of the webhook that Zalo could not make is a warning, since the address stays set", async () => {
  const api = await startFakeZaloBot();
  const { channel, lines } = zaloBotOn(api, { mode: "webhook" });
  await channel.start(async () => undefined);
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ level: 40, outcome: "webhook.err.unreachable" }),
  ]);
  await channel.stop();
  await api.stop();
});
