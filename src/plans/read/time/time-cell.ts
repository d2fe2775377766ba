import { calendarDate, yearOf } from "../../../domain/calendar-date.ts";
import { joinSpans, monthSpan, quarterSpan, type Span, yearSpan } from "../../../domain/span.ts";
import { timePointAt } from "../../../domain/time-point.ts";
import { afterAny, isWord, numberAt, type TimeText, yearAt } from "../../../domain/time-words.ts";
import { closesClause, mention, opensClause, type TimeContext, type TimeMention } from "./time-mention.ts";

const ONWARD = ["và những năm tiếp theo", "và các năm tiếp theo", "và các năm sau", "và những năm sau", "trở đi"];
const TO = ["đến hết", "đến", "-", "–", "÷"];
/** First and last month of a school year; its work ends with May (the Ministry's yearly time frame decisions). */
const SCHOOL_YEAR = { first: 9, last: 5 };

/** "6/2025", "T6/2025", "09 - 10/2026", "7,8/2026": months of a year written once. */
function months(text: TimeText, from: number): { span: Span; next: number } | null {
  const start = isWord(text, from, "t") ? from + 1 : from;
  const first = numberAt(text, start, 1, 12);
  if (first === null) return null;
  const again = isWord(text, start + 2, "t") ? start + 3 : start + 2;
  const ranged = isWord(text, start + 1, "-", "–", ",", "và") ? numberAt(text, again, 1, 12) : null;
  const slash = ranged === null ? start + 1 : again + 1;
  const year = isWord(text, slash, "/", "-") ? yearAt(text, slash + 1) : null;
  if (year === null) return null;
  const span = joinSpans(monthSpan(year, first), monthSpan(year, ranged ?? first));
  return span === null ? null : { span, next: slash + 2 };
}

/** "2026", "2025 - 2026". */
function years(text: TimeText, from: number): { span: Span; next: number } | null {
  const year = yearAt(text, from);
  if (year === null) return null;
  const last = isWord(text, from + 1, "-", "–", "đến") ? yearAt(text, from + 2) : null;
  const span = joinSpans(yearSpan(year), yearSpan(last ?? year));
  const next = last === null ? from + 1 : from + 3;
  // "2026/TT" is a document's number, "2026.15" no year.
  const runsOn = isWord(text, next, "/") || (isWord(text, next, ".") && text.words[next + 1]?.kind === "number");
  return span === null || runsOn ? null : { span, next };
}

/** "Q3/2026", "QIII/2026" is one word and read as a quarter elsewhere. */
function quarter(text: TimeText, from: number): { span: Span; next: number } | null {
  if (!isWord(text, from, "q") || !isWord(text, from + 2, "/", "-")) return null;
  const span = quarterSpan(yearAt(text, from + 3) ?? 0, numberAt(text, from + 1, 1, 4) ?? 0);
  return span === null ? null : { span, next: from + 4 };
}

/** "năm học 2025 - 2026": its first to its last month. */
export function schoolYear(text: TimeText, from: number): { span: Span; next: number } | null {
  const at = afterAny(text, from, ["năm học"]);
  const first = at === null ? null : yearAt(text, at);
  if (at === null || first === null || !isWord(text, at + 1, "-", "–") || yearAt(text, at + 2) !== first + 1)
    return null;
  const span = joinSpans(monthSpan(first, SCHOOL_YEAR.first), monthSpan(first + 1, SCHOOL_YEAR.last));
  return span === null ? null : { span, next: at + 3 };
}

/** "cả năm", "trong năm", "trong năm học", "các tháng trong năm": the whole year of the plan. */
function wholeYear(text: TimeText, from: number, { reference }: TimeContext): { span: Span; next: number } | null {
  const all = [
    "các tháng trong năm học",
    "các tháng trong năm",
    "suốt năm học",
    "cả năm học",
    "trong năm học",
    "cả năm",
    "trong năm",
    "suốt năm",
  ];
  const next = afterAny(text, from, all);
  if (next === null || reference === null || !closesClause(text, next)) return null;
  const year = yearOf(reference);
  const school = isWord(text, next - 1, "học");
  const span = school
    ? joinSpans(monthSpan(year, SCHOOL_YEAR.first), monthSpan(year + 1, SCHOOL_YEAR.last))
    : yearSpan(year);
  return span === null ? null : { span, next };
}

/** "9 tháng đầu năm 2026", "nửa cuối năm 2026". */
function partOfYear(text: TimeText, from: number): { span: Span; next: number } | null {
  const half = afterAny(text, from, ["nửa đầu năm", "nửa cuối năm"]);
  const count = half === null ? numberAt(text, from, 2, 11) : 6;
  const at = half ?? afterAny(text, from + 1, ["tháng đầu năm", "tháng cuối năm"]);
  const year = at === null ? null : yearAt(text, at);
  if (at === null || count === null || year === null) return null;
  const span = isWord(text, at - 2, "cuối")
    ? joinSpans(monthSpan(year, 13 - count), monthSpan(year, 12))
    : joinSpans(monthSpan(year, 1), monthSpan(year, count));
  return span === null ? null : { span, next: at + 1 };
}

const pointAt = (text: TimeText, at: number, context: TimeContext): { span: Span; next: number } | null =>
  schoolYear(text, at) ??
  partOfYear(text, at) ??
  years(text, at) ??
  months(text, at) ??
  quarter(text, at) ??
  timePointAt(text, at, context.reference);

/** "05 - 10/9/2026": days of one month. */
function days(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const first = numberAt(text, from, 1, 31);
  const last =
    first === null || !isWord(text, from + 1, "-", "–") ? null : timePointAt(text, from + 2, context.reference);
  if (first === null || last === null || last.precision !== "day") return null;
  const start = calendarDate(yearOf(last.span.end), Number(last.span.end.slice(5, 7)), first);
  return start === null || start > last.span.end
    ? null
    : mention("once", from, last.next, { start, end: last.span.end });
}

/** "Bắt đầu: 01/5/2026; hoàn thành: 30/6/2026". */
function labelledEnds(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const at = afterAny(text, from, ["bắt đầu :", "khởi công :", "từ :"]);
  const first = at === null ? null : pointAt(text, at, context);
  if (first === null) return null;
  const semicolon = isWord(text, first.next, ";", ",", "-") ? first.next + 1 : first.next;
  const to = afterAny(text, semicolon, ["hoàn thành :", "kết thúc :", "đến :"]);
  const last = to === null ? null : pointAt(text, to, context);
  return last === null || first.span.start > last.span.end
    ? null
    : mention("once", from, last.next, { start: first.span.start, end: last.span.end });
}

/** What only a time cell may say: "6/2025", "09 - 10/2026", "9/2025 - 5/2026", "2025 và những năm tiếp theo", "cả năm". */
export function cellAt(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  if (
    !context.slot ||
    !(opensClause(text, from) || isWord(text, from - 1, ",", "và", "năm", "đoạn", "khoảng", "trong", "hết"))
  )
    return null;
  const named = afterAny(text, from, ["giai đoạn", "trong giai đoạn"]) ?? from;
  const ends = labelledEnds(text, from, context);
  if (ends !== null) return ends;
  const since = afterAny(text, from, ["từ", "kể từ", "bắt đầu từ"]);
  const school = since === null ? null : schoolYear(text, since);
  if (school !== null) return mention("ongoing", from, school.next, { start: school.span.start });
  const whole = wholeYear(text, from, context);
  if (whole !== null) return mention("once", from, whole.next, whole.span);
  const some = days(text, from, context);
  if (some !== null) return some;
  const first = pointAt(text, named, context);
  if (first === null) return null;
  const onward = afterAny(text, first.next, ONWARD);
  if (onward !== null) return mention("ongoing", from, onward, { start: first.span.start });
  const to = afterAny(text, first.next, TO);
  const last = to === null ? null : pointAt(text, to, context);
  const span = last === null ? first.span : (joinSpans(first.span, last.span) ?? first.span);
  const start = span.start === span.end ? null : span.start;
  return mention("once", from, last?.next ?? first.next, { start, end: span.end });
}

/** In a time cell, two points that are one window: "01/7/2025 - 30/12/2025", "9/2025 đến 5/2026", "giai đoạn 2026 - 2030". */
export function rangeAt(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const found = cellAt(text, from, context);
  const first = found === null ? null : timePointAt(text, from, context.reference);
  return found !== null && found.kind === "once" && (first === null || found.next > first.next) ? found : null;
}
