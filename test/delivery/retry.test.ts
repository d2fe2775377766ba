import { describe, expect, test } from "vitest";
import { retryAfter, type Tried } from "../../src/delivery/retry.ts";
import { ChannelError } from "../../src/errors.ts";

const CREATED = new Date("2026-11-20T09:00:00+07:00");
const hoursOn = (hours: number): Date => new Date(CREATED.getTime() + hours * 3_600_000);
const AWAY = new ChannelError("later", "platform-down");
const REFUSED = new ChannelError("set-up", "bad-token");
const first: Tried = { attempts: 1, edit: false, elsewhere: false, createdAt: CREATED, expiresAt: null };
const again = (error: ChannelError, message: Partial<Tried>, now = CREATED): boolean =>
  retryAfter(error, { ...first, ...message }, now).again;

describe("trying again", () => {
  test("the platform's own time is obeyed", () => {
    const flooded = new ChannelError("later", "too-many-requests", 7000);
    expect(retryAfter(flooded, first, CREATED)).toEqual({ again: true, delayMs: 7000 });
  });

  test("tries come further and further apart, up to a quarter of an hour", () => {
    const delays = [1, 2, 3, 8, 12, 290].map((attempts) => retryAfter(AWAY, { ...first, attempts }, CREATED));
    expect(delays).toEqual(
      [5000, 10_000, 20_000, 640_000, 900_000, 900_000].map((delayMs) => ({ again: true, delayMs })),
    );
  });

  test.each([
    ["is away", AWAY],
    ["refuses the bot", REFUSED],
  ])("a platform that %s is waited for, three days at most by what does not expire", (_how, error) => {
    expect(again(error, { attempts: 100 }, hoursOn(24))).toBe(true);
    expect(again(error, { attempts: 290 }, hoursOn(71))).toBe(true);
    expect(again(error, { attempts: 300 }, hoursOn(72))).toBe(false);
  });

  test("what waited for days before its first try, over holidays, still gets its dozen tries", () => {
    expect(again(AWAY, { attempts: 11 }, hoursOn(200))).toBe(true);
    expect(again(AWAY, { attempts: 12 }, hoursOn(200))).toBe(false);
  });

  test("a message is waited with until it expires, however often it was tried, and given up before a try that would be too late", () => {
    expect(again(AWAY, { attempts: 40, expiresAt: hoursOn(100) }, hoursOn(99))).toBe(true);
    expect(again(AWAY, { attempts: 40, expiresAt: hoursOn(100) }, hoursOn(99.9))).toBe(false);
    expect(again(REFUSED, { attempts: 1, expiresAt: hoursOn(1) }, hoursOn(0.9999))).toBe(false);
  });

  test("after a dozen tries it is given up here when it may go to another account of its reader", () => {
    expect(again(AWAY, { attempts: 11, elsewhere: true }, hoursOn(1))).toBe(true);
    expect(again(AWAY, { attempts: 12, elsewhere: true }, hoursOn(1))).toBe(false);
    expect(again(REFUSED, { attempts: 12, elsewhere: true, expiresAt: hoursOn(8) }, hoursOn(1))).toBe(false);
  });

  test("our own unexpected error is no outage: it ends after a dozen tries", () => {
    const own = new ChannelError("later", "unexpected-error");
    expect(again(own, { attempts: 11 })).toBe(true);
    expect(again(own, { attempts: 12 })).toBe(false);
  });

  test("what may have arrived is tried once more, what never will be is not, and a change once more whatever keeps it", () => {
    const noAnswer = new ChannelError("unknown", "no-answer");
    expect([again(noAnswer, {}), again(noAnswer, { attempts: 2 })]).toEqual([true, false]);
    expect(again(new ChannelError("never", "blocked"), {})).toBe(false);
    expect([again(AWAY, { edit: true }), again(AWAY, { edit: true, attempts: 2 })]).toEqual([true, false]);
    expect(again(new ChannelError("never", "unknown-message"), { edit: true })).toBe(false);
  });
});
