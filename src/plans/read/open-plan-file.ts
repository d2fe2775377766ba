import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { fromDocx } from "./from-docx.ts";
import { fromText } from "./from-text.ts";
import { PlanReadError } from "./plan-read-error.ts";
import type { PlanSource } from "./source.ts";
import { unpacksAsDeclared, zipEntries } from "./zip-entries.ts";

const MEGABYTE = 1024 * 1024;
export const LARGEST_FILE_BYTES = 20 * MEGABYTE;
export const LARGEST_UNPACKED_BYTES = 200 * MEGABYTE;

/** The endings that are read; one line here and a file beside this one adds a format. */
const ENDINGS = ".docx, .txt, .md";

/** Rounded up, so that a byte too many shows. */
const megabytes = (bytes: number): string => `${(Math.ceil((bytes / MEGABYTE) * 10) / 10).toFixed(1)} MB`;
const isZip = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUInt32LE(0) === 0x04034b50;

/** What the first bytes say a file is, whatever its ending. */
function contentsOf(bytes: Buffer): "zip" | "pdf" | "old-office" | "binary" | "text" {
  if (isZip(bytes)) return "zip";
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "pdf";
  if (bytes.length > 7 && bytes.readUInt32LE(0) === 0xe011cfd0) return "old-office";
  return bytes.subarray(0, 8192).includes(0) ? "binary" : "text";
}

async function openDocx(bytes: Buffer, file: string): Promise<PlanSource> {
  const entries = zipEntries(bytes);
  if (entries === null)
    throw new PlanReadError("damaged", { file, seen: "an archive without a directory", accepted: ".docx" });
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpackedBytes > LARGEST_UNPACKED_BYTES) {
    const facts = { file, seen: megabytes(unpackedBytes), accepted: megabytes(LARGEST_UNPACKED_BYTES) };
    throw new PlanReadError("expands-too-far", facts);
  }
  if (!entries.some(({ name }) => name === "word/document.xml"))
    throw new PlanReadError("wrong-kind", { file, seen: "an archive that is no Word document", accepted: ENDINGS });
  if (!unpacksAsDeclared(bytes, entries))
    throw new PlanReadError("damaged", { file, seen: "contents of another size than declared", accepted: ".docx" });
  try {
    return await fromDocx(bytes);
  } catch (error) {
    throw new PlanReadError("damaged", {
      file,
      seen: error instanceof Error ? error.message : "unreadable contents",
      accepted: ".docx",
    });
  }
}

function openText(bytes: Buffer, file: string): PlanSource {
  try {
    return fromText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new PlanReadError("wrong-kind", { file, seen: "text that is not UTF-8", accepted: "UTF-8" });
  }
}

/** Opens a plan file by its ending and its contents. Throws PlanReadError, never anything else. */
export async function openPlanFile(path: string): Promise<{ file: string; source: PlanSource }> {
  const file = basename(path);
  const ending = extname(path).toLowerCase();
  const about = await stat(path).catch(() => null);
  if (about === null || !about.isFile())
    throw new PlanReadError("missing", { file, seen: about === null ? "no such file" : "not a file" });
  if (about.size > LARGEST_FILE_BYTES)
    throw new PlanReadError("too-large", {
      file,
      seen: megabytes(about.size),
      accepted: megabytes(LARGEST_FILE_BYTES),
    });
  if (about.size === 0) throw new PlanReadError("empty", { file, seen: "0 bytes" });
  const bytes = await readFile(path).catch(() => {
    throw new PlanReadError("missing", { file, seen: "a file that may not be read" });
  });
  const contents = contentsOf(bytes);
  const fits = ending === ".docx" ? contents === "zip" : (ending === ".txt" || ending === ".md") && contents === "text";
  if (!fits && ending === ".docx" && contents === "text")
    throw new PlanReadError("damaged", { file, seen: "text in a .docx file", accepted: ENDINGS });
  if (!fits)
    throw new PlanReadError("wrong-kind", {
      file,
      seen: `${ending === "" ? "no ending" : ending} (${contents})`,
      accepted: ENDINGS,
    });
  const source = ending === ".docx" ? await openDocx(bytes, file) : openText(bytes, file);
  if (source.blocks.length === 0) throw new PlanReadError("empty", { file, seen: "no words" });
  return { file, source };
}
