import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/**
 * PostgreSQL's files in a folder, written through to the disk when PostgreSQL asks for it: a committed row survives a power cut, not only
 * the end of the process. PGlite leaves that out; it also needs the start parameters below.
 */
export class DurableFiles extends NodeFS {
  readonly #syncFile: (file: number) => void;

  /** `syncFile` writes an open file through to the disk, or throws. */
  constructor(folder: string, syncFile: (file: number) => void = fsyncSync) {
    super(folder);
    this.#syncFile = syncFile;
  }

  override async init(...[database, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(database, options);
    const install = (module: Module): void => {
      const files = module.FS.filesystems.NODEFS;
      files.stream_ops.fsync = (stream: Stream) => syncStream(stream, files, this.#syncFile);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  }
}

/** PGlite's start parameters without `-F` (no fsync), and with the one way to sync the log that reaches `fsync` above. */
export function durable(parameters: readonly string[]): string[] {
  return [...parameters.filter((parameter) => parameter !== "-F"), "-c", "wal_sync_method=fsync"];
}

type Module = PGlite["Module"] & { FS: { filesystems: { NODEFS: NodeFiles } } };
type Stream = { nfd?: number; node: object };
type NodeFiles = { stream_ops: { fsync?: (stream: Stream) => number }; realPath(node: object): string };

/** WASI's number for an input/output error: PostgreSQL stops rather than believe that something was written. */
const EIO = 29;

function syncStream(stream: Stream, files: NodeFiles, syncFile: (file: number) => void): number {
  try {
    if (stream.nfd === undefined) syncPath(files.realPath(stream.node));
    else syncFile(stream.nfd);
    return 0;
  } catch {
    return EIO;
  }
}

/** Writes everything in a folder through to the disk. */
export function syncFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    syncPath(join(entry.parentPath, entry.name));
  }
  syncPath(folder);
}

function syncPath(path: string): void {
  // Windows syncs neither folders nor files that are open for reading only.
  if (process.platform === "win32") return;
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
