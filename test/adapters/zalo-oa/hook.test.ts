import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { judge, signatureOf } from "../../../adapters/zalo-oa/signature.ts";
import type { Incoming } from "../../../src/delivery/channel.ts";
import { NOW, type ZaloOaOnFake, zaloOaOnFake } from "../../support/zalo-oa-on-fake.ts";

const HOUR_MS = 60 * 60_000;

/** Made with the documented formula, not by Zalo. */
const VECTOR = {
  secrets: { appId: "1000000000000000001", appSecret: "app-secret", oaSecretKey: "test-oa-secret" },
  timestamp: "1789033572455",
  body: '{"app_id":"1000000000000000001","sender":{"id":"2000000000000000002"},"user_id_by_app":"3000000000000000003","recipient":{"id":"4000000000000000004"},"event_name":"user_send_text","message":{"text":"Xin chào","msg_id":"96d3cdf3af150460909"},"timestamp":"1789033572455"}',
  signature: "2014da3210e25b9acc756855dc1f07d8c06568ba0ace61a57046cb7dcf3f5f81",
};

describe("the signature of Zalo's webhook", () => {
  const { secrets, body, signature } = VECTOR;
  const bytes = Buffer.from(body);
  const judged = (header: string | null, text = body, now = new Date(Number(VECTOR.timestamp))) =>
    judge(header, Buffer.from(text), JSON.parse(text), secrets, now);

  test("the test vector of the documented formula is good, with or without «mac=», in any case", () => {
    expect(signatureOf(secrets.appId, bytes, VECTOR.timestamp, secrets.oaSecretKey)).toBe(signature);
    for (const header of [signature, `mac=${signature}`, `MAC=${signature.toUpperCase()}`, ` mac=${signature} `]) {
      expect(judged(header)).toEqual({ kind: "good" });
    }
  });

  test("a changed body, a changed or missing signature and a body without its instant are refused", () => {
    expect(judged(`mac=${signature}`, body.replace("Xin", "xin"))).toEqual({ kind: "forged" });
    expect(judged(`mac=${signature.replace("2", "3")}`)).toEqual({ kind: "forged" });
    expect(judged("mac=")).toEqual({ kind: "forged" });
    expect(judged(null)).toEqual({ kind: "missing" });
    expect(judged(signature, body.replace(',"timestamp":"1789033572455"', ""))).toEqual({ kind: "missing" });
  });

  test("a formula seen elsewhere is refused too, and named for the log", () => {
    const other = (appId: string, key: string) => judged(signatureOf(appId, bytes, VECTOR.timestamp, key));
    expect(other("4000000000000000004", secrets.oaSecretKey)).toEqual({ kind: "wrong-variant", variant: "oa-id" });
    expect(other(secrets.appId, secrets.appSecret)).toEqual({ kind: "wrong-variant", variant: "app-secret" });
  });

  test("an event is taken for two hours, since Zalo repeats it for more than one, and not after that", () => {
    const at = (ageMs: number) => judged(signature, body, new Date(Number(VECTOR.timestamp) + ageMs)).kind;
    expect([at(0), at(2 * HOUR_MS), at(2 * HOUR_MS + 1), at(-5 * HOUR_MS)]).toEqual(["good", "good", "old", "good"]);
  });
});

describe("the webhook of an official account", () => {
  let world: ZaloOaOnFake;
  beforeEach(async () => {
    world = await zaloOaOnFake();
    await world.channel.start((incoming) => world.handle(incoming));
  });
  afterEach(async () => {
    await world.stop();
    expect(world.zalo.violations).toEqual([]);
    expect(world.logged.join()).not.toMatch(/bí mật|Bí mật/);
  });

  const textEvent = (text: string, rest: object = {}) => ({
    sender: { id: "7" },
    recipient: { id: world.zalo.oaId },
    event_name: "user_send_text",
    message: { msg_id: "m1", text },
    ...rest,
  });

  test("an event is answered 200 only once it is stored", async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const order: string[] = [];
    world.handle = async () => {
      await stored;
      order.push("stored");
    };
    const answered = world.zalo.says(7, "bí mật").then((status) => order.push(`answered ${status}`));
    store();
    await answered;
    expect(order).toEqual(["stored", "answered 200"]);
  });

  test("an event that could not be stored is answered 500, and its repeat carries the same id", async () => {
    const ids: string[] = [];
    world.handle = async (incoming: Incoming) => {
      ids.push(incoming.eventId);
      if (ids.length === 1) throw new Error("bí mật");
    };
    expect(await world.zalo.happens(textEvent("bí mật"))).toBe(500);
    expect(await world.zalo.happens(textEvent("bí mật"))).toBe(200);
    expect(ids[0]).toBe(ids[1]);
  });

  test("before the start nothing is taken, so Zalo repeats it", async () => {
    const other = await zaloOaOnFake();
    expect(await other.zalo.says(7, "x")).toBe(500);
    await other.stop();
  });

  test("forged, unsigned, old and broken events are refused and logged without what they say", async () => {
    const { zalo } = world;
    const body = JSON.stringify({ ...textEvent("bí mật"), timestamp: String(NOW.getTime()) });
    expect(await zalo.post(body, { "x-zevent-signature": `mac=${"0".repeat(64)}` })).toBe(401);
    expect(await zalo.post(body, {})).toBe(401);
    expect(await zalo.post("{bí mật", { "x-zevent-signature": "mac=x" })).toBe(400);
    expect(await zalo.post("[]", { "x-zevent-signature": "mac=x" })).toBe(400);
    expect(world.logged.filter((line) => line.includes("not-an-event")).map((line) => JSON.parse(line))).toEqual([
      {
        channel: "zalo-oa",
        code: "not-an-event",
        size: Buffer.byteLength("{bí mật"),
        msg: "call of the webhook refused",
      },
      { channel: "zalo-oa", code: "not-an-event", size: 2, msg: "call of the webhook refused" },
    ]);
    const signed = { "x-zevent-signature": `mac=${zalo.sign(body)}` };
    world.now = new Date(NOW.getTime() + 3 * HOUR_MS);
    expect(await zalo.post(body, signed)).toBe(401);
    expect(world.received).toEqual([]);
    world.now = NOW;
    expect(await zalo.post(body, signed)).toBe(200);
    expect(world.received).toHaveLength(1);
  });

  test("a body of more than a megabyte is refused unread, an empty one is a probe of the console", async () => {
    const large = (megabytes: number) => JSON.stringify(textEvent("x".repeat(megabytes * 1_000_000)));
    expect(await world.zalo.post(large(1), { "x-zevent-signature": "mac=x" })).toBe(413);
    expect(world.logged.map((line) => JSON.parse(line))).toEqual([
      { channel: "zalo-oa", code: "too-large", size: large(1).length, msg: "call of the webhook refused" },
    ]);
    expect([413, 0]).toContain(await world.zalo.post(large(10), {}).catch(() => 0));
    expect(await world.zalo.post("", {})).toBe(200);
    expect(world.received).toEqual([]);
  });

  test("echoes, receipts, events of other accounts and unknown ones are answered 200 and go nowhere", async () => {
    await world.send(7);
    const names = ["user_seen_message", "user_submit_info", "something_new", "Bí mật của tôi"];
    for (const name of names) expect(await world.zalo.happens(textEvent("bí mật", { event_name: name }))).toBe(200);
    expect(await world.zalo.happens(textEvent("bí mật", { recipient: { id: "5" } }))).toBe(200);
    await world.zalo.settled();
    expect(world.received).toEqual([]);
    expect(world.zalo.heard(7)).toHaveLength(1);
  });

  test("events of one chat are handled one after the other, those of others do not wait for them", async () => {
    const begun: string[] = [];
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    world.handle = async ({ address, eventId }) => {
      begun.push(eventId.split(":").at(-1) ?? "");
      if (address === "7") await held;
    };
    const answerOf = (person: string, id: string): Promise<Response> => {
      const body = JSON.stringify({
        ...textEvent("x", { sender: { id: person }, message: { msg_id: id, text: "x" } }),
        timestamp: String(NOW.getTime()),
      });
      const headers = { "x-zevent-signature": world.zalo.sign(body) };
      const hook = world.channel.hook;
      if (hook === undefined) throw new Error("no hook");
      return hook(new Request("http://here/hooks/zalo-oa", { method: "POST", headers, body }));
    };
    const first = answerOf("7", "first");
    const second = answerOf("7", "second");
    await answerOf("8", "other");
    expect(begun).toEqual(["first", "other"]);
    goOn();
    await Promise.all([first, second]);
    expect(begun).toEqual(["first", "other", "second"]);
  });

  test("a thousand repeats carry one id, and stopping waits for what is in hand", async () => {
    const event = { ...textEvent("x"), timestamp: String(NOW.getTime()) };
    for (let repeat = 0; repeat < 1000; repeat++) void world.zalo.happens(event);
    await world.zalo.settled();
    await world.channel.stop();
    expect(new Set(world.received.map((incoming) => incoming.eventId)).size).toBe(1);
    expect(world.received).toHaveLength(1000);
  });
});
