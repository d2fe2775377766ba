import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signatureOf } from "../../../adapters/slack/signature.ts";
import { directMessage, eventCallback, slashCommand, tapPayload } from "../../support/fake-slack-events.ts";
import { SLACK_NOW, type SlackOnFake, slackOnFake } from "../../support/slack-on-fake.ts";

const FORM = { type: "application/x-www-form-urlencoded" };
const MINUTE_MS = 60_000;

let on: SlackOnFake;
beforeEach(async () => {
  on = await slackOnFake("http");
});
afterEach(async () => {
  await on.stop();
  expect(on.slack.violations).toEqual([]);
});

const says = (text: string, id = "Ev1") => JSON.stringify(eventCallback(id, directMessage("U7", "D7", text, "1.1")));
const statusOf = async (body: string, options: Parameters<SlackOnFake["slack"]["signed"]>[1] = {}) =>
  (await on.hook(on.slack.signed(body, options))).status;

const refusals = () =>
  on.logged
    .map((line) => JSON.parse(line) as { code: string; msg: string })
    .filter(({ msg }) => msg === "call of the hook refused")
    .map(({ code }) => code);

describe("Slack over HTTP", () => {
  test("the signature is the one of Slack's own example", () => {
    // Transcribed from docs.slack.dev, "Verifying requests from Slack".
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    expect(signatureOf(Buffer.from(body), "1531420618", "8f742231b10e8888abcd99yyyzzz85a5")).toBe(
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    );
  });

  test("a signed event is handled before it is answered, and Slack's challenge is given back", async () => {
    expect(await statusOf(says("xong rồi ạ"))).toBe(200);
    expect(on.received[0]?.said).toEqual({ kind: "text", text: "xong rồi ạ" });
    const challenge = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1aB", token: "x" });
    expect(await (await on.hook(on.slack.signed(challenge))).text()).toBe("3eZbrw1aB");
  });

  test("a forged, missing or foreign signature is refused, and a challenge without one too", async () => {
    const right = on.slack.signed(says("x"));
    const forged = new Request(right, { body: says("y"), method: "POST" });
    expect((await on.hook(forged)).status).toBe(401);
    expect(await statusOf(says("x"), { secret: "f".repeat(32) })).toBe(401);
    for (const signature of ["", "v0=", "v1=00", "v0=zz"])
      expect(await statusOf(says("x"), { headers: { "x-slack-signature": signature } }), signature).toBe(401);
    const bare = new Request("http://localhost/hooks/slack", { method: "POST", body: says("x") });
    expect((await on.hook(bare)).status).toBe(401);
    expect(on.received).toEqual([]);
    expect(refusals()).toEqual(Array(7).fill("wrong-signature"));
  });

  test("a refused call is a warning with a code and its size, and nothing of what it said", async () => {
    const body = says("riêng tư");
    expect(await statusOf(body, { secret: "f".repeat(32) })).toBe(401);
    expect(on.logged.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        level: 40,
        channel: "slack",
        code: "wrong-signature",
        bytes: Buffer.byteLength(body),
        msg: "call of the hook refused",
      }),
    ]);
    expect(on.logged.join()).not.toMatch(/riêng|U7|v0=/);
  });

  test("a request from more than five minutes ago, or ahead, is refused however well it is signed", async () => {
    const at = (minutes: number) => ({ at: new Date(SLACK_NOW.getTime() + minutes * MINUTE_MS) });
    expect(await statusOf(says("a", "E1"), at(-5))).toBe(200);
    expect(await statusOf(says("b", "E2"), at(5))).toBe(200);
    expect(await statusOf(says("c", "E3"), at(-5.1))).toBe(401);
    expect(await statusOf(says("d", "E4"), at(5.1))).toBe(401);
    expect(on.received).toHaveLength(2);
    for (const time of ["", "now", "-1", "1e9", "99999999999999"])
      expect(await statusOf(says("x"), { headers: { "x-slack-request-timestamp": time } }), time).toBe(401);
    // A right signature of another time is told apart: our own clock may be wrong.
    expect(refusals()).toEqual(["wrong-time", "wrong-time", ...Array(5).fill("wrong-signature")]);
  });

  test("a body of ten megabytes is not read to its end", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 65_536;
        if (pulled > 10_000_000) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const request = new Request("http://localhost/hooks/slack", {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect((await on.hook(request)).status).toBe(413);
    expect(pulled).toBeLessThan(3_000_000);
    expect(refusals()).toEqual(["too-large"]);
  });

  test("broken JSON and bodies of another form are refused and logged, unknown events are taken and ignored in silence", async () => {
    for (const body of ["", "{", "[]", "7", "null", '{"type":7}', '"x"']) expect(await statusOf(body), body).toBe(400);
    expect(await statusOf("a=b", FORM)).toBe(400);
    expect(await statusOf("payload={", FORM)).toBe(400);
    expect(await statusOf("payload=null", FORM)).toBe(400);
    expect(refusals()).toEqual(Array(10).fill("not-an-event"));
    const told = on.logged.length;
    expect(await statusOf('{"type":"event_callback"}')).toBe(200);
    expect(await statusOf('{"type":"event_callback","event_id":"E","event":{"type":"emoji_changed"}}')).toBe(200);
    expect(await statusOf("ssl_check=1&token=x", FORM)).toBe(200);
    expect(await statusOf('payload={"type":"view_closed","user":{"id":"U7"}}', FORM)).toBe(200);
    expect(on.received).toEqual([]);
    expect(on.logged).toHaveLength(told);
  });

  test("Slack's repeats of an event carry the same id, so that the store ignores them", async () => {
    for (let again = 0; again < 3; again++) {
      const headers = { "x-slack-retry-num": String(again), "x-slack-retry-reason": "http_timeout" };
      expect(await statusOf(says("xong"), { headers })).toBe(200);
    }
    expect(new Set(on.received.map(({ eventId }) => eventId))).toEqual(new Set(["Ev1"]));
  });

  test("what could not be stored is answered 500 and logged without its words", async () => {
    on.before = async () => {
      throw new Error("store away");
    };
    expect(await statusOf(says("riêng tư"))).toBe(500);
    expect(on.logged.join()).toContain("event not stored");
    expect(on.logged.join()).not.toContain("riêng tư");
    on.before = async () => undefined;
    expect(await statusOf(says("riêng tư"))).toBe(200);
    expect(on.received).toHaveLength(1);
  });

  test("a hook that is called before the bot has started sends Slack away for now", async () => {
    const other = await slackOnFake("http", {}, false);
    expect((await other.hook(other.slack.signed(says("x")))).status).toBe(500);
    await other.stop();
  });

  test("a tap and the slash command are answered empty; the command comes from the person's own chat", async () => {
    const tap = tapPayload({
      user: "U7",
      channel: "D7",
      value: "3.1",
      actionId: "choice 1",
      trigger: "t",
      actionTs: "1",
      message: {},
    });
    const answers = [
      await on.hook(on.slack.signed(new URLSearchParams({ payload: JSON.stringify(tap) }).toString(), FORM)),
      await on.hook(on.slack.signed(new URLSearchParams(slashCommand("U7", "C1", "", "t2")).toString(), FORM)),
    ];
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(on.received).toMatchObject([
      { chatId: "D7", said: { kind: "tap", data: "3.1" } },
      { chatId: "D7", chatKind: "private", said: { kind: "text", text: "/trogiup" } },
    ]);
  });

  test("a person's words are handled one after another while another person's are not held up", async () => {
    const first = Promise.withResolvers<void>();
    on.before = ({ said }) => (said.kind === "text" && said.text === "một" ? first.promise : Promise.resolve());
    const other = JSON.stringify(eventCallback("Ev9", directMessage("U8", "D8", "khác", "1.1")));
    const slow = [statusOf(says("một", "E1")), statusOf(says("hai", "E2"))];
    expect(await statusOf(other)).toBe(200);
    expect(on.received.map(({ eventId }) => eventId)).toEqual(["Ev9"]);
    first.resolve();
    await Promise.all(slow);
    expect(on.received.map(({ eventId }) => eventId)).toEqual(["Ev9", "E1", "E2"]);
  });

  test("a workspace that takes the bot out is logged", async () => {
    for (const type of ["tokens_revoked", "app_uninstalled"])
      expect(await statusOf(JSON.stringify(eventCallback(type, { type, tokens: { bot: ["U0BOT"] } })))).toBe(200);
    expect(on.logged.filter((line) => line.includes("taken the bot out"))).toHaveLength(2);
    expect(on.received).toEqual([]);
  });
});
