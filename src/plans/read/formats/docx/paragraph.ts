import { cleanText } from "../clean-text.ts";
import { type FontEncoding, fontEncoding, fromFont } from "./legacy-font.ts";
import type { ListCounter, ListLabel } from "./list-counter.ts";
import type { Lists } from "./list-levels.ts";
import type { PageCount, PageMark } from "./page-count.ts";
import { type ParagraphText, paragraphText } from "./paragraph-text.ts";
import type { Story, StoryItem } from "./story.ts";
import { type Format, readProperty, type Styles } from "./styles.ts";
import { isPictureFont, symbolText, withoutPrivateSigns } from "./symbols.ts";
import type { XmlAttributes } from "./xml-part.ts";

/** What the parts beside the body say. `counter` goes forward with each numbered paragraph. */
export type Surroundings = {
  readonly styles: Styles;
  readonly lists: Lists;
  readonly counter: ListCounter;
  readonly pages: PageCount;
  /** Where hidden words go, a paragraph a line: they are no part of the plan, but a stamp may be hidden. */
  readonly hidden: string[];
};

type Run = { style: string | null; readonly format: Format; ownMark: boolean };

/** A paragraph while it is read. */
export type OpenParagraph = {
  style: string | null;
  readonly format: Format;
  /** The format of the paragraph's end, which is also that of its number. */
  readonly end: Format;
  endDeleted: boolean;
  endsSection: boolean;
  run: Run | null;
  /** The format with that of its styles; set once the properties were read. */
  whole: Format | null;
  readonly text: ParagraphText;
  hiddenWords: string;
  noted: boolean;
  /** Text boxes that hang on it. */
  readonly boxes: StoryItem[];
};

export const openParagraph = (carried: ParagraphText | null): OpenParagraph => ({
  style: null,
  format: {},
  end: {},
  endDeleted: false,
  endsSection: false,
  run: null,
  whole: null,
  text: carried ?? paragraphText(),
  hiddenWords: "",
  noted: false,
  boxes: [],
});

export const openRun = (): Run => ({ style: null, format: {}, ownMark: false });

/** Notes a property of the paragraph, its end or its run, told apart by the elements around it. */
export function noteProperty(
  paragraph: OpenParagraph,
  name: string,
  attributes: XmlAttributes,
  parents: readonly string[],
): void {
  const parent = parents.at(-1);
  const grandparent = parents.at(-2);
  if (parent === "w:pPr") {
    if (name === "w:pStyle") paragraph.style = attributes.val ?? null;
    else if (name === "w:sectPr") paragraph.endsSection = true;
    else readProperty(paragraph.format, name, attributes);
  } else if (parent === "w:numPr" && grandparent === "w:pPr") readProperty(paragraph.format, name, attributes);
  else if (parent === "w:rPr" && grandparent === "w:pPr") {
    if (name === "w:del" || name === "w:moveFrom") paragraph.endDeleted = true;
    else readProperty(paragraph.end, name, attributes);
  } else if (parent === "w:rPr" && grandparent === "w:r" && paragraph.run !== null) {
    if (name === "w:rStyle") paragraph.run.style = attributes.val ?? null;
    else readProperty(paragraph.run.format, name, attributes);
  }
}

/** Counts the paragraph in its list. One that was deleted, or is hidden to its end, is not counted. */
function labelOf(paragraph: OpenParagraph, blank: boolean, around: Surroundings): ListLabel | null {
  const { styles, lists, counter } = around;
  const format = wholeOf(paragraph, around);
  const { listId } = format;
  const hidden = blank && (paragraph.end.hidden ?? format.hidden) === true;
  if (listId === undefined || listId === 0 || hidden) return null;
  const level =
    paragraph.format.listLevel ?? lists.levelOfStyle(listId, styles.chain(paragraph.style)) ?? format.listLevel ?? 0;
  return counter.next(listId, level, paragraph.end.font ?? format.font ?? null);
}

/** The paragraph's format with that of its styles. The first time is where the paragraph begins on its page. */
export function wholeOf(paragraph: OpenParagraph, around: Surroundings): Format {
  if (paragraph.whole === null) {
    paragraph.whole = { ...around.styles.paragraph(paragraph.style), ...paragraph.format };
    if (paragraph.whole.pageBreakBefore === true) around.pages.explicit("before");
  }
  return paragraph.whole;
}

function runFormat(paragraph: OpenParagraph, around: Surroundings): Format {
  const format = wholeOf(paragraph, around);
  const { run } = paragraph;
  return run === null ? format : { ...format, ...around.styles.character(run.style), ...run.format };
}

/** Adds words of the current run, apart when it is hidden, unless they stand for a note's number. */
export function addText(paragraph: OpenParagraph, text: string, around: Surroundings): void {
  const { font = null, hidden } = runFormat(paragraph, around);
  if (paragraph.run?.ownMark === true || text === "") return;
  const { pages } = around;
  const encoding: FontEncoding | null = fontEncoding(font);
  if (hidden === true) {
    paragraph.hiddenWords += encoding === null ? text : fromFont(text, encoding);
    return;
  }
  const sign = text.trim();
  const plain =
    sign.length === 1 && isPictureFont(font)
      ? symbolText(font, sign.charCodeAt(0))
      : encoding === null
        ? withoutPrivateSigns(text, font)
        : text;
  paragraph.text.add(plain, encoding, pages.mark);
  if (/\S/.test(plain)) pages.text();
}

/** Adds a sign of a font (`w:sym`): its place in an old Vietnamese font, or a picture. */
export function addSymbol(paragraph: OpenParagraph, { font, char }: XmlAttributes, around: Surroundings): void {
  const code = /^[\da-f]{1,6}$/i.test(char ?? "") ? Number.parseInt(char ?? "", 16) : 0;
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || runFormat(paragraph, around).hidden)
    return;
  const encoding = fontEncoding(font ?? null);
  const text = encoding === null ? symbolText(font ?? null, code) : String.fromCharCode(code & 0xff);
  paragraph.text.add(text, encoding, around.pages.mark);
  around.pages.text();
}

/** Adds the words of a WordArt picture, such as a stamp across the page, as a text box of one line. */
export function addWordArt(paragraph: OpenParagraph, words: string, { pages }: Surroundings): void {
  const text = cleanText(words).replaceAll("\n", " ");
  if (text === "") return;
  paragraph.boxes.push({
    kind: "line",
    text,
    labelled: false,
    heading: null,
    gap: true,
    mark: pages.mark(),
    noted: false,
  });
}

function headingOf(paragraph: OpenParagraph, format: Format, styles: Styles): number | null {
  const { outlineLevel } = format;
  if (outlineLevel === undefined) return styles.headingByName(paragraph.style);
  return outlineLevel < 6 ? outlineLevel + 1 : null;
}

const withLabel = (label: ListLabel | null, text: string): string => {
  if (label === null || label.text === "") return text;
  if (text === "") return label.text;
  return label.attached && /^[.,:;)/]/.test(text) ? `${label.text}${text}` : `${label.text} ${text}`;
};

function addLines(paragraph: OpenParagraph, story: Story, around: Surroundings): void {
  const lines = paragraph.text.lines();
  const blank = lines.every(({ text }) => text === "");
  const heading = headingOf(paragraph, wholeOf(paragraph, around), around.styles);
  let label = labelOf(paragraph, blank, around);
  const add = (text: string, mark: PageMark): void => {
    const labelled = label !== null && label.text !== "";
    const { noted } = paragraph;
    story.items.push({ kind: "line", text: withLabel(label, text), labelled, heading, gap: story.gap, mark, noted });
    story.gap = false;
    label = null;
  };
  for (const { text, mark } of lines) {
    if (text === "" || mark === null) story.gap = true;
    else add(text, mark);
  }
  // The column "STT" of a table holds nothing but numbers.
  if (blank && story.inCell && label?.numbers === true) add("", around.pages.mark());
}

/** Puts the paragraph's lines into its story, and after them those of its text boxes. */
export function closeParagraph(paragraph: OpenParagraph, story: Story, around: Surroundings): void {
  wholeOf(paragraph, around);
  if (paragraph.endDeleted) story.carried = paragraph.text;
  else addLines(paragraph, story, around);
  const hidden = cleanText(paragraph.hiddenWords);
  if (hidden !== "") around.hidden.push(hidden);
  for (const item of paragraph.boxes) story.items.push(item);
  if (paragraph.endsSection) around.pages.section();
}
