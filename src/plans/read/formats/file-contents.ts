import { type ZipEntry, zipEntries } from "./zip-entries.ts";

/** What is read, by the ending of its name without the point; "text" stands for .csv, .txt and .md. */
export type ReadableContents = "docx" | "xlsx" | "pdf" | "text";

/**
 * What the bytes of a file are, whatever its name says:
 * - `readable`: one of the formats that are read; `entries` only of archives
 * - `locked`: a Word or Excel file under a password
 * - `macros`: a Word or Excel file with programs; `instead` is the ending that has none
 * - `damaged`: an archive whose directory cannot be read
 * - `foreign`: something else; `name` as people know it, the same in every language
 */
export type FileContents =
  | { readonly is: "readable"; readonly kind: ReadableContents; readonly entries: readonly ZipEntry[] }
  | { readonly is: "locked" }
  | { readonly is: "macros"; readonly instead: string }
  | { readonly is: "damaged"; readonly what: string }
  | { readonly is: "foreign"; readonly name: string };

const foreign = (name: string): FileContents => ({ is: "foreign", name });

/** First bytes, as Latin-1, of files that are not read. */
const FOREIGN_STARTS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG/, "PNG (.png)"],
  [/^\xff\xd8\xff/, "JPEG (.jpg)"],
  [/^GIF8/, "GIF (.gif)"],
  [/^(?:II\*\0|MM\0\*)/, "TIFF (.tif)"],
  [/^RIFF[\s\S]{4}WEBP/, "WebP (.webp)"],
  [/^[\s\S]{4}ftyp(?:hei|mif|avif)/, "HEIC (.heic)"],
  [/^BM[\s\S]{4}\0\0\0\0/, "BMP (.bmp)"],
  [/^Rar!/, "RAR (.rar)"],
  [/^7z\xbc\xaf/, "7-Zip (.7z)"],
  [/^\{\\rtf/, "RTF (.rtf)"],
  [/^(?:\xef\xbb\xbf)?\s*(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html)[\s>]/i, "HTML (.html)"],
  [/^(?:\xef\xbb\xbf)?\s*(?:MIME-Version:|From: <Saved by)/i, "MHTML (.mht)"],
  [/^(?:\xef\xbb\xbf)?<\?xml\s/, "XML (.xml)"],
];
const START_BYTES = 1024;

/** Tells what a file is by its bytes. */
export function fileContents(bytes: Buffer): FileContents {
  const start = bytes.toString("latin1", 0, START_BYTES);
  if (start.startsWith("PK\x03\x04")) return contentsOfArchive(bytes);
  if (start.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return contentsOfOldOffice(bytes);
  // ISO 32000-2, 7.5.2: readers look for the mark in the first kilobyte.
  if (/%PDF-\d/.test(start)) return { is: "readable", kind: "pdf", entries: [] };
  const known = FOREIGN_STARTS.find(([pattern]) => pattern.test(start));
  return known === undefined ? { is: "readable", kind: "text", entries: [] } : foreign(known[1]);
}

const ARCHIVES: readonly (readonly [RegExp, string])[] = [
  [/^ppt\//, "PowerPoint (.pptx)"],
  [/^xl\/workbook\.bin$/, "Excel (.xlsb)"],
  [/^Index\/Document\.iwa$/, "Pages (.pages)"],
  [/^content\.xml$/, "OpenDocument (.odt, .ods)"],
  [/^META-INF\/container\.xml$/, "EPUB (.epub)"],
];

function contentsOfArchive(bytes: Buffer): FileContents {
  const entries = zipEntries(bytes);
  if (entries === null) return { is: "damaged", what: "an archive without a directory" };
  const has = (name: RegExp): boolean => entries.some((entry) => name.test(entry.name));
  if (entries.some(({ locked }) => locked)) return { is: "locked" };
  const word = has(/^word\/document\d*\.xml$/i);
  const excel = has(/^xl\/workbook\d*\.xml$/i);
  if ((word || excel) && has(/(?:^|\/)vbaProject\.bin$/i)) return { is: "macros", instead: word ? ".docx" : ".xlsx" };
  if (word) return { is: "readable", kind: "docx", entries };
  if (excel) return { is: "readable", kind: "xlsx", entries };
  return foreign(ARCHIVES.find(([name]) => has(name))?.[1] ?? "ZIP (.zip)");
}

/** Streams that tell what an OLE compound file ([MS-CFB]) is. */
const OLE_STREAMS: readonly (readonly [string, FileContents])[] = [
  ["EncryptedPackage", { is: "locked" }],
  ["WordDocument", foreign("Word 97–2003 (.doc)")],
  ["Workbook", foreign("Excel 97–2003 (.xls)")],
  ["Book", foreign("Excel 5.0/95 (.xls)")],
  ["PowerPoint Document", foreign("PowerPoint 97–2003 (.ppt)")],
];
/** [MS-CFB] 2.6.1: an entry of the directory has 128 bytes, its name in UTF-16 and at byte 64 the name's length. */
const OLE_ENTRY_BYTES = 128;
const OLE_NAME_LENGTH_AT = 64;
const OLE_HEADER_BYTES = 512;

/** Sectors are whole multiples of an entry, so the directory's entries stand at multiples of 128 bytes wherever it lies. */
function contentsOfOldOffice(bytes: Buffer): FileContents {
  const names = new Set<string>();
  for (let at = OLE_HEADER_BYTES; at + OLE_ENTRY_BYTES <= bytes.length; at += OLE_ENTRY_BYTES) {
    const length = bytes.readUInt16LE(at + OLE_NAME_LENGTH_AT);
    if (length >= 4 && length <= OLE_NAME_LENGTH_AT && length % 2 === 0)
      names.add(bytes.toString("utf16le", at, at + length - 2));
  }
  return OLE_STREAMS.find(([stream]) => names.has(stream))?.[1] ?? foreign("OLE");
}
