import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { telegramChannel } from "../../../adapters/telegram/channel.ts";
import { callPacer } from "../../../adapters/telegram/pace.ts";
import { pacer } from "../../../src/delivery/pace.ts";
import { createLog } from "../../../src/log.ts";
import { startFakeBotApi } from "../../support/fake-bot-api.ts";
import { fakeBotLimits } from "../../support/fake-bot-limits.ts";
import { outgoingTo, telegramOn } from "../../support/telegram-on-fake.ts";

const ADVISED = { perSecond: 30, perChatPerSecond: 1 };

describe("the pace of calls to Telegram", () => {
  test("whatever is sent to whom, the published limits are kept, also when calls arrive a little late", () => {
    const group = Array.from({ length: 20 }, () => "-3");
    const chat = fc.constantFrom("1", "2", ...group, ...Array.from({ length: 40 }, (_, i) => `${i}`));
    const call = fc.record({ chat, afterMs: fc.constantFrom(0, 0, 0, 0, 7, 300) });
    const calls = fc.array(call, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(calls, fc.infiniteStream(fc.integer({ min: 0, max: 29 })), (queue, lateness) => {
        const pacing = callPacer(ADVISED);
        let bookedAtMs = 0;
        const arrivals = queue
          .map(({ chat, afterMs }) => {
            bookedAtMs += afterMs;
            return { chat, atMs: bookedAtMs + pacing.book(chat, bookedAtMs) + lateness.next().value };
          })
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
    const pacing = callPacer(ADVISED);
    const lastMs = Math.max(...Array.from({ length: 10_000 }, (_, chat) => pacing.book(String(chat), 0)));
    expect(10_000 / (lastMs / 1000)).toBeGreaterThan(0.95 * 30);
  });

  test("one full group delays nobody else", () => {
    const pacing = callPacer(ADVISED);
    const inGroup = Array.from({ length: 60 }, () => pacing.book("-9", 0));
    expect(inGroup.at(-1)).toBeGreaterThan(120_000);
    // One call of the group is among the thirty of the first second.
    const others = Array.from({ length: 29 }, (_, chat) => pacing.book(`${chat + 1}`, 0));
    expect(others.filter((waitMs) => waitMs > 0)).toEqual([]);
    expect(pacing.book("30", 0)).toBeLessThan(1100);
    // Nor later, while calls of the group are still to come.
    expect(Array.from({ length: 29 }, (_, chat) => pacing.book(`${chat + 1}`, 50_000)).every((ms) => ms === 0)).toBe(
      true,
    );
  });

  test("nobody goes before calls that are already to come if together they are too many", () => {
    const pacing = callPacer(ADVISED);
    const groups = Array.from({ length: 30 }, (_, group) => `-${group + 1}`);
    // The twenty-first call of each group goes a minute after its first: thirty at once.
    const last = groups.map((group) => Array.from({ length: 21 }, () => pacing.book(group, 0)).at(-1) ?? 0);
    expect([Math.min(...last), Math.max(...last)]).toEqual([60_030, 60_030]);
    expect(pacing.book("7", 58_900)).toBe(0);
    expect(59_500 + pacing.book("8", 59_500)).toBeGreaterThan(61_030);
  });

  test("the topics of a forum are one group to the core's pace, and one chat", () => {
    const { pace } = telegramChannel({
      token: "1:x",
      mode: "polling",
      webhookSecret: null,
      publicUrl: null,
      apiRoot: null,
      log: createLog("silent"),
    }).can;
    const places = ["7", "-100123", "-100123:5", "-100123:6", "-100124:5"];
    expect(places.map((place) => pace.chatOf?.(place))).toEqual(["7", "-100123", "-100123", "-100123", "-100124"]);
    expect(places.map((place) => pace.groups?.includes(place))).toEqual([false, true, true, true, true]);
    const core = pacer(pace);
    core.went("-100123:5", 0);
    expect(places.filter((place) => core.chatWaitMs(place, 0) > 0)).toEqual(["-100123", "-100123:5", "-100123:6"]);
  });

  test("an unlimited pace waits for nothing", () => {
    const pacing = callPacer({ perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY });
    expect(Array.from({ length: 100 }, () => pacing.book("-9", 0)).every((waitMs) => waitMs === 0)).toBe(true);
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

  test("a stop in the middle of a message lets its other parts go: none is sent twice after a restart", async () => {
    const api = await startFakeBotApi();
    const channel = telegramOn(api, { pace: { perSecond: 30, perChatPerSecond: 10 } });
    const first = api.nextSend();
    const sending = channel.send(outgoingTo("7", "x".repeat(4096 * 3)));
    await first;
    await channel.stop();
    expect(await sending).toMatchObject({ messages: 3 });
    expect(api.heard(7)).toHaveLength(3);
    await api.stop();
  });
});
