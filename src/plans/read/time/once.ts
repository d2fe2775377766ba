import { addDays, calendarDate, monthOf, yearOf } from "../../../domain/calendar-date.ts";
import { joinSpans, type Span } from "../../../domain/span.ts";
import { type TimePoint, timePointAt } from "../../../domain/time-point.ts";
import { afterAny, endsBefore, isWord, numberAt, type TimeText } from "../../../domain/time-words.ts";
import type { ReviewCode } from "../review-reasons.ts";
import { cellAt, rangeAt, schoolYear } from "./time-cell.ts";
import { closesClause, mention, standsAlone, type TimeContext, type TimeMention } from "./time-mention.ts";

/** Words that say a thing is to be done; what follows or precedes is when. */
const DOING = [
  "hoàn thành",
  "hoàn tất",
  "thực hiện",
  "xong",
  "kết thúc",
  "ban hành",
  "triển khai",
  "tổ chức",
  "báo cáo",
];
const BEFORE = ["xong trước", "trước thời điểm", "trước"];
const BY = [
  "chậm nhất là vào",
  "chậm nhất là đến",
  "chậm nhất là trong",
  "chậm nhất là hết",
  "chậm nhất đến hết",
  "chậm nhất là",
  "chậm nhất đến",
  "chậm nhất vào",
  "chậm nhất trong",
  "chậm nhất",
  "muộn nhất là",
  "muộn nhất",
  "không muộn hơn",
  "không chậm hơn",
  "không quá",
  "đến hết",
  "xong đến",
  "đến",
];
const WITHIN = ["trong khoảng thời gian", "ngay trong", "vào khoảng", "khoảng", "trong", "vào dịp", "vào"];
/** Labels after which a bare point is a deadline. */
const LABELS = [
  "thời gian",
  "thời hạn",
  "thời điểm",
  "dự kiến",
  "tiến độ",
  "hạn",
  "hoàn thành",
  "thực hiện",
  "hội nghị",
  "xong",
  ":",
];

const YEARLY_TOO = [
  "và hằng năm",
  "và hàng năm",
  "và định kỳ hằng năm",
  "và định kỳ hàng năm",
  "; hằng năm",
  "; hàng năm",
];

const doubtsOf = (...points: readonly TimePoint[]): ReviewCode[] =>
  points.some((point) => point.yearGuessed) ? ["year-guessed"] : [];

/** True when the clause speaks of a target rather than of work: "phấn đấu đến năm 2030 đạt 80%". */
function isTarget(text: TimeText, from: number, next: number): boolean {
  for (let at = from - 1; at >= 0 && from - at < 12 && !isWord(text, at, ".", ";"); at -= 1) {
    if (isWord(text, at, "đấu") || endsBefore(text, at + 1, ["mục tiêu", "tỷ lệ", "chỉ tiêu"])) return true;
  }
  for (let at = next; at < text.words.length && at - next < 25 && !isWord(text, at, ".", ";"); at += 1) {
    if (isWord(text, at, "%")) return true;
  }
  return afterAny(text, isWord(text, next, ",") ? next + 1 : next, ["đạt", "có trên", "có ít nhất", "tỷ lệ"]) !== null;
}

const day = (span: Span): boolean => span.start === span.end;

function within(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const at = afterAny(text, from, WITHIN);
  if (at === null) return null;
  const point = timePointAt(text, at, context.reference);
  if (
    point === null ||
    (point.precision === "day" && isWord(text, from, "trong") && !isWord(text, at, "ngày", "đầu", "cuối"))
  )
    return null;
  if (point.precision === "year" && !context.slot) {
    const doing = endsBefore(text, from, DOING) || standsAlone(text, from, point.next);
    if (!doing && !(closesClause(text, point.next) && !isTarget(text, from, point.next))) return null;
  }
  const again = afterAny(text, point.next, YEARLY_TOO);
  if (again !== null && context.slot && point.precision !== "day")
    return mention("recurring", from, again, { every: "year", start: point.span.start });
  const start = day(point.span) ? null : point.span.start;
  return mention("once", from, point.next, { start, end: point.span.end, doubts: doubtsOf(point) });
}

/** The index after "17 giờ 00 phút", "17h30", or the same index: the hour of a due day is not kept. */
function afterClock(text: TimeText, at: number): number {
  if (numberAt(text, at, 0, 24) === null || !isWord(text, at + 1, "giờ", "h")) return at;
  const minutes = numberAt(text, at + 2, 0, 59) !== null && !isWord(text, at + 3, "/", "tháng") ? at + 3 : at + 2;
  const end = isWord(text, minutes, "phút") ? minutes + 1 : minutes;
  return isWord(text, end, ",") ? end + 1 : end;
}

function before(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const prefix = afterAny(text, from, BEFORE);
  if (prefix === null) return null;
  const at = afterClock(text, prefix);
  const point = timePointAt(text, at, context.reference);
  if (point === null) return null;
  const end = point.precision === "day" ? point.span.end : addDays(point.span.start, -1);
  return mention("once", from, point.next, { end, doubts: doubtsOf(point) });
}

function by(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const at = afterAny(text, from, BY);
  if (at === null) return null;
  const point = timePointAt(text, at, context.reference);
  if (point === null) return null;
  const weak = isWord(text, from, "đến");
  if (weak && isTarget(text, from, point.next)) return null;
  // "đến năm 2030" names the reach of a scheme; only "đến hết", a day, or a slot makes it a due date.
  const loose = weak && !isWord(text, from + 1, "hết") && point.precision !== "day";
  if (loose && !context.slot && !endsBefore(text, from, DOING)) return null;
  return mention("once", from, point.next, { end: point.span.end, doubts: doubtsOf(point) });
}

/** The start of "từ tháng 9 đến tháng 5/2027": the last such month not after the end. */
function withinYearBefore(text: TimeText, at: number, last: TimePoint): TimePoint | null {
  const year = yearOf(last.span.end);
  const sameYear = timePointAt(text, at, `${year}-01-01`);
  return sameYear !== null && sameYear.span.start <= last.span.end
    ? sameYear
    : timePointAt(text, at, `${year - 1}-01-01`);
}

/** "từ ngày 05 đến ngày 20/9/2026": the first day borrows month and year from the last. */
function daysOfOneMonth(text: TimeText, from: number, at: number, context: TimeContext): TimeMention | null {
  const named = isWord(text, at, "ngày") ? at + 1 : at;
  const first = numberAt(text, named, 1, 31);
  const to = afterAny(text, named + 1, ["đến hết", "đến", "-", "–"]);
  const last = first === null || to === null ? null : timePointAt(text, to, context.reference);
  if (first === null || last === null || last.precision !== "day") return null;
  const start = calendarDate(yearOf(last.span.end), monthOf(last.span.end), first);
  if (start === null || start > last.span.end) return null;
  return mention("once", from, last.next, { start, end: last.span.end, doubts: doubtsOf(last) });
}

/** "từ X đến (hết) Y", "từ X đến hết năm học …", "từ X trở đi", "từ X". */
function since(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const at = afterAny(text, from, ["kể từ", "bắt đầu từ", "từ"]);
  if (at === null) return null;
  const days = daysOfOneMonth(text, from, at, context);
  if (days !== null) return days;
  const first = timePointAt(text, at, context.reference);
  if (first === null) return null;
  const labelled = context.slot || endsBefore(text, from, LABELS) || standsAlone(text, from, first.next);
  const to = afterAny(text, first.next, ["cho đến hết", "đến hết", "đến trước", "cho đến", "đến", "-", "–"]);
  const last = to === null ? null : timePointAt(text, to, first.span.start);
  if (last !== null) {
    const start = first.yearGuessed && !last.yearGuessed ? withinYearBefore(text, at, last) : first;
    const span = joinSpans(start?.span ?? null, last.span);
    const alone = labelled || standsAlone(text, from, last.next) || first.precision !== "year";
    if (span === null || !alone || (!labelled && isTarget(text, from, last.next))) return null;
    return mention("once", from, last.next, { ...span, doubts: doubtsOf(last) });
  }
  const school = to === null ? null : schoolYear(text, to);
  if (school !== null && first.span.start <= school.span.end)
    return mention("once", from, school.next, { start: first.span.start, end: school.span.end });
  if (to !== null && isWord(text, to, "nay", "khi")) return null;
  const onward = afterAny(text, first.next, ["trở đi", "và những năm tiếp theo", "và các năm tiếp theo"]);
  if (!labelled && onward === null) return null;
  return mention("ongoing", from, onward ?? first.next, { start: first.span.start, doubts: doubtsOf(first) });
}

/** A point with nothing before it: "(tháng 02/2022)", a cell "Quý II/2025", "Thời gian thực hiện: quý I/2026". */
function alone(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const point = timePointAt(text, from, context.reference);
  if (point === null) return null;
  const labelled = context.slot || endsBefore(text, from, LABELS);
  const single =
    standsAlone(text, from, point.next) && point.precision !== "day" && !(point.precision === "year" && from === 0);
  if (!labelled && !single) return null;
  const onward = afterAny(text, point.next, ["và những năm tiếp theo", "và các năm tiếp theo"]);
  if (onward !== null) return mention("ongoing", from, onward, { start: point.span.start });
  if (point.precision === "year" && !context.slot && !single && !endsBefore(text, from, ["hoàn thành", "xong"])) {
    if (!endsBefore(text, from, ["thực hiện", ":"]) || !closesClause(text, point.next)) return null;
  }
  const again = afterAny(text, point.next, YEARLY_TOO);
  if (again !== null && point.precision !== "day")
    return mention("recurring", from, again, { every: "year", start: point.span.start });
  const start = day(point.span) ? null : point.span.start;
  return mention("once", from, point.next, { start, end: point.span.end, doubts: doubtsOf(point) });
}

/** The one-time or open-ended deadline that begins at word `from`, or null. */
export const onceAt = (text: TimeText, from: number, context: TimeContext): TimeMention | null =>
  since(text, from, context) ??
  before(text, from, context) ??
  by(text, from, context) ??
  within(text, from, context) ??
  rangeAt(text, from, context) ??
  alone(text, from, context) ??
  cellAt(text, from, context);
