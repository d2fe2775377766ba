import { type CalendarDate, calendarDate, isCalendarDate, yearOf } from "../../domain/calendar-date.ts";
import { DEADLINE_KINDS, type DeadlineKind, PERIODS, type Period } from "../../domain/deadline.ts";
import { foldWords } from "../../domain/fold-vietnamese.ts";
import type { NewTask } from "../../store/tasks.ts";
import { formatDay } from "../../texts/format.ts";
import { LANGUAGES, type Texts, textsIn } from "../../texts/texts.ts";
import { readDeadline } from "../read/time/read-deadline.ts";
import { sameCell } from "./cell-text.ts";
import { DEADLINE_COLUMNS, type DeadlineColumn, type ShownRow } from "./review-columns.ts";
import type { ReviewProblem } from "./review-refusal.ts";

/** The rule of a deadline as a task keeps it. */
export type DeadlineFields = Pick<
  NewTask,
  "deadlineKind" | "deadlineStart" | "deadlineEnd" | "deadlineEvery" | "dueDays" | "delayDays" | "event"
>;

export type CellProblem = Pick<ReviewProblem, "code" | "column" | "seen" | "accepted">;

const MOST_DELAY_DAYS = 3650;

const found = <Key extends string>(keys: readonly Key[], words: (texts: Texts["review"]) => Record<Key, string>) => {
  const all = LANGUAGES.flatMap((language) =>
    keys.map((key) => [foldWords(words(textsIn(language, language).review)[key]), key] as const),
  );
  const byWords = new Map<string, Key>([...keys.map((key) => [foldWords(key), key] as const), ...all]);
  return (text: string): Key | null => byWords.get(foldWords(text)) ?? null;
};
const kindOf = found<DeadlineKind>(DEADLINE_KINDS, ({ kinds }) => kinds);
const periodOf = found<Period>(PERIODS, ({ periods }) => periods);

/** A day a person wrote: dd/mm/yyyy, yyyy-mm-dd, or words such as "cuối quý I/2027"; null when it is none of 2000 to 2100. */
export function readDay(text: string, side: "from" | "to"): CalendarDate | null {
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  let day: CalendarDate | null = null;
  if (written !== null) day = calendarDate(Number(written[3]), Number(written[2]), Number(written[1]));
  else if (isCalendarDate(text)) day = text;
  else if (/\p{L}/u.test(text) && !/\d[/.-]\d{1,2}[/.-]\d/.test(text)) {
    const { deadline, doubts } = readDeadline(text, { reference: null, slot: true });
    const whole = sameCell(deadline.words ?? "", text);
    if (deadline.kind === "once" && doubts.length === 0 && whole)
      day = side === "from" ? (deadline.start ?? deadline.end) : deadline.end;
  }
  return day !== null && yearOf(day) >= 2000 && yearOf(day) <= 2100 ? day : null;
}

/** "20" or "15/06" as deadlines keep them: "20", "06-15"; null when there is no such day. */
function readDueDay(text: string): string | null {
  const [, day = "", month] = /^(?:ngày\s+)?(\d{1,2})(?:\s*[/.-]\s*(\d{1,2}))?$/i.exec(text) ?? [];
  if (day === "" || Number(day) < 1 || Number(day) > 31) return null;
  if (month === undefined) return day;
  // 2028 has every day that a year can have.
  return calendarDate(2028, Number(month), Number(day)) === null
    ? null
    : `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** What a kind needs and allows besides; other cells would say something that never happens. */
const RULES: Readonly<Record<DeadlineKind, { needs: readonly DeadlineColumn[]; allows: readonly DeadlineColumn[] }>> = {
  once: { needs: ["to"], allows: ["from"] },
  recurring: { needs: ["every"], allows: ["from", "to", "dueDays"] },
  ongoing: { needs: [], allows: ["from"] },
  "after-event": { needs: ["event"], allows: ["delay"] },
  none: { needs: [], allows: [] },
};

/**
 * The deadline that the cells of a row state. A cell that says what `shown` said keeps what is `stored`.
 * Everything that is wrong is told, nothing is guessed.
 */
export function readDeadlineCells(
  cells: ShownRow,
  { stored, shown }: { readonly stored: DeadlineFields; readonly shown: ShownRow },
  { kinds, periods }: Texts["review"],
): { readonly fields: DeadlineFields; readonly problems: readonly CellProblem[] } {
  const problems: CellProblem[] = [];
  const say = (code: CellProblem["code"], column: DeadlineColumn, seen: string, accepted = ""): null => {
    problems.push({ code, column, seen, accepted });
    return null;
  };
  const read = <Value>(column: DeadlineColumn, kept: Value, parse: (text: string) => Value): Value =>
    sameCell(cells[column], shown[column]) ? kept : parse(cells[column]);
  const day = (side: "from" | "to") => (text: string) =>
    text === "" ? null : (readDay(text, side) ?? say("not-a-day", side, text));
  const list = (words: Readonly<Record<string, string>>): string => Object.values(words).join(", ");
  // Without a kind, an end alone says enough.
  const plain = cells.kind === "" && cells.to !== "" && cells.every === "" && cells.event === "";
  const newKind = (text: string): string =>
    plain ? "once" : (kindOf(text) ?? say("kind", "kind", text, list(kinds)) ?? "");
  const kind = stored.deadlineKind === "" ? newKind(cells.kind) : read("kind", stored.deadlineKind, newKind);
  const fields: DeadlineFields = {
    deadlineKind: kind,
    deadlineStart: read("from", stored.deadlineStart, day("from")),
    deadlineEnd: read("to", stored.deadlineEnd, day("to")),
    deadlineEvery: read("every", stored.deadlineEvery, (text) =>
      text === "" ? null : (periodOf(text) ?? say("every", "every", text, list(periods))),
    ),
    dueDays: read("dueDays", stored.dueDays, (text) =>
      text
        .split(/[;,\n]/)
        .map((part) => part.trim())
        .filter(Boolean)
        .flatMap((part) => readDueDay(part) ?? say("due-days", "dueDays", part) ?? []),
    ),
    event: read("event", stored.event, (text) => text || null),
    delayDays: read("delay", stored.delayDays, (text) => {
      const count = /^(\d{1,5})(?:\s*ngày)?$/i.exec(text)?.[1];
      if (text === "") return null;
      const delay = Number(count ?? 0);
      return delay >= 1 && delay <= MOST_DELAY_DAYS ? delay : say("delay", "delay", text);
    }),
  };
  const rule = RULES[kind as DeadlineKind];
  if (rule !== undefined) {
    const word = kinds[kind as DeadlineKind];
    for (const column of rule.needs) if (cells[column] === "") say("needed", column, word);
    for (const column of DEADLINE_COLUMNS)
      if (column !== "kind" && cells[column] !== "" && ![...rule.needs, ...rule.allows].includes(column))
        say("not-with-kind", column, cells[column], word);
  }
  const { deadlineStart: start, deadlineEnd: end } = fields;
  if (start !== null && end !== null && end < start) say("end-before-start", "to", formatDay(end), formatDay(start));
  return { fields, problems };
}
