import {
  addDays,
  addMonths,
  type CalendarDate,
  lastDayOfMonth,
  monthOf,
  weekdayOf,
  yearOf,
} from "../../domain/calendar-date.ts";
import { foldBare } from "../../domain/fold-vietnamese.ts";
import { type TimePoint, timePointAt } from "../../domain/time-point.ts";
import { timeText } from "../../domain/time-words.ts";

export type ReadDay =
  | { readonly date: CalendarDate; readonly precision: "day" | "week" | "month" | "quarter" | "year" }
  | { readonly problem: "no-such-day" | "past"; readonly seen: string };

const WEEKDAYS: readonly [RegExp, number][] = [
  [/\b(thu (hai|2)|t2|monday)\b/, 1],
  [/\b(thu (ba|3)|t3|tuesday)\b/, 2],
  [/\b(thu (tu|4)|t4|wednesday)\b/, 3],
  [/\b(thu (nam|5)|t5|thursday)\b/, 4],
  [/\b(thu (sau|6)|t6|friday)\b/, 5],
  [/\b(thu (bay|7)|t7|saturday)\b/, 6],
  [/\b(chu nhat|cn|sunday)\b/, 7],
];

const NUMBERS: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  a: 1,
  one: 1,
  two: 2,
  three: 3,
};

/** Longer texts are read from their beginning only. */
const READ_LENGTH = 500;

/**
 * The day a sentence names, seen from `today`: "15/12", "ngày 15 tháng 12", "mai", "thứ sáu tuần sau", "cuối tháng", "hết quý I/2027",
 * "3 ngày nữa", "1 tuần". A period is its last day, a week its Friday. With several days the one after đến, sang, qua, tới counts.
 * Null: no day is named.
 */
export function readDay(text: string, today: CalendarDate): ReadDay | null {
  const start = text.normalize("NFC").slice(0, READ_LENGTH);
  const asked = /(?:^|\s)(?:đến|den|ddeens|sang|qua|tới|toi|until|to|till)\s+(.+)$/iu.exec(start);
  for (const whole of asked?.[1] === undefined ? [start] : [asked[1], start]) {
    // One clause after the other: why it takes longer may name days as well.
    for (const clause of whole.split(/[,;:]|\s(?:vì|vi|do|because|due to|đang|dang|được|dc)\s/iu)) {
      const read = writtenDay(clause, today) ?? relativeDay(foldBare(clause), today);
      if (read !== null) return read;
    }
  }
  return null;
}

function relativeDay(bare: string, today: CalendarDate): ReadDay | null {
  const day = (date: CalendarDate): ReadDay => ({ date, precision: "day" });
  const weekday = WEEKDAYS.find(([pattern]) => pattern.test(bare))?.[1];
  const monday = addDays(today, 1 - weekdayOf(today));
  const weeks = /\btuan (sau|toi|ke tiep)\b|\bnext week\b|\bnext\b/.test(bare) ? 1 : 0;
  if (weekday !== undefined) {
    const thisWeek = addDays(monday, weekday - 1);
    if (weeks === 1) return day(addDays(thisWeek, 7));
    return day(thisWeek > today || /\btuan nay\b/.test(bare) ? thisWeek : addDays(thisWeek, 7));
  }
  const length =
    /\b(\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua|a|one|two|three) (ngay|tuan|thang|days?|weeks?|months?)( nua)?\b/.exec(
      bare,
    );
  if (length !== null && !/\b\d+ thang \d/.test(bare)) {
    const added = addLength(length[1] ?? "", length[2] ?? "", today);
    if (added !== null) return day(added);
  }
  if (/\b(ngay kia|mot|mốt)\b/.test(bare) && /^(ngay )?(kia|mot)$/.test(bare)) return day(addDays(today, 2));
  if (/\bmai\b|\btomorrow\b/.test(bare)) return day(addDays(today, 1));
  if (/\bhom nay\b|\btoday\b/.test(bare)) return day(today);
  if (/\btuan (sau|toi|ke tiep)\b|\bnext week\b/.test(bare)) return { date: addDays(monday, 11), precision: "week" };
  if (/\b(cuoi|het) tuan\b|\btuan nay\b|\bend of (the )?week\b/.test(bare))
    return { date: addDays(monday, 4), precision: "week" };
  return relativePeriod(bare, today);
}

function relativePeriod(bare: string, today: CalendarDate): ReadDay | null {
  const month = (date: CalendarDate): ReadDay => ({ date, precision: "month" });
  if (/\bgiua thang (sau|toi)\b/.test(bare)) return { date: `${addMonths(today, 1).slice(0, 8)}15`, precision: "day" };
  if (/\bdau thang (sau|toi)\b/.test(bare)) return { date: `${addMonths(today, 1).slice(0, 8)}01`, precision: "day" };
  if (/\bthang (sau|toi|moi)\b|\bnext month\b/.test(bare)) {
    const numbered = /\b(?:ngay|mung) (\d{1,2}) thang (?:sau|toi)\b/.exec(bare);
    if (numbered !== null) return inMonth(addMonths(today, 1), Number(numbered[1]));
    return month(lastDayOfMonth(today, 1));
  }
  const thisMonth = /\bngay (\d{1,2})( thang nay)?$/.exec(bare);
  if (thisMonth !== null) {
    const here = inMonth(today, Number(thisMonth[1]));
    return "date" in here && here.date < today ? inMonth(addMonths(today, 1), Number(thisMonth[1])) : here;
  }
  if (/\bgiua thang( nay)?\b/.test(bare)) return { date: `${today.slice(0, 8)}15`, precision: "day" };
  if (/\b(cuoi|het) thang( nay)?\b|\bthang nay\b|\bend of (the )?month\b/.test(bare))
    return month(lastDayOfMonth(today));
  if (/\b(cuoi|het) quy( nay)?\b|\bquy nay\b/.test(bare)) {
    return { date: lastDayOfMonth(today, 2 - ((monthOf(today) - 1) % 3)), precision: "quarter" };
  }
  if (/\b(cuoi|het) nam( nay)?\b|\bnam nay\b|\bend of (the )?year\b/.test(bare)) {
    return { date: `${yearOf(today)}-12-31`, precision: "year" };
  }
  return null;
}

function inMonth(month: CalendarDate, number: number): ReadDay {
  const last = Number(lastDayOfMonth(month).slice(8));
  if (number < 1 || number > last) return { problem: "no-such-day", seen: `${number}/${monthOf(month)}` };
  return { date: `${month.slice(0, 8)}${String(number).padStart(2, "0")}`, precision: "day" };
}

function addLength(amount: string, unit: string, today: CalendarDate): CalendarDate | null {
  if (amount === "nua") return unit === "thang" ? addDays(today, 15) : null;
  const count = NUMBERS[amount] ?? Number(amount);
  if (!Number.isInteger(count) || count < 1 || count > 400) return null;
  if (/^(thang|month)/.test(unit)) return addMonths(today, count);
  return addDays(today, /^(tuan|week)/.test(unit) ? 7 * count : count);
}

/** A day, month, quarter or year written with numbers; the last one of the text. */
function writtenDay(part: string, today: CalendarDate): ReadDay | null {
  const impossible = impossibleDay(part);
  if (impossible !== null) return { problem: "no-such-day", seen: impossible };
  const words = timeText(part);
  let point: TimePoint | null = null;
  for (let index = 0; index < words.words.length; index++) {
    const read = timePointAt(words, index, today);
    if (read === null) continue;
    point = read;
    index = read.next - 1;
  }
  if (point === null) return null;
  const date = point.span.end;
  if (date < today) return { problem: "past", seen: part.trim().slice(0, 40) };
  return { date, precision: point.precision === "half-year" ? "quarter" : point.precision };
}

/** "31/02", "30.2.2027", "31 tháng 4": written like a day, but there is none. */
function impossibleDay(part: string): string | null {
  const match =
    /(?<![\d/.-])(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?(?![\d/])/.exec(part) ??
    /(?<!\d)(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})(?:\s+(?:năm|nam)\s+(\d{4}))?(?!\d)/iu.exec(part);
  if (match === null) return null;
  const [seen, day = "", month = "", year] = match;
  // Without a year 29/2 may be meant in a leap year.
  const inMonth = new Date(Date.UTC(Number(year ?? 2028), Number(month), 0)).getUTCDate();
  const real = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= inMonth;
  return real ? null : seen.trim();
}
