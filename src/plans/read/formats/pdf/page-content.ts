import { withSpelling } from "./fonts.ts";
import { type Grid, gridsOf } from "./grid.ts";
import { type Line, rowsOfPieces } from "./lines.ts";
import type { PdfPage } from "./open-document.ts";
import { rulesOf } from "./page-rules.ts";
import { frameOf, type PageFrame, type Piece, piecesOf } from "./page-text.ts";
import { fillGrid, type RawTable } from "./raw-table.ts";
import { linesInOrder } from "./side-by-side.ts";

/** What stands on one page, from top to bottom. */
export type PageContent = {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly items: readonly (Line | RawTable)[];
};

export const isTable = (item: Line | RawTable): item is RawTable => "kind" in item;

/** Puts the tables between the lines above and below them. */
function inOrder(
  tables: readonly RawTable[],
  pieces: readonly Piece[],
  page: number,
  frame: PageFrame,
): (Line | RawTable)[] {
  const items: (Line | RawTable)[] = [];
  let rest = rowsOfPieces(pieces);
  for (const table of tables) {
    const below = rest.findIndex((row) => (row[0]?.baseline ?? 0) > table.top);
    const above = below < 0 ? rest : rest.slice(0, below);
    items.push(...linesInOrder(above, page, frame), table);
    rest = rest.slice(above.length);
  }
  items.push(...linesInOrder(rest, page, frame));
  return items;
}

/** A table inside a frame is filled before the frame. */
const smallestFirst = (grids: readonly Grid[]): Grid[] => {
  const area = ({ columns, rows }: Grid): number =>
    ((columns.at(-1) ?? 0) - (columns[0] ?? 0)) * ((rows.at(-1) ?? 0) - (rows[0] ?? 0));
  return [...grids].sort((one, other) => area(one) - area(other));
};

/** Reads one page. A page without words gives no items, whatever is drawn on it. */
export async function contentOf(page: PdfPage): Promise<PageContent> {
  const number = page.pageNumber;
  const frame = frameOf(page);
  const bare = frame === null ? [] : await piecesOf(page, frame);
  if (frame === null || bare.length === 0) return { page: number, width: 0, height: 0, items: [] };
  const rules = await rulesOf(page, frame.view);
  const tables: RawTable[] = [];
  let pieces: readonly Piece[] = withSpelling(page, bare);
  for (const grid of smallestFirst(gridsOf(rules))) {
    const filled = fillGrid(grid, pieces, number);
    pieces = filled.outside;
    if (filled.table !== null) tables.push(filled.table);
  }
  tables.sort((one, other) => one.top - other.top);
  return { page: number, width: frame.width, height: frame.height, items: inOrder(tables, pieces, number, frame) };
}
