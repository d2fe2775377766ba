import type { Period } from "../../domain/deadline.ts";
import { PERIODS } from "../../domain/deadline.ts";
import { yearSpan } from "../../domain/span.ts";
import { timePointAt } from "../../domain/time-point.ts";
import { afterAny, endsBefore, isWord, numberAt, type TimeText, yearAt } from "../../domain/time-words.ts";
import type { ReviewCode } from "./review-reasons.ts";
import {
  closesClause,
  mention,
  opensClause,
  opensSentence,
  standsAlone,
  type TimeContext,
  type TimeMention,
} from "./time-mention.ts";

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

/** "một năm hai lần", "6 tháng một lần", "mỗi quý 1 lần". */
function times(text: TimeText, from: number): Found | null {
  const period = periodAt(text, isWord(text, from, ...EVERY) ? from + 1 : from);
  if (period === null) return null;
  const at = isWord(text, period.next, "/") ? period.next + 1 : period.next;
  const count = countAt(text, at) ?? (isWord(text, at, "lần") && at > period.next ? 1 : null);
  if (count === null || !isWord(text, isWord(text, at, "lần") ? at : at + 1, "lần")) return null;
  const next = (isWord(text, at, "lần") ? at : at + 1) + 1;
  const months = period.every === "year" ? 12 : period.every === "half-year" ? 6 : period.every === "quarter" ? 3 : 1;
  const every = periodOfMonths(months / count);
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
  const extra = afterAny(text, next, ["và đột xuất", "hoặc đột xuất", "và khi đột xuất", ", đột xuất"]);
  const last = extra ?? next;
  const says =
    periodic !== null ||
    extra !== null ||
    context.slot ||
    standsAlone(text, from, last) ||
    endsBefore(text, from, ["thực hiện", "thời gian", "tổ chức", "duy trì"]) ||
    afterAny(text, last, ["từ năm", "bắt đầu từ", "trước ngày", "( trước", "vào ngày"]) !== null ||
    (isWord(text, last, ",") && opensClause(text, from)) ||
    (opensClause(text, from) && !closesClause(text, last)) ||
    afterAny(text, last, DUTIES) !== null;
  if (!says) return null;
  return { every, next: last, firm: true, doubts: choice ? ["choice-of-period"] : [] };
}

/** "định kỳ" without a period counts only in a time slot or at the head of a clause, before a verb. */
function unnamed(text: TimeText, from: number, next: number, context: TimeContext): Found | null {
  const last = afterAny(text, next, ["hoặc đột xuất", "và đột xuất", ", đột xuất"]) ?? next;
  const alone = context.slot || standsAlone(text, from, last);
  const head = opensClause(text, from) || isWord(text, from - 1, ",");
  if (!alone && !(head && afterAny(text, last, DUTIES) !== null)) return null;
  return { every: null, next: last, firm: alone, doubts: ["no-period"] };
}

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
  return next === null ? null : mention("recurring", from, next, { every: "year", dueDays: [point.span.end.slice(5)] });
}

/** The recurring deadline that begins at word `from`, or null. */
export function recurringAt(text: TimeText, from: number, context: TimeContext): TimeMention | null {
  const year = fromYear(text, from) ?? namedPeriod(text, from);
  if (year !== null) return year;
  const found = times(text, from) ?? halfAndYear(text, from) ?? regular(text, from, context);
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
