import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOf } from "../../../adapters/telegram/failure.ts";
import type { Channel } from "../../../src/delivery/channel.ts";
import { type FakeBotApi, type Fault, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { outgoingTo, telegramOn } from "../../support/telegram-on-fake.ts";

// Descriptions are transcribed from the Bot API server's source and from what bots report, not recorded.

let api: FakeBotApi;
let channel: Channel;
beforeAll(async () => {
  api = await startFakeBotApi();
  channel = telegramOn(api);
});
afterAll(async () => {
  await channel.stop();
  await api.stop();
});

const failure = async (fault: Fault, chatId = "-100123"): Promise<unknown> => {
  api.fail("sendMessage", fault);
  return await channel.send(outgoingTo(chatId, "x")).catch((error: unknown) => error);
};

test.each([
  [403, "Forbidden: bot was blocked by the user", "never", "blocked"],
  [403, "Forbidden: user is deactivated", "never", "blocked"],
  [403, "Forbidden: bot was kicked from the supergroup chat", "never", "blocked"],
  [403, "Forbidden: bot is not a member of the channel chat", "never", "blocked"],
  [403, "Forbidden: bot can't initiate conversation with a user", "never", "blocked"],
  [403, "Forbidden: something new", "never", "blocked"],
  [403, "Forbidden: the group chat was deleted", "never", "unknown-chat"],
  [400, "Bad Request: chat not found", "never", "unknown-chat"],
  [400, "Bad Request: PEER_ID_INVALID", "never", "unknown-chat"],
  [400, "Bad Request: message is too long", "never", "too-long"],
  [400, "Bad Request: message text is empty", "never", "empty"],
  [400, "Bad Request: BUTTON_DATA_INVALID", "never", "bad-button"],
  [400, "Bad Request: message thread not found", "never", "unknown-topic"],
  [400, "Bad Request: TOPIC_DELETED", "never", "unknown-topic"],
  [400, "Bad Request: TOPIC_CLOSED", "never", "topic-closed"],
  [400, "Bad Request: not enough rights to send text messages to the chat", "never", "no-rights"],
  [400, "Bad Request: have no rights to send a message", "never", "no-rights"],
  [400, "Bad Request: need administrator rights in the channel chat", "never", "no-rights"],
  [400, "Bad Request: CHAT_WRITE_FORBIDDEN", "never", "no-rights"],
  [400, "Bad Request: group chat was upgraded to a supergroup chat", "never", "moved"],
  [400, "Bad Request: can't parse entities", "never", "refused"],
  [413, "Request Entity Too Large", "never", "too-large"],
  [401, "Unauthorized", "set-up", "bad-token"],
  [404, "Not Found", "set-up", "bad-token"],
  [409, "Conflict: terminated by other getUpdates request", "later", "another-poller"],
  [429, "Too Many Requests", "later", "too-many-requests"],
  [500, "Internal Server Error: restart", "later", "platform-down"],
  [502, "Bad Gateway", "later", "platform-down"],
  [503, "Service Unavailable", "later", "platform-down"],
  // The message may have gone before this was answered.
  [504, "Gateway Timeout", "unknown", "no-answer"],
] as const)("Telegram's %i «%s» is %s, %s", async (refuse, description, outcome, code) => {
  expect(await failure({ refuse, description })).toMatchObject({ outcome, code });
});

test("Telegram's flood says how long to wait, whatever it says", async () => {
  const flood = (retry_after: number): Fault => ({ refuse: 429, description: "Too Many", parameters: { retry_after } });
  expect(await failure(flood(3))).toMatchObject({ outcome: "later", retryAfterMs: 3000 });
  expect(await failure(flood(3600))).toMatchObject({ outcome: "later", retryAfterMs: 3_600_000 });
});

test("a group that became a supergroup is told with its new id, and the topic that was written to", async () => {
  const moved: Fault = {
    refuse: 400,
    description: "Bad Request: group chat was upgraded to a supergroup chat",
    parameters: { migrate_to_chat_id: -1009 },
  };
  expect(await failure(moved, "-9")).toMatchObject({ outcome: "never", code: "moved", movedTo: "-1009" });
  expect(await failure(moved, "-9:45")).toMatchObject({ code: "moved", movedTo: "-1009:45" });
});

test("Telegram's silence, a broken connection and an answer in no known form may have been a success", async () => {
  expect(await failure({ reset: true })).toMatchObject({ outcome: "unknown", code: "no-answer" });
  expect(await failure({ says: "<html>Bad gateway</html>" })).toMatchObject({ outcome: "unknown" });
  expect(await failure({ says: '{"message":"who are you?"}' })).toMatchObject({ outcome: "unknown" });
});

test("what cannot have reached Telegram is tried later, and a certificate nobody trusts is a matter of set-up", async () => {
  expect(await failure({ away: true })).toMatchObject({ outcome: "later", code: "unreachable" });
  const away = telegramOn({ token: api.token, apiRoot: "http://127.0.0.1:1" });
  await expect(away.send(outgoingTo("7", "x"))).rejects.toMatchObject({ outcome: "later", code: "unreachable" });
  await expect(away.download("file", 10)).rejects.toMatchObject({ outcome: "later", code: "unreachable" });
  const untrusted = Object.assign(new Error("x"), { code: "SELF_SIGNED_CERT_IN_CHAIN" });
  const failed = failureOf(new TypeError("fetch failed", { cause: untrusted }));
  expect(failed).toMatchObject({ outcome: "set-up", code: "untrusted-certificate" });
});
