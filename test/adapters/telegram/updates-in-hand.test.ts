import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { updatesInHand } from "../../../adapters/telegram/updates-in-hand.ts";

const numbered = (...ids: number[]) => ids.map((update_id) => ({ update_id }));
const idsOf = (updates: readonly { readonly update_id: number }[]) => updates.map(({ update_id }) => update_id);

describe("the updates in hand", () => {
  test("Telegram may forget what stands before the oldest unfinished update, and all when all are finished", () => {
    const inHand = updatesInHand();
    expect(inHand.offset()).toBe(0);
    const [first, second, third] = inHand.takeNew(numbered(5, 6, 7));
    if (second !== undefined) inHand.finished(second);
    expect([inHand.offset(), inHand.none()]).toEqual([5, false]);
    if (first !== undefined) inHand.finished(first);
    expect([inHand.offset(), inHand.none()]).toEqual([7, false]);
    if (third !== undefined) inHand.finished(third);
    expect([inHand.offset(), inHand.none()]).toEqual([8, true]);
  });

  test("an answer that was under way while an update was finished brings it once more, and it is not new", () => {
    const inHand = updatesInHand();
    inHand.takeNew(numbered(5));
    expect(inHand.offset()).toBe(5);
    inHand.finished({ update_id: 5 });
    expect(idsOf(inHand.takeNew(numbered(5, 6)))).toEqual([6]);
    expect(inHand.offset()).toBe(6);
  });

  test("ids that begin anew below are new, in the order in which they came", () => {
    const inHand = updatesInHand();
    inHand.takeNew(numbered(900));
    inHand.finished({ update_id: 900 });
    expect(inHand.offset()).toBe(901);
    expect(idsOf(inHand.takeNew(numbered(41, 42)))).toEqual([41, 42]);
    inHand.finished({ update_id: 42 });
    expect(inHand.offset()).toBe(41);
  });

  test("whatever is finished when, each update is new once and none is forgotten before it is finished", () => {
    const step = fc.oneof(fc.constant("happens" as const), fc.constant("asks" as const), fc.nat({ max: 20 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const inHand = updatesInHand();
        const unfinished: number[] = [];
        const taken: number[] = [];
        let last = 100;
        let answer: number[] = [];
        for (const one of steps) {
          if (one === "happens") last++;
          else if (one === "asks") {
            // The answer to the call before comes, then the next call is made.
            const added = idsOf(inHand.takeNew(numbered(...answer)));
            taken.push(...added);
            unfinished.push(...added);
            const offset = Math.max(101, inHand.offset());
            expect(Math.min(...unfinished)).toBeGreaterThanOrEqual(offset);
            answer = Array.from({ length: Math.min(10, last + 1 - offset) }, (_, index) => offset + index);
          } else {
            const [update_id] = unfinished.splice(one % Math.max(1, unfinished.length), 1);
            if (update_id !== undefined) inHand.finished({ update_id });
          }
          expect(inHand.none()).toBe(unfinished.length === 0);
        }
        expect(taken).toEqual(taken.map((_, index) => 101 + index));
      }),
    );
  });
});
