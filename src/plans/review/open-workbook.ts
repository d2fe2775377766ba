import readWorkbook from "read-excel-file/node";
import { checkArchive, megabytes } from "../read/formats/check-archive.ts";
import { type PackagePart, packageParts } from "../read/formats/sheet/package-part.ts";
import { SheetTooLarge } from "../read/formats/sheet/sheet-rows.ts";
import { checkExtents, LARGEST_EXTENT } from "../read/formats/sheet/used-extent.ts";
import { visitXml } from "../read/formats/sheet/visit-xml.ts";
import { hasTwins, type ZipEntry, zipEntries } from "../read/formats/zip-entries.ts";
import { PlanReadError } from "../read/plan-read-error.ts";
import { type SheetMarks, sheetMarks } from "./sheet-marks.ts";

export type SheetValue = string | number | boolean | Date | null;

export type WorkbookSheet = {
  readonly name: string;
  /** Row 1 first; empty rows in between are there, empty ends are not. */
  readonly rows: readonly (readonly SheetValue[])[];
  /** What the values do not say: formulas, errors, and the lines around its pages. */
  readonly marks: SheetMarks;
};

const LARGEST_FILE_BYTES = 20 * 1024 * 1024;
const ACCEPTED = ".xlsx";
/** How a workbook with a password begins, and every old Office file. */
const OLD_OFFICE = 0xe011cfd0;

/**
 * Every sheet of an .xlsx workbook with its values. Nothing is unpacked before the archive's declared size is known and kept, and no
 * grid is laid out before it is known how far its cells reach.
 *
 * @throws PlanReadError `empty`, `too-large`, `wrong-kind`, `password`, `macros`, `expands-too-far`, `damaged`
 */
export async function openWorkbook(contents: Uint8Array, file: string): Promise<WorkbookSheet[]> {
  const bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  const entries = checkedEntries(bytes, file);
  try {
    const part = packageParts(bytes, entries);
    checkExtents(part);
    const marks = marksBySheet(part);
    const sheets = await readWorkbook(bytes, { trim: false });
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data as unknown as SheetValue[][],
      marks: marks.get(sheet) ?? { cells: [], filledRows: 0, margins: [] },
    }));
  } catch (error) {
    if (error instanceof SheetTooLarge)
      throw new PlanReadError("too-large", { file, seen: error.seen, accepted: LARGEST_EXTENT });
    const seen = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unreadable contents";
    throw new PlanReadError("damaged", { file, seen, accepted: ACCEPTED });
  }
}

function checkedEntries(bytes: Buffer, file: string): readonly ZipEntry[] {
  const refuse = (code: PlanReadError["code"], seen: string, accepted = ACCEPTED): never => {
    throw new PlanReadError(code, { file, seen, accepted });
  };
  if (bytes.length === 0) return refuse("empty", "0 bytes");
  if (bytes.length > LARGEST_FILE_BYTES)
    return refuse("too-large", megabytes(bytes.length), megabytes(LARGEST_FILE_BYTES));
  if (bytes.length > 7 && bytes.readUInt32LE(0) === OLD_OFFICE)
    return /\.xls$/i.test(file) ? refuse("wrong-kind", ".xls") : refuse("password", "a locked workbook");
  if (bytes.subarray(0, 2).toString("latin1") !== "PK") return refuse("wrong-kind", "no workbook");
  const entries = zipEntries(bytes) ?? refuse("damaged", "an archive without a directory");
  if (entries.some(({ locked }) => locked)) return refuse("password", "a locked archive");
  if (entries.some(({ name }) => /vbaProject\.bin$/i.test(name))) return refuse("macros", "vbaProject.bin");
  if (!entries.some(({ name }) => name === "xl/workbook.xml"))
    return refuse("wrong-kind", "an archive without a workbook");
  // Which of two parts of one name is read is each reader's own choice: the one that is checked must be the one that is read.
  if (hasTwins(entries)) return refuse("damaged", "two parts of one name");
  checkArchive(bytes, entries, file, ACCEPTED);
  return entries;
}

/** The marks of every sheet by the sheet's name, found the way the workbook names its parts. */
function marksBySheet(part: PackagePart): Map<string, SheetMarks> {
  const targets = new Map<string, string>();
  visitXml(part("xl/_rels/workbook.xml.rels") ?? NOTHING, {
    open: (name, { Id = "", Target = "" }) => {
      if (name === "Relationship") targets.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const marks = new Map<string, SheetMarks>();
  visitXml(part("xl/workbook.xml") ?? NOTHING, {
    open: (tag, attributes) => {
      if (tag !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? "";
      const sheet = part(targets.get(id) ?? "");
      if (attributes.name !== undefined && sheet !== null) marks.set(attributes.name, sheetMarks(sheet));
    },
  });
  return marks;
}

const NOTHING = Buffer.from("<nothing/>");
