import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readDeadline } from "../../../src/plans/read/time/read-deadline.ts";

const EXPRESSIONS = join(import.meta.dirname, "../../../../shared/language/time-expressions.tsv");
const present = existsSync(EXPRESSIONS);

const read = (text: string, slot = false, reference: string | null = "2026-03-10") => {
  const { deadline, doubts } = readDeadline(text, { reference, slot });
  const { kind, start, end, every, dueDays, delayDays, words } = deadline;
  return { kind, start, end, every, dueDays, delayDays, words, doubts };
};

describe("shared time expressions (skipped where ../shared is not there)", () => {
  const lines = present ? readFileSync(EXPRESSIONS, "utf8").split("\n").slice(1) : [];
  const rows = lines.filter((line) => line !== "").map((line) => line.split("\t"));
  const single = rows.filter((row) => !(row[7] ?? "").startsWith("MULTI"));

  test.skipIf(!present)("every expression reads as the table says, and no trap is a deadline", () => {
    const wrong = single.flatMap(([expression = "", reference, kind, start, end, every, due]) => {
      const found = read(expression.replaceAll("**", ""), false, reference === "" ? null : (reference ?? null));
      const got = [found.kind, found.start ?? "", found.end ?? "", found.every ?? "", found.dueDays.join(",")];
      const wanted = [kind, start, end, every, due ?? ""];
      return JSON.stringify(got) === JSON.stringify(wanted) ? [] : [{ expression, got, wanted }];
    });
    expect(single.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });
});

describe("the words around a date decide whether it is a deadline:", () => {
  test("a period after a word of doing is one, from its first to its last day", () => {
    expect(read("Nộp bản vẽ, hoàn thành trong tháng 02/2028.")).toMatchObject({
      kind: "once",
      start: "2028-02-01",
      end: "2028-02-29",
      words: "hoàn thành trong tháng 02/2028",
    });
    expect(read("Bàn giao trong 6 tháng cuối năm 2026")).toMatchObject({ start: "2026-07-01", end: "2026-12-31" });
    expect(read("Tổ chức Hội thi (dự kiến tháng 10/2026).")).toMatchObject({ start: "2026-10-01", end: "2026-10-31" });
    expect(read("thực hiện từ ngày 05 đến ngày 20 tháng 9 năm 2026")).toMatchObject({
      start: "2026-09-05",
      end: "2026-09-20",
    });
    expect(read("thực hiện từ tháng 11 đến tháng 2/2027")).toMatchObject({ start: "2026-11-01", end: "2027-02-28" });
  });

  test("by a day has an end and no start, whatever the hour", () => {
    expect(read("gửi trước 17 giờ 00 ngày 20/4/2026")).toMatchObject({ kind: "once", start: null, end: "2026-04-20" });
    expect(read("chậm nhất là cuối quý I năm 2026")).toMatchObject({ start: null, end: "2026-03-31" });
    expect(read("Hoàn thành trước tháng 6/2026")).toMatchObject({ start: null, end: "2026-05-31" });
  });

  test("a document's date, its number, a term, a target and a count are none", () => {
    for (const text of [
      "theo Kế hoạch số 12/KH-SNO ngày 15 tháng 01 năm 2026 của Sở Nuôi ong",
      "Ngày 20/3/2026, Sở Nuôi ong ban hành Công văn số 12/SNO.",
      "Đề án trồng tre giai đoạn 2026 - 2030",
      "Phấn đấu đến hết năm 2026, 90% vườn có hồ sơ.",
      "Kết quả năm 2025 đạt 92%",
      "Báo cáo nêu rõ 3/5 xã đã nộp",
      "Các vườn được kiểm tra thường xuyên theo quy chế",
      "Kế hoạch hằng năm của đơn vị vừa đủ",
      "Quy chế có hiệu lực từ ngày 01/7/2026",
    ])
      expect(read(text).kind, text).toBe("none");
  });

  test("there is no 31 February: such words are shown and set no day", () => {
    expect(read("trước ngày 31/02/2026")).toMatchObject({ kind: "none" });
  });

  test("a missing year is the next such period after the document's day, and a person is told", () => {
    expect(read("trước ngày 15/01")).toMatchObject({ end: "2027-01-15", doubts: ["year-guessed"] });
    expect(read("trước ngày 15/12")).toMatchObject({ end: "2026-12-15", doubts: ["year-guessed"] });
    expect(read("trước ngày 15/12", false, null)).toMatchObject({
      kind: "none",
      words: "trước ngày 15/12",
      doubts: ["year-unknown"],
    });
  });
});

describe("a time column may say less:", () => {
  test.each([
    ["6/2026", "2026-06-01", "2026-06-30"],
    ["T6/2026", "2026-06-01", "2026-06-30"],
    ["Q3/2026", "2026-07-01", "2026-09-30"],
    ["09 - 10/2026", "2026-09-01", "2026-10-31"],
    ["01 - 03/2027", "2027-01-01", "2027-03-31"],
    ["2026", "2026-01-01", "2026-12-31"],
    ["2026 - 2028", "2026-01-01", "2028-12-31"],
    ["Quý IV/2026 - Quý I/2027", "2026-10-01", "2027-03-31"],
    ["31/12/2026", null, "2026-12-31"],
  ])("%s alone is a time", (cell, start, end) => {
    expect(read(cell, true)).toMatchObject({ kind: "once", start, end });
  });

  test("several milestones become a window and are shown to a person", () => {
    expect(read("Sơ kết tháng 6/2026; tổng kết tháng 12/2026", true)).toMatchObject({
      start: "2026-06-01",
      end: "2026-12-31",
      doubts: ["several-milestones"],
    });
  });

  test("the years to come are ongoing", () => {
    expect(read("2026 và những năm tiếp theo", true)).toMatchObject({ kind: "ongoing", start: "2026-01-01" });
  });
});

describe("what comes back", () => {
  test("keeps the shorter of two periods and says that there was a choice", () => {
    expect(read("Hằng tháng hoặc hằng quý báo cáo")).toMatchObject({ every: "month", doubts: ["choice-of-period"] });
  });

  test("knows its day in each period, in the same words or in a bracket", () => {
    expect(read("gửi báo cáo trước ngày 25 hằng tháng")).toMatchObject({ every: "month", dueDays: ["25"] });
    expect(read("Trước 15 hàng tháng", true)).toMatchObject({ every: "month", dueDays: ["15"] });
    expect(read("Hằng năm, trước ngày 15 tháng 11, các đơn vị gửi báo cáo.")).toMatchObject({
      every: "year",
      dueDays: ["11-15"],
    });
    expect(read("Tháng 12 hằng năm", true)).toMatchObject({ every: "year", dueDays: ["12-31"] });
  });

  test("a period after an event waits, with its days", () => {
    expect(read("Chậm nhất 10 ngày làm việc kể từ ngày nhận được hướng dẫn, nộp kế hoạch.")).toMatchObject({
      kind: "after-event",
      delayDays: 10,
      doubts: expect.arrayContaining(["after-event", "working-days"]),
    });
  });
});

describe("a bracket that closes a task is a time slot", () => {
  test("when it says nothing but times, or a unit and its time", () => {
    expect(read("Rà soát giống tre (Quý III/2026, Quý II/2027 và thường xuyên).")).toMatchObject({
      start: "2026-07-01",
      end: "2027-06-30",
    });
    expect(read("Lập sổ đàn ong (Sở Nuôi ong, tháng 9/2026);")).toMatchObject({ end: "2026-09-30" });
    expect(read("Chọn giống tre (giao Sở Nuôi ong thực hiện, Quý IV/2026)")).toMatchObject({ end: "2026-12-31" });
    expect(read("Ngày hội trồng tre (sáng 28/8)")).toMatchObject({ end: "2026-08-28" });
    expect(read("Khai hội vườn (05/9).")).toMatchObject({ end: "2026-09-05" });
  });

  test("and none when it remarks, cites or counts", () => {
    for (const text of [
      "Mở rộng vườn tre (năm 2025 có 3 vườn).",
      "Trồng tre (Nghị quyết số 5, tháng 3/2025).",
      "Các xã có vườn ươm (3/5).",
      "Chăm sóc vườn (tháng 9/2025 đạt 80%) và trồng thêm tre.",
    ])
      expect(read(text).kind, text).toBe("none");
  });
});

describe("further forms:", () => {
  test("a period counted 'một lần' is one rule with the months in its bracket", () => {
    expect(read("Họp theo định kỳ 06 tháng một lần (tháng 5 và tháng 11 hằng năm) với các hộ")).toMatchObject({
      kind: "recurring",
      every: "half-year",
    });
    expect(read("Báo cáo định kỳ hằng quý 1 lần và đột xuất khi có yêu cầu")).toMatchObject({ every: "quarter" });
  });

  test("'không muộn hơn' and 'không chậm hơn' set the last day", () => {
    expect(read("Nộp hồ sơ không muộn hơn ngày 31/12/2026")).toMatchObject({ kind: "once", end: "2026-12-31" });
    expect(read("Nộp hồ sơ không chậm hơn 15/6/2026")).toMatchObject({ kind: "once", end: "2026-06-15" });
    expect(read("Năng suất không thấp hơn năm 2025").kind).toBe("none");
  });

  test("in a time cell, parts of a year and of a school year", () => {
    expect(read("T5-T6/2026", true)).toMatchObject({ start: "2026-05-01", end: "2026-06-30" });
    expect(read("9 tháng đầu năm 2026", true)).toMatchObject({ start: "2026-01-01", end: "2026-09-30" });
    expect(read("Nửa cuối năm 2026", true)).toMatchObject({ start: "2026-07-01", end: "2026-12-31" });
    expect(read("Từ tháng 03/2026 đến hết năm học 2025 - 2026", true)).toMatchObject({
      start: "2026-03-01",
      end: "2026-05-31",
    });
    expect(read("Kết quả 9 tháng đầu năm 2026").kind).toBe("none");
  });
});
