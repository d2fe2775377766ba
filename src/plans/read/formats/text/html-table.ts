import type { Cell, TableRow } from "../../source.ts";
import { cleanText, withoutTags } from "../clean-text.ts";
import { type FoundTable, MOST_CELLS } from "./found-table.ts";
import type { TextLine } from "./text-lines.ts";

const TAG = /<(\/?)(table|tr|td|th|br|p|div|li)(\s[^<>]{0,500})?\s*\/?>/gi;
const MOST_ROWS_OF_A_CELL = 2000;

const spanOf = (attributes: string, name: "colspan" | "rowspan", most: number): number => {
  const value = Number(new RegExp(`${name}\\s*=\\s*["']?(\\d{1,4})`, "i").exec(attributes)?.[1] ?? "1");
  return Math.min(most, Math.max(1, value));
};

type Tall = { readonly text: string; readonly columns: number; rowsLeft: number };
type OpenCell = { text: string; readonly columns: number; readonly rows: number };

/** Puts rows of equal columns together from the cells of "<tr>", as joined by colspan and rowspan. */
function rowBuilder() {
  const rows: Cell[][] = [];
  const tall = new Map<number, Tall>();
  let row: Cell[] | null = null;
  const push = (text: string, columns: number, continued: boolean): void => {
    for (let covered = 0; covered < columns; covered += 1)
      row?.push(covered === 0 ? { text, columns, continued } : { text: "", columns: 0, continued });
  };
  const fillTall = (): void => {
    for (let span = tall.get(row?.length ?? -1); span !== undefined; span = tall.get(row?.length ?? -1)) {
      span.rowsLeft -= 1;
      if (span.rowsLeft <= 0) tall.delete(row?.length ?? -1);
      push(span.text, span.columns, true);
    }
  };
  return {
    rows,
    startRow: (): void => {
      row = [];
      rows.push(row);
      fillTall();
    },
    add: (cell: OpenCell): void => {
      if (row === null || row.length + cell.columns > MOST_CELLS) return;
      const text = cleanText(withoutTags(cell.text)).replace(/\n+/g, "\n");
      if (cell.rows > 1) tall.set(row.length, { text, columns: cell.columns, rowsLeft: cell.rows - 1 });
      push(text, cell.columns, false);
      fillTall();
    },
  };
}

function rowsOf(html: string): Cell[][] {
  const builder = rowBuilder();
  let cell: OpenCell | null = null;
  let depth = 0;
  let from = 0;
  const endCell = (): void => {
    if (cell !== null) builder.add(cell);
    cell = null;
  };
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, tag, attributes = ""] = match;
    const name = (tag ?? "").toLowerCase();
    const closes = slash === "/";
    if (cell !== null) (cell as OpenCell).text += html.slice(from, match.index);
    from = match.index + whole.length;
    if (name === "table") depth += closes ? -1 : 1;
    // What a table inside a cell has are lines of that cell.
    if (depth > 1 || !/^(?:tr|t[dh])$/.test(name)) {
      if (cell !== null) (cell as OpenCell).text += "\n";
    } else {
      endCell();
      if (name === "tr" && !closes) builder.startRow();
      if (name !== "tr" && !closes)
        cell = {
          text: "",
          columns: spanOf(attributes, "colspan", MOST_CELLS),
          rows: spanOf(attributes, "rowspan", MOST_ROWS_OF_A_CELL),
        };
    }
  }
  endCell();
  return builder.rows;
}

const opens = (line: string): number => line.match(/<table[\s>]/gi)?.length ?? 0;
const closes = (line: string): number => line.match(/<\/table\s*>/gi)?.length ?? 0;

/** The last line of a text that closes a table, found once a text. */
const lastCloses = new WeakMap<readonly TextLine[], number>();
function lastCloseOf(lines: readonly TextLine[]): number {
  const known = lastCloses.get(lines) ?? lines.findLastIndex(({ text }) => closes(text) > 0);
  lastCloses.set(lines, known);
  return known;
}

/** A "<table>" of HTML that begins in the line and is closed. */
export function htmlTable(lines: readonly TextLine[], at: number): FoundTable | null {
  if (!/^\s*<table[\s>]/i.test(lines[at]?.text ?? "")) return null;
  const lastClose = lastCloseOf(lines);
  if (lastClose < at) return null;
  let depth = 0;
  let next = at;
  do {
    const line = lines[next]?.text ?? "";
    depth += opens(line) - closes(line);
    next += 1;
  } while (depth > 0 && next <= lastClose);
  const page = lines[at]?.page ?? null;
  const html = lines
    .slice(at, next)
    .map(({ text }) => text)
    .join("\n");
  const rows = rowsOf(html).filter((cells) => cells.length > 0);
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const filledRows = rows.map(
    (cells): TableRow => ({
      page,
      cells: [
        ...cells,
        ...Array.from({ length: width - cells.length }, () => ({ text: "", columns: 1, continued: false })),
      ],
    }),
  );
  return { rows: filledRows, next };
}
