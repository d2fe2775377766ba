/** Place of a paragraph in a list the file itself numbers (a word processor's automatic numbering). */
export type ListPlace = {
  /** 0 for the outermost list. */
  readonly level: number;
  /** 1, 2, 3 … in a numbered list; null in a bulleted one. */
  readonly ordinal: number | null;
};

export type Paragraph = {
  readonly kind: "paragraph";
  readonly text: string;
  /** Level of the file's own heading style (1–6), or null. */
  readonly heading: number | null;
  readonly list: ListPlace | null;
  /** An empty line stood before it; false where the format knows none. */
  readonly gap: boolean;
  /** 1 for the first page; null when the format has no pages. */
  readonly page: number | null;
};

export type Table = {
  readonly kind: "table";
  /** Cells from left to right (merged cells: see tableBuilder); lines of a cell are parted by "\n". */
  readonly rows: readonly (readonly string[])[];
  readonly page: number | null;
};

export type Block = Paragraph | Table;

/** A document as every format hands it over: its blocks in reading order. */
export type PlanSource = { readonly blocks: readonly Block[] };

export const paragraph = (text: string, rest: Partial<Omit<Paragraph, "kind" | "text">> = {}): Paragraph => ({
  kind: "paragraph",
  heading: null,
  list: null,
  gap: false,
  page: null,
  ...rest,
  text,
});
