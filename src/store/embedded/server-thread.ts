import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { DurableFiles, durable, syncFolder } from "./durable-files.ts";
import { type Breakdown, SessionDatabase } from "./session-database.ts";
import { startUpkeep } from "./upkeep.ts";

/** What the thread is started with. */
export type ServerThreadData = {
  /** PostgreSQL's files. */
  readonly filesFolder: string;
  /** null: a loopback port. */
  readonly socketPath: string | null;
  /** A connection that says nothing for so long is ended: it may be in a transaction, for whose end all others wait. */
  readonly idleConnectionMs: number;
};

/** What the thread says: that it listens (`port` is 0 on a Unix socket), or that it cannot start or go on. */
export type ServerThreadMessage =
  | { readonly kind: "listening"; readonly port: number }
  | ({ readonly kind: "broken" } & Breakdown);

/** PostgreSQL's 16 MB would be most of a young store, written in full at its first start. */
const LOG_SEGMENT_MB = 1;
/** PostgreSQL's 128 MB would be taken from this process's memory at once. */
const SHARED_BUFFERS = "32MB";
/** More than any number of processes that would share one folder. */
const MAX_CONNECTIONS = 64;

const parent = parentPort;
if (parent === null) throw new Error("server-thread.ts runs as a worker thread");
const say = (message: ServerThreadMessage): void => parent.postMessage(message);

/** PostgreSQL's reason when it does not start; PGlite itself only says that it did not. */
let lastFatal: string | null = null;

function sayBroken(error: unknown): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  say({ kind: "broken", code, message: lastFatal ?? String(error) });
}

async function open(folder: string): Promise<SessionDatabase> {
  const database = new SessionDatabase({
    fs: new DurableFiles(folder),
    startParams: [...durable(SessionDatabase.defaultStartParams), "-c", `shared_buffers=${SHARED_BUFFERS}`],
    initDbStartParams: [`--wal-segsize=${LOG_SEGMENT_MB}`],
    onStderr: (line) => {
      lastFatal = / (?:FATAL|PANIC): +(.*)$/.exec(line)?.[1] ?? lastFatal;
      return false;
    },
  });
  await database.waitReady;
  return database;
}

/** The folder appears whole or not at all, so a first start that is interrupted is simply done again. */
async function create(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const database = await open(unfinished);
  await database.close();
  syncFolder(unfinished);
  renameSync(unfinished, folder);
}

async function serve({ filesFolder, socketPath, idleConnectionMs }: ServerThreadData): Promise<void> {
  if (!existsSync(filesFolder)) await create(filesFolder);
  const database = await open(filesFolder);
  database.onBreakdown((breakdown) => say({ kind: "broken", ...breakdown }));
  if (socketPath !== null) rmSync(socketPath, { force: true });
  const server = new PGLiteSocketServer({
    db: database,
    maxConnections: MAX_CONNECTIONS,
    idleTimeout: idleConnectionMs,
    ...(socketPath === null ? { host: "127.0.0.1", port: 0 } : { path: socketPath }),
  });
  await server.start();
  if (socketPath !== null) chmodSync(socketPath, 0o600);
  const stopUpkeep = startUpkeep(database);
  parent?.once("message", () => {
    stopUpkeep();
    server
      .stop()
      .then(() => database.close())
      .then(() => parent.close())
      .catch(sayBroken);
  });
  say({ kind: "listening", port: socketPath === null ? Number(server.getServerConn().split(":").at(-1)) : 0 });
}

serve(workerData).catch(sayBroken);
