import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLog } from "../../../src/log.ts";
import { directMessage, eventCallback } from "../../support/fake-slack-events.ts";
import { type SlackOnFake, slackOnFake } from "../../support/slack-on-fake.ts";

let on: SlackOnFake;
beforeEach(async () => {
  on = await slackOnFake("socket");
});
afterEach(async () => {
  await on.stop();
  expect(on.slack.violations).toEqual([]);
});

describe("Slack by socket", () => {
  test("an envelope is acknowledged only once it is stored", async () => {
    const stored = Promise.withResolvers<void>();
    on.before = () => stored.promise;
    let acknowledged = false;
    const said = on.slack.says("U7", "xong").then(() => {
      acknowledged = true;
    });
    await on.slack.says("U0BOT", "của bot");
    expect(acknowledged).toBe(false);
    stored.resolve();
    await said;
    expect(on.received).toHaveLength(1);
  });

  test("what could not be stored is not acknowledged, so that Slack sends it again", async () => {
    on.before = async () => {
      throw new Error("store away");
    };
    const body = eventCallback("Ev7", directMessage("U7", "D7", "riêng tư", "1.1"));
    void on.slack.envelope("events_api", body);
    await vi.waitFor(() => expect(on.logged.join()).toContain("event not stored"));
    expect(on.logged.join()).not.toContain("riêng tư");
    on.before = async () => undefined;
    await on.slack.envelope("events_api", body);
    expect(on.received.map(({ eventId }) => eventId)).toEqual(["Ev7"]);
  });

  test("a socket that dies, or that Slack wants back, is opened anew and nothing is missed", async () => {
    on.slack.killSockets();
    await on.slack.says("U7", "một");
    on.slack.raw(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    await vi.waitFor(() => expect(on.slack.socketsOpened()).toBe(3));
    await on.slack.says("U7", "hai");
    expect(on.received.map(({ said }) => said)).toEqual([
      { kind: "text", text: "một" },
      { kind: "text", text: "hai" },
    ]);
  });

  test("a Slack that refuses new sockets for a while, even the token, is asked again and brings nothing down", async () => {
    const refusals = [
      { status: 500 },
      { refuse: "token_revoked" },
      { reset: true },
      { status: 429, retryAfter: "0" },
    ] as const;
    on.slack.fail("apps.connections.open", ...refusals);
    on.slack.killSockets();
    await on.slack.says("U7", "vẫn đây");
    expect(on.received).toHaveLength(1);
    expect(on.logged.filter((line) => line.includes("socket not opened"))).toHaveLength(refusals.length);
  });

  test("what is no envelope is passed over, logged without its content; the socket goes on", async () => {
    const nonsense = ["{", "null", "7", "[]", '"x"', "{}", '{"type":7}'];
    for (const text of nonsense) on.slack.raw(text);
    on.slack.raw('{"type":"events_api","envelope_id":"x"}');
    on.slack.raw('{"type":"events_api","envelope_id":"y","payload":{"event":{"type":"error"}}}');
    on.slack.raw('{"type":"something_new","envelope_id":"z","payload":{}}');
    on.slack.raw(`{"type":"riêng tư","secret":"${"x".repeat(70_000)}"}`);
    await on.slack.says("U7", "sau đó");
    expect(on.received).toHaveLength(1);
    expect(on.logged.filter((line) => line.includes("unreadable envelope"))).toHaveLength(nonsense.length);
    expect(on.logged.join()).not.toContain("riêng tư");
    expect(on.slack.socketsOpened()).toBe(1);
  });

  test("a socket that was pinged and then is silent for a minute is taken for dead", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      on.slack.pingSockets();
      await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), { interval: 1 });
      vi.advanceTimersByTime(60_001);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => expect(on.slack.socketsOpened()).toBe(2));
  });

  test("a bot without an open socket for more than a minute hears nothing, until one is open again", async () => {
    const heard: (boolean | undefined)[] = [];
    const write = (line: string): void => {
      if (!line.includes("socket not opened")) return;
      heard.push(other.channel.hears?.());
      vi.advanceTimersByTime(60_001);
      heard.push(other.channel.hears?.());
    };
    const other = await slackOnFake("socket", { log: createLog("info", { write }) });
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      heard.push(other.channel.hears?.());
      other.slack.fail("apps.connections.open", { status: 500 });
      other.slack.killSockets();
      await other.slack.says("U7", "vẫn đây");
      heard.push(other.channel.hears?.());
    } finally {
      vi.useRealTimers();
      await other.stop();
    }
    expect(heard).toEqual([true, true, false, true]);
    expect(other.channel.hears?.()).toBe(true);
  });

  test("Slack over HTTP has nothing to say of its hearing", async () => {
    const other = await slackOnFake("http");
    expect(other.channel.hears).toBeUndefined();
    await other.stop();
  });

  test("stopping waits for what is in hand and opens no socket again", async () => {
    const stored = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    on.before = () => {
      begun.resolve();
      return stored.promise;
    };
    const said = on.slack.says("U7", "cuối cùng");
    await begun.promise;
    const stopped = on.channel.stop();
    stored.resolve();
    await Promise.all([stopped, said]);
    expect(on.received).toHaveLength(1);
    expect(on.slack.socketsOpened()).toBe(1);
  });
});
