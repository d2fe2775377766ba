import type { Line } from "./lines.ts";
import { isTable, type PageContent } from "./page-content.ts";
import type { RawTable } from "./raw-table.ts";

/** Headers and footers stand in the outer parts of a page. */
const MARGIN = 0.1;
/** A header repeats on so many pages, and on most of them. */
const FEWEST_PAGES = 2;
const MOST_OF = 0.5;
/** Lines from each end of a page that may be furniture. */
const OUTERMOST = 3;
/** A header stands at the same height on every page, give or take so many points. */
const LEVEL = 4;

/** A browser repeats a tall letter of the next page's first line at the foot. */
const PAGE_NUMBER = /^\p{L}$|^(?:trang\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:\/|trên)\s*\d{1,4})?$/iu;

/** `words`: where it stands and what it says, its numbers aside. */
type Place = { readonly index: number; readonly line: Line; readonly words: string };

/** The lines at the outer ends of a page, without tables between. */
function outerLines({ items, height }: PageContent): Place[] {
  const places: Place[] = [];
  const take = (index: number): boolean => {
    const item = items[index];
    if (item === undefined || isTable(item) || places.some((place) => place.index === index)) return false;
    const { baseline } = item;
    const outer = baseline < MARGIN * height || baseline > (1 - MARGIN) * height;
    const level = Math.round(baseline / LEVEL);
    if (outer) places.push({ index, line: item, words: `${level} ${item.text.replace(/\d+/g, "#").toLowerCase()}` });
    return outer;
  };
  for (let index = 0; index < OUTERMOST && take(index); index += 1);
  for (let index = items.length - 1; index >= items.length - OUTERMOST && take(index); index -= 1);
  return places;
}

/** Notes are printed smaller than the text, in heights of its font. */
const NOTE_SIZE = 0.88;

/** The lines of a page without those in small print at its foot that begin with the mark of a note. */
function withoutNotes(items: readonly (Line | RawTable)[], bodySize: number): (Line | RawTable)[] {
  const marked = items.some((item) => !isTable(item) && item.mark === "within");
  let end = items.length;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined || isTable(item) || item.size > NOTE_SIZE * bodySize) break;
    if (item.mark === "start" || (marked && /^(?:\d{1,3}|\*|[[(]\d{1,3}[\])])\s*\p{L}/u.test(item.text))) end = index;
  }
  return items.slice(0, end);
}

/** Height of the font of most lines. */
function bodySizeOf(pages: readonly PageContent[]): number {
  const letters = new Map<number, number>();
  for (const { items } of pages)
    for (const item of items) {
      if (isTable(item)) continue;
      const size = Math.round(item.size * 2) / 2;
      letters.set(size, (letters.get(size) ?? 0) + item.text.length);
    }
  return [...letters].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0] ?? 0;
}

/** Leaves out page numbers, what repeats in the margins of most pages, and notes at the foot. */
export function withoutFurniture(pages: readonly PageContent[]): PageContent[] {
  const outer = pages.map(outerLines);
  const seen = new Map<string, number>();
  for (const places of outer)
    for (const words of new Set(places.map((place) => place.words))) seen.set(words, (seen.get(words) ?? 0) + 1);
  const read = pages.filter(({ items }) => items.length > 0).length;
  const repeats = (words: string): boolean =>
    (seen.get(words) ?? 0) >= FEWEST_PAGES && (seen.get(words) ?? 0) > MOST_OF * read;
  const bodySize = bodySizeOf(pages);
  return pages.map((page, at) => {
    const dropped = new Set(
      (outer[at] ?? [])
        .filter(({ line, words }) => PAGE_NUMBER.test(line.text) || repeats(words))
        .map(({ index }) => index),
    );
    const items = page.items.filter((_, index) => !dropped.has(index));
    return { ...page, items: withoutNotes(items, bodySize) };
  });
}
