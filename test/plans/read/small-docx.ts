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

/** A Word document of the given body elements. */
export const smallDocx = (...body: readonly string[]): Buffer =>
  smallZip({
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELATIONS,
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${NAMESPACE}"><w:body>${body.join("")}</w:body></w:document>`,
  });
