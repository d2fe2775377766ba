import { describe, expect, test } from "vitest";
import { halfSpan, joinSpans, monthSpan, partOf, quarterSpan, yearSpan } from "../../src/domain/span.ts";
import { timePointAt } from "../../src/domain/time-point.ts";
import { timeText } from "../../src/domain/time-words.ts";

const point = (text: string, reference: string | null = "2026-11-20") => {
  const found = timePointAt(timeText(text), 0, reference);
  return found === null ? null : [found.span.start, found.span.end, found.precision];
};

describe("a point in time is read from words", () => {
  test.each([
    ["ngày 25/11/2026", "2026-11-25", "2026-11-25", "day"],
    ["ngày 5 tháng 3 năm 2027", "2027-03-05", "2027-03-05", "day"],
    ["10 tháng 3 năm 2027", "2027-03-10", "2027-03-10", "day"],
    ["30-9-2027", "2027-09-30", "2027-09-30", "day"],
    ["tháng 02/2028", "2028-02-01", "2028-02-29", "month"],
    ["tháng 9, 10, 11/2027", "2027-09-01", "2027-11-30", "month"],
    ["tháng 3, 5 xã", "2027-03-01", "2027-03-31", "month"],
    ["tháng 12/2026, tháng 01/2027", "2026-12-01", "2027-01-31", "month"],
    ["quý I, II năm 2027", "2027-01-01", "2027-06-30", "quarter"],
    ["6 tháng đầu năm 2027", "2027-01-01", "2027-06-30", "half-year"],
    ["các năm 2027, 2028", "2027-01-01", "2028-12-31", "year"],
    ["giữa tháng 3/2027", "2027-03-15", "2027-03-15", "day"],
    ["cuối năm", "2026-12-31", "2026-12-31", "day"],
    ["thang 5/2027", "2027-05-01", "2027-05-31", "month"],
  ])("%s from its first to its last day", (text, start, end, precision) => {
    expect(point(text)).toEqual([start, end, precision]);
  });

  test("and is none in a document number, a school year, a day that does not exist, or another word", () => {
    for (const text of ["12/2016/NĐ-CP", "cuối năm học", "ngày 31/02/2027", "tháng 13/2027", "quý vị", "nắm 2027"])
      expect(point(text), text).toBeNull();
  });

  test("without a written year is the next one, and none when there is no day to count from", () => {
    expect(point("ngày 19/11")).toEqual(["2027-11-19", "2027-11-19", "day"]);
    expect(point("tháng 11")).toEqual(["2026-11-01", "2026-11-30", "month"]);
    expect(point("ngày 19/11", null)).toBeNull();
  });
});

describe("a span", () => {
  test("of a month, quarter, half or year has both its ends", () => {
    expect(monthSpan(2028, 2)).toEqual({ start: "2028-02-01", end: "2028-02-29" });
    expect(quarterSpan(2027, 4)).toEqual({ start: "2027-10-01", end: "2027-12-31" });
    expect(halfSpan(2027, 2)).toEqual({ start: "2027-07-01", end: "2027-12-31" });
    expect(yearSpan(2027)).toEqual({ start: "2027-01-01", end: "2027-12-31" });
    expect([monthSpan(2027, 13), quarterSpan(2027, 5)]).toEqual([null, null]);
  });

  test("has parts as the Civil Code names them; a quarter has no first day", () => {
    const year = { start: "2027-01-01", end: "2027-12-31" };
    expect(partOf(year, "year", "middle").end).toBe("2027-06-30");
    const quarter = { start: "2027-01-01", end: "2027-03-31" };
    expect(partOf(quarter, "quarter", "start")).toEqual(quarter);
    expect(partOf(quarter, "quarter", "end").start).toBe("2027-03-31");
  });

  test("is not joined backwards", () => {
    expect(joinSpans(monthSpan(2027, 5), monthSpan(2027, 3))).toBeNull();
  });
});
