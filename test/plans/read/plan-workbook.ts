import { smallZip } from "./small-docx.ts";

const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** A cell as XML behind `<c r="A1"`; or its text, or a plain number; null for none. */
export type BookCell = string | number | null | { readonly xml: string };

export type BookSheet = {
  readonly rows: readonly (readonly BookCell[])[];
  readonly merges?: readonly string[];
  readonly hiddenRows?: readonly number[];
  readonly name?: string;
  readonly state?: "hidden" | "veryHidden";
};

/** A day as spreadsheets count it, in the format of the style: 1 "dd/mm/yyyy", 2 "mm/yyyy", 3 Excel's own date. */
export const day = (serial: number, style = 1): BookCell => ({ xml: ` s="${style}"><v>${serial}</v></c>` });

/** Formats and fonts a cell may refer to; style 4 is the font .VnTime. */
const STYLES = `<?xml version="1.0"?><styleSheet xmlns="${SHEET}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-1042A]dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="mm&quot;/&quot;yyyy"/></numFmts><fonts><font><name val="Arial"/></font><font><name val=".VnTime"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

/**
 * An .xlsx as Excel writes it: texts in a table of shared strings, empty rows and cells left out. `extra` adds or replaces
 * parts of the package.
 */
export function planWorkbook(sheets: readonly BookSheet[], extra: Readonly<Record<string, string>> = {}): Buffer {
  const strings: string[] = [];
  const cellXml = (cell: BookCell, place: string): string => {
    if (cell === null || cell === "") return "";
    if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
    if (typeof cell === "string") return `<c r="${place}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
    return `<c r="${place}"${cell.xml}`;
  };
  const sheetXml = ({ rows, merges = [], hiddenRows = [] }: BookSheet): string => {
    const written = rows.map((cells, row) =>
      cells.length === 0
        ? ""
        : `<row r="${row + 1}"${hiddenRows.includes(row) ? ' hidden="1"' : ""}>${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`)).join("")}</row>`,
    );
    const joined =
      merges.length === 0
        ? ""
        : `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`;
    return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${SHEET}"><sheetData>${written.join("")}</sheetData>${joined}</worksheet>`;
  };
  const parts = Object.fromEntries(
    sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]),
  );
  const tabs = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name ?? `Bảng ${index + 1}`}" sheetId="${index + 1}" r:id="s${index + 1}"${state === undefined ? "" : ` state="${state}"`}/>`,
  );
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="s${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return smallZip({
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${tabs.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}<Relationship Id="t" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="u" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
    ...parts,
    "xl/sharedStrings.xml": `<?xml version="1.0"?><sst xmlns="${SHEET}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    ...extra,
  });
}
