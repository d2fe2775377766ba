import fc from "fast-check";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import type { Deadline } from "../../../src/domain/deadline.ts";
import { daySpan, halfSpan, joinSpans, monthSpan, quarterSpan, type Span, yearSpan } from "../../../src/domain/span.ts";

/** A time as an office writes it, and the rule it means. `slot`: it may stand alone in a time cell; `prose`: after a task's words. */
export type WrittenTime = {
  readonly words: string;
  readonly means: Pick<Deadline, "kind" | "start" | "end" | "every" | "dueDays" | "delayDays" | "event">;
  readonly slot: boolean;
  readonly prose: boolean;
};

type Means = WrittenTime["means"];
type Place = { readonly slot?: boolean; readonly prose?: boolean };

const NOTHING: Means = { kind: "none", start: null, end: null, every: null, dueDays: [], delayDays: null, event: null };
const ROMAN = ["I", "II", "III", "IV"];
const two = (value: number): string => String(value).padStart(2, "0");
const written = (words: string, means: Partial<Means>, { slot = true, prose = true }: Place = {}): WrittenTime => ({
  words,
  means: { ...NOTHING, ...means },
  slot,
  prose,
});
const window = (span: Span | null): Partial<Means> =>
  span === null ? {} : { kind: "once", start: span.start, end: span.end };
const by = (end: CalendarDate | undefined): Partial<Means> => ({ kind: "once", end: end ?? null });

const year = fc.integer({ min: 2010, max: 2032 });
const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 28 });
const quarter = fc.integer({ min: 1, max: 4 });
const pick = <Item>(...items: Item[]) => fc.constantFrom(...items);
const monthNumber = fc
  .tuple(month, fc.boolean())
  .map(([value, padded]) => ({ value, text: padded ? two(value) : `${value}` }));
const ofYear = pick("/", " năm ");

const oneDay = fc
  .tuple(
    day,
    month,
    year,
    pick("/", ".", "-", " tháng "),
    pick("trước ngày", "chậm nhất là ngày", "chậm nhất ngày", "đến hết ngày", "xong trước ngày"),
  )
  .map(([d, m, y, mark, prefix]) => {
    const date = mark === " tháng " ? `${d} tháng ${two(m)} năm ${y}` : `${two(d)}${mark}${two(m)}${mark}${y}`;
    return written(`${prefix} ${date}`, by(daySpan(y, m, d)?.end));
  });
const oneMonth = fc
  .tuple(monthNumber, year, ofYear, pick("trong tháng", "hoàn thành trong tháng", "thực hiện trong tháng"))
  .map(([m, y, of, prefix]) => written(`${prefix} ${m.text}${of}${y}`, window(monthSpan(y, m.value))));
const monthCell = fc
  .tuple(monthNumber, year, pick("", "Tháng ", "T", "tháng "))
  .map(([m, y, prefix]) => written(`${prefix}${m.text}/${y}`, window(monthSpan(y, m.value)), { prose: false }));
const oneQuarter = fc
  .tuple(quarter, year, ofYear, pick("trong quý", "hoàn thành trong quý", "thực hiện trong Quý"), fc.boolean())
  .map(([q, y, of, prefix, roman]) =>
    written(`${prefix} ${roman ? ROMAN[q - 1] : q}${of}${y}`, window(quarterSpan(y, q))),
  );
const endOfQuarter = fc
  .tuple(quarter, year)
  .map(([q, y]) => written(`chậm nhất là cuối quý ${ROMAN[q - 1]} năm ${y}`, by(quarterSpan(y, q)?.end)));
const half = fc
  .tuple(pick(1 as const, 2 as const), year)
  .map(([h, y]) => written(`trong 6 tháng ${h === 1 ? "đầu" : "cuối"} năm ${y}`, window(halfSpan(y, h))));
const oneYear = fc
  .tuple(year, pick("hoàn thành trong năm", "thực hiện trong năm"))
  .map(([y, prefix]) => written(`${prefix} ${y}`, window(yearSpan(y))));
const yearCell = year.map((y) => written(`${y}`, window(yearSpan(y)), { prose: false }));
const years = fc
  .tuple(year, fc.integer({ min: 1, max: 5 }), pick(" - ", "-", " – "))
  .map(([y, more, dash]) =>
    written(`${y}${dash}${y + more}`, window(joinSpans(yearSpan(y), yearSpan(y + more))), { prose: false }),
  );
const months = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), year, pick("list", "named", "dash"))
  .map(([first, more, y, form]) => {
    const numbers = Array.from({ length: more + 1 }, (_, index) => first + index);
    const named = `tháng ${numbers.join(", tháng ")}/${y}`;
    const words =
      form === "list"
        ? `tháng ${numbers.join(", ")}/${y}`
        : form === "named"
          ? named
          : `tháng ${first} - ${first + more}/${y}`;
    return written(`trong ${words}`, window(joinSpans(monthSpan(y, first), monthSpan(y, first + more))));
  });
const monthsCell = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), year)
  .map(([first, more, y]) =>
    written(
      `${two(first)} - ${two(first + more)}/${y}`,
      window(joinSpans(monthSpan(y, first), monthSpan(y, first + more))),
      { prose: false },
    ),
  );
const days = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }), month, year)
  .map(([first, more, m, y]) =>
    written(
      `từ ngày ${two(first)} đến ngày ${two(first + more)}/${two(m)}/${y}`,
      window(joinSpans(daySpan(y, m, first), daySpan(y, m, first + more))),
    ),
  );
const across = fc
  .tuple(quarter, year, fc.integer({ min: 1, max: 3 }))
  .map(([q, y, more]) =>
    written(
      `từ quý ${ROMAN[q - 1]}/${y} đến hết năm ${y + more}`,
      window(joinSpans(quarterSpan(y, q), yearSpan(y + more))),
    ),
  );
const every = pick(["tháng", "month"], ["quý", "quarter"], ["năm", "year"], ["6 tháng", "half-year"]) as fc.Arbitrary<
  [string, NonNullable<Means["every"]>]
>;
const periodic = fc
  .tuple(every, pick("định kỳ hằng", "định kỳ hàng", "thực hiện hằng"))
  .map(([[words, period], prefix]) =>
    written(`${period === "half-year" ? "định kỳ" : prefix} ${words}`, { kind: "recurring", every: period }),
  );
const monthly = fc
  .tuple(day, pick("trước ngày", "vào ngày", "chậm nhất ngày"), pick("hằng tháng", "hàng tháng"))
  .map(([d, prefix, tail]) =>
    written(`${prefix} ${two(d)} ${tail}`, { kind: "recurring", every: "month", dueDays: [`${d}`] }),
  );
const yearly = fc.tuple(day, month, pick("hằng năm", "hàng năm")).map(([d, m, tail]) =>
  written(`trước ngày ${two(d)}/${two(m)} ${tail}`, {
    kind: "recurring",
    every: "year",
    dueDays: [`${two(m)}-${two(d)}`],
  }),
);
const quarterly = day.map((d) =>
  written(`trước ngày ${two(d)} của tháng cuối quý`, {
    kind: "recurring",
    every: "quarter",
    dueDays: [3, 6, 9, 12].map((m) => `${two(m)}-${two(d)}`),
  }),
);
const halfAndYear = pick("6 tháng và hằng năm", "6 tháng, 1 năm", "6 tháng và một năm").map((words) =>
  written(`định kỳ ${words}`, { kind: "recurring", every: "half-year" }),
);
const since = fc
  .tuple(monthNumber, year)
  .map(([m, y]) =>
    written(
      `từ tháng ${m.text}/${y}`,
      { kind: "ongoing", start: monthSpan(y, m.value)?.start ?? null },
      { prose: false },
    ),
  );
const ongoing = pick("thường xuyên", "Thường xuyên", "thường xuyên, liên tục").map((words) =>
  written(words, { kind: "ongoing" }, { prose: false }),
);
const EVENTS = [
  "có hướng dẫn của cấp trên",
  "Nghị định được ban hành",
  "Đề án được phê duyệt",
  "kết thúc đợt khảo sát",
];
const event = fc
  .tuple(pick(...EVENTS), pick("sau khi", "ngay sau khi"))
  .map(([words, prefix]) => written(`${prefix} ${words}`, { kind: "after-event", event: words }));
const delay = fc
  .tuple(
    fc.integer({ min: 2, max: 90 }),
    pick("ngày ban hành Kế hoạch", "ngày nhận đủ hồ sơ"),
    pick("trong vòng", "trong thời hạn"),
  )
  .map(([n, words, prefix]) =>
    written(`${prefix} ${n} ngày kể từ ${words}`, { kind: "after-event", delayDays: n, event: words }),
  );

/** Every form of time that the grammar of plans can write. */
export const writtenTime: fc.Arbitrary<WrittenTime> = fc.oneof(
  oneDay,
  oneMonth,
  monthCell,
  oneQuarter,
  endOfQuarter,
  half,
  oneYear,
  yearCell,
  years,
  months,
  monthsCell,
  days,
  across,
  periodic,
  monthly,
  yearly,
  quarterly,
  halfAndYear,
  since,
  ongoing,
  event,
  delay,
);
