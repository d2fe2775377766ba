import type { Cell } from "../../source.ts";
import type { PageMark } from "./page-count.ts";
import type { ParagraphText } from "./paragraph-text.ts";

export type StoryLine = {
  readonly kind: "line";
  readonly text: string;
  /** The text begins with an automatic number or bullet. */
  readonly labelled: boolean;
  readonly heading: number | null;
  readonly gap: boolean;
  readonly mark: PageMark;
  /** A footnote or endnote hangs on its paragraph. */
  readonly noted: boolean;
};
export type StoryTable = {
  readonly kind: "table";
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly mark: PageMark; readonly noted: boolean }[];
};
export type StoryItem = StoryLine | StoryTable;

/** Text that runs on by itself: the body, a cell, a text box. */
export type Story = {
  readonly inCell: boolean;
  readonly items: StoryItem[];
  /** An empty paragraph was the last thing read. */
  gap: boolean;
  /** A paragraph whose end was deleted: its words belong to the next one. */
  carried: ParagraphText | null;
};

export const newStory = (place?: "cell"): Story => ({
  inCell: place === "cell",
  items: [],
  gap: false,
  carried: null,
});

/** The lines of a cell; each row of a table inside it is one line, its cells parted by spaces. */
export const cellText = ({ items }: Story): string =>
  items
    .flatMap((item) =>
      item.kind === "line"
        ? [item.text]
        : item.rows.map(({ cells }) =>
            cells
              .filter(({ text, continued }) => text !== "" && !continued)
              .map(({ text }) => text.replaceAll("\n", " "))
              .join(" "),
          ),
    )
    .filter((line) => line !== "")
    .join("\n");
