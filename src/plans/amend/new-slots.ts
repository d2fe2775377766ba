import { type CalendarDate, daysBetween } from "../../domain/calendar-date.ts";
import type { Deadline, Period } from "../../domain/deadline.ts";
import { periodStart, recurringDueDays } from "../../domain/occurrence.ts";

/** An occurrence by the day of the rule that it stands for. */
type Standing = { readonly id: number; readonly slotOn: CalendarDate | null };

type Rule = Pick<Deadline, "kind" | "start" | "end" | "every" | "dueDays">;

/**
 * Which day of a rule's new days each occurrence of its old ones stands for from now on, by id: a month in which something was
 * given, begun or done is not asked for twice because its day changed. In each period the nearest find each other. Days before
 * `today` and periods without an occurrence are nobody's.
 */
export function newSlots(
  rule: Rule,
  standing: readonly Standing[],
  today: CalendarDate,
): ReadonlyMap<number, CalendarDate> {
  const { every } = rule;
  if (every === null) return new Map();
  const dated = standing.flatMap(({ id, slotOn }) => (slotOn === null ? [] : [{ id, slotOn }]));
  const periods = Map.groupBy(dated, ({ slotOn }) => periodStart(slotOn, every));
  return new Map(
    [...periods].flatMap(([start, own]) => pairs(own, daysIn(rule, start, every)).filter(([, day]) => day >= today)),
  );
}

/** The rule's due days in the period that begins on `start`. */
function daysIn(rule: Rule, start: CalendarDate, every: Period): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (const day of recurringDueDays(rule, start)) {
    if (periodStart(day, every) !== start) break;
    days.push(day);
  }
  return days;
}

/** Occurrences on no day of the rule with days that nobody stands on, the nearest first. */
function pairs(
  standing: readonly { readonly id: number; readonly slotOn: CalendarDate }[],
  days: readonly CalendarDate[],
): [number, CalendarDate][] {
  const held = new Set(standing.map(({ slotOn }) => slotOn));
  const candidates = standing
    .filter(({ slotOn }) => !days.includes(slotOn))
    .flatMap(({ id, slotOn }) =>
      days.filter((day) => !held.has(day)).map((day) => ({ id, day, apart: Math.abs(daysBetween(slotOn, day)) })),
    )
    .sort((a, b) => a.apart - b.apart || a.id - b.id);
  const found = new Map<number, CalendarDate>();
  const taken = new Set<CalendarDate>();
  for (const { id, day } of candidates) {
    if (found.has(id) || taken.has(day)) continue;
    found.set(id, day);
    taken.add(day);
  }
  return [...found];
}
