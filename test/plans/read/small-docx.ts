import { crc32 } from "node:zlib";

/**
 * A ZIP archive. Text is stored, a Buffer is raw deflated data; `declared` makes the directory lie about the unpacked size.
 */
export function smallZip(files: Readonly<Record<string, string | Buffer>>, declared?: number): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const deflated = typeof text !== "string";
    const path = Buffer.from(name);
    const entry = Buffer.alloc(26);
    entry.writeUInt16LE(20, 0);
    entry.writeUInt16LE(deflated ? 8 : 0, 4);
    entry.writeUInt32LE(crc32(bytes), 10);
    entry.writeUInt32LE(bytes.length, 14);
    entry.writeUInt32LE(declared ?? bytes.length, 18);
    entry.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), entry, path, bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), entry, place, path]));
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listing, Buffer.from("PK\x05\x06"), end]);
}

const NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export const wordParagraph = (text: string): string =>
  `<w:p>${text
    .split("\n")
    .map((line) => `<w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r>`)
    .join("<w:r><w:br/></w:r>")}</w:p>`;

/** A cell: its text, how many columns it covers, whether it begins ("restart") or continues a merge downwards. */
export type WordCell = string | { text: string; columns?: number; merge?: "restart" | "continue" };

const wordCell = (cell: WordCell): string => {
  const { text, columns, merge } =
    typeof cell === "string" ? { text: cell, columns: undefined, merge: undefined } : cell;
  const span = columns === undefined ? "" : `<w:gridSpan w:val="${columns}"/>`;
  const down = merge === undefined ? "" : merge === "restart" ? `<w:vMerge w:val="restart"/>` : "<w:vMerge/>";
  return `<w:tc><w:tcPr>${span}${down}</w:tcPr>${wordParagraph(text)}</w:tc>`;
};

export const wordTable = (rows: readonly (readonly WordCell[])[]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map(wordCell).join("")}</w:tr>`).join("")}</w:tbl>`;

const OTHER_NAMESPACES = [
  `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`,
  `xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`,
  `xmlns:v="urn:schemas-microsoft-com:vml"`,
].join(" ");

/** A part of a Word file with this root ("w:document", "w:styles" …). */
export const wordPart = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns:w="${NAMESPACE}" ${OTHER_NAMESPACES}>${content}</${root}>`;

/** A Word document of these body elements, with the contents of its other parts where given. */
export const wordFile = (
  body: string,
  parts: {
    readonly numbering?: string;
    readonly styles?: string;
    readonly header?: string;
    /** Any other parts by name, whole. */
    readonly more?: Readonly<Record<string, string | Buffer>>;
  } = {},
): Buffer =>
  smallZip({
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELATIONS,
    "word/document.xml": wordPart("w:document", `<w:body>${body}</w:body>`),
    ...(parts.numbering === undefined ? {} : { "word/numbering.xml": wordPart("w:numbering", parts.numbering) }),
    ...(parts.styles === undefined ? {} : { "word/styles.xml": wordPart("w:styles", parts.styles) }),
    ...(parts.header === undefined ? {} : { "word/header1.xml": wordPart("w:hdr", parts.header) }),
    ...parts.more,
  });

/** A Word document of the given body elements. */
export const smallDocx = (...body: readonly string[]): Buffer => wordFile(body.join(""));

/** A run of text with properties (the inside of `w:rPr`). */
export const wordRun = (text: string, properties = ""): string =>
  `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A paragraph of a list: its text, the number of the list and its level (0–8). */
export const wordItem = (text: string, list: number, level = 0): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${wordRun(text)}</w:p>`;

/** A paragraph in a style. */
export const wordStyled = (text: string, style: string, properties = ""): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${wordRun(text)}</w:p>`;

/** A level of a list: its number format and text ("decimal", "%1."), and further elements of `w:lvl`. */
export const wordLevel = (level: number, format: string, text: string, more = ""): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${escaped(text)}"/></w:lvl>`;

/** A list and the levels it counts on, both under this number. */
export const wordList = (list: number, ...levels: readonly string[]): string =>
  `<w:abstractNum w:abstractNumId="${list}">${levels.join("")}</w:abstractNum><w:num w:numId="${list}"><w:abstractNumId w:val="${list}"/></w:num>`;
