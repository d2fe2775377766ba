import { type Block, paragraph, type Table } from "../../source.ts";
import { areColumnNames } from "../../table/column-names.ts";
import { cleanText } from "../clean-text.ts";
import type { SheetCell, SheetRow } from "./sheet-rows.ts";

/** Rows of a table have at least this many filled cells; a letterhead has two. */
const FEWEST_OF_A_TABLE = 3;

const isFilled = ({ text }: SheetCell): boolean => text.trim() !== "";
const filledOf = (row: SheetRow): string[] => row.filter(isFilled).map(({ text }) => text);
const isNames = (row: SheetRow): boolean => areColumnNames(filledOf(row));
const widest = (rows: readonly SheetRow[]): number =>
  Math.max(0, ...rows.map((row) => row.findLastIndex(isFilled) + (row.findLast(isFilled)?.columns ?? 0)));
const leftmost = (rows: readonly SheetRow[]): number =>
  Math.min(...rows.map((row) => row.findIndex(isFilled)).filter((column) => column >= 0));

/** Runs of rows without a blank one between. */
function stretches(rows: readonly SheetRow[]): SheetRow[][] {
  const found: SheetRow[][] = [[]];
  for (const row of rows) {
    if (row.some(isFilled)) found.at(-1)?.push(row);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found.filter((stretch) => stretch.length > 0);
}

/** A table above: whether its columns are named, and where they begin and end. */
type Shape = { readonly named: boolean; readonly left: number; readonly right: number };

const shapeOf = (rows: readonly SheetRow[]): Shape => ({
  named: rows.some(isNames),
  left: leftmost(rows),
  right: widest(rows),
});

/** True when rows go on with a table above them, after a blank row: they have no names of their own and stand in its columns. */
function goesOn(stretch: readonly SheetRow[], above: Shape): boolean {
  if (!above.named || stretch.some(isNames)) return false;
  const rows = stretch.filter((row) => filledOf(row).length >= FEWEST_OF_A_TABLE);
  return rows.length > 0 && leftmost(rows) >= above.left && widest(stretch) <= above.right;
}

type Part = { readonly kind: "lines" | "table"; readonly rows: SheetRow[] };

/** Cuts a stretch where the columns are named and where they are named anew; rows of one cell before that are lines. */
function partsOf(stretch: readonly SheetRow[]): Part[] {
  const parts: Part[] = [];
  let named = false;
  stretch.forEach((row, index) => {
    const last = parts.at(-1);
    const names = isNames(row) && !(index > 0 && isNames(stretch[index - 1] as SheetRow) && last?.kind === "table");
    const lines = !named && !names && filledOf(row).length === 1;
    const kind = lines ? "lines" : "table";
    if (last === undefined || last.kind !== kind || names) parts.push({ kind, rows: [row] });
    else last.rows.push(row);
    named ||= names;
  });
  return parts;
}

function tableOf(rows: readonly SheetRow[], at: number): Table {
  const left = leftmost(rows);
  const width = widest(rows) - left;
  return {
    kind: "table",
    at,
    rows: rows.map((row) => ({
      page: null,
      cells: Array.from({ length: width }, (_, column) => {
        const cell = row[left + column];
        return {
          text: cleanText(cell?.text ?? ""),
          columns: Math.min(cell?.columns ?? 1, width - column),
          continued: cell?.continued ?? false,
        };
      }),
    })),
  };
}

/** Where counting of paragraphs and tables goes on in the next sheet. */
export type BlockCount = { paragraphs: number; tables: number };

/**
 * The rows of a sheet as blocks: rows of one cell above a table are paragraphs, a blank row or new names of columns part
 * tables. `count` is counted on.
 */
export function blocksOfRows(rows: readonly SheetRow[], count: BlockCount): Block[] {
  const parts: (Part & { readonly gap: boolean })[] = [];
  let above: Shape | null = null;
  for (const stretch of stretches(rows)) {
    if (above !== null && goesOn(stretch, above)) {
      parts.at(-1)?.rows.push(...stretch);
      continue;
    }
    parts.push(...partsOf(stretch).map((part, index) => ({ ...part, gap: index === 0 && parts.length > 0 })));
    const last = parts.at(-1);
    above = last?.kind === "table" ? shapeOf(last.rows) : null;
  }
  return parts.flatMap((part): Block[] => {
    if (part.kind === "table") {
      count.tables += 1;
      return [tableOf(part.rows, count.tables)];
    }
    return part.rows.flatMap((row, index) =>
      cleanText(filledOf(row)[0] ?? "")
        .split("\n")
        .filter((line) => line !== "")
        .map((line, lineIndex) => {
          count.paragraphs += 1;
          return paragraph(line, { gap: part.gap && index === 0 && lineIndex === 0, at: count.paragraphs });
        }),
    );
  });
}
