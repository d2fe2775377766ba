import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Files kept by the SHA-256 of their bytes: the same file twice is one file, and a name can never be a path. */
export type FileStore = {
  /** Keeps the bytes and returns their SHA-256 in hex; on disk when it resolves. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of a kept file. Throws when there is none. */
  read(sha256: string): Promise<Uint8Array>;
  /** Keeps the bytes no longer, whoever sent them. Nothing happens when there are none. */
  remove(sha256: string): Promise<void>;
};

/** Keeps files in `DATA_DIR/attachments`, readable by this user only. */
export function fileStore(dataDir: string): FileStore {
  const folder = join(dataDir, "attachments");
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not the SHA-256 of a file");
    return join(folder, sha256);
  };
  return {
    async put(bytes) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = `${pathOf(sha256)}.${process.pid}`;
      const file = await open(unfinished, "w", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, pathOf(sha256));
      return sha256;
    },
    read: (sha256) => readFile(pathOf(sha256)),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}
