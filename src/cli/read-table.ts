import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { Refusal } from "../errors.ts";
import { decodeText } from "../plans/read/encodings/decode-text.ts";
import { packageParts } from "../plans/read/formats/sheet/package-part.ts";
import { SheetTooLarge } from "../plans/read/formats/sheet/sheet-rows.ts";
import { checkExtents, LARGEST_EXTENT } from "../plans/read/formats/sheet/used-extent.ts";
import { hasTwins, unpacksAsDeclared, zipEntries } from "../plans/read/formats/zip-entries.ts";

/** One row of a table: its line in the file (the header is 1) and its cells by column, "" where empty. */
export type TableRow<Column extends string> = {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
};

/** What is wrong with a cell; all problems of a file are told at once. */
export type CellProblem = {
  readonly code: string;
  readonly line: number;
  readonly column: string;
  readonly seen: string;
  readonly accepted?: string;
};

/** A file whose rows cannot be taken; nothing of it was. */
export class TableRefusal extends Error {
  readonly file: string;
  readonly problems: readonly CellProblem[];

  constructor(file: string, problems: readonly CellProblem[]) {
    super(`${file}: ${problems.length} problems`);
    this.name = "TableRefusal";
    this.file = file;
    this.problems = problems;
  }
}

const LARGEST_FILE_BYTES = 20_000_000;
/** What an .xlsx may unpack to: a small archive can hide an endless one. */
const LARGEST_UNPACKED_BYTES = 200_000_000;
const MOST_ROWS = 100_000;

/**
 * Reads a .csv (UTF-8, UTF-16 or an old Vietnamese encoding; comma, semicolon or tab) or .xlsx file with exactly these columns, in any order; those in
 * `optional` may be missing. Empty lines are passed over. Text is NFC.
 *
 * @throws Refusal `file-missing`, `file-too-large`, `file-empty`, `file-kind`, `file-damaged`, `columns`
 */
export async function readTable<Column extends string>(
  path: string,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): Promise<TableRow<Column>[]> {
  const file = basename(path);
  const grid = await readGrid(path, file);
  const header = (grid[0]?.cells ?? []).map((cell) => cell.toLowerCase());
  if (header.every((cell) => cell === "")) throw new Refusal("file-empty", { file });
  const missing = columns.filter((column) => !header.includes(column) && !optional.includes(column));
  const unknown = header.filter((cell) => cell !== "" && !(columns as readonly string[]).includes(cell));
  const twice = header.filter((cell, index) => cell !== "" && header.indexOf(cell) !== index);
  if (missing.length + unknown.length + twice.length > 0) {
    const seen = header.filter((cell) => cell !== "").join(", ");
    throw new Refusal("columns", { file, seen, accepted: columns.join(", "), missing: missing.join(", ") });
  }
  return grid.slice(1).flatMap(({ line, cells }) => {
    if (cells.every((cell) => cell === "")) return [];
    const named = columns.map((column) => [column, cells[header.indexOf(column)] ?? ""]);
    return [{ line, cells: Object.fromEntries(named) as Record<Column, string> }];
  });
}

type Grid = { readonly line: number; readonly cells: readonly string[] }[];

async function readGrid(path: string, file: string): Promise<Grid> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new Refusal("file-missing", { file });
  if (found.size > LARGEST_FILE_BYTES) {
    throw new Refusal("file-too-large", { file, seen: found.size, accepted: LARGEST_FILE_BYTES });
  }
  if (found.size === 0) throw new Refusal("file-empty", { file });
  const bytes = await readFile(path);
  const grid = /\.xlsx$/i.test(file) ? await gridOfXlsx(bytes, file) : gridOfCsv(bytes, file);
  if (grid.length > MOST_ROWS) throw new Refusal("file-too-long", { file, seen: grid.length, accepted: MOST_ROWS });
  return grid;
}

function gridOfCsv(bytes: Uint8Array, file: string): Grid {
  const decoded = decodeText(bytes);
  if (decoded === null) throw new Refusal("file-kind", { file });
  const { text } = decoded;
  const header = text.split(/\r?\n/, 1)[0] ?? "";
  const delimiter = [",", ";", "\t"].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ",";
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record.map(clean) }));
  } catch (error) {
    throw new Refusal("file-damaged", { file, seen: (error as Error).message });
  }
}

/** The first sheet of a workbook. */
async function gridOfXlsx(bytes: Buffer, file: string): Promise<Grid> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Refusal("file-kind", { file });
  const entries = zipEntries(bytes);
  if (entries === null) throw new Refusal("file-damaged", { file, seen: "an archive without a directory" });
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpackedBytes > LARGEST_UNPACKED_BYTES) {
    throw new Refusal("file-too-large", { file, seen: unpackedBytes, accepted: LARGEST_UNPACKED_BYTES });
  }
  if (hasTwins(entries)) throw new Refusal("file-damaged", { file, seen: "two parts of one name" });
  if (!unpacksAsDeclared(bytes, entries)) {
    throw new Refusal("file-damaged", { file, seen: "contents of another size than declared" });
  }
  try {
    checkExtents(packageParts(bytes, entries));
    const rows = await readSheet(bytes);
    return rows.map((row, index) => ({ line: index + 1, cells: row.map((cell) => clean(cellText(cell))) }));
  } catch (error) {
    if (error instanceof SheetTooLarge)
      throw new Refusal("file-too-long", { file, seen: error.seen, accepted: LARGEST_EXTENT });
    throw new Refusal("file-damaged", { file, seen: (error as Error).message });
  }
}

const cellText = (cell: unknown): string =>
  cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? "");

const clean = (cell: string): string => cell.normalize("NFC").replace(/\s+/g, " ").trim();
