import type { Period } from "../../../domain/deadline.ts";
import { PERIODS } from "../../../domain/deadline.ts";
import { yearSpan } from "../../../domain/span.ts";
import { afterAny, endsBefore, isWord, numberAt, type TimeText, yearAt } from "../../../domain/time-words.ts";
import type { ReviewCode } from "../review-reasons.ts";
import {
  closesClause,
  mention,
  opensClause,
  opensSentence,
  standsAlone,
  type TimeContext,
  type TimeMention,
} from "./time-mention.ts";
import { yearlyAt } from "./yearly.ts";

const EVERY = ["hằng", "hàng", "mỗi"];
const NUMBERS = new Map([
  ["một", 1],
  ["hai", 2],
  ["ba", 3],
  ["sáu", 6],
]);
/** Verbs that may follow "hằng năm" when it says how often something is done. */
const DUTIES = [
  "có",
  "báo cáo",
  "tổ chức",
  "tổng hợp",
  "tiến hành",
  "rà soát",
  "đánh giá",
  "sơ kết",
  "tổng kết",
  "mở",
  "xây dựng",
  "gửi",
  "kiểm tra",
  "thực hiện",
  "tham mưu",
  "ban hành",
  "lập",
  "công bố",
  "phối hợp",
  "chủ trì",
  "bố trí",
];

type Named = { every: Period; next: number };

const countAt = (text: TimeText, index: number): number | null =>
  numberAt(text, index, 1, 12) ?? NUMBERS.get(text.words[index]?.text ?? "") ?? null;

const periodOfMonths = (months: number | null): Period | null =>
  months === 1 ? "month" : months === 3 ? "quarter" : months === 6 ? "half-year" : months === 12 ? "year" : null;

/** "tháng", "quý", "năm", "6 tháng", "nửa năm", "1 năm" at `index`; not "năm 2026", not "6 tháng đầu năm". */
function periodAt(text: TimeText, index: number): Named | null {
  const count = countAt(text, index);
  if (count !== null && isWord(text, index + 1, "tháng")) {
    const every = periodOfMonths(count);
    if (every === null || isWord(text, index + 2, "đầu", "cuối")) return null;
    return { every, next: index + 2 };
  }
  const at = count === 1 || isWord(text, index, "cả", "hằng", "hàng", "cuối") ? index + 1 : index;
  if (isWord(text, at, "nửa") && isWord(text, at + 1, "năm")) return { every: "half-year", next: at + 2 };
  if (isWord(text, at, "tháng") && numberAt(text, at + 1, 1, 12) === null) return { every: "month", next: at + 1 };
  if (isWord(text, at, "quý", "quí") && !isWord(text, at + 1, "i", "ii", "iii", "iv"))
    return { every: "quarter", next: at + 1 };
  if (isWord(text, at, "năm") && yearAt(text, at + 1) === null && !isWord(text, at + 1, "học", "thứ", "nay", "qua"))
    return { every: "year", next: at + 1 };
  return null;
}

/** The further periods of "hằng tháng, quý, 6 tháng và năm"; the shortest counts. */
function periodsAfter(text: TimeText, first: Named): Named & { choice: boolean } {
  let { every, next } = first;
  let choice = false;
  for (;;) {
    const joined = isWord(text, next, ",", "và", "hoặc", "/", "-");
    const start = joined ? (afterAny(text, next + 1, ["định kỳ"]) ?? next + 1) : next;
    const another = joined ? periodAt(text, start) : null;
    if (another === null) return { every, next, choice };
    // After a comma a bare noun may open the next clause ("hằng năm, tháng 6 …" is caught above; "6 tháng, năm" is a list).
    choice = choice || isWord(text, next, "hoặc");
    if (PERIODS.indexOf(another.every) < PERIODS.indexOf(every)) every = another.every;
    next = another.next;
  }
}

type Found = { every: Period | null; next: number; firm: boolean; doubts: ReviewCode[] };

const COUNTED_PERIODS = new Map<string, number>([
  ["năm", 12],
  ["quý", 3],
  ["tháng", 1],
]);

/** "02 lần/năm", "mỗi năm 2 lần" the other way round; "2 năm một lần", which is longer than any period kept. */
function counted(text: TimeText, from: number): Found | null {
  const count = countAt(text, from);
  if (count === null) return null;
  if (isWord(text, from + 1, "lần") && isWord(text, from + 2, "/", "trong", "mỗi", "một")) {
    const at = isWord(text, from + 3, "một", "mỗi") ? from + 4 : from + 3;
    const months = COUNTED_PERIODS.get(text.words[at]?.text ?? "");
    if (months === undefined) return null;
    const school = isWord(text, at + 1, "học") ? 1 : 0;
    const every = periodOfMonths(months / count);
    return { every, next: at + 1 + school, firm: true, doubts: every === null ? ["no-period"] : [] };
  }
  const years = count > 1 && isWord(text, from + 1, "năm");
  const once = years ? afterAny(text, from + 2, ["/ lần", "/ 1 lần", "một lần", "1 lần", "/ 01 lần", "01 lần"]) : null;
  return once === null ? null : { every: null, next: once, firm: true, doubts: ["no-period"] };
}

/** "(vào) thứ sáu hằng tuần". */
function weekdayOfWeeks(text: TimeText, from: number): number | null {
  const at = isWord(text, from, "vào") ? from + 1 : from;
  const next = isWord(text, at, "thứ")
    ? at + 2
    : isWord(text, at, "chủ") && isWord(text, at + 1, "nhật")
      ? at + 2
      : null;
  return next === null ? null : afterAny(text, next, ["hằng tuần", "hàng tuần", "mỗi tuần"]);
}

/** "hằng tuần", "hằng ngày", "định kỳ hàng tuần" in a time slot: oftener than any period kept. */
function oftener(text: TimeText, from: number, context: TimeContext): Found | null {
  const weekday = weekdayOfWeeks(text, from);
  if (weekday !== null) return { every: null, next: weekday, firm: true, doubts: ["no-period"] };
  const next = afterAny(text, from, [
    "định kỳ hằng tuần",
    "định kỳ hàng tuần",
    "vào các ngày trong tuần",
    "hằng tuần",
    "hàng tuần",
    "mỗi tuần",
    "hằng ngày",
    "hàng ngày",
  ]);
  const says = context.slot || isWord(text, from, "định") || (next !== null && standsAlone(text, from, next));
  return next === null || !says ? null : { every: null, next, firm: true, doubts: ["no-period"] };
}

/** "một năm hai lần", "6 tháng một lần", "mỗi quý 1 lần". */
function times(text: TimeText, from: number): Found | null {
  const period = periodAt(text, isWord(text, from, ...EVERY) ? from + 1 : from);
  if (period === null) return null;
  const at = isWord(text, period.next, "/") ? period.next + 1 : period.next;
  const count = countAt(text, at) ?? (isWord(text, at, "lần") && at > period.next ? 1 : null);
  if (count === null || !isWord(text, isWord(text, at, "lần") ? at : at + 1, "lần")) return null;
  const next = (isWord(text, at, "lần") ? at : at + 1) + 1;
  const months = period.every === "year" ? 12 : period.every === "half-year" ? 6 : period.every === "quarter" ? 3 : 1;
  const every = count === 0 ? null : periodOfMonths(months / count);
  return { every, next, firm: true, doubts: every === null ? ["no-period"] : [] };
}

/** "6 tháng và một năm"; "báo cáo sơ kết 6 tháng và báo cáo tổng kết năm". */
function halfAndYear(text: TimeText, from: number): Found | null {
  const first = periodAt(text, from);
  if (first?.every !== "half-year") return null;
  const list = periodsAfter(text, first);
  if (list.next > first.next) return { every: "half-year", next: list.next, firm: true, doubts: [] };
  if (!endsBefore(text, from, ["sơ kết"])) return null;
  for (let at = first.next; at < first.next + 6; at += 1) {
    const year = afterAny(text, at, ["tổng kết năm", "tổng kết cuối năm", "tổng kết cả năm"]);
    if (year !== null && yearAt(text, year) === null) return { every: "half-year", next: year, firm: true, doubts: [] };
  }
  return null;
}

function regular(text: TimeText, from: number, context: TimeContext): Found | null {
  const periodic = afterAny(text, from, ["theo định kỳ", "định kỳ"]);
  const at = periodic ?? from;
  const named = isWord(text, at, ...EVERY) ? periodAt(text, at + 1) : periodic === null ? null : periodAt(text, at);
  if (named === null) return periodic === null ? null : unnamed(text, from, periodic, context);
  const { every, next, choice } = periodsAfter(text, named);
  const once = afterAny(text, next, ["một lần", "1 lần", "01 lần", "/ lần"]) ?? next;
  const extra = afterAny(text, once, ["và đột xuất", "hoặc đột xuất", "và khi đột xuất", ", đột xuất"]);
  const last = extra ?? once;
  const says =
    periodic !== null ||
    extra !== null ||
    context.slot ||
    standsAlone(text, from, last) ||
    endsBefore(text, from, ["thực hiện", "thời gian", "tổ chức", "duy trì"]) ||
    afterAny(text, last, ["từ năm", "bắt đầu từ", "trước ngày", "( trước", "vào ngày"]) !== null ||
    (closesClause(text, last) && reportsBefore(text, from)) ||
    (isWord(text, last, ",") && opensClause(text, from)) ||
    (opensClause(text, from) && !closesClause(text, last)) ||
    afterAny(text, last, DUTIES) !== null;
  if (!says) return null;
  return { every, next: last, firm: true, doubts: choice ? ["choice-of-period"] : [] };
}

const REPORTING = ["báo cáo", "giao ban", "họp", "sinh hoạt", "tổng hợp", "sơ kết", "kiểm tra"];
const REPORTING_REACH = 14;

/** True when the clause that "hằng tháng" closes is about reporting or meeting: "báo cáo Giám đốc tại cuộc họp giao ban hàng tháng". */
function reportsBefore(text: TimeText, from: number): boolean {
  for (let at = from; at > 0 && from - at < REPORTING_REACH && !isWord(text, at - 1, ".", ";"); at -= 1)
    if (endsBefore(text, at, REPORTING)) return true;
  return false;
}

/** "định kỳ" without a period counts only in a time slot or at the head of a clause, before a verb. */
function unnamed(text: TimeText, from: number, next: number, context: TimeContext): Found | null {
  const last = afterAny(text, next, ["hoặc đột xuất", "và đột xuất", ", đột xuất"]) ?? next;
  const alone = context.slot || standsAlone(text, from, last);
  const head = opensClause(text, from) || isWord(text, from - 1, ",");
  if (!alone && !(head && afterAny(text, last, DUTIES) !== null)) return null;
  return { every: null, next: last, firm: alone, doubts: ["no-period"] };
}

/** The recurring deadline that begins at word `from`, or null. */
export function recurringAt(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const year = yearlyAt(text, from);
  if (year !== null) return year;
  const found =
    counted(text, from) ??
    oftener(text, from, context) ??
    times(text, from) ??
    halfAndYear(text, from) ??
    regular(text, from, context);
  if (found === null) return null;
  const { every, doubts, firm } = found;
  const since = afterAny(text, found.next, ["bắt đầu từ năm", "từ năm", "kể từ năm"]);
  const start = since === null ? null : yearAt(text, since);
  const next = since !== null && start !== null ? since + 1 : found.next;
  return mention("recurring", from, next, {
    every,
    doubts,
    firm,
    start: start === null ? null : (yearSpan(start)?.start ?? null),
  });
}

/** "thường xuyên" in a slot, closing its clause after "thực hiện", or heading its sentence. */
export function ongoingAt(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const next = afterAny(text, from, ["thường xuyên , liên tục", "thường xuyên liên tục", "thường xuyên", "liên tục"]);
  if (next === null) return null;
  const last =
    afterAny(text, next, [
      "và đột xuất",
      "hoặc đột xuất",
      ", đột xuất",
      ", hằng năm",
      ", hàng năm",
      "hằng năm",
      "hàng năm",
    ]) ?? next;
  if (context.slot || standsAlone(text, from, last)) return mention("ongoing", from, last);
  if (
    endsBefore(text, from, ["thực hiện", "thời gian", "nhiệm vụ"]) &&
    (closesClause(text, last) || isWord(text, last, ","))
  )
    return mention("ongoing", from, last);
  const heads = opensSentence(text, from) && isWord(text, from, "thường") && !isWord(text, last, ",");
  return heads ? mention("ongoing", from, last, { firm: false, doubts: ["adverb-time"] }) : null;
}
