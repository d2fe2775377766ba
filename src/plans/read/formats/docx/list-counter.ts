import { fontEncoding, fromFont } from "./legacy-font.ts";
import type { ListLevel, Lists } from "./list-levels.ts";
import { formatNumber } from "./number-format.ts";
import { bulletText, withoutPrivateSigns } from "./symbols.ts";

/** What Word writes in front of a paragraph. */
export type ListLabel = {
  readonly text: string;
  /** It is a number, not a bullet. */
  readonly numbers: boolean;
  /** Nothing parts it from the text. */
  readonly attached: boolean;
};

export type ListCounter = {
  /**
   * Counts one more paragraph of the list and gives its number or bullet; null when the list or level does not exist.
   * `font` is the paragraph's own, for levels that name none.
   */
  next(listId: number, level: number, font: string | null): ListLabel | null;
};

const LEVELS = 9;
const LONGEST_LABEL = 255;

/** Counts the paragraphs of every list of a document, in reading order. Lists that share their levels share the counting. */
export function listCounter(lists: Lists): ListCounter {
  const counters = new Map<string, (number | null)[]>();
  const used = new Set<number>();

  const startOf = (listId: number, at: number): number =>
    lists.restartAt(listId, at) ?? lists.level(listId, at)?.start ?? 1;

  function count(listId: number, at: number, values: (number | null)[]): void {
    if (!used.has(listId)) {
      used.add(listId);
      for (let other = 0; other < LEVELS; other += 1) if (lists.restartAt(listId, other) !== null) values[other] = null;
    }
    const before = values[at] ?? null;
    values[at] = before === null ? startOf(listId, at) : before + 1;
    for (let deeper = at + 1; deeper < LEVELS; deeper += 1)
      if (at < (lists.level(listId, deeper)?.restart ?? deeper)) values[deeper] = null;
  }

  function numberText(listId: number, level: ListLevel, values: readonly (number | null)[]): string {
    return level.text.replace(/%([1-9])/g, (_, place: string) => {
      const at = Number(place) - 1;
      const format = lists.level(listId, at)?.format ?? "decimal";
      const shown = level.legal && format !== "none" && format !== "bullet" ? "decimal" : format;
      return formatNumber(values[at] ?? startOf(listId, at), shown);
    });
  }

  return {
    next: (listId, at, font) => {
      const key = lists.counterOf(listId);
      const level = lists.level(listId, at);
      if (key === null || level === null) return null;
      const values = counters.get(key) ?? new Array<number | null>(LEVELS).fill(null);
      counters.set(key, values);
      count(listId, at, values);
      const attached = level.suffix === "nothing";
      if (level.format === "bullet") return { text: bulletText(level.text, level.font), numbers: false, attached };
      const encoding = fontEncoding(level.font ?? font);
      const typed = encoding === null ? level.text : fromFont(level.text, encoding);
      const text = withoutPrivateSigns(numberText(listId, { ...level, text: typed }, values), level.font);
      return { text: text.trim().slice(0, LONGEST_LABEL), numbers: true, attached };
    },
  };
}
