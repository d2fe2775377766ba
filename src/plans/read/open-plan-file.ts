import { extname } from "node:path";
import { decodeText } from "./encodings/decode-text.ts";
import { checkArchive, megabytes } from "./formats/check-archive.ts";
import { fileContents, type ReadableContents } from "./formats/file-contents.ts";
import { fromText } from "./formats/from-text.ts";
import { LARGEST_FILE_BYTES, planFile } from "./plan-file.ts";
import { PlanReadError } from "./plan-read-error.ts";
import type { PlanSource } from "./source.ts";

/** The endings that are read and what is expected behind each; one line here and a reader below adds a format. */
const KINDS: Readonly<Record<string, ReadableContents>> = {
  ".docx": "docx",
  ".pdf": "pdf",
  ".xlsx": "xlsx",
  ".csv": "text",
  ".txt": "text",
  ".md": "text",
};
const ENDINGS = Object.keys(KINDS).join(", ");
const MACRO_ENDINGS: Readonly<Record<string, string>> = {
  ".docm": ".docx",
  ".dotm": ".docx",
  ".xlsm": ".xlsx",
  ".xltm": ".xlsx",
};

type Reader = (bytes: Buffer, file: string) => Promise<PlanSource>;
/** Loaded when first needed: a chat without a PDF never pays for the reader of PDFs. */
const READERS: Readonly<Record<Exclude<ReadableContents, "text">, Reader>> = {
  docx: async (bytes, file) => (await import("./formats/from-docx.ts")).fromDocx(bytes, file),
  pdf: async (bytes, file) => (await import("./formats/from-pdf.ts")).fromPdf(bytes, file),
  xlsx: async (bytes, file) => (await import("./formats/from-sheet.ts")).fromSheet(bytes, file),
};

async function readText(bytes: Buffer, file: string, ending: string): Promise<PlanSource> {
  const decoded = decodeText(bytes);
  if (decoded === null) throw new PlanReadError("wrong-kind", { file, seen: `${ending} (binary)`, accepted: ENDINGS });
  return ending === ".csv"
    ? (await import("./formats/from-sheet.ts")).fromCsv(decoded.text, file)
    : fromText(decoded.text);
}

/** What the bytes hold, by themselves first and by the ending second; refuses whatever is not read. */
function kindOf(bytes: Buffer, file: string, ending: string): ReadableContents {
  const contents = fileContents(bytes);
  if (contents.is === "locked") throw new PlanReadError("password", { file, seen: ending });
  if (contents.is === "foreign")
    throw new PlanReadError("wrong-kind", { file, seen: contents.name, accepted: ENDINGS });
  const withoutMacros = contents.is === "macros" ? contents.instead : MACRO_ENDINGS[ending];
  if (withoutMacros !== undefined) throw new PlanReadError("macros", { file, seen: ending, accepted: withoutMacros });
  if (contents.is === "damaged") throw new PlanReadError("damaged", { file, seen: contents.what, accepted: ending });
  if (contents.is === "macros") throw new PlanReadError("macros", { file, seen: ending });
  const expected = KINDS[ending];
  const { kind } = contents;
  const found = kind === "text" ? "text" : `.${kind}`;
  if (expected === undefined)
    throw new PlanReadError("wrong-kind", {
      file,
      seen: `${ending === "" ? "no ending" : ending} (${found})`,
      accepted: ENDINGS,
    });
  if (kind === "text" && expected !== "text")
    throw new PlanReadError("damaged", { file, seen: `text in a ${ending} file`, accepted: ENDINGS });
  if (kind === "docx" || kind === "xlsx") checkArchive(bytes, contents.entries, file, `.${kind}`);
  return kind;
}

/**
 * The blocks of a plan from its bytes; `file` is its name. Contents count before the ending: a PDF named .docx is read as
 * the PDF it is. Throws PlanReadError, never anything else.
 */
export async function openPlanBytes(bytes: Buffer, file: string): Promise<PlanSource> {
  if (bytes.length > LARGEST_FILE_BYTES)
    throw new PlanReadError("too-large", {
      file,
      seen: megabytes(bytes.length),
      accepted: megabytes(LARGEST_FILE_BYTES),
    });
  if (bytes.length === 0) throw new PlanReadError("empty", { file, seen: "0 bytes" });
  const ending = extname(file).toLowerCase();
  const kind = kindOf(bytes, file, ending);
  const source = await read(kind, bytes, file, ending);
  if (source.blocks.length === 0) throw new PlanReadError("empty", { file, seen: "no words" });
  return source;
}

async function read(kind: ReadableContents, bytes: Buffer, file: string, ending: string): Promise<PlanSource> {
  try {
    return kind === "text" ? await readText(bytes, file, ending) : await READERS[kind](bytes, file);
  } catch (error) {
    if (error instanceof PlanReadError) throw error;
    const seen = error instanceof Error ? error.message : "unreadable contents";
    throw new PlanReadError("damaged", { file, seen, accepted: kind === "text" ? ending : `.${kind}` });
  }
}

/** Opens a plan file by its contents and its ending. Throws PlanReadError, never anything else. */
export async function openPlanFile(path: string): Promise<{ file: string; source: PlanSource }> {
  const { bytes, file } = await planFile(path);
  return { file, source: await openPlanBytes(Buffer.from(bytes), file) };
}
