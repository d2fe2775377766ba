const graphemes = new Intl.Segmenter("vi", { granularity: "grapheme" });

/**
 * Cuts a text into parts of at most `maxLength` (as `measure` counts, UTF-16 units by default), between paragraphs where
 * possible, else between lines, else between words, else between graphemes: never inside a letter and its marks.
 */
export function splitText(text: string, maxLength: number, measure: (part: string) => number = (part) => part.length) {
  const parts: string[] = [];
  let rest = text;
  while (measure(rest) > maxLength) {
    const fitting = longestFittingStart(rest, maxLength, measure);
    const cut = bestCut(rest.slice(0, fitting)) ?? fitting;
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

function longestFittingStart(text: string, maxLength: number, measure: (part: string) => number): number {
  let end = 0;
  let used = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    used += measure(segment);
    if (used > maxLength) break;
    end = index + segment.length;
  }
  return end || [...text][0]?.length || 1;
}

function bestCut(start: string): number | null {
  for (const mark of ["\n\n", "\n", " "]) {
    const at = start.lastIndexOf(mark);
    if (at > start.length / 3) return at + mark.length;
  }
  return null;
}
