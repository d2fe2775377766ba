import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { markerOf } from "../outline/numbering.ts";
import type { Cell, Table, TableRow } from "../source.ts";
import { type ColumnRole, isColumnNumbers, type ReadableTable } from "./columns.ts";

type Text = "group" | "task" | "lead" | "both" | "coord" | "time" | "start" | "end" | "product";

/** A row under the header, by what its cells hold. */
export type ReadRow = {
  /** Its place in the table, from 1, the header counted. */
  readonly row: number;
  readonly page: number | null;
  readonly number: string | null;
  readonly cells: Readonly<Record<Text, string>>;
  /** Names of the period columns that bear a mark. */
  readonly marked: readonly string[];
  /** The whole row is one text: the name of a part of the table. */
  readonly banner: boolean;
  /** The task's cell began in a row above. */
  readonly continued: boolean;
};

const TEXTS: readonly Text[] = ["group", "task", "lead", "both", "coord", "time", "start", "end", "product"];
const DITTO = /^(?:"|''|″|”|“|nt|-nt-|như trên|-\s*"\s*-|\/\/|-\/\/-)$/;
const NUMBER = /^\(?((?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[A-ZĐa-zđ])(?:\.\d{1,2})?)\s?[.)/]?\)?$/;

const lineOf = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The one text of a row that has no other, whatever its columns; null when it has several. */
function onlyText(cells: readonly Cell[], numberColumn: number | undefined): string | null {
  const texts = new Set(
    cells
      .filter((cell, column) => column !== numberColumn && !(cell.continued && cell.columns === 1))
      .map(({ text }) => lineOf(text)),
  );
  texts.delete("");
  const [only] = texts;
  return texts.size === 1 && only !== undefined ? only : null;
}

/** True when most of the row's columns are one cell. */
const isMerged = (cells: readonly Cell[]): boolean =>
  cells.some(({ columns }) => columns > 1 && columns >= cells.length / 2);

const sameWords = (a: TableRow, b: TableRow): boolean =>
  a.cells.every(({ text }, column) => foldTone(lineOf(text)) === foldTone(lineOf(b.cells[column]?.text ?? "")));

/** The rows that say something, from the first under the header; column numbers, repeated headers and sums are left out. */
export function readRows({ rows }: Pick<Table, "rows">, { columns, first }: ReadableTable): ReadRow[] {
  const { roles, periods } = columns;
  const header = rows.slice(0, first);
  const found: ReadRow[] = [];
  for (const [index, row] of rows.entries()) {
    const { cells } = row;
    if (index < first || cells.every(({ text }) => text.trim() === "") || isColumnNumbers(row)) continue;
    if (header.some((heading) => sameWords(heading, row))) continue;
    const at = (role: ColumnRole): Cell | undefined => cells[roles.get(role) ?? -1];
    const numberText = lineOf(at("number")?.text ?? "");
    const number = NUMBER.exec(numberText)?.[1] ?? null;
    const only = onlyText(cells, roles.get("number"));
    const banner = only !== null && (isMerged(cells) || cells.length < 3 || lineOf(at("task")?.text ?? "") !== only);
    const read = Object.fromEntries(
      TEXTS.map((role) => {
        const text = at(role)?.text.trim() ?? "";
        const above = found.at(-1)?.cells[role] ?? "";
        return [role, DITTO.test(foldTone(text)) ? above : text];
      }),
    ) as Record<Text, string>;
    // Under "Tháng" a bare "9" is the ninth month.
    if (columns.timeUnit !== null && /^(?:\d{1,2}|[IVX]{1,4}|20\d{2})$/.test(read.time))
      read.time = `${columns.timeUnit} ${read.time}`;
    if (banner)
      Object.assign(read, {
        task: only,
        lead: "",
        both: "",
        coord: "",
        time: "",
        start: "",
        end: "",
        product: "",
        group: "",
      });
    if (/^(?:tổng cộng|tổng số|cộng)(?!\p{L})/u.test(foldTone(read.task))) continue;
    found.push({
      row: index + 1,
      page: row.page,
      // Words in the number's column ("Bước 1") or a number that stands before the task's words.
      number: number ?? (numberText === "" ? (markerOf(read.task)?.label ?? null) : null),
      cells: read,
      marked: periods.filter(({ column }) => (cells[column]?.text.trim() ?? "") !== "").map(({ words }) => words),
      banner,
      continued: at("task")?.continued === true,
    });
  }
  return found;
}
