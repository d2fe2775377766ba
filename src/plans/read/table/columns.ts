import { foldTone } from "../../../domain/fold-vietnamese.ts";
import type { Table, TableRow } from "../source.ts";

/**
 * What a column holds. `group` names what several tasks belong to, `start` and `end` split a time in two, `both` mixes lead and
 * coordinating units in one cell.
 */
export type ColumnRole = "number" | "group" | "task" | "lead" | "both" | "coord" | "time" | "start" | "end" | "product";

/** A column that stands for a period ("Quý I", "Tháng 9", "2026"), where a mark says when. */
export type PeriodColumn = { readonly column: number; readonly words: string };

export type Columns = {
  readonly roles: ReadonlyMap<ColumnRole, number>;
  /** What a bare number in the time column counts: "tháng" under the label "Tháng"; null when its label does not say. */
  readonly timeUnit: string | null;
  readonly periods: readonly PeriodColumn[];
};

/** A table whose columns are known; `first` is the index of the first row under the header. */
export type ReadableTable = { readonly columns: Columns; readonly first: number };

const BODY =
  "gv|giáo viên|cơ quan|đơn vị|bộ phận|phòng|ban|tổ chức|người|cá nhân|cán bộ|lãnh đạo|thành viên|bộ|ngành|nơi";
/** In this order: the first that fits a label is its role. */
const LABELS: readonly (readonly [ColumnRole | "note" | "period", RegExp])[] = [
  ["number", /^(?:stt|tt|số tt|số thứ tự|thứ tự|số|mục|mã số|mã)$/],
  [
    "note",
    /^(?:ghi chú|kinh phí|nguồn|căn cứ|dự toán|ước|mức|địa điểm|đối tượng|số lượng|cấp|thành phần|(?:người|cơ quan|đơn vị|lãnh đạo) theo dõi|cơ quan (?:trình|ban hành|phê duyệt|thẩm định|theo dõi|kiểm tra)|đơn vị (?:tính|theo dõi|kiểm tra)|tình trạng|trạng thái|tỷ lệ)/,
  ],
  // "Đơn vị chủ trì/Nhiệm vụ": parts of the table name the unit, its rows the work.
  ["task", /(?:chủ trì|thực hiện|cơ quan|đơn vị)\s?\/\s?(?:nhiệm vụ|nội dung|công việc)/],
  ["product", /^(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra)/],
  ["period", /^(?:(?:các )?(?:tháng|quý|năm|q|t)\s*(?:[ivx]{1,4}|\d{1,4})(?:\s*[/-]?\s*(?:năm )?20\d{2})?|20\d{2})$/],
  ["start", /^(?:ngày |thời gian |thời điểm )?(?:bắt đầu|khởi đầu|từ ngày|từ)$/],
  ["end", /^(?:ngày |thời gian |thời điểm )?(?:kết thúc|hoàn thành|đến ngày|đến)$/],
  ["both", /chủ trì.{0,25}phối hợp|phối hợp.{0,25}chủ trì/],
  ["coord", /phối hợp|tham gia|hỗ trợ/],
  [
    "lead",
    new RegExp(`chủ trì|đầu mối|phụ trách|phân công|trách nhiệm|(?:${BODY}).{0,20}(?:thực hiện|tham mưu|xử lý)`),
  ],
  [
    "time",
    /thời gian|thời hạn|tiến độ|hạn hoàn thành|hạn chót|^hạn$|lộ trình|thời điểm|hoàn thành|ngày$|kỳ hạn|^(?:tháng|quý|năm)(?:\/|, |$)|^tuần(?!\p{L})/u,
  ],
  ["product", /sản phẩm|kết quả|đầu ra|hình thức|minh chứng|chỉ số/],
  [
    "task",
    /nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|tên |đầu việc|việc |văn bản|mục tiêu|chỉ tiêu|dự án|đề án|chương trình|chuyên đề|biện pháp|công tác|yêu cầu/,
  ],
  ["lead", new RegExp(`^(?:các )?(?:${BODY})(?:$|[,/ ])|^thực hiện$|^tổ chức thực hiện$`)],
];
/** Names of a column that surely holds the work, where aims or documents have a column of their own. */
const WORK = /nhiệm vụ|nội dung|công việc|hoạt động|đầu việc|việc /;
/** A title and merged cells may stand above the header, and a header may have three rows. */
const HEADER_WITHIN = 8;
const DEEPEST_HEADER = 3;
const LONGEST_LABEL = 110;
/** "S.T.T." */
const LONGEST_SHORT_FORM = 6;

const wordsOf = (text: string): string =>
  foldTone(text)
    .replace(/\s+/g, " ")
    .replace(/[\s:*.]+$/, "")
    .trim();

/** True for rows of column numbers "(1) (2) (3)", "A | B | 1". */
export const isColumnNumbers = (row: TableRow): boolean => {
  const filled = row.cells.filter(({ text }) => text.trim() !== "");
  return (
    filled.length > 1 &&
    row.cells[0]?.text.trim() !== "" &&
    filled.every(({ text }) => /^\(?(?:\d{1,2}|[A-E])\)?$/.test(text.trim()))
  );
};

const isNumber = (text: string): boolean => /^(?:\d{1,3}|[IVX]{1,5})[.)]?$/.test(text.trim());

/** True for a column whose name in this row is that of the wider cell to its left; in formats without merged cells that cell is followed by empty ones. */
const isCovered = (row: TableRow, below: TableRow | undefined, column: number): boolean =>
  row.cells[column]?.columns === 0 ||
  (row.cells[column]?.text === "" &&
    (below?.cells[column]?.text ?? "") !== "" &&
    row.cells.slice(0, column).some(({ text }) => text !== ""));

/** The text of each column over the rows of a header, from the top; the same text is not repeated. A wide cell counts for all it covers. */
function labelsOf(rows: readonly TableRow[]): string[][] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, column) => {
    const parts: string[] = [];
    for (const [index, row] of rows.entries()) {
      let at = column;
      while (at > 0 && isCovered(row, rows[index + 1], at)) at -= 1;
      const words = wordsOf(row.cells[at]?.text ?? "");
      if (words !== "" && !parts.includes(words)) parts.push(words);
    }
    return parts;
  });
}

/** "Tháng" over "1", "Quý" over "II", "QII", "T9": the period a column of a calendar stands for; null for other columns. */
function periodWords(parts: readonly string[]): string | null {
  const lowest = parts.at(-1) ?? "";
  const short = /^([qt])\s?(\d{1,2}|[ivx]{1,4})$/.exec(lowest);
  if (short !== null) return `${short[1] === "q" ? "quý" : "tháng"} ${short[2]?.toUpperCase()}`;
  if (parts.length < 2 || !/^(?:\d{1,2}|[ivx]{1,4})$/.test(lowest)) return null;
  const unit = /tháng|quý|tuần|năm/.exec(parts.slice(0, -1).join(" "))?.[0];
  return unit === undefined ? null : `${unit} ${lowest}`;
}

function roleOf(parts: readonly string[]): ColumnRole | "note" | "period" | null {
  const whole = parts.join(" ");
  if (whole === "" || whole.length > LONGEST_LABEL) return null;
  // The lowest row of a header says most; only what it leaves open is said by the rows above it.
  const lowest = parts.at(-1) ?? "";
  if (periodWords(parts) !== null) return "period";
  const find = (words: string) => LABELS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
  const own = find(lowest);
  return parts.length > 1 && (own === null || own === "task" || own === "note") ? (find(whole) ?? own) : own;
}

/** What a column of this name holds; null when the name is none of a column. */
export function labelRole(label: string): ColumnRole | "note" | null {
  // "- Cơ quan chủ trì: Sở A." is a line that says who, not the name of a column.
  const name = label.trim();
  if (/[:;\d]|\.\s|^[-+•*–]\s/.test(name) || (name.length > LONGEST_SHORT_FORM && name.endsWith("."))) return null;
  const role = roleOf([wordsOf(label)]);
  return role === "period" ? null : role;
}

const DAY = /\d{1,2}\s?[/.]\s?\d{1,2}/;

/** True for a column most of whose cells name days: narrower than one of months beside it. */
function namesDays(rows: readonly TableRow[], column: number): boolean {
  const filled = rows.flatMap(({ cells }) => cells[column]?.text.trim() || []);
  return (
    filled.length > 0 &&
    filled.filter((text) => DAY.test(text) && !/^\d{1,2}\/20\d{2}$/.test(text)).length * 2 > filled.length
  );
}

/** How well a label fits its role when several columns claim it; the highest wins. */
function fitness(role: ColumnRole, words: string): number {
  if (role === "lead")
    return /chủ trì/.test(words) ? 3 : /lãnh đạo|chỉ đạo/.test(words) ? 0 : /cơ quan|đơn vị/.test(words) ? 2 : 1;
  if (role === "time") return /hoàn thành|thời hạn|hạn/.test(words) ? 3 : /trình|bắt đầu/.test(words) ? 1 : 2;
  if (role === "product") return /sản phẩm/.test(words) ? 2 : 1;
  return 1;
}

/** A column of weeks with their days wins over any other of times. */
const NARROWER = 4;

const meanLength = (rows: readonly TableRow[], column: number): number => {
  const lengths = rows.flatMap(({ cells }) => cells[column]?.text.length ?? []).filter((length) => length > 0);
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
};

function columnsOf(header: readonly TableRow[], body: readonly TableRow[]): Columns {
  const roles = new Map<ColumnRole, number>();
  const periods: PeriodColumn[] = [];
  const best = new Map<ColumnRole, number>();
  const tasks: number[] = [];
  for (const [column, parts] of labelsOf(header).entries()) {
    const role = roleOf(parts);
    const words = parts.join(" ");
    if (role === "period") periods.push({ column, words: periodWords(parts) ?? parts.at(-1) ?? words });
    else if (role === "task") tasks.push(column);
    else if (role !== null && role !== "note") {
      const fit =
        role === "time" && /^tuần/.test(words) ? (namesDays(body, column) ? NARROWER : 0) : fitness(role, words);
      if (fit <= (best.get(role) ?? -1)) continue;
      best.set(role, fit);
      roles.set(role, column);
    }
  }
  // Of several columns of work the one with the longest texts has the tasks, one to its left names their group.
  const labels = labelsOf(header);
  const isWork = (column: number): boolean => WORK.test(labels[column]?.join(" ") ?? "");
  const works = tasks.some(isWork) ? tasks.filter(isWork) : tasks;
  const task = works.toSorted((a, b) => meanLength(body, b) - meanLength(body, a))[0];
  if (task !== undefined) roles.set("task", task);
  const group = tasks.find((column) => column < (task ?? 0));
  if (group !== undefined) roles.set("group", group);
  const product = tasks.find(
    (column) => column > (task ?? 0) && /chỉ tiêu|yêu cầu|văn bản/.test(labelsOf(header)[column]?.join(" ") ?? ""),
  );
  if (product !== undefined && !roles.has("product")) roles.set("product", product);
  // "Hoàn thành" beside no "Bắt đầu" is simply the time.
  const end = roles.get("end");
  if (end !== undefined && !roles.has("start")) {
    roles.delete("end");
    if (!roles.has("time")) roles.set("time", end);
  }
  const timeLabel = labelsOf(header)[roles.get("time") ?? -1]?.join(" ") ?? "";
  const timeUnit = /^(?:thời gian )?\(?(tháng|quý|năm)(?!\p{L})/u.exec(timeLabel)?.[1] ?? null;
  return { roles, timeUnit, periods: periods.length > 1 || !roles.has("time") ? periods : [] };
}

/** "Tên chỉ tiêu | Đơn vị tính | Mục tiêu 2026 | Mục tiêu 2030 | Cơ quan theo dõi": figures to reach and no work. */
export function holdsTargets({ rows }: Pick<Table, "rows">, { columns: { roles }, first }: ReadableTable): boolean {
  const labels = labelsOf(rows.slice(0, first)).map((parts) => parts.join(" "));
  const aims = labels.filter((label) => /^(?:mục tiêu|chỉ tiêu|kế hoạch)[^/]{0,20} 20\d{2}/.test(label)).length;
  const figures = labels.some((label) => /^đơn vị tính|^đvt$/.test(label));
  return (figures || aims > 1) && !["time", "start", "end"].some((role) => roles.has(role as ColumnRole));
}

const isReadable = ({ roles, periods }: Columns): boolean =>
  roles.has("task") &&
  (periods.length > 1 ||
    ["lead", "both", "coord", "time", "start", "product"].some((role) => roles.has(role as ColumnRole)));

/** True when `next` is one more row of the header above it. */
function goesOn(header: readonly TableRow[], next: TableRow | undefined): boolean {
  if (next === undefined || isColumnNumbers(next)) return false;
  const filled = next.cells.filter(({ text, continued }) => text.trim() !== "" && !continued);
  if (filled.length === 0) return next.cells.some(({ continued }) => continued);
  if (filled.some(({ columns }) => columns > next.cells.length / 2)) return false;
  const above = header.at(-1);
  if (above === undefined) return false;
  const isBelowWide = (column: number): boolean =>
    (above.cells[column]?.columns ?? 1) !== 1 || isCovered(above, next, column) || isCovered(above, next, column + 1);
  if (next.cells.some(({ text }, column) => isNumber(text) && !isBelowWide(column))) return false;
  if (filled.some(({ text }) => text.length > 60)) return false;
  const open = above.cells.some((_, column) => isCovered(above, next, column));
  const split = open || above.cells.some(({ columns }) => columns > 1) || next.cells.some(({ continued }) => continued);
  const labels = filled.filter(({ text }) => roleOf([wordsOf(text)]) !== null).length;
  if (filled.every(({ text }) => isNumber(text))) return split;
  return split ? labels > 0 : labels > 1 && labels === filled.length && filled.length < next.cells.length;
}

/** Finds the header by its words: a column of tasks and at least one of units, times or products. Null for other tables. */
export function readableTable({ rows }: Pick<Table, "rows">): ReadableTable | null {
  for (let at = 0; at < Math.min(rows.length - 1, HEADER_WITHIN); at += 1) {
    // A row with its number is a task, however much its words sound like names of columns.
    if (isNumber(rows[at]?.cells[0]?.text ?? "")) continue;
    const header: TableRow[] = [];
    let best: ReadableTable | null = null;
    for (let row = rows[at]; row !== undefined && header.length < DEEPEST_HEADER; row = rows[at + header.length]) {
      header.push(row);
      const next = at + header.length;
      const columns = columnsOf(header, rows.slice(next));
      if (isReadable(columns)) best = { columns, first: next };
      if (!goesOn(header, rows[next])) break;
    }
    if (best !== null) return best;
  }
  return null;
}
