import readWorkbook from "read-excel-file/node";
import { unpackEntry, zipEntries } from "../../../src/plans/read/formats/zip-entries.ts";
import { smallZip } from "../read/small-docx.ts";

const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export type Cell = string | number | boolean | Date | null | { formula: string; value: string } | { error: string };
export type Sheet = { name: string; rows: Cell[][] };

/** How the program that saves a copy writes it. */
export type Habits = {
  readonly strings?: "shared" | "inline";
  readonly days?: "styled" | "bare" | "text";
  /** Empty rows and columns with a style after the last. */
  readonly trailing?: boolean;
  /** Where parts are named from: of the package, or of the workbook. */
  readonly targets?: "absolute" | "relative";
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const letters = (column: number): string =>
  `${column > 25 ? String.fromCharCode(64 + Math.floor(column / 26)) : ""}${String.fromCharCode(65 + (column % 26))}`;

const serial = (day: Date): number => day.getTime() / 86_400_000 + 25_569;

/** Every sheet of a workbook as a grid. */
export async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
  const sheets = await readWorkbook(Buffer.from(bytes), { trim: false });
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data as unknown as Cell[][] }));
}

/** A workbook as LibreOffice or Excel would save it. */
export function workbookOf(sheets: readonly Sheet[], habits: Habits = {}): Buffer {
  const strings: string[] = [];
  const text = (value: string, place: string): string => {
    if (habits.strings === "inline")
      return `<c r="${place}" t="inlineStr"><is><r><t xml:space="preserve">${escaped(value)}</t></r></is></c>`;
    if (!strings.includes(value)) strings.push(value);
    return `<c r="${place}" s="0" t="s"><v>${strings.indexOf(value)}</v></c>`;
  };
  const cell = (value: Cell, place: string): string => {
    if (value === null || value === "") return `<c r="${place}" s="0"/>`;
    if (typeof value === "string") return text(value, place);
    if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
    if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (value instanceof Date) {
      if (habits.days === "text") return text(value.toISOString().slice(0, 10).split("-").reverse().join("/"), place);
      return `<c r="${place}"${habits.days === "bare" ? "" : ' s="1"'} t="n"><v>${serial(value)}</v></c>`;
    }
    if ("error" in value) return `<c r="${place}" t="e"><v>${escaped(value.error)}</v></c>`;
    return `<c r="${place}" t="str"><f aca="false">${escaped(value.formula)}</f><v>${escaped(value.value)}</v></c>`;
  };
  const sheetXml = ({ rows }: Sheet): string => {
    const padding = habits.trailing === true ? Array.from({ length: 40 }, () => Array<Cell>(30).fill(null)) : [];
    const written = [...rows, ...padding].map((cells, row) => {
      const wide = habits.trailing === true ? [...cells, null, null, null] : cells;
      return `<row r="${row + 1}" customFormat="false" ht="12.8">${wide.map((value, column) => cell(value, `${letters(column)}${row + 1}`)).join("")}</row>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${SHEET}"><sheetPr filterMode="false"/><dimension ref="A1:U9"/><sheetData>${written.join("")}</sheetData></worksheet>`;
  };
  const base = habits.targets === "absolute" ? "/xl/" : "";
  const parts = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`);
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const xml = sheets.map(sheetXml);
  return smallZip({
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${XLSX}.sheet.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships">${relation("r1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><workbookPr date1904="false"/><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" state="visible" r:id="rId${index + 3}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "styles", `${base}styles.xml`)}${relation("rId2", "sharedStrings", `${base}sharedStrings.xml`)}${parts.map((part, index) => relation(`rId${index + 3}`, "worksheet", `${base}${part}`)).join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${SHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst xmlns="${SHEET}" count="${strings.length}" uniqueCount="${strings.length}">${strings.map((value) => `<si><t xml:space="preserve">${escaped(value)}</t></si>`).join("")}</sst>`,
    ...Object.fromEntries(parts.map((part, index) => [`xl/${part}`, xml[index] ?? ""])),
  });
}

/** The sheet of tasks in the hands of a person. */
export type TaskSheet = {
  rows: Cell[][];
  /** The row of a task; a row of that number when it is one, counted as spreadsheets do. */
  row(id: string | number): Cell[];
  /** The place of a column by its title. */
  column(title: string): number;
  set(id: string | number, title: string, value: Cell): void;
  get(id: string | number, title: string): Cell;
  /** Puts a new row after a task's. Returns its number as spreadsheets count. */
  addAfter(id: string, cells: Readonly<Record<string, Cell>>): number;
};

/** A copy of a review sheet after somebody worked on it. */
export async function edited(
  bytes: Uint8Array,
  work: (sheet: TaskSheet) => void,
  habits: Habits = {},
): Promise<Buffer> {
  const sheets = await sheetsOf(bytes);
  const [first] = sheets;
  if (first === undefined) throw new Error("a workbook without sheets");
  const sheet: TaskSheet = {
    rows: first.rows,
    row: (id) => {
      const found =
        typeof id === "number" ? sheet.rows[id - 1] : sheet.rows.find((cells) => cells[sheet.column("Mã")] === id);
      if (found === undefined) throw new Error(`no row ${id}`);
      return found;
    },
    column: (title) => {
      const at = sheet.rows[0]?.indexOf(title) ?? -1;
      if (at < 0) throw new Error(`no column ${title}`);
      return at;
    },
    set: (id, title, value) => {
      sheet.row(id)[sheet.column(title)] = value;
    },
    get: (id, title) => sheet.row(id)[sheet.column(title)] ?? null,
    addAfter: (id, cells) => {
      const at = sheet.rows.indexOf(sheet.row(id)) + 1;
      const row: Cell[] = (sheet.rows[0] ?? []).map(() => null);
      for (const [title, value] of Object.entries(cells)) row[sheet.column(title)] = value;
      sheet.rows.splice(at, 0, row);
      return at + 1;
    },
  };
  work(sheet);
  first.rows = sheet.rows;
  return workbookOf(sheets, habits);
}

/** The copy with one more row of XML after the last of its first sheet, and more XML after its rows. */
export function withRow(bytes: Buffer, row: string, after = ""): Buffer {
  const name = "xl/worksheets/sheet1.xml";
  const parts = Object.fromEntries(
    (zipEntries(bytes) ?? []).map((entry) => [entry.name, unpackEntry(bytes, entry, 1_000_000).toString()]),
  );
  const sheet = (parts[name] ?? "").replace("</sheetData>", `${row}</sheetData>${after}`);
  return smallZip({ ...parts, [name]: sheet });
}
