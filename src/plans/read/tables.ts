import { foldTone } from "../../domain/fold-vietnamese.ts";

export type ColumnRole = "number" | "task" | "lead" | "coord" | "time" | "product" | "note";

/** A table whose header names its columns; `first` is the first row under the header. */
export type ReadableTable = { readonly columns: ReadonlyMap<ColumnRole, number>; readonly first: number };

const ROLES: readonly (readonly [ColumnRole, RegExp])[] = [
  ["number", /^(?:stt|tt|số tt|số thứ tự|số)$/],
  ["coord", /phối hợp/],
  [
    "lead",
    /chủ trì|(?:cơ quan|đơn vị|bộ phận|người|cá nhân).{0,20}(?:thực hiện|chịu trách nhiệm|đầu mối|phụ trách)|phân công|trách nhiệm|đầu mối/,
  ],
  ["time", /thời gian|thời hạn|tiến độ|hạn hoàn thành|lộ trình|thời điểm|hoàn thành/],
  ["product", /sản phẩm|kết quả|đầu ra/],
  ["task", /nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|tên (?:đề án|chương trình|văn bản|kế hoạch)|chỉ tiêu/],
  ["note", /ghi chú/],
];
/** A header stands in the first rows; titles and merged cells may stand above it. */
const HEADER_ROWS = 5;

const wordsOf = (cell: string): string => foldTone(cell).replace(/\s+/g, " ").trim();

function columnsOf(row: readonly string[]): Map<ColumnRole, number> {
  const columns = new Map<ColumnRole, number>();
  row.forEach((cell, index) => {
    const words = wordsOf(cell);
    if (words === "" || words.length > 90) return;
    const role = ROLES.find(([name, pattern]) => pattern.test(words) && !columns.has(name))?.[0];
    if (role !== undefined) columns.set(role, index);
  });
  return columns;
}

/** Finds the header by its words: a task column and at least one of lead, coord, time, product. Null for other tables. */
export function readableTable(rows: readonly (readonly string[])[]): ReadableTable | null {
  for (let at = 0; at < Math.min(rows.length - 1, HEADER_ROWS); at += 1) {
    const columns = columnsOf(rows[at] ?? []);
    const named = ["lead", "coord", "time", "product"].some((role) => columns.has(role as ColumnRole));
    if (!columns.has("task") || !named) continue;
    // A second header row splits a merged cell ("Đơn vị thực hiện" over "Chủ trì" and "Phối hợp").
    const second = columnsOf(rows[at + 1] ?? []);
    const splits =
      second.size >= 1 &&
      !second.has("task") &&
      (second.has("lead") || second.has("coord")) &&
      (rows[at + 1] ?? []).every((cell) => cell.length < 60);
    if (splits) for (const [role, index] of second) columns.set(role, index);
    return { columns, first: at + (splits ? 2 : 1) };
  }
  return null;
}

export type TableRow = {
  readonly number: string | null;
  /** A row that only names a part of the table. */
  readonly section: boolean;
  readonly cells: Readonly<Record<"task" | "lead" | "coord" | "time" | "product", string>>;
};

const isColumnNumbers = (row: readonly string[]): boolean => row.every((cell) => /^\(?\d{0,2}\)?$/.test(cell.trim()));

/** The rows under the header; rows of column numbers "(1) (2) (3)" and empty rows are left out. */
export function tableRows(rows: readonly (readonly string[])[], table: ReadableTable): TableRow[] {
  const { columns } = table;
  return rows.slice(table.first).flatMap((row) => {
    if (row.every((cell) => cell.trim() === "") || isColumnNumbers(row)) return [];
    const cell = (role: ColumnRole): string => row[columns.get(role) ?? -1]?.trim() ?? "";
    const filled = [...new Set(row.map((text) => text.trim()).filter((text) => text !== ""))];
    const number = cell("number") === "" ? null : cell("number").replace(/[.)]$/, "");
    const others = [cell("lead"), cell("coord"), cell("time"), cell("product")].filter((text) => text !== "");
    // A merged row repeats one text, or holds it in its first cell.
    const merged = filled.length === 1 || (filled.length === 2 && number !== null && filled.includes(cell("number")));
    const task = merged ? (filled.find((text) => text !== cell("number")) ?? cell("task")) : cell("task");
    const section =
      (merged && (row.length < 3 || others.length === 0 || others.every((text) => text === task))) ||
      (others.length === 0 && /^[IVXA-H]{1,5}$/.test(number ?? ""));
    const cells = { task, lead: cell("lead"), coord: cell("coord"), time: cell("time"), product: cell("product") };
    return task === "" ? [] : [{ number, section, cells }];
  });
}
