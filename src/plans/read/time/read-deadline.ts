import { type Deadline, NO_DEADLINE, PERIODS, type Period } from "../../../domain/deadline.ts";
import { timePointAt } from "../../../domain/time-point.ts";
import { endsBefore, isWord, type TimeText, timeText, wordsBetween } from "../../../domain/time-words.ts";
import type { ReviewCode } from "../review-reasons.ts";
import { closingSlot, saysOnlyTime } from "./closing-bracket.ts";
import { type DueDay, dueDayAt, dueDaysOf } from "./due-day.ts";
import { eventAt } from "./event.ts";
import { onceAt } from "./once.ts";
import { ongoingAt, recurringAt } from "./recurring.ts";
import { mention, type TimeContext, type TimeMention } from "./time-mention.ts";

/** A time expression with its exact words and its place in the NFC text. */
export type FoundTime = {
  readonly deadline: Deadline;
  readonly offset: number;
  readonly length: number;
  readonly firm: boolean;
  /** Stands in a bracket that closes a clause: "(thực hiện trong quý I)." */
  readonly bracketed: boolean;
  readonly doubts: readonly ReviewCode[];
};

const LEADING = [
  "thời gian thực hiện hội nghị",
  "thời gian thực hiện",
  "thời gian hoàn thành",
  "thời hạn hoàn thành",
  "thực hiện hoàn thành",
  "thời gian",
  "thời hạn",
  "hoàn thành xong",
  "hoàn thành",
  "thực hiện",
  "xong",
  "định kỳ",
];

/** The words of doing before the expression belong to it: "hoàn thành trong tháng 12". */
function withLeadingWords(text: TimeText, from: number): number {
  for (const phrase of LEADING) {
    if (endsBefore(text, from, [phrase])) return from - phrase.split(" ").length;
    if (isWord(text, from - 1, ":") && endsBefore(text, from - 1, [phrase])) return from - 1 - phrase.split(" ").length;
  }
  return from;
}

/** The second of two points under one preposition: "vào cuối quý II và cuối quý IV năm 2026". */
function furtherPoint(text: TimeText, at: number, context: TimeContext): TimeMention | null {
  const point = isWord(text, at, "và") ? timePointAt(text, at + 1, context.reference) : null;
  if (point === null || point.precision === "year") return null;
  const { start, end } = point.span;
  return mention("once", at + 1, point.next, { start: start === end ? null : start, end });
}

/** Scans once from left to right; every rule looks a bounded number of words ahead, so the time is linear. */
function scan(text: TimeText, context: TimeContext): { mentions: TimeMention[]; dues: DueDay[] } {
  const mentions: TimeMention[] = [];
  const dues: DueDay[] = [];
  let at = 0;
  while (at < text.words.length) {
    if (text.words[at]?.kind === "mark") {
      at += 1;
      continue;
    }
    const due = dueDayAt(text, at);
    const found =
      recurringAt(text, at, context) ??
      ongoingAt(text, at, context) ??
      eventAt(text, at, context) ??
      onceAt(text, at, context);
    if (due !== null && (found === null || found.kind === "once")) {
      dues.push(due);
      if (due.every !== null) {
        mentions.push(mention("recurring", at, due.next, { every: due.every, dueDays: dueDaysOf(due, due.every) }));
      } else if (found !== null) mentions.push(found);
      else if (due.month !== null) mentions.push(mention("once", at, due.next, { doubts: ["year-unknown"] }));
      at = Math.max(due.next, found?.next ?? 0);
    } else if (found !== null) {
      mentions.push(found);
      const further = found.kind === "once" ? furtherPoint(text, found.next, context) : null;
      if (further !== null) mentions.push(further);
      at = further?.next ?? found.next;
    } else at += 1;
  }
  return { mentions, dues };
}

const sameSentence = (text: TimeText, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (isWord(text, at, ".", ";")) return false;
  return true;
};

const shorter = (a: Period | null, b: Period | null): Period | null =>
  a === null ? b : b === null ? a : PERIODS.indexOf(a) <= PERIODS.indexOf(b) ? a : b;

/** Two parts of one recurring rule: "định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)". */
function sameRule(text: TimeText, first: TimeMention, second: TimeMention): boolean {
  for (let at = first.next; at < second.from; at += 1) if (!isWord(text, at, "(", ")", "và", ",", "hoặc")) return false;
  return true;
}

/** Gives due days without a year to the recurring rule of their sentence, and joins the parts of one rule. */
function settle(text: TimeText, mentions: readonly TimeMention[], dues: readonly DueDay[]): TimeMention[] {
  const settled: TimeMention[] = [];
  for (const found of mentions) {
    const last = settled.at(-1);
    const due = dues.find((candidate) => candidate.from === found.from);
    if (last?.kind === "recurring" && due !== undefined && sameSentence(text, last.next, found.from)) {
      const every = shorter(last.every, due.every);
      settled[settled.length - 1] = {
        ...last,
        every,
        dueDays: [...last.dueDays, ...dueDaysOf(due, every)],
        next: found.next,
      };
    } else if (last?.kind === "recurring" && found.kind === "recurring" && sameRule(text, last, found)) {
      const dueDays = [...last.dueDays, ...found.dueDays];
      settled[settled.length - 1] = { ...last, every: shorter(last.every, found.every), dueDays, next: found.next };
    } else settled.push(found);
  }
  return settled.map((found) => withBareDueDays(text, found, dues));
}

/** "hằng tháng (trước ngày 20)": a day of the month that is no deadline by itself. */
function withBareDueDays(text: TimeText, found: TimeMention, dues: readonly DueDay[]): TimeMention {
  if (found.kind !== "recurring" || found.dueDays.length > 0) return found;
  const near = dues.find((due) => due.month === null && due.from >= found.next && due.from - found.next < 12);
  if (near === undefined || !sameSentence(text, found.next, near.from)) return found;
  return { ...found, dueDays: dueDaysOf(near, found.every), next: near.next };
}

function closesBracket(text: TimeText, found: TimeMention): boolean {
  let open = found.from - 1;
  while (open >= 0 && found.from - open < 16 && !isWord(text, open, "(", "[", ")", "]")) open -= 1;
  if (!isWord(text, open, "(", "[")) return false;
  let close = found.next;
  while (close < text.words.length && close - found.next < 40 && !isWord(text, close, ")", "]", "(")) close += 1;
  if (!isWord(text, close, ")", "]")) return false;
  return close === text.words.length - 1 || isWord(text, close + 1, ".", ";", ",", "/");
}

function foundTime(text: TimeText, found: TimeMention): FoundTime {
  const from = withLeadingWords(text, found.from);
  const unclosed = wordsBetween(text, from, found.next);
  const words =
    unclosed.lastIndexOf("(") > unclosed.lastIndexOf(")") ? wordsBetween(text, from, found.next + 1) : unclosed;
  const { start, end, every, dueDays, delayDays, firm, doubts } = found;
  const event = found.event === null ? null : wordsBetween(text, ...found.event).replace(/\s+/g, " ") || null;
  const kind = found.kind === "once" && end === null ? "none" : found.kind;
  const deadline: Deadline = { kind, start, end, every, dueDays, delayDays, event, words };
  const offset = text.words[from]?.start ?? 0;
  return { deadline, offset, length: words.length, firm, bracketed: closesBracket(text, found), doubts };
}

/** Every time expression of the text that sets a deadline, in order; dates of citations, terms, schemes and targets are none. */
export function findTimes(source: string, context: TimeContext): FoundTime[] {
  const text = timeText(source);
  const { mentions, dues } = scan(text, context);
  const found = settle(text, mentions, dues).map((one) => foundTime(text, one));
  return context.slot ? found : [...found, ...timesOfClosingBracket(source.normalize("NFC"), found, context)];
}

/** The times of a bracket at the end that is a time slot, when none was seen in it: "(Quý III/2026, Quý II/2027 và thường xuyên)". */
function timesOfClosingBracket(text: string, seen: readonly FoundTime[], context: TimeContext): FoundTime[] {
  const slot = closingSlot(text);
  if (slot === null || seen.some(({ offset, length }) => offset + length > slot.offset)) return [];
  const times = findTimes(slot.words, { ...context, slot: true });
  const rest = times.reduceRight(
    (left, { offset, length }) => left.slice(0, offset) + left.slice(offset + length),
    slot.words,
  );
  if (!saysOnlyTime(rest)) return [];
  return times.map((time) => ({ ...time, offset: time.offset + slot.offset, bracketed: true }));
}

const RANK = ["once", "recurring", "after-event", "ongoing"];

/** One deadline out of several expressions of one task: firm before adverbs; several one-time ones become a window that a person must look at. */
export function mergeTimes(times: readonly FoundTime[]): { deadline: Deadline; doubts: ReviewCode[] } {
  const firm = times.filter((time) => time.firm);
  const chosen = firm.length > 0 ? firm : times;
  const first = [...chosen].sort((a, b) => RANK.indexOf(a.deadline.kind) - RANK.indexOf(b.deadline.kind))[0];
  if (first === undefined) return { deadline: NO_DEADLINE, doubts: [] };
  const same = chosen.filter((time) => time.deadline.kind === "once");
  const doubts = new Set(first.doubts);
  if (same.length < 2) return { deadline: first.deadline, doubts: [...doubts] };
  const starts = same.flatMap((time) => time.deadline.start ?? []).sort();
  const ends = same.flatMap((time) => time.deadline.end ?? []).sort();
  const every = chosen.find((time) => time.deadline.kind === "recurring")?.deadline.every ?? null;
  const words = same.map((time) => time.deadline.words).join("; ");
  if (new Set(ends).size > 1) doubts.add("several-milestones");
  const start = starts.length === same.length ? (starts[0] ?? null) : null;
  return { deadline: { ...first.deadline, start, end: ends.at(-1) ?? null, every, words }, doubts: [...doubts] };
}

/** The deadline a sentence, bracket or cell sets; kind `none` when it sets none. */
export const readDeadline = (source: string, context: TimeContext): { deadline: Deadline; doubts: ReviewCode[] } =>
  mergeTimes(findTimes(source, context));
