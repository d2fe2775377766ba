import { afterEach, describe, expect, test } from "vitest";
import type { TokenKeeper, TokenPair } from "../../../src/delivery/token-keeper.ts";
import { ChannelError } from "../../../src/errors.ts";
import { memoryKeeper } from "../../support/token-keeper.ts";
import { NOW, type ZaloOaOnFake, type ZaloOaOptions, zaloOaOnFake } from "../../support/zalo-oa-on-fake.ts";

const HOUR_MS = 60 * 60_000;
const OAUTH = "/v4/oa/access_token";
const CS = "/v3.0/oa/message/cs";
const worlds: ZaloOaOnFake[] = [];

const world = async (options: ZaloOaOptions = {}): Promise<ZaloOaOnFake> => {
  const made = await zaloOaOnFake(options);
  worlds.push(made);
  return made;
};
const started = async (options: ZaloOaOptions = {}): Promise<ZaloOaOnFake> => {
  const made = await world(options);
  await made.channel.start(async () => undefined);
  return made;
};
const passes = (made: ZaloOaOnFake, hours: number): void => {
  made.now = new Date(made.now.getTime() + hours * HOUR_MS);
};

afterEach(async () => {
  for (const made of worlds.splice(0)) {
    await made.stop();
    expect(made.zalo.violations).toEqual([]);
    expect(made.logged.join()).not.toMatch(/access-|refresh-/);
  }
});

describe("the tokens of an official account", () => {
  test("the first start exchanges the refresh token of the settings, later ones use what is kept", async () => {
    const { zalo, keeper, anotherProcess } = await started();
    const kept = await keeper.read();
    expect(kept?.accessExpiresAt).toEqual(new Date(NOW.getTime() + 25 * HOUR_MS));
    await anotherProcess().start(async () => undefined);
    expect(zalo.exchangeCount()).toBe(1);
  });

  test("without any token the start says so; one that Zalo refuses needs a new consent of a person", async () => {
    const none = await world({ refreshToken: null });
    await expect(none.channel.start(async () => undefined)).rejects.toMatchObject({
      outcome: "set-up",
      code: "no-token",
    });
    const spent = await world({ refreshToken: "refresh-spent-long-ago" });
    for (let tries = 0; tries < 2; tries++) {
      await expect(spent.channel.start(async () => undefined)).rejects.toMatchObject({
        outcome: "set-up",
        code: "consent-needed",
      });
    }
    expect(spent.zalo.exchangeCount()).toBe(1);
  });

  test.each([
    { status: 503, body: '{"error":-1,"message":"internal error"}' },
    { status: 500, body: '{"error":-14014}' },
    { status: 200, body: "<html>Bảo trì</html>" },
    { error: -200 },
    { error: -1 },
  ])("a passing error of the renewal, such as %j, does not end a good grant", async (fault) => {
    const made = await started();
    passes(made, 26);
    made.zalo.fail(OAUTH, fault);
    await expect(made.send(7)).rejects.toMatchObject({ outcome: "later" });
    await made.send(7);
    expect(made.zalo.heard(7)).toHaveLength(1);
  });

  test("a refresh token that was judged ended is shown to Zalo again after a quarter of an hour, not before", async () => {
    const made = await started();
    passes(made, 26);
    const refused = { outcome: "set-up", code: "consent-needed" };
    made.zalo.fail(OAUTH, { error: -14014 });
    await expect(made.send(7)).rejects.toMatchObject(refused);
    passes(made, 0.24);
    await expect(made.send(7)).rejects.toMatchObject(refused);
    expect(made.zalo.exchangeCount()).toBe(1);
    passes(made, 0.02);
    await made.send(7);
    expect([made.zalo.exchangeCount(), made.zalo.heard(7).length]).toEqual([2, 1]);
  });

  test("after a grant was judged ended, a pair that another process stores is used at once", async () => {
    const dead: TokenPair = { accessToken: "access-x", refreshToken: "refresh-x", accessExpiresAt: new Date(NOW) };
    const keeper = memoryKeeper(dead);
    const made = await world({ keeper, refreshToken: null });
    const start = () => made.channel.start(async () => undefined);
    await expect(start()).rejects.toMatchObject({ code: "consent-needed" });
    await keeper.renew("access-x", async () => ({
      ...dead,
      accessToken: "access-y",
      refreshToken: made.zalo.consent(),
    }));
    await start();
    expect(made.zalo.exchangeCount()).toBe(2);
  });

  test("a refusal that can mean anything does not keep a new consent in the settings from being tried", async () => {
    const dead: TokenPair = { accessToken: "access-x", refreshToken: "refresh-x", accessExpiresAt: new Date(NOW) };
    const made = await world({ keeper: memoryKeeper(dead) });
    made.zalo.fail(OAUTH, { error: -1 });
    await made.channel.start(async () => undefined);
    expect(made.zalo.exchangeCount()).toBe(1);
  });

  test("what a renewal is refused with is logged by its number", async () => {
    const made = await started();
    passes(made, 26);
    made.zalo.fail(OAUTH, { error: -1 });
    await expect(made.send(7)).rejects.toMatchObject({ code: "renewal-refused" });
    expect(made.logged.join()).toContain('"zaloError":-1,"code":"renewal-refused"');
  });

  test("an access token is renewed after about twenty hours, before it is used, once", async () => {
    const made = await started();
    passes(made, 19.9);
    await made.send(7);
    expect(made.zalo.exchangeCount()).toBe(1);
    passes(made, 0.2);
    await Promise.all([made.send(7), made.send(8), made.send(9)]);
    expect(made.zalo.exchangeCount()).toBe(2);
    expect(made.zalo.calls(CS)).toHaveLength(4);
  });

  test("while a renewal ahead of time fails, the old token serves, and it is not tried at every message", async () => {
    const made = await started();
    passes(made, 21);
    made.zalo.fail(OAUTH, { status: 503 });
    await made.send(7);
    await made.send(7);
    expect([made.zalo.exchangeCount(), made.zalo.heard(7).length]).toEqual([1, 2]);
    passes(made, 0.1);
    await made.send(7);
    expect(made.zalo.exchangeCount()).toBe(2);
  });

  test.each([-216, -220])("after %i the call is made once more with a renewed token", async (error) => {
    const made = await started();
    passes(made, 1);
    made.zalo.fail(CS, { error });
    await made.send(7);
    expect([made.zalo.exchangeCount(), made.zalo.heard(7).length]).toEqual([2, 1]);
  });

  test("a token that died is renewed once for all who found it dead", async () => {
    const made = await started();
    passes(made, 1);
    made.zalo.killAccessToken();
    await Promise.all([1, 2, 3, 4, 5].map((person) => made.send(person)));
    expect(made.zalo.exchangeCount()).toBe(2);
    for (const person of [1, 2, 3, 4, 5]) expect(made.zalo.heard(person)).toHaveLength(1);
  });

  test("what another process has renewed is read again and used, not renewed again", async () => {
    const made = await started();
    const other = made.anotherProcess();
    await other.start(async () => undefined);
    passes(made, 21);
    await made.send(7);
    const message = { title: null, body: "x", offer: null, files: [] };
    await other.send({ chatId: "8", message, contents: [], lastHeardAt: made.now });
    expect([made.zalo.exchangeCount(), made.zalo.heard(8).length]).toEqual([2, 1]);
    await other.stop();
  });

  test("a token that is refused although it is new is a matter of set-up, not of renewing for ever", async () => {
    const made = await started();
    passes(made, 1);
    made.zalo.fail(CS, { error: -216 }, { error: -216 }, { error: -216 });
    await expect(made.send(7)).rejects.toMatchObject({ outcome: "set-up", code: "bad-token" });
    await expect(made.send(7)).rejects.toMatchObject({ outcome: "set-up", code: "bad-token" });
    expect(made.zalo.exchangeCount()).toBe(2);
  });

  test("after its end a grant is replaced by the refresh token of a new consent in the settings", async () => {
    const dead: TokenPair = { accessToken: "access-x", refreshToken: "refresh-x", accessExpiresAt: new Date(NOW) };
    const made = await started({ keeper: memoryKeeper(dead) });
    await made.send(7);
    expect([made.zalo.exchangeCount(), made.zalo.heard(7).length]).toEqual([2, 1]);
  });

  test("a pair that a lost secret key sealed is replaced by a new consent in the settings, and by nothing else", async () => {
    const memory = memoryKeeper();
    const lost: TokenKeeper = {
      async read() {
        const pair = await memory.read();
        if (pair === null) throw new ChannelError("set-up", "wrong-secret-key");
        return pair;
      },
      renew: memory.renew,
    };
    const spent = await world({ keeper: lost, refreshToken: "refresh-spent-long-ago" });
    await expect(spent.channel.start(async () => undefined)).rejects.toMatchObject({ code: "wrong-secret-key" });
    const made = await started({ keeper: lost });
    await made.send(7);
    expect([made.zalo.exchangeCount(), made.zalo.heard(7).length]).toEqual([1, 1]);
  });

  test("a renewal without an answer sends nothing and is tried again", async () => {
    const made = await started();
    passes(made, 26);
    made.zalo.fail(OAUTH, { reset: true }, { error: -32 });
    await expect(made.send(7)).rejects.toMatchObject({ outcome: "later", code: "tokens-late" });
    await expect(made.send(7)).rejects.toMatchObject({ outcome: "later", code: "too-many-requests" });
    await made.send(7);
    expect(made.zalo.heard(7)).toHaveLength(1);
  });

  test("nobody calls with a new token before it is kept", async () => {
    let keep: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => {
      keep = resolve;
    });
    const memory = memoryKeeper();
    const slow: TokenKeeper = {
      read: memory.read,
      async renew(spent, renew) {
        const pair = await memory.renew(spent, renew);
        await kept;
        return pair;
      },
    };
    const made = await world({ keeper: slow });
    const starting = made.channel.start(async () => undefined);
    while (made.zalo.exchangeCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(made.zalo.calls("/v2.0/oa/getoa")).toEqual([]);
    keep();
    await starting;
    expect(made.zalo.calls("/v2.0/oa/getoa")).toHaveLength(1);
  });

  test("a store that is away means later, a wrong secret key means set-up", async () => {
    const failing = (error: Error): TokenKeeper => ({
      read: () => Promise.reject(error),
      renew: () => Promise.reject(error),
    });
    const away = await world({ keeper: failing(new Error("connection lost")) });
    await expect(away.send(7)).rejects.toMatchObject({ outcome: "later", code: "tokens-not-readable" });
    const wrong = await world({ keeper: failing(new ChannelError("set-up", "wrong-secret-key")) });
    await expect(wrong.channel.start(async () => undefined)).rejects.toMatchObject({ code: "wrong-secret-key" });
  });
});

describe("the examination of an official account", () => {
  const codes = async (made: ZaloOaOnFake) =>
    Object.fromEntries((await made.channel.examine()).map(({ code, ok, facts }) => [code, { ok, ...facts }]));

  test("token, account, plan and template are looked at; the webhook can be set in the console only", async () => {
    const made = await started({ publicUrl: "https://nhac.example.org/", templateId: "7000001" });
    expect(await codes(made)).toEqual({
      token: { ok: true, hours: 25 },
      account: { ok: true, id: made.zalo.oaId, account: made.zalo.name },
      verified: { ok: true },
      plan: { ok: true, plan: "Growth", until: "31/12/2027" },
      "webhook-by-hand": { ok: true, address: "https://nhac.example.org/hooks/zalo-oa" },
      template: { ok: true, templateId: "7000001" },
    });
  });

  test("what is wrong with an official account is said, and nothing is renewed for it", async () => {
    const none = await world({ refreshToken: null });
    expect(await codes(none)).toMatchObject({
      token: { ok: false, reason: "no-token" },
      "webhook-by-hand": { ok: false },
    });
    const fresh = await world();
    expect(await codes(fresh)).toMatchObject({ "token-at-first-start": { ok: true } });
    expect(fresh.zalo.exchangeCount()).toBe(0);
    const old = await started();
    passes(old, 30);
    expect(await codes(old)).toMatchObject({
      token: { ok: false, reason: "token-ended" },
      account: { ok: false, reason: "bad-token" },
    });
    old.zalo.fail("/v2.0/oa/getoa", { error: -224 }, { reset: true });
    expect(await codes(old)).toMatchObject({ account: { ok: false, reason: "plan-too-low" } });
    expect(await codes(old)).toMatchObject({ account: { ok: false, reason: "no-answer" } });
    expect(old.zalo.exchangeCount()).toBe(1);
    const wrongKey = new ChannelError("set-up", "wrong-secret-key");
    const locked: TokenKeeper = { read: () => Promise.reject(wrongKey), renew: () => Promise.reject(wrongKey) };
    expect(await codes(await world({ keeper: locked }))).toMatchObject({
      token: { ok: false, reason: "wrong-secret-key" },
    });
  });
});
