import type { CalendarDate } from "./calendar-date.ts";
import { foldBare, foldWords } from "./fold-vietnamese.ts";

/** What leads up to an event is no part of its name: "ngay sau khi có hướng dẫn" waits for "có hướng dẫn". */
const LEAD_UP = /^(?:(?:ngay|sau|kể|tính|từ|khi|ngày)\s+)+(?=\S)/iu;

/** The event a task's deadline waits for: as the document names it, else the deadline's words, else the task's. */
export const eventNameOf = (task: {
  readonly event: string | null;
  readonly deadlineText: string | null;
  readonly text: string;
}): string => (task.event?.trim() || task.deadlineText?.trim() || task.text).normalize("NFC").replace(LEAD_UP, "");

/** Two names with the same key are one event, however they are cased, spaced and punctuated. */
export const eventKey = (name: string): string => foldWords(name).replace(LEAD_UP, "");

const wordsOf = (name: string): string[] => foldBare(name).split(" ");

/** This share of the words somebody says must stand in an event's words for it to be meant. */
const SAID_SHARE = 0.75;
/** This share of the words of two names must be common for a revised document to speak of the same event. */
const SAME_SHARE = 0.8;

const shared = (a: readonly string[], b: readonly string[]): number => {
  const right = new Set(b);
  return a.filter((word) => right.has(word)).length;
};

/**
 * Which of the known events somebody means: the one of the same words, else of the same letters without diacritics, else those
 * that contain what was said, else those that have most of its words. Several: it is not clear which.
 */
export function eventsMeant(said: string, known: readonly string[]): readonly string[] {
  const bare = foldBare(eventKey(said));
  if (bare === "") return [];
  const words = bare.split(" ");
  const readings: readonly ((name: string) => boolean)[] = [
    (name) => eventKey(name) === eventKey(said),
    (name) => foldBare(name) === bare,
    (name) => ` ${foldBare(name)} `.includes(` ${bare} `),
    (name) => shared(words, wordsOf(name)) / words.length >= SAID_SHARE,
  ];
  for (const means of readings) {
    const found = known.filter(means);
    if (found.length > 0) return found;
  }
  return [];
}

/** The day on which an event took place, by the last record of it; null when there is none. Records are oldest first. */
export function dayOfEvent(
  name: string,
  records: readonly { readonly name: string; readonly tookPlaceOn: CalendarDate }[],
): CalendarDate | null {
  const newestFirst = records.toReversed();
  const same = newestFirst.find((record) => eventKey(record.name) === eventKey(name));
  const near = newestFirst.find((record) => {
    const [a, b] = [wordsOf(record.name), wordsOf(name)];
    return (2 * shared(a, b)) / (a.length + b.length) >= SAME_SHARE;
  });
  return (same ?? near)?.tookPlaceOn ?? null;
}
