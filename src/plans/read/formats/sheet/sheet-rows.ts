/** A cell of a sheet: `columns` and `continued` as in a table of the document. */
export type SheetCell = { readonly text: string; readonly columns: number; readonly continued: boolean };

/** A row of a sheet with a cell for each of its columns up to the last that is filled. */
export type SheetRow = readonly SheetCell[];

/** Bounds of what is read of a file, counted to the last cell with words. */
export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 60;

/** A sheet with cells beyond the bounds; `seen` says how far they reach. */
export class SheetTooLarge extends Error {
  readonly seen: string;

  constructor(rows: number, columns: number) {
    super("a sheet larger than any plan");
    this.seen = `${rows} × ${columns}`;
  }
}

/** An area of cells that are one; rows and columns are counted from 0, both ends included. */
export type MergedArea = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};
