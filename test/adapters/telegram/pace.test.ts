import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callPacer } from "../../../adapters/telegram/pace.ts";
import { startFakeBotApi } from "../../support/fake-bot-api.ts";
import { fakeBotLimits } from "../../support/fake-bot-limits.ts";
import { outgoingTo, telegramOn } from "../../support/telegram-on-fake.ts";

const ADVISED = { perSecond: 30, perChatPerSecond: 1 };

describe("the pace of calls to Telegram", () => {
  test("whatever is sent to whom, the published limits are kept, also when calls arrive a little late", () => {
    const chats = fc.array(
      fc.constantFrom("1", "2", "-3", "-3", "-3", ...Array.from({ length: 40 }, (_, i) => `${i}`)),
      {
        minLength: 1,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(chats, fc.infiniteStream(fc.integer({ min: 0, max: 29 })), (queue, lateness) => {
        const pacer = callPacer(ADVISED);
        const arrivals = queue
          .map((chat) => ({ chat, atMs: pacer.book(chat, 0) + lateness.next().value }))
          .sort((one, other) => one.atMs - other.atMs);
        let nowMs = 0;
        const limits = fakeBotLimits(() => nowMs);
        for (const { chat, atMs } of arrivals) {
          nowMs = atMs;
          expect(limits.refused(chat)).toBeNull();
        }
      }),
      { numRuns: 200 },
    );
  });

  test("at least 95 of 100 of what is allowed goes", () => {
    const pacer = callPacer(ADVISED);
    const lastMs = Math.max(...Array.from({ length: 10_000 }, (_, chat) => pacer.book(String(chat), 0)));
    expect(10_000 / (lastMs / 1000)).toBeGreaterThan(0.95 * 30);
  });

  test("one full group delays nobody else", () => {
    const pacer = callPacer(ADVISED);
    const inGroup = Array.from({ length: 25 }, () => pacer.book("-9", 0));
    expect(inGroup.at(-1)).toBeGreaterThan(60_000);
    expect(pacer.book("7", 0)).toBe(0);
  });

  test("an unlimited pace waits for nothing", () => {
    const pacer = callPacer({ perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY });
    expect(Array.from({ length: 100 }, () => pacer.book("-9", 0)).every((waitMs) => waitMs === 0)).toBe(true);
  });

  test("the parts of one long message keep the pace of their chat, so that Telegram refuses none", async () => {
    // Twenty times as fast, for the test's sake.
    const api = await startFakeBotApi({ limits: fakeBotLimits(() => performance.now() * 20) });
    const channel = telegramOn(api, { pace: { perSecond: 600, perChatPerSecond: 20 } });
    const body = "x".repeat(4096 * 5);
    await Promise.all([channel.send(outgoingTo("7", body)), channel.send(outgoingTo("8", body))]);
    expect(api.heard(7)).toHaveLength(5);
    expect(api.floodCount()).toBe(0);
    await channel.stop();
    await api.stop();
  });

  test("stopping ends a wait for the pace: the message is sent later", async () => {
    const api = await startFakeBotApi();
    const channel = telegramOn(api, { pace: ADVISED });
    await channel.send(outgoingTo("7", "một"));
    const waiting = channel.send(outgoingTo("7", "hai"));
    await channel.stop();
    await expect(waiting).rejects.toMatchObject({ outcome: "later", code: "stopping" });
    await api.stop();
  });
});
