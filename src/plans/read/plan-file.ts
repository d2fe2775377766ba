import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { megabytes } from "./formats/check-archive.ts";
import { PlanReadError } from "./plan-read-error.ts";

export const LARGEST_FILE_BYTES = 20 * 1024 * 1024;

/** A document as it was sent: what is read, and what it is known by later, are the same bytes. */
export type PlanFile = { readonly bytes: Uint8Array; readonly file: string };

/** The bytes of a document on disk, read once; a file that is larger than any plan is refused unread. @throws PlanReadError */
export async function planFile(path: string): Promise<PlanFile> {
  const file = basename(path);
  const about = await stat(path).catch(() => null);
  if (about === null || !about.isFile())
    throw new PlanReadError("missing", { file, seen: about === null ? "no such file" : "not a file" });
  if (about.size > LARGEST_FILE_BYTES)
    throw new PlanReadError("too-large", {
      file,
      seen: megabytes(about.size),
      accepted: megabytes(LARGEST_FILE_BYTES),
    });
  const bytes = await readFile(path).catch(() => {
    throw new PlanReadError("missing", { file, seen: "a file that may not be read" });
  });
  return { bytes, file };
}
