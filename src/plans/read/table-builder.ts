type Span = { text: string; rowsLeft: number };

/** A table put together cell by cell. */
export type TableBuilder = {
  readonly rows: string[][];
  startRow(): void;
  startCell(columns: number, rows: number): void;
  /** Lines outside a cell are dropped. */
  addLines(lines: readonly string[]): void;
  endCell(): void;
  endRow(): void;
};

/** No table of a plan is wider, whatever its markup claims. */
const WIDEST = 50;
const LONGEST_SPAN = 2000;

/**
 * Builds rows of equal columns: a cell over several columns stands in the first and leaves the others empty; a cell over
 * several rows is repeated in each, so that "Sở A" beside three tasks belongs to all three.
 */
export function tableBuilder(): TableBuilder {
  const rows: string[][] = [];
  const spans = new Map<number, Span>();
  let cell: { lines: string[]; columns: number; rows: number } | null = null;

  const fillSpans = (row: string[]): void => {
    for (;;) {
      const span = spans.get(row.length);
      if (span === undefined || row.length >= WIDEST) return;
      span.rowsLeft -= 1;
      if (span.rowsLeft <= 0) spans.delete(row.length);
      row.push(span.text);
    }
  };

  return {
    rows,
    startRow: () => {
      const row: string[] = [];
      rows.push(row);
      fillSpans(row);
    },
    startCell: (columns, height) => {
      cell = { lines: [], columns: Math.min(columns, WIDEST), rows: Math.min(height, LONGEST_SPAN) };
    },
    addLines: (lines) => {
      cell?.lines.push(...lines);
    },
    endCell: () => {
      const row = rows.at(-1);
      if (row === undefined || cell === null) return;
      for (let column = 0; column < cell.columns; column += 1) {
        const text = column === 0 ? cell.lines.join("\n") : "";
        if (cell.rows > 1) spans.set(row.length, { text, rowsLeft: cell.rows - 1 });
        row.push(text);
      }
      cell = null;
      fillSpans(row);
    },
    endRow: () => {
      const row = rows.at(-1);
      if (row !== undefined) fillSpans(row);
    },
  };
}
