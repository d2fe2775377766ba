import type { Period } from "../../../domain/deadline.ts";
import { afterAny, isWord, numberAt, type TimeText, yearAt } from "../../../domain/time-words.ts";

/** A due day without a year: a day of the month (`month` null) or of the year; `every` when the words after it say how often. */
export type DueDay = {
  readonly day: number;
  readonly month: number | null;
  readonly every: Period | null;
  readonly from: number;
  readonly next: number;
};

const PREFIXES = ["chậm nhất là vào", "chậm nhất là", "chậm nhất vào", "chậm nhất", "trước", "vào", "đến hết", "đến"];
const MONTHLY = ["của hằng tháng", "của hàng tháng", "hằng tháng", "hàng tháng", "mỗi tháng", "của tháng sau"];
const QUARTERLY = [
  "của tháng cuối cùng của mỗi quý",
  "tháng cuối cùng của mỗi quý",
  "của tháng cuối mỗi quý",
  "của tháng cuối quý",
  "tháng cuối quý",
  "của tháng cuối cùng trong quý",
  "của tháng cuối kỳ báo cáo",
  "hằng quý",
  "hàng quý",
];
const YEARLY = [
  "của năm thực hiện kế hoạch",
  "năm thực hiện kế hoạch",
  "của hằng năm",
  "hằng năm",
  "hàng năm",
  "mỗi năm",
  "của năm trước",
];

/** "trước ngày 20", "trước ngày 15/12 hằng năm", "vào ngày 22 hàng tháng"; null when a year is written. */
export function dueDayAt(text: TimeText, from: number): DueDay | null {
  const prefixed = afterAny(text, from, PREFIXES);
  const at = prefixed ?? from;
  const named = isWord(text, at, "ngày");
  if (prefixed === null && !named) return null;
  const day = numberAt(text, named ? at + 1 : at, 1, 31);
  if (day === null) return null;
  let next = (named ? at + 1 : at) + 1;
  let month: number | null = null;
  if (isWord(text, next, "/", "tháng")) {
    month = numberAt(text, next + 1, 1, 12);
    if (month === null && !isWord(text, next + 1, "cuối")) return null;
    if (month !== null) next += 2;
  }
  if (isWord(text, next, "/", "-", "năm", ".") && yearAt(text, next + 1) !== null) return null;
  const tail = (phrases: readonly string[]): number | null => afterAny(text, next, phrases);
  const monthly = month === null ? tail(MONTHLY) : null;
  const quarterly = month === null ? tail(QUARTERLY) : null;
  const yearly = month === null ? null : tail(YEARLY);
  const end = monthly ?? quarterly ?? yearly;
  const every = monthly !== null ? "month" : quarterly !== null ? "quarter" : yearly !== null ? "year" : null;
  // "trước 15" without "ngày", and "ngày 10" without "trước", are due days only with "hằng tháng" after them.
  if (every === null && (prefixed === null || (!named && month === null))) return null;
  return { day, month, every, from, next: end ?? next };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** The due days in the form of `Deadline.dueDays`: "20" each month, "03-20 06-20 …" for the last month of each quarter. */
export function dueDaysOf(due: DueDay, every: Period | null): string[] {
  if (due.month !== null) return [`${two(due.month)}-${two(due.day)}`];
  const lastMonths =
    every === "quarter" ? [3, 6, 9, 12] : every === "half-year" ? [6, 12] : every === "year" ? [12] : [];
  return lastMonths.length === 0 ? [String(due.day)] : lastMonths.map((month) => `${two(month)}-${two(due.day)}`);
}
