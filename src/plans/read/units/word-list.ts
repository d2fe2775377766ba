/** The words of lists parted by commas, as alternatives of a pattern, the longest first. */
export const anyOf = (...lists: readonly string[]): string =>
  lists
    .flatMap((list) => list.split(","))
    .map((word) => word.trim().replace(/\s+/g, " "))
    .toSorted((a, b) => b.length - a.length)
    .join("|");
