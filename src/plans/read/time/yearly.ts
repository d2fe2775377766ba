import { yearSpan } from "../../../domain/span.ts";
import { listedSpansAt, timePointAt } from "../../../domain/time-point.ts";
import { afterAny, isWord, numberAt, type TimeText, yearAt } from "../../../domain/time-words.ts";
import { mention, type TimeMention } from "./time-mention.ts";

/** "năm 2016 và hàng năm". */
function fromYear(text: TimeText, from: number): TimeMention | null {
  const year = isWord(text, from, "năm") ? yearAt(text, from + 1) : null;
  if (year === null) return null;
  const next = afterAny(text, from + 2, ["và hàng năm", "và hằng năm", "và định kỳ hằng năm", "và định kỳ hàng năm"]);
  return next === null
    ? null
    : mention("recurring", from, next, { start: yearSpan(year)?.start ?? null, every: "year" });
}

/** "tháng 12 hằng năm", "quý IV hằng năm": due on the last day of that month or quarter each year. */
function namedPeriod(text: TimeText, from: number): TimeMention | null {
  const at = afterAny(text, from, ["trong", "vào"]) ?? from;
  if (!isWord(text, at, "tháng", "quý", "quí", "cuối", "đầu")) return null;
  const point = timePointAt(text, at, "2001-01-01");
  if (point === null || !point.yearGuessed) return null;
  const next = afterAny(text, point.next, ["của hằng năm", "của hàng năm", "hằng năm", "hàng năm", "mỗi năm"]);
  if (next === null) return null;
  const listed = listedSpansAt(text, at, 2001).spans;
  const ends = listed.length > 1 ? listed.map(({ end }) => end) : [point.span.end];
  return mention("recurring", from, next, { every: "year", dueDays: ends.map((end) => end.slice(5)) });
}

/** "30/6 và 31/12 hằng năm", "trước ngày 15/6, ngày 15/12 hàng năm": several days of each year. */
function namedDays(text: TimeText, from: number): TimeMention | null {
  const days: string[] = [];
  let at = from;
  for (;;) {
    const named = afterAny(text, at, ["trước ngày", "trước", "vào ngày", "ngày", "chậm nhất ngày"]) ?? at;
    const day = numberAt(text, named, 1, 31);
    const month = isWord(text, named + 1, "/", "tháng") ? numberAt(text, named + 2, 1, 12) : null;
    if (day === null || month === null || isWord(text, named + 3, "/")) break;
    days.push(`${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
    at = named + 3;
    if (!isWord(text, at, ",", "và", ";")) break;
    at += 1;
  }
  const next =
    days.length < 2 ? null : afterAny(text, at, ["của hằng năm", "của hàng năm", "hằng năm", "hàng năm", "mỗi năm"]);
  const every = days.length === 2 ? "half-year" : days.length === 4 ? "quarter" : "year";
  return next === null ? null : mention("recurring", from, next, { every, dueDays: days });
}

/** A rule that names its days, months or quarters of each year, or the year from which it holds. */
export const yearlyAt = (text: TimeText, from: number): TimeMention | null =>
  fromYear(text, from) ?? namedPeriod(text, from) ?? namedDays(text, from);
