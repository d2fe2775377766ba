import { DatabaseSync } from "node:sqlite";
import { StoreError, storeErrorOfFiles } from "../store-error.ts";

export type FolderLock = {
  /** Once is enough, more does nothing. */
  release(): void;
};

/**
 * Takes the lock file for this process, or returns null when another holds it.
 *
 * SQLite is used for its lock alone: it is the operating system's own, on every platform, so exactly one process gets it, it is gone the
 * moment that process dies however it dies, and neither process ids nor their reuse matter. The file stays and is empty. Nothing else may
 * open it: on POSIX, closing any handle of the file would drop the lock of the whole process.
 * @throws StoreError `unwritable` or `disk-full` when the file cannot be made or written
 */
export function takeFolderLock(path: string): FolderLock | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path);
    const held = database;
    held.exec("BEGIN EXCLUSIVE");
    return { release: () => held.isOpen && held.close() };
  } catch (error) {
    database?.close();
    const code = error instanceof Error && "errcode" in error ? error.errcode : null;
    if (code === SQLITE_BUSY) return null;
    if (code === SQLITE_FULL) throw new StoreError("disk-full", `no room for ${path}`, { place: path }, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw (
      storeErrorOfFiles(error, path) ??
      new StoreError("unwritable", `${path}: ${reason}`, { place: path, reason }, error)
    );
  }
}

// https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
