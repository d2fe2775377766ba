import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeadline } from "../../../src/plans/read/time/read-deadline.ts";
import { writtenTime } from "./written-times.ts";

const REFERENCE = "2026-03-10";
const RUNS = 3000;

const read = (text: string, slot: boolean) => {
  const { kind, start, end, every, dueDays, delayDays, event, words } = readDeadline(text, {
    reference: REFERENCE,
    slot,
  }).deadline;
  return { means: { kind, start, end, every, dueDays: [...dueDays], delayDays, event }, words };
};

/** Ways in which files spell the same words: decomposed letters, hard spaces, capitals. */
const spelling = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.normalize("NFD"),
  (text: string) => text.replaceAll(" ", "\u00a0"),
  (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1),
);

describe("a time that was written by the forms of plans is read back as itself", () => {
  test("alone in a time cell", () => {
    fc.assert(
      fc.property(
        writtenTime.filter(({ slot }) => slot),
        spelling,
        ({ words, means }, spelled) => {
          expect(read(spelled(words), true).means).toEqual(means);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("in brackets at the end of a task, with its exact words", () => {
    fc.assert(
      fc.property(
        writtenTime.filter(({ prose }) => prose),
        ({ words, means }) => {
          const found = read(`Lập sổ theo dõi vườn tre của từng hộ (${words}).`, false);
          expect(found.means).toEqual(means);
          expect(found.words).toBe(words);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("in a time line of its own", () => {
    fc.assert(
      fc.property(
        writtenTime.filter(({ slot }) => slot),
        ({ words, means }) => {
          expect(read(`Thời gian thực hiện: ${words}.`, true).means).toEqual(means);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
