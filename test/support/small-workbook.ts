import { smallZip } from "../plans/read/small-docx.ts";

const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const TYPES = `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${XLSX}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${XLSX}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${XLSX}.styles+xml"/></Types>`;

const relations = (targets: Readonly<Record<string, string>>): string =>
  `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships">${Object.entries(targets)
    .map(([type, target], index) => `<Relationship Id="r${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

/** Format 14 of SpreadsheetML is a day. */
const STYLES = `<?xml version="1.0"?><styleSheet xmlns="${SHEET}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function cell(value: string | number, place: string): string {
  if (typeof value === "number") return `<c r="${place}" s="1"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

/**
 * An .xlsx of one sheet of at most 26 columns. A number is a day, counted as spreadsheets do (46069 is 2026-02-16); an empty row
 * is left out, as they do too. `declared` makes the archive lie about what each of its files unpacks to.
 */
export function smallWorkbook(rows: readonly (readonly (string | number)[])[], declared?: number): Buffer {
  const written = rows.map((cells, row) =>
    cells.length === 0
      ? ""
      : `<row r="${row + 1}">${cells.map((value, column) => cell(value, `${String.fromCharCode(65 + column)}${row + 1}`)).join("")}</row>`,
  );
  return smallZip(
    {
      "[Content_Types].xml": TYPES,
      "_rels/.rels": relations({ officeDocument: "xl/workbook.xml" }),
      "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Bảng" sheetId="1" r:id="r1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations({ worksheet: "worksheets/sheet1.xml", styles: "styles.xml" }),
      "xl/styles.xml": STYLES,
      "xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${SHEET}"><sheetData>${written.join("")}</sheetData></worksheet>`,
    },
    declared,
  );
}
