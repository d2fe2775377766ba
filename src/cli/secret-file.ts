import { type FileHandle, open } from "node:fs/promises";
import { Refusal } from "../errors.ts";

/**
 * Opens a file for writing that only its owner may read: before anything is done whose only trace goes into it. Throws Refusal
 * `file-unwritable`.
 */
export async function openSecretFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, "w", 0o600);
    // A file that was there keeps its mode otherwise; what is no file (/dev/stdout) has none to change.
    await file.chmod(0o600).catch(() => undefined);
    return file;
  } catch (error) {
    throw new Refusal("file-unwritable", { file: path, reason: (error as NodeJS.ErrnoException).code ?? "" });
  }
}
