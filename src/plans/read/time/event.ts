import { afterAny, endsBefore, isWord, numberAt, type TimeText } from "../../../domain/time-words.ts";
import { closesClause, mention, opensSentence, type TimeContext, type TimeMention } from "./time-mention.ts";

const AFTER = ["ngay sau khi", "sau khi", "sau ngày"];
/** "sau đó", "sau đây", "sau này" point into the text, not at an event. */
const NOT_EVENTS = ["đó", "đây", "này", "cùng", "năm", "tháng", "ngày", "đại", "hơn"];
const LABELS = [
  "thời gian thực hiện",
  "thời gian",
  "thời hạn",
  "hoàn thành",
  "thực hiện",
  "tiến độ",
  "thời gian thực hiện :",
  "thời gian :",
  "thời hạn :",
  "tiến độ :",
];
const CLOSING = ["tổng kết", "sơ kết", "đánh giá", "báo cáo", "nghiệm thu", "kiểm điểm"];
/** An event is told in a few words; a longer clause is cut here. */
const LONGEST_EVENT = 24;

/** Index of the mark that ends the event's words: a comma, semicolon, full stop, or the bracket that holds it. */
function endOfEvent(text: TimeText, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.words.length && at - from < LONGEST_EVENT) {
    if (isWord(text, at, "(", "[")) depth += 1;
    if (isWord(text, at, ")", "]")) {
      if (depth === 0) break;
      depth -= 1;
    }
    if (depth === 0 && isWord(text, at, ",", ";", ".", ":")) break;
    at += 1;
  }
  return at;
}

/** A time that begins at `from` and waits for the event told from `at` on. */
function waitsFor(text: TimeText, from: number, at: number): TimeMention {
  const end = endOfEvent(text, at);
  return mention("after-event", from, Math.max(end, at), { event: [at, end], doubts: ["after-event"] });
}

/** "trong (thời hạn) 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", "chậm nhất 10 ngày sau khi …". */
function delay(text: TimeText, from: number): TimeMention | null {
  const prefix = afterAny(text, from, [
    "trong thời hạn không quá",
    "trong thời hạn",
    "trong thời gian",
    "trong vòng",
    "chậm nhất sau",
    "chậm nhất là",
    "chậm nhất",
    "không quá",
    "trong",
  ]);
  if (prefix === null) return null;
  const count = numberAt(text, prefix, 1, 999);
  const unit = afterAny(text, prefix + 1, ["ngày làm việc", "ngày", "tháng", "tuần"]);
  if (count === null || unit === null) return null;
  const since = afterAny(text, unit, [", kể từ", "kể từ", ", tính từ", "tính từ", "sau", "từ"]);
  if (since === null) return null;
  const perUnit = isWord(text, prefix + 1, "tháng") ? 30 : isWord(text, prefix + 1, "tuần") ? 7 : 1;
  const working = isWord(text, prefix + 2, "làm");
  const end = endOfEvent(text, since);
  return mention("after-event", from, end, {
    event: [since, end],
    delayDays: count * perUnit,
    doubts: working ? ["working-days", "after-event"] : ["after-event"],
  });
}

/** True where an event may set a time: in a slot, at the head of a sentence, after a label. */
const mayStand = (text: TimeText, from: number, context: TimeContext): boolean =>
  context.slot || opensSentence(text, from) || endsBefore(text, from, LABELS);

function afterOrBefore(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const closing = afterAny(text, from, AFTER);
  const last = closing === null ? from : endOfEvent(text, closing);
  if (closing !== null && isWord(text, last, ".", ";") && last - from <= LONGEST_EVENT / 2)
    return waitsFor(text, from, closing);
  if (!mayStand(text, from, context)) return null;
  const at = afterAny(text, from, [...AFTER, "trước khi", "khi có", "khi kết thúc"]);
  if (at !== null) return waitsFor(text, from, at);
  if (!isWord(text, from, "sau") || isWord(text, from + 1, ...NOT_EVENTS) || text.words[from + 1]?.kind !== "word")
    return null;
  const end = endOfEvent(text, from + 1);
  const short = end - from <= 7 && (isWord(text, end, ",") || closesClause(text, end));
  return short ? waitsFor(text, from, from + 1) : null;
}

/** "tổng kết khi kết thúc nhiệm kỳ", "giữa nhiệm kỳ", "năm thứ 3, nhiệm kỳ …". */
function term(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const ending = afterAny(text, from, ["khi kết thúc", "khi hoàn thành", "sau khi kết thúc"]);
  if (ending !== null && endsBefore(text, from, CLOSING)) return waitsFor(text, from, ending);
  if (!mayStand(text, from, context)) return null;
  const named = afterAny(text, from, [
    "năm thứ",
    "giữa nhiệm kỳ",
    "cuối nhiệm kỳ",
    "kết thúc nhiệm kỳ",
    "hết nhiệm kỳ",
  ]);
  return named === null ? null : waitsFor(text, from, from);
}

/** The event that begins at word `from`, whose day a person has to record, or null. */
export const eventAt = (text: TimeText, from: number, context: TimeContext): TimeMention | null =>
  delay(text, from) ?? term(text, from, context) ?? afterOrBefore(text, from, context);
