import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SlackFault, startFakeSlack } from "../../support/fake-slack.ts";
import { type SlackOnFake, slackOnFake } from "../../support/slack-on-fake.ts";

let on: SlackOnFake;
beforeEach(async () => {
  on = await slackOnFake("http");
});
afterEach(async () => {
  await on.stop();
  expect(on.slack.violations).toEqual([]);
});

const refused = (code: string): SlackFault => ({ refuse: code });

// Codes are transcribed from the error tables of chat.postMessage and conversations.open.
const ROWS: readonly (readonly [string, SlackFault, string, string])[] = [
  ["channel_not_found", refused("channel_not_found"), "never", "unknown-chat"],
  ["is_archived", refused("is_archived"), "never", "archived"],
  ["not_in_channel", refused("not_in_channel"), "never", "not-in-chat"],
  ["user_not_found", refused("user_not_found"), "never", "unknown-chat"],
  ["cannot_dm_bot", refused("cannot_dm_bot"), "never", "blocked"],
  ["account_inactive", refused("account_inactive"), "never", "blocked"],
  ["user_disabled", refused("user_disabled"), "never", "blocked"],
  ["restricted_action", refused("restricted_action"), "never", "not-allowed"],
  ["a refusal of another kind", refused("some_new_code"), "never", "refused"],
  ["ratelimited without a status", refused("ratelimited"), "later", "too-many-requests"],
  ["429 without a time", { status: 429 }, "later", "too-many-requests"],
  ["500", { status: 500 }, "later", "platform-down"],
  ["502", { status: 502, body: "bad gateway" }, "later", "platform-down"],
  ["503 without a time", { status: 503, body: "upstream" }, "later", "platform-down"],
  ["503 with a time", { status: 503, retryAfter: "7" }, "later", "platform-down"],
  ["503 with a time that is none", { status: 503, retryAfter: "soon" }, "later", "platform-down"],
  ["504, after which the message may be there", { status: 504, body: "gateway timeout" }, "unknown", "no-answer"],
  ["408", { status: 408 }, "unknown", "no-answer"],
  ["403 of something before Slack", { status: 403, body: "<html>proxy</html>" }, "later", "platform-down"],
  ["service_unavailable", refused("service_unavailable"), "later", "platform-down"],
  ["token_revoked", refused("token_revoked"), "set-up", "bad-token"],
  ["invalid_auth", refused("invalid_auth"), "set-up", "bad-token"],
  ["not_authed", refused("not_authed"), "set-up", "bad-token"],
  ["missing_scope", refused("missing_scope"), "set-up", "missing-permission"],
  ["fatal_error, after which some of it may be done", refused("fatal_error"), "unknown", "platform-down"],
  ["a torn connection", { reset: true }, "unknown", "no-answer"],
  ["an answer that is not Slack's", { status: 200, body: "<html>log in</html>" }, "unknown", "no-answer"],
];

describe("what goes wrong with Slack", () => {
  test.each(ROWS)("%s tells what the sender can do", async (_, fault, outcome, code) => {
    on.slack.fail("chat.postMessage", fault);
    await expect(on.send("D7", { body: "x" })).rejects.toMatchObject({ outcome, code });
    expect(await on.send("D7", { body: "y" })).not.toBe("");
  });

  test("a flood names the time after which Slack takes more", async () => {
    on.slack.fail("chat.postMessage", { status: 429, retryAfter: "7" });
    await expect(on.send("D7", { body: "x" })).rejects.toMatchObject({ outcome: "later", retryAfterMs: 7000 });
  });

  test("a Slack that cannot be reached has taken nothing", async () => {
    const away = await startFakeSlack();
    await away.stop();
    const other = await slackOnFake("http", { apiUrl: away.apiUrl }, false);
    await expect(other.send("D7", { body: "x" })).rejects.toMatchObject({ outcome: "later", code: "unreachable" });
    await other.stop();
  });

  test("a Slack that is away for a while names the time after which to come again", async () => {
    on.slack.fail("chat.postMessage", { status: 503, retryAfter: "7" });
    await expect(on.send("D7", { body: "x" })).rejects.toMatchObject({ outcome: "later", retryAfterMs: 7000 });
  });

  test("whatever happens before the message itself is for later: nobody has seen anything", async () => {
    for (const fault of [{ status: 504 }, { reset: true }] as const) {
      on.slack.fail("conversations.open", fault);
      await expect(on.send("U7", { body: "x" })).rejects.toMatchObject({ outcome: "later" });
      on.slack.fail("files.getUploadURLExternal", fault);
      const file = { name: "a.png", mime: "image/png", sha256: "a" };
      await expect(on.send("D7", { files: [file] }, [new Uint8Array([1])])).rejects.toMatchObject({ outcome: "later" });
    }
  });

  test("a call that Slack does not answer in time may have been done", async () => {
    const other = await slackOnFake("http", { callTimeoutMs: 50 }, false);
    other.slack.fail("chat.postMessage", { hang: true });
    await expect(other.send("D7", { body: "x" })).rejects.toMatchObject({ outcome: "unknown", code: "no-answer" });
    await other.stop();
  });

  test("a deactivated person is known when their direct chat is to be opened", async () => {
    on.slack.fail("conversations.open", { refuse: "user_disabled" });
    await expect(on.send("U7", { body: "x" })).rejects.toMatchObject({ outcome: "never", code: "blocked" });
  });

  test("nothing of a Slack token or of what was sent is in an error", async () => {
    on.slack.fail("chat.postMessage", { reset: true });
    const error = await on.send("D7", { body: "riêng tư" }).catch((thrown: unknown) => thrown);
    const told = `${(error as Error).stack} ${JSON.stringify(error)} ${on.logged.join()}`;
    expect(told).not.toContain(on.slack.botToken);
    expect(told).not.toContain("riêng tư");
  });

  test("a bot that Slack refuses at the start is a matter of set-up, a deactivated one too", async () => {
    for (const refuse of ["invalid_auth", "account_inactive"]) {
      const other = await slackOnFake("socket", {}, false);
      other.slack.fail("auth.test", { refuse });
      await expect(other.channel.start(async () => undefined)).rejects.toMatchObject({ outcome: "set-up" });
      await other.stop();
    }
    const other = await slackOnFake("socket", { appToken: "xapp-wrong" }, false);
    await expect(other.channel.start(async () => undefined)).rejects.toMatchObject({ outcome: "set-up" });
    await other.stop();
  });
});

describe("files out of Slack", () => {
  test("a file is fetched by its address or its id, with the token, within the bound", async () => {
    const bytes = new Uint8Array(3000).fill(7);
    const address = on.slack.serve("F9", bytes);
    expect(await on.channel.download(address, 3000)).toEqual(bytes);
    expect(await on.channel.download("F9", 3000)).toEqual(bytes);
    await expect(on.channel.download(address, 2999)).rejects.toMatchObject({ outcome: "never", code: "too-large" });
    await expect(on.channel.download("F0", 10)).rejects.toMatchObject({ outcome: "never", code: "no-file" });
    await expect(on.channel.download(new URL("F0", address).href, 10)).rejects.toMatchObject({ code: "no-file" });
  });

  test("the token is shown to nobody but Slack", async () => {
    for (const address of [
      "https://files.slack.com.example/x",
      "http://files.slack.com/x",
      "file:///etc/passwd",
      "https://",
    ])
      await expect(on.channel.download(address, 10), address).rejects.toMatchObject({ outcome: "never" });
  });

  test("a log-in page instead of a file is a missing permission", async () => {
    const other = await slackOnFake("http", { botToken: "xoxb-may-not-read" }, false);
    const download = other.channel.download(other.slack.serve("F1", new Uint8Array(1)), 10);
    await expect(download).rejects.toMatchObject({ outcome: "set-up", code: "missing-permission" });
    await other.stop();
  });
});

describe("looking at Slack's set-up", () => {
  const scopes =
    "app_mentions:read,channels:history,chat:write,commands,files:read,files:write,groups:history,im:history,im:write";

  test("a right set-up is found right, over HTTP and in socket mode", async () => {
    on.slack.scopes.list = scopes;
    expect(await on.channel.examine()).toEqual([
      { code: "token", ok: true, facts: { bot: "nhacviec", team: "Nhắc Việc" } },
      { code: "permissions", ok: true, facts: { missing: "" } },
      { code: "signing-secret", ok: true, facts: {} },
    ]);
    const other = await slackOnFake("socket", {}, false);
    expect((await other.channel.examine()).map(({ code, ok }) => [code, ok])).toEqual([
      ["token", true],
      ["socket", true],
    ]);
    expect(other.slack.socketsOpened()).toBe(0);
    await other.stop();
  });

  test("what is missing is named: a scope, a token, the signing secret", async () => {
    on.slack.scopes.list = scopes.replace("files:read,", "");
    expect((await on.channel.examine())[1]).toEqual({
      code: "permissions",
      ok: false,
      facts: { missing: "files:read" },
    });
    on.slack.fail("auth.test", { refuse: "token_revoked" });
    expect((await on.channel.examine())[0]).toEqual({ code: "token", ok: false, facts: { problem: "bad-token" } });
    const other = await slackOnFake("http", { signingSecret: null }, false);
    expect((await other.channel.examine()).at(-1)).toEqual({ code: "signing-secret", ok: false, facts: {} });
    expect(other.channel.hook).toBeUndefined();
    await other.stop();
    const wrong = await slackOnFake("socket", { appToken: "xapp-wrong" }, false);
    expect((await wrong.channel.examine()).at(-1)).toEqual({
      code: "socket",
      ok: false,
      facts: { problem: "bad-token" },
    });
    await wrong.stop();
  });
});
