import type { Facts } from "../errors.ts";

/**
 * - `bad-url`: DATABASE_URL is not a PostgreSQL address
 * - `unreachable`: nothing answers there, it refuses this user, or the server has stopped
 * - `unsupported-server`: it answers, but is too old or does not store text as UTF-8
 * - `locked`: another process holds the data folder and does not answer
 * - `unwritable`: the data folder cannot be made or written
 * - `disk-full`: no room left on the disk of the data folder
 * - `damaged`: the embedded store's files cannot be opened
 * - `newer-store`: the store has migrations that this program does not know
 * - `migration-failed`: a migration was refused; the store is as it was before
 */
export type StoreErrorCode =
  | "bad-url"
  | "unreachable"
  | "unsupported-server"
  | "locked"
  | "unwritable"
  | "disk-full"
  | "damaged"
  | "newer-store"
  | "migration-failed";

/** The store cannot be used. `code` chooses the sentence in `texts`, `facts` fill it; `message` is for the log. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly facts: Facts;

  constructor(code: StoreErrorCode, message: string, facts: Facts = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StoreError";
    this.code = code;
    this.facts = facts;
  }
}

const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENAMETOOLONG", "ELOOP"]);

/** The StoreError of a failure of the file system at `place`, or null when it is some other failure. */
export function storeErrorOfFiles(error: unknown, place: string): StoreError | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new StoreError("disk-full", `no room left on the disk of ${place}`, { place }, error);
  }
  if (UNWRITABLE.has(code)) {
    return new StoreError("unwritable", `cannot write in ${place} (${code})`, { place, reason: code }, error);
  }
  return null;
}
