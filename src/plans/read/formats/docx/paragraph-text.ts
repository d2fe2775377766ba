import { cleanText } from "../clean-text.ts";
import { type FontEncoding, fromFont, isUnicodeVietnamese } from "./legacy-font.ts";
import type { PageMark } from "./page-count.ts";

type Piece = { text: string; readonly encoding: FontEncoding | null };
type OpenLine = { readonly pieces: Piece[]; mark: PageMark | null };

/** A line of a paragraph: clean words, "" for an empty one, and where its first word stands. */
export type TextLine = { readonly text: string; readonly mark: PageMark | null };

export type ParagraphText = {
  /** `mark` is asked for where a line's first word stands. */
  add(text: string, encoding: FontEncoding | null, mark: () => PageMark): void;
  breakLine(): void;
  /** Ends the line only when it has words: the break itself is no empty line. */
  breakPage(): void;
  lines(): TextLine[];
};

/** The words of one paragraph, put together run by run. Text of fonts from before Unicode is read when all of it is there. */
export function paragraphText(): ParagraphText {
  let line: OpenLine = { pieces: [], mark: null };
  const all: OpenLine[] = [line];
  const nextLine = (): void => {
    line = { pieces: [], mark: null };
    all.push(line);
  };
  let endedByPage = false;

  const textOf = ({ pieces }: OpenLine, legacy: boolean): string =>
    cleanText(
      pieces.map(({ text, encoding }) => (legacy && encoding !== null ? fromFont(text, encoding) : text)).join(""),
    ).replaceAll("\n", " ");

  return {
    add: (text, encoding, mark) => {
      endedByPage = false;
      if (line.mark === null && /\S/.test(text)) line.mark = mark();
      const last = line.pieces.at(-1);
      if (last !== undefined && last.encoding === encoding) last.text += text;
      else line.pieces.push({ text, encoding });
    },
    breakLine: () => {
      endedByPage = false;
      nextLine();
    },
    breakPage: () => {
      if (line.mark === null) return;
      nextLine();
      endedByPage = true;
    },
    lines: () => {
      if (endedByPage) all.pop();
      const pieces = all.flatMap((each) => each.pieces);
      // Unicode letters in a run of an old font: somebody typed on after the change, and the rest is Unicode too.
      const legacy = !pieces.some(({ text, encoding }) => encoding !== null && isUnicodeVietnamese(text));
      return all.map((each) => ({ text: textOf(each, legacy), mark: each.mark }));
    },
  };
}
