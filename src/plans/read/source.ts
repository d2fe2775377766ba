/** A paragraph with the number that stands before it, be it typed or set by the word processor ("II. …", "a) …", "- …"). */
export type Paragraph = {
  readonly kind: "paragraph";
  readonly text: string;
  /** Level of the file's own heading style (1–6), or null. */
  readonly heading: number | null;
  /** An empty line stood before it; false where the format knows none. */
  readonly gap: boolean;
  /** 1 for the first page; null when the format has no pages. */
  readonly page: number | null;
  /** 1 for the first paragraph of the document that has words; tables are counted apart. */
  readonly at: number;
};

export type Cell = {
  /** Lines are parted by "\n". Empty in the columns that a wider cell to the left covers. */
  readonly text: string;
  /** How many columns it covers; 0 for a column that a wider cell to its left covers. */
  readonly columns: number;
  /** It is the lower part of a cell over several rows; `text` repeats that cell's text. */
  readonly continued: boolean;
};

export type TableRow = { readonly cells: readonly Cell[]; readonly page: number | null };

/** Rows of equal columns. */
export type Table = {
  readonly kind: "table";
  readonly rows: readonly TableRow[];
  /** 1 for the first table of the document. */
  readonly at: number;
};

export type Block = Paragraph | Table;

/** A paragraph by its `at`, or a row of a table, from 1. */
export type NotedPlace = { readonly paragraph: number } | { readonly table: number; readonly row: number };

/** A document as every format hands it over: its blocks in reading order. */
export type PlanSource = {
  readonly blocks: readonly Block[];
  /** Lines beside the text that the format keeps apart (page headers and footers, notes, hidden text, names of tabs): a stamp may stand there. */
  readonly margins?: readonly string[];
  /** Where the mark of a footnote or endnote stands. */
  readonly noted?: readonly NotedPlace[];
};

export const paragraph = (text: string, rest: Partial<Omit<Paragraph, "kind" | "text">> = {}): Paragraph => ({
  kind: "paragraph",
  heading: null,
  gap: false,
  page: null,
  at: 1,
  ...rest,
  text,
});

/** A table of a format without merged cells. */
export const plainTable = (
  rows: readonly (readonly string[])[],
  rest: { readonly page: number | null; readonly at: number },
): Table => {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return {
    kind: "table",
    at: rest.at,
    rows: rows.map((row) => ({
      page: rest.page,
      cells: Array.from({ length: width }, (_, column) => ({
        text: row[column] ?? "",
        columns: 1,
        continued: false,
      })),
    })),
  };
};
