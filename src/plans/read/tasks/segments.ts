import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { type FoundTime, findTimes } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { type SentenceUnits, unitsOfSentence } from "../units/units.ts";
import { startsWithVerb } from "../units/verbs.ts";

/** A stretch of a paragraph that is one task: its words, its times, the units it names itself. */
export type Segment = {
  readonly text: string;
  readonly times: readonly FoundTime[];
  readonly units: SentenceUnits | null;
};

/** A first clause this long is a task of its own beside the dated clause after it. */
const CLAUSE_OF_ITS_OWN = 150;

/** Less than this between two times holds no work. */
const SHORTEST_CLAUSE = 8;

/** The units of a sentence and its verb stand within so many letters. */
const LONGEST_HEAD = 400;

type Range = { start: number; end: number };

/** True when a stretch says what is to be done: it begins with a verb, or with a unit and its verb. */
const isWork = (words: string): boolean => startsWithVerb(words) || unitsOfSentence(words) !== null;

/** Sentence ranges; a full stop inside "v.v." or before a lower-case letter ends nothing. */
function sentences(text: string): Range[] {
  const ranges: Range[] = [];
  let start = 0;
  /** Whether the stretch from `start` on is work; null while nobody asked. */
  let worksFrom: boolean | null = null;
  for (const match of text.matchAll(/[.!?…;]["”’)]?\s+(?=[\p{Lu}"“(\d])/gu)) {
    const end = match.index + match[0].length;
    // "A làm việc này; Sở B làm việc kia": another unit with its verb takes over.
    if (match[0].startsWith(";")) {
      const after = text.slice(end, end + LONGEST_HEAD);
      if (!/^\p{Lu}/u.test(after) || unitsOfSentence(after) === null) continue;
      worksFrom ??= isWork(text.slice(start, Math.min(match.index, start + LONGEST_HEAD)));
      if (!worksFrom) continue;
    }
    worksFrom = null;
    if (/(?:^|[\s(])(?:TP|Th|ThS|TS|Tp|v\.v|tr|Q|P)$/u.test(text.slice(Math.max(0, match.index - 5), match.index)))
      continue;
    // A bracket after the full stop ("… trực thuộc. (Thời gian thực hiện …).") belongs to the sentence before.
    if (text[end] === "(") continue;
    ranges.push({ start, end });
    start = end;
  }
  ranges.push({ start, end: text.length });
  return ranges;
}

const inside = (times: readonly FoundTime[], range: Range): FoundTime[] =>
  times.filter((time) => time.offset >= range.start && time.offset < range.end);

/** Ranges that end after each bracketed time. What is left after the last one stays with it. */
function byBrackets(text: string, times: readonly FoundTime[]): Range[] {
  const ranges: Range[] = [];
  let start = 0;
  for (const time of times.filter((found) => found.bracketed)) {
    const close = /[)\]][\s.;,/]*/.exec(text.slice(time.offset + time.length));
    const end = close === null ? text.length : time.offset + time.length + close.index + close[0].length;
    if (end > start) ranges.push({ start, end });
    start = end;
  }
  const last = ranges.at(-1);
  if (last !== undefined && start < text.length) ranges[ranges.length - 1] = { start: last.start, end: text.length };
  return ranges;
}

const sameRule = (a: FoundTime, b: FoundTime): boolean =>
  a.deadline.kind === b.deadline.kind && a.deadline.end === b.deadline.end && a.deadline.every === b.deadline.every;

/** Where the clause of the second time begins: at the time itself when a verb follows it, else at the last ";", "và" or comma. */
function clauseStart(text: string, from: number, time: FoundTime): number {
  const between = text.slice(from, time.offset);
  const adverb = time.deadline.kind === "recurring" || time.deadline.kind === "ongoing";
  const after = foldTone(text.slice(time.offset + time.length, time.offset + time.length + 14)).trimStart();
  if (adverb && /^(?:có|báo cáo|tổ chức|tổng hợp|tiến hành|sơ kết|tổng kết)(?!\p{L})/u.test(after)) return time.offset;
  const marks = [...between.matchAll(/;\s+|\s+và\s+|,\s+/gu)];
  const strong =
    marks.filter((mark) => mark[0].startsWith(";")).at(-1) ?? marks.filter((mark) => /và/.test(mark[0])).at(-1);
  const last = strong ?? marks.at(-1);
  return last === undefined ? time.offset : from + last.index + last[0].length;
}

/** A stage that takes no verb of its own: "tổng kết giai đoạn I vào năm 2027; giai đoạn II vào năm 2030". */
const STAGE = /^(?:giai đoạn|đợt|vòng|bước|kỳ|học kỳ|nhiệm kỳ)(?!\p{L})/u;
const BRACKET_REACH = 300;

/** True where a bracket is open: no task begins inside one. */
function isInBracket(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - BRACKET_REACH), at);
  return before.lastIndexOf("(") > before.lastIndexOf(")");
}

/** Parts of one sentence whose clauses bear different times. */
function clauses(text: string, range: Range, times: readonly FoundTime[]): Range[] {
  const cuts: number[] = [];
  const first = times[0];
  if (first === undefined) return [range];
  const adverbial = first.deadline.kind === "recurring" || first.deadline.kind === "after-event";
  const head = text.slice(range.start, first.offset);
  const semicolon = head.lastIndexOf("; ");
  if (adverbial && semicolon > CLAUSE_OF_ITS_OWN) cuts.push(range.start + semicolon + 2);
  times.slice(1).forEach((time, index) => {
    const before = times[index];
    // "cuối quý II và cuối quý IV": two times of one clause.
    const together = before !== undefined && time.offset - before.offset - before.length < SHORTEST_CLAUSE;
    if (before === undefined || together || sameRule(before, time)) return;
    const cut = clauseStart(text, before.offset + before.length, time);
    if (!isInBracket(text, cut) && !STAGE.test(foldTone(text.slice(cut, cut + 12)))) cuts.push(cut);
  });
  const edges = [range.start, ...cuts, range.end];
  return edges.slice(0, -1).map((start, index) => ({ start, end: edges[index + 1] ?? range.end }));
}

/** "Thời gian thực hiện: sau khi có hướng dẫn." is the time of the sentence before it. */
const ONLY_TIME =
  /^(?:thời gian|thời hạn|tiến độ|lộ trình)(?: thực hiện| hoàn thành| tổ chức| báo cáo)?\s*:?\s.{0,160}$|^(?:hoàn thành|thực hiện|xong)(?: xong)? (?:trong|trước|vào|từ|đến|thường xuyên|hằng|hàng|định kỳ|chậm nhất|ngay sau).{0,100}$/su;

function bySentences(text: string, times: readonly FoundTime[], opens: (sentence: string) => boolean): Range[] {
  const ranges: Range[] = [];
  let pending: Range | null = null;
  const flush = (): void => {
    if (pending !== null) ranges.push(pending);
    pending = null;
  };
  for (const range of sentences(text)) {
    const own = inside(times, range);
    const words = text.slice(range.start, range.end);
    if (
      own.length > 0 &&
      ONLY_TIME.test(foldTone(words)) &&
      (pending !== null || ranges.length > 0) &&
      unitsOfSentence(words) === null
    ) {
      const start: number = (pending as Range | null)?.start ?? ranges.pop()?.start ?? range.start;
      pending = null;
      ranges.push({ start, end: range.end });
      continue;
    }
    const closing = own.length === 1 && own[0]?.deadline.kind === "once";
    const last = ranges.at(-1);
    if (own.length === 0 && pending === null && last !== undefined && !opens(text.slice(range.start, range.end))) {
      // What follows a dated sentence without a time or unit of its own explains it.
      ranges[ranges.length - 1] = { start: last.start, end: range.end };
    } else if (own.length === 0 || closing) {
      if (opens(text.slice(range.start, range.end))) flush();
      const start: number = (pending as Range | null)?.start ?? range.start;
      pending = { start, end: range.end };
      if (closing) flush();
    } else {
      flush();
      ranges.push(...clauses(text, range, own));
    }
  }
  flush();
  return ranges;
}

/**
 * Cuts a paragraph into tasks: after each bracketed time, else by sentence and clause where another time or, by `opens`,
 * another unit begins.
 */
export function segmentsOf(text: string, context: TimeContext, opens: (units: SentenceUnits) => boolean): Segment[] {
  const times = findTimes(text, context);
  const starts = (sentence: string): boolean => {
    const units = unitsOfSentence(sentence);
    return units !== null && opens(units);
  };
  const bracketed = times.some((time) => time.bracketed);
  const ranges = bracketed ? byBrackets(text, times) : bySentences(text, times, starts);
  return ranges.flatMap((range) => {
    const words = text.slice(range.start, range.end).trim();
    const own = inside(times, range);
    const chosen = own.some((time) => time.bracketed) ? own.filter((time) => time.bracketed) : own;
    return words === "" ? [] : [{ text: words, times: chosen, units: unitsOfSentence(words) }];
  });
}
