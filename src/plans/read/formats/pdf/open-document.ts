import { getDocumentProxy } from "unpdf";
import { PlanReadError } from "../../plan-read-error.ts";
import { brokenLimit, MEGABYTE } from "./unpacked-size.ts";

/** A plan with its annexes has some hundred pages; nobody reviews the tasks of more. */
export const MOST_PAGES = 2000;

/** The signature stands at the start of a file and the mark of its end at the end; some programs put a few bytes around them. */
const SEARCHED_BYTES = 2048;

export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;
export type PdfPage = Awaited<ReturnType<PdfDocument["getPage"]>>;

/** A file cut off while it was copied would else be repaired and read in part, and tasks would be missing unseen. */
function isWhole(bytes: Uint8Array): boolean {
  const text = (part: Uint8Array): string => Buffer.from(part).toString("latin1");
  return (
    text(bytes.subarray(0, SEARCHED_BYTES)).includes("%PDF-") &&
    text(bytes.subarray(-SEARCHED_BYTES)).includes("startxref")
  );
}

export const damaged = (file: string, seen: string): PlanReadError =>
  new PlanReadError("damaged", { file, seen, accepted: ".pdf" });

/** What pdf.js says of a file it cannot read. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error && error.message !== "" ? error.message : "unreadable contents";

/**
 * Opens a PDF without fetching anything, without decoding its pictures and without a word on the console. The caller
 * closes it. Throws PlanReadError `damaged`, `expands-too-far`,
 * `password` or `too-large`.
 */
export async function openDocument(bytes: Uint8Array, file: string): Promise<PdfDocument> {
  if (!isWhole(bytes)) throw damaged(file, "a PDF without its beginning or its end");
  const limit = await brokenLimit(bytes);
  if (limit !== null) {
    const accepted = `${limit / MEGABYTE} MB`;
    throw new PlanReadError("expands-too-far", { file, seen: `> ${accepted}`, accepted });
  }
  // pdf.js takes the bytes away from whoever hands them over.
  const options = {
    verbosity: 0,
    maxImageSize: 0,
    useSystemFonts: true,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  };
  const document = await getDocumentProxy(new Uint8Array(bytes), options).catch((error: unknown) => {
    if (error instanceof Error && error.name === "PasswordException")
      throw new PlanReadError("password", { file, seen: "a PDF locked with a password" });
    throw damaged(file, wordsOf(error));
  });
  const pages = document.numPages;
  if (pages >= 1 && pages <= MOST_PAGES) return document;
  await closeDocument(document);
  if (pages < 1) throw damaged(file, "a PDF without pages");
  throw new PlanReadError("too-large", { file, seen: `${pages} pages`, accepted: `${MOST_PAGES} pages` });
}

/** Frees what pdf.js holds, so that the process can end. */
export const closeDocument = (document: PdfDocument): Promise<void> => document.loadingTask.destroy();
