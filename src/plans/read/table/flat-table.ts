import { markerOf } from "../outline/numbering.ts";
import { type Block, type Paragraph, plainTable, type Table } from "../source.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { alignLines } from "./align-lines.ts";
import { type ColumnRole, labelRole } from "./columns.ts";

/** Times of a flattened table are only recognised here, not read; any year will do. */
const ANY_YEAR: TimeContext = { reference: "2026-01-01", slot: true };
const FEWEST_COLUMNS = 3;
const MOST_COLUMNS = 9;
const ROMAN = /^[IVX]{1,6}$/;
const ARABIC = /^\d{1,3}$/;
const DECIMAL = /^\d{1,2}(?:\.\d{1,3}){1,3}$/;
const CAPITAL = /^[A-ZĐ]$/;

const isColumnNumber = (text: string): boolean => /^\((?:\d{1,2}|[A-E])\)$/.test(text.trim());
const isRowNumber = (text: string): boolean => {
  const words = text.trim().replace(/[.)]$/, "");
  return ROMAN.test(words) || ARABIC.test(words) || DECIMAL.test(words) || CAPITAL.test(words);
};
/** What ends a table: a heading with its number, the signature, the addressees. */
const endsTable = ({ text, heading }: Paragraph, numbered: boolean): boolean =>
  heading !== null ||
  /^(?:giao|đề nghị|yêu cầu)\s.{30,}\.\/?\.?$/iu.test(text) ||
  /^(?:nơi nhận|phụ lục|phụ biểu|ghi chú\s*:)/iu.test(text) ||
  /^(?:T\/?M|KT|TL|TUQ)\.?\s/.test(text) ||
  (numbered && ["roman", "article", "part"].includes(markerOf(text)?.style ?? "") && !isRowNumber(text));

type Header = { readonly roles: readonly (ColumnRole | null)[]; readonly length: number };

/** The names of columns, one a line, that begin at `at`: with a column of tasks and two others, or null. */
function headerAt(blocks: readonly Block[], at: number): Header | null {
  const roles: (ColumnRole | null)[] = [];
  let named = 0;
  for (let index = at; index < blocks.length && roles.length < MOST_COLUMNS; index += 1) {
    const block = blocks[index];
    if (block?.kind !== "paragraph" || block.text.length > 60 || isColumnNumber(block.text) || isRowNumber(block.text))
      break;
    const role = labelRole(block.text);
    if (role === null && (roles.length === 0 || !/^(?:ghi chú|kinh phí|căn cứ|nguồn)/i.test(block.text))) break;
    roles.push(role === "note" ? null : role);
    if (role !== null && role !== "note") named += 1;
  }
  const known = new Set(roles);
  const helps = ["lead", "both", "time", "product", "coord"].filter((role) => known.has(role as ColumnRole)).length;
  if (roles.length < FEWEST_COLUMNS || !known.has("task") || helps < 1 || named < FEWEST_COLUMNS) return null;
  return { roles, length: roles.length };
}

/** True when `number` may come after the numbers seen so far: the next of its kind, or the first of one. */
function comesNext(number: string, seen: Map<string, number>): boolean {
  const words = number.trim().replace(/[.)]$/, "");
  const kind = ROMAN.test(words)
    ? "roman"
    : CAPITAL.test(words)
      ? "capital"
      : DECIMAL.test(words)
        ? "decimal"
        : "arabic";
  if (kind === "decimal" || kind === "capital") return true;
  const value = kind === "roman" ? (markerOf(`${words}. x`)?.ordinal ?? 0) : Number(words);
  const last = seen.get(kind) ?? 0;
  if (value !== 1 && (value <= last || value > last + 2)) return false;
  seen.set(kind, value);
  if (kind === "roman") seen.delete("arabic-part");
  return true;
}

/** Lines of a table whose cells stand one a line, cut into rows at their numbers. */
function rowsByNumber(lines: readonly Paragraph[]): Paragraph[][] {
  const rows: Paragraph[][] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const last = rows.at(-1);
    if (isRowNumber(line.text) && (last === undefined || last.length > 1) && comesNext(line.text, seen))
      rows.push([line]);
    else last?.push(line);
  }
  return rows;
}

/** The cells of a row with a number: a part of the table has one line beside its number. */
function numberedRow(row: readonly Paragraph[], roles: readonly (ColumnRole | null)[]): string[] {
  const [number, ...lines] = row.map(({ text }) => text);
  const rest = roles.slice(1);
  if (lines.length === 1) return [number ?? "", ...rest.map((role) => (role === "task" ? (lines[0] ?? "") : ""))];
  return [number ?? "", ...alignLines(lines, rest, ANY_YEAR)];
}

type Flat = { readonly table: Omit<Table, "at">; readonly next: number };

function flatTableAt(blocks: readonly Block[], at: number): Flat | null {
  const header = headerAt(blocks, at);
  if (header === null) return null;
  let next = at + header.length;
  const labels = blocks.slice(at, next).map(textOf);
  const numbers = blocks.slice(next, next + header.length).map(textOf);
  if (numbers.every((text, index) => isColumnNumber(text) || text === String(index + 1))) next += header.length;
  const lines: Paragraph[] = [];
  const numbered = header.roles[0] === "number";
  for (let block = blocks[next]; block?.kind === "paragraph" && !endsTable(block, numbered); block = blocks[next]) {
    // The header once more, at the top of a page.
    const repeated = labels.every((label, index) => textOf(blocks[next + index]) === label);
    if (!repeated) lines.push(block);
    next += repeated ? labels.length : 1;
  }
  const rows = numbered
    ? rowsByNumber(lines).map((row) => numberedRow(row, header.roles))
    : rowsByWidth(lines, header.roles);
  if (rows === null || rows.length < 2) return null;
  const page = lines[0]?.page ?? null;
  return { table: plainTable([labels, ...rows], { page, at: 1 }), next };
}

const textOf = (block: Block | undefined): string => (block?.kind === "paragraph" ? block.text : "");

/** Rows of a table without numbers, when every row has all its cells; null when the lines do not come out even. */
function rowsByWidth(lines: readonly Paragraph[], roles: readonly (ColumnRole | null)[]): string[][] | null {
  if (lines.length < 2 * roles.length || lines.length % roles.length !== 0) return null;
  return Array.from({ length: lines.length / roles.length }, (_, row) =>
    lines.slice(row * roles.length, (row + 1) * roles.length).map(({ text }) => text),
  );
}

/** Puts tables together again whose cells a web page's text gives one a line: the names of the columns, then cell after cell. */
export function withFlatTables(blocks: readonly Block[]): Block[] {
  const found: Block[] = [];
  let tables = 0;
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at] as Block;
    const flat = block.kind === "paragraph" && block.text.length <= 60 ? flatTableAt(blocks, at) : null;
    if (block.kind === "table" || flat !== null) tables += 1;
    if (flat !== null) {
      found.push({ ...flat.table, at: tables });
      at = flat.next;
    } else {
      found.push(block.kind === "table" ? { ...block, at: tables } : block);
      at += 1;
    }
  }
  return found;
}
