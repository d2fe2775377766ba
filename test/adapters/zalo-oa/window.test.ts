import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { untilMorningMs } from "../../../adapters/zalo-oa/failure.ts";
import { requestPace } from "../../../adapters/zalo-oa/request-pace.ts";
import { cutTo, templateData } from "../../../adapters/zalo-oa/template.ts";
import { windowAt } from "../../../adapters/zalo-oa/window.ts";

const HOUR_MS = 60 * 60_000;
const now = new Date("2026-11-23T03:00:00Z");

describe("the windows of an official account", () => {
  test.each([
    [0, "free"],
    [47.4, "free"],
    [47.5, "unsure"],
    [48.5, "unsure"],
    [48.6, "paid"],
    [167.4, "paid"],
    [167.5, "unsure"],
    [168.5, "unsure"],
    [168.6, "closed"],
    [-1, "free"],
  ])("%s hours after the person was heard, the window is %s", (hours, window) => {
    expect(windowAt(new Date(now.getTime() - hours * HOUR_MS), now)).toBe(window);
  });

  test("when nobody knows when the person was heard, Zalo is asked", () => {
    expect(windowAt(null, now)).toBe("unsure");
  });

  test("a night in Viet Nam ends at 06:05, wherever this machine is", () => {
    const minutes = (iso: string) => untilMorningMs(new Date(iso)) / 60_000;
    expect(minutes("2026-11-23T22:00:00+07:00")).toBe(8 * 60 + 5);
    expect(minutes("2026-11-24T00:00:00+07:00")).toBe(6 * 60 + 5);
    expect(minutes("2026-11-24T06:04:00+07:00")).toBe(1);
    expect(minutes("2026-11-24T06:05:00+07:00")).toBe(24 * 60);
    expect(minutes("2026-12-31T23:59:00+07:00")).toBe(6 * 60 + 6);
  });

  test("in any minute no more requests go than the plan allows, and all that it allows do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(5_000), { maxLength: 200 }), (perMinute, gapsMs) => {
        const pace = requestPace(perMinute);
        let nowMs = 0;
        const goAtMs = gapsMs.map((gapMs) => {
          nowMs += gapMs;
          return nowMs + pace.book(nowMs, Number.POSITIVE_INFINITY);
        });
        for (const [index, atMs] of goAtMs.entries()) {
          const before = goAtMs[index - perMinute];
          if (before !== undefined) expect(atMs - before).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
    const busy = requestPace(100);
    const last = Array.from({ length: 1000 }, () => busy.book(0, Number.POSITIVE_INFINITY)).at(-1);
    expect(last).toBeLessThan(9 * 60_000 * 1.02);
  });

  test("a request that would wait too long books no place and is told how long", () => {
    const pace = requestPace(2);
    expect([pace.book(0, 5000), pace.book(10_000, 5000)]).toEqual([0, 0]);
    expect([pace.book(20_000, 5000), pace.book(30_000, 5000)]).toEqual([40_250, 30_250]);
    expect([pace.book(58_000, 5000), pace.book(59_000, 5000)]).toEqual([2250, 11_250]);
  });

  test("a template's parameters are never empty nor too long, and hold no line break", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 600 });
    const labels = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.option(text), text, fc.option(labels), (title, body, choices) => {
        const offer = choices === null ? null : { offerId: 1, labels: choices };
        const data = templateData({ title, body, offer });
        expect(Object.keys(data)).toEqual(["title", "content"]);
        for (const [value, most] of [
          [data.title, 30],
          [data.content, 400],
        ] as const) {
          expect(value?.trim()).not.toBe("");
          expect(value?.length).toBeLessThanOrEqual(most);
          expect(value).not.toMatch(/[\r\n]/);
        }
      }),
    );
    expect(templateData({ title: null, body: "Còn\nhai việc", offer: { offerId: 1, labels: ["Xong"] } })).toEqual({
      title: "Còn hai việc",
      content: "Còn hai việc 1. Xong",
    });
  });

  test("a cut label ends in «…» and is never cut inside a letter", () => {
    expect(cutTo("đồng ý", 10)).toBe("đồng ý");
    expect(cutTo("👨‍👩‍👧👨‍👩‍👧", 12)).toBe("👨‍👩‍👧…");
  });
});
