import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readChoice } from "../../../src/chat/understand/choice-number.ts";
import { readCommand } from "../../../src/chat/understand/command.ts";
import { readDay } from "../../../src/chat/understand/day.ts";
import { readPercent } from "../../../src/chat/understand/percent.ts";
import { understand } from "../../../src/chat/understand/understand.ts";
import { isCalendarDate } from "../../../src/domain/calendar-date.ts";

const AT = { now: new Date("2026-11-20T09:00:00+07:00"), zone: "Asia/Ho_Chi_Minh" };
const TODAY = "2026-11-20";
const intent = (text: string): string => understand(text, AT).intent;

describe("what a sentence means", () => {
  test.each([
    ["việc này em làm xong rồi nhé", "done"],
    ["da hoan thanh a", "done"],
    ["We finished it yesterday", "done"],
    ["em chưa làm xong", "not_done"],
    ["ko kịp đâu ạ", "not_done"],
    ["gần xong rồi, còn chờ đóng dấu", "in_progress"],
    ["đang soạn khoảng 35%", "in_progress"],
    ["cho em xin lùi hạn đến thứ năm tuần sau", "extension_request"],
    ["xin thêm 5 ngày vì mất điện", "extension_request"],
    ["việc này chuyển cho chị Bích phòng Kế toán", "reassign"],
    ["không phải việc của tôi", "reassign"],
    ["chiều nay nhắc lại giúp em", "snooze"],
    ["tôi còn việc gì", "list_outstanding"],
    ["có việc nào quá hạn không", "list_overdue"],
    ["tôi muốn nộp báo cáo tháng này", "start_report"],
    ["bot làm được gì", "help"],
  ])("the sentence “%s” means %s", (text, wanted) => expect(intent(text)).toBe(wanted));

  test.each([
    "ok",
    "dạ",
    "đã nhận",
    "đã rõ",
    "👍",
    "xong chưa?",
    "xong chua",
    "bao giờ xong?",
    "mai sẽ xong",
    "họp xong rồi",
    "cần hoàn thành trong tuần",
    "chưa xong đâu",
    "xong sao được",
    "nếu xong thì báo",
    "",
  ])("“%s” is never taken for done", (text) => expect(intent(text)).not.toBe("done"));

  test("numbers say which tasks are meant, and the reason is kept as typed", () => {
    expect(understand("việc 2 và 4 xong rồi", AT)).toEqual({ intent: "done", slots: { tasks: [2, 4] } });
    expect(understand("xin gia hạn đến 15/12 do chờ Sở thẩm định", AT).slots).toEqual({
      date: "2026-12-15",
      reason: "chờ Sở thẩm định",
    });
  });

  test("reading never fails, never takes long, and never names a day that is none", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 300 }),
          fc.string({ unit: fc.constantFrom("a ", "9", "/", "xong ", "đến ", "tuần "), maxLength: 4000 }),
        ),
        (text) => {
          const { slots } = understand(text, AT);
          if (slots.date !== undefined) expect(isCalendarDate(slots.date)).toBe(true);
        },
      ),
    );
  });
});

describe("days, shares, choices and commands", () => {
  test.each([
    ["15/12", "2026-12-15"],
    ["ngày 5 tháng 1", "2027-01-05"],
    ["mai", "2026-11-21"],
    ["thứ sáu tuần sau", "2026-11-27"],
    ["tuần sau", "2026-11-27"],
    ["cuối tháng", "2026-11-30"],
    ["hết quý I/2027", "2027-03-31"],
    ["3 ngày nữa", "2026-11-23"],
    ["từ 20/11 sang 27/11", "2026-11-27"],
  ])("the words “%s” name %s", (text, date) => expect(readDay(text, TODAY)).toMatchObject({ date }));

  test("31/02 and a day that is over are told apart from no day at all", () => {
    expect(readDay("31/02", TODAY)).toEqual({ problem: "no-such-day", seen: "31/02" });
    expect(readDay("1/10/2026", TODAY)).toMatchObject({ problem: "past" });
    expect(readDay("không biết", TODAY)).toBeNull();
  });

  test("a share is read in numbers and words, and out of range is a problem", () => {
    expect(
      ["70%", "khoảng 40 phần trăm", "mới được một nửa", "còn 20% nữa", "xong 3/5 nội dung", "chưa biết"].map((text) =>
        readPercent(text),
      ),
    ).toEqual([70, 40, 50, 80, 60, null]);
    expect(readPercent("300%")).toEqual({ problem: "out-of-range", seen: "300%" });
  });

  test("a choice is its number or its words, never a number inside a sentence", () => {
    const labels = ["Đã xong", "Xin gia hạn"];
    expect(["2", "số 2", "(2)", "chọn 2.", "xin gia han", "ĐÃ XONG"].map((text) => readChoice(text, labels))).toEqual([
      1, 1, 1, 1, 1, 0,
    ]);
    expect(["3", "0", "2 việc xong", "2%"].map((text) => readChoice(text, labels))).toEqual([null, null, null, null]);
  });

  test("commands are read with a slash, with the bot's name, and as bare words in both languages", () => {
    expect(readCommand("/viec@nhacviec_bot")).toEqual({ name: "tasks", argument: "" });
    expect(readCommand("/start ABCD-EFGH")).toEqual({ name: "start", argument: "ABCD-EFGH" });
    expect(["trợ giúp", "?", "huỷ", "hủy", "để sau", "later", "sửa"].map((text) => readCommand(text)?.name)).toEqual([
      "help",
      "help",
      "cancel",
      "cancel",
      "later",
      "later",
      "edit",
    ]);
    expect(readCommand("huỷ hội nghị rồi")).toBeNull();
  });
});

const LABELLED = join(import.meta.dirname, "../../../../shared/language/train.tsv");

test("labelled sentences: at least 80 in 100 are understood, and none is wrongly taken for done", (context) => {
  if (!existsSync(LABELLED)) return context.skip("skipped: ../shared/language is not here");
  const lines = readFileSync(LABELLED, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const judged = lines.map(([text = "", wanted = "", , also = ""]) => ({
    got: intent(text),
    fair: [wanted, ...also.split(/[,; ]+/)],
  }));
  const wrongDone = judged.filter(({ got, fair }) => got === "done" && !fair.includes("done"));
  expect(wrongDone).toEqual([]);
  expect(judged.filter(({ got, fair }) => fair.includes(got)).length / judged.length).toBeGreaterThan(0.8);
});
