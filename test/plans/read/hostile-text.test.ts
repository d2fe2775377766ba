import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCalendarDate } from "../../../src/domain/calendar-date.ts";
import { planDraft } from "../../../src/plans/draft.ts";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";
import { secretMark } from "../../../src/plans/read/secrecy.ts";
import { findTimes } from "../../../src/plans/read/time/read-deadline.ts";
import { growth, LINEAR } from "../../support/growth.ts";

const PIECES = [
  "trước ngày ",
  "31/02",
  "/2026",
  "tháng ",
  "13",
  "quý IV",
  "năm ",
  "2026",
  "hằng ",
  "định kỳ ",
  "từ ",
  " đến hết ",
  "sau khi ",
  "6 tháng",
  "(",
  ")",
  ";",
  ". ",
  ", ",
  " và ",
  "Sở Y tế ",
  "các sở, ban, ngành ",
  "chủ trì, ",
  "phối hợp với ",
  "Giao ",
  "\n- ",
  "\n+ ",
  "\nI. ",
  "\n1. ",
  "\na) ",
  "\n2.1 ",
  "\n| a | b |",
  "**",
  "KẾ HOẠCH\n",
  "Thời gian: ",
  "99",
  "0",
  "trong ",
  "chậm nhất ",
  "thường xuyên",
  "các Sở: ",
  "yêu cầu ",
  "đối với ",
  "\nCơ quan chủ trì",
  "\n* Sở Y tế:",
  "Hoàn thành: ",
  "...",
];
const plan = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: "grapheme", maxLength: 8 })),
  { maxLength: 60 },
);

describe("whatever the text,", () => {
  test("the reader gives a valid draft and every deadline is a day of the calendar", () => {
    fc.assert(
      fc.property(plan, (pieces) => {
        const draft = planDraft.parse(readPlanText(pieces.join("")));
        for (const { deadline, text } of draft.tasks) {
          expect(text.trim()).not.toBe("");
          for (const day of [deadline.start, deadline.end]) expect(day === null || isCalendarDate(day)).toBe(true);
          if (deadline.start !== null && deadline.end !== null) expect(deadline.start <= deadline.end).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("the words of a time are the text's own, at the offset given", () => {
    fc.assert(
      fc.property(plan, (pieces) => {
        const text = pieces.join("").normalize("NFC");
        for (const { deadline, offset, length } of findTimes(text, { reference: "2026-03-10", slot: true }))
          expect(text.slice(offset, offset + length)).toBe(deadline.words);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a line of 24,000 letters", () => {
  const lines: Record<string, string> = {
    "of words": "Sở Y tế tổ chức ",
    "of brackets": "(((",
    "of closed brackets": "(tháng 3/2026); ",
    "of stars": "*a ** _b__ ",
    "of commas": "các sở, ban, ngành, ",
    "of digits": "1234567890",
    "of dates": "trước ngày 20/5/2026 và ",
    "of adverbs": "hằng năm báo cáo; định kỳ ",
    "of numbers": "1.1.1.1.",
    "of spaces and marks": " - ; , . : ",
    "of labels": "Chủ trì: Sở A; Thời gian: ",
    "of bars": "|",
    "of quarters": "quý II, ",
    "of months": "tháng 3, ",
    "of bare months": "tháng 1, 2, 3, 4, ",
    "of years": "năm 2026, ",
    "of secrets and signs": "mật .",
    "of spaced capitals": "M Ậ T A ",
    "of opening clauses": "Căn cứ, để, sau khi, ",
    "of fields after colons": "các Sở: Xây dựng, Y tế, ",
    "of orders": "Sở A giao Sở B yêu cầu ",
    "of full stops": ". . . ",
    "of boards": "Ban Chỉ đạo thực hiện, ",
    "of closings": "; nếu có khó khăn, thực hiện nghiêm ",
  };
  test.each(Object.entries(lines))("%s is read in linear time", async (_, unit) => {
    const read = (letters: number): void => {
      const line = unit.repeat(Math.ceil(letters / unit.length));
      readPlanText(`KẾ HOẠCH\n\nI. NHIỆM VỤ\n1. Sở A\n- ${line}\n${line}`);
    };
    expect(await growth(read, 24_000)).toBeLessThan(LINEAR);
  });

  test("of signs after a secret's name is looked through in linear time", async () => {
    const look = (signs: number): unknown => secretMark([`mật ${"-".repeat(signs)}x`, `${"- ".repeat(signs)}mật`]);
    expect(await growth(look, 160_000)).toBeLessThan(LINEAR);
  });

  test("cut into 4,000 short ones is read in linear time", async () => {
    const read = (lines: number): void => {
      readPlanText("và tiếp tục\n".repeat(lines));
      readPlanText("- Sở A làm, trước ngày 3/4/2026\n".repeat(lines / 2));
      readPlanText("1. Sở A\n- Làm việc\n2. Ai đó\n- Thời gian: tháng 5\n".repeat(lines / 8));
      readPlanText("1. Mục đích\n1. Thời gian: tháng 5\nSở A:\n- Làm việc\n* Sở B:\n".repeat(lines / 8));
    };
    expect(await growth(read, 4_000)).toBeLessThan(LINEAR);
  });
});
