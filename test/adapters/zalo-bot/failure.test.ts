import { describe, expect, test } from "vitest";
import { pauseMsAfter } from "../../../adapters/zalo-bot/back-off.ts";
import { StrangeAnswer, ZaloRefusal } from "../../../adapters/zalo-bot/call.ts";
import { failureOf } from "../../../adapters/zalo-bot/failure.ts";
import { ChannelError } from "../../../src/errors.ts";

const network = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
const timeout = new DOMException("The operation was aborted due to timeout", "TimeoutError");

describe("the failures of a Zalo bot", () => {
  test.each([
    [new ZaloRefusal(400, "Bad request"), "never", "refused"],
    [new ZaloRefusal(400, "chat_id is invalid"), "never", "unknown-chat"],
    [new ZaloRefusal(401, "Unauthorized"), "set-up", "bad-token"],
    [new ZaloRefusal(403, "Internal server error"), "later", "platform-down"],
    [new ZaloRefusal(404, "Not found"), "never", "refused"],
    [new ZaloRefusal(408, "Request timeout"), "unknown", "no-answer"],
    [new ZaloRefusal(426, "Daily limit"), "never", "refused"],
    [new ZaloRefusal(429, "Quota exceeded"), "later", "too-many-requests"],
    [new ZaloRefusal(500, ""), "later", "platform-down"],
    [new ZaloRefusal(504, ""), "unknown", "no-answer"],
    [new ZaloRefusal(Number.NaN, ""), "never", "refused"],
    [new StrangeAnswer(502), "later", "platform-down"],
    [new StrangeAnswer(504), "unknown", "strange-answer"],
    [new StrangeAnswer(200), "unknown", "strange-answer"],
    [new StrangeAnswer(302), "unknown", "strange-answer"],
    [new StrangeAnswer(429), "later", "too-many-requests"],
    [network("ECONNREFUSED"), "later", "unreachable"],
    [network("ENOTFOUND"), "later", "unreachable"],
    [network("UND_ERR_CONNECT_TIMEOUT"), "later", "unreachable"],
    [network("ERR_PROXY_TUNNEL"), "later", "unreachable"],
    [network("CERT_HAS_EXPIRED"), "set-up", "untrusted-certificate"],
    [network("ECONNRESET"), "unknown", "no-answer"],
    [timeout, "unknown", "no-answer"],
    [new ChannelError("never", "too-large"), "never", "too-large"],
  ] as const)("%s from Zalo is %s (%s)", (error, outcome, code) => {
    expect(failureOf(error)).toMatchObject({ outcome, code });
  });

  test("a flood at Zalo waits one to five minutes, each message its own time", () => {
    const pauses = [0, 0.5, 1].map((drawn) => failureOf(new ZaloRefusal(429, ""), () => drawn).retryAfterMs);
    expect(pauses).toEqual([60_000, 180_000, 300_000]);
  });

  test("asking Zalo again waits twice as long after each failure, thirty seconds at most", () => {
    expect([0, 1, 2, 4, 5, 60].map((failures) => pauseMsAfter(failures, 1000))).toEqual([
      1000, 2000, 4000, 16_000, 30_000, 30_000,
    ]);
  });
});
