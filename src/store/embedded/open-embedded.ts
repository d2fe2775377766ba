import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ConnectionSettings } from "../connection-settings.ts";
import { StoreError, storeErrorOfFiles } from "../store-error.ts";
import { readAddress, removeAddress, type ServerAddress, writeAddress } from "./address-file.ts";
import { type FolderLock, takeFolderLock } from "./folder-lock.ts";
import { startServer } from "./start-server.ts";

/** A connection to the embedded server of a folder, which this process runs (`owner`) or another one does. */
export type EmbeddedServer = {
  readonly settings: ConnectionSettings;
  readonly owner: boolean;
  /** Stops the server when this process runs it; the others lose their connection. */
  close(): Promise<void>;
};

export type EmbeddedTimes = {
  /** How long to wait for the process that holds the folder to answer. */
  readonly waitForOwnerMs?: number;
  /** After what silence a connection is ended, if this process comes to serve. */
  readonly idleConnectionMs?: number;
};

/** Enough for another process to start a new folder on a slow disk. */
const WAIT_FOR_OWNER_MS = 30_000;
const ASK_AGAIN_MS = 50;
/** Longer than any statement or transaction of ours; the driver itself ends connections after 10 s without work. */
const IDLE_CONNECTION_MS = 120_000;
/** Linux takes 107 bytes, macOS 103. */
const MAX_SOCKET_PATH_BYTES = 103;
/** Names the socket's file as PostgreSQL's own clients expect it: `psql -h DATA_DIR -U postgres`. */
const SOCKET_PORT = 5432;

/**
 * Serves the store in `dataDir`, or finds the process that does.
 * @throws StoreError `unwritable`, `disk-full`, `damaged`, `locked`
 */
export async function openEmbedded(
  dataDir: string,
  onLost: (error: StoreError) => void,
  { waitForOwnerMs = WAIT_FOR_OWNER_MS, idleConnectionMs = IDLE_CONNECTION_MS }: EmbeddedTimes = {},
): Promise<EmbeddedServer> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const folder = realpathSync(dataDir);
    const addressFile = join(folder, "postgres.address");
    const giveUpAt = performance.now() + waitForOwnerMs;
    while (performance.now() < giveUpAt) {
      const lock = takeFolderLock(join(folder, "postgres.lock"));
      if (lock !== null) return await beOwner({ folder, addressFile, lock, idleConnectionMs }, onLost);
      const address = readAddress(addressFile);
      if (address !== null && (await answers(address))) {
        return { settings: settingsOf(address), owner: false, close: async () => {} };
      }
      await wait(ASK_AGAIN_MS);
    }
  } catch (error) {
    throw storeErrorOfFiles(error, dataDir) ?? error;
  }
  throw new StoreError("locked", `another process holds ${dataDir} and does not answer`, { place: dataDir });
}

type HeldFolder = {
  readonly folder: string;
  readonly addressFile: string;
  readonly lock: FolderLock;
  readonly idleConnectionMs: number;
};

async function beOwner(
  { folder, addressFile, lock, idleConnectionMs }: HeldFolder,
  onLost: (error: StoreError) => void,
): Promise<EmbeddedServer> {
  let socketFolder: string | null = null;
  try {
    const left = readAddress(addressFile);
    removeAddress(addressFile);
    if (left !== null) removeBorrowedFolder(left.host, folder);
    socketFolder = process.platform === "win32" ? null : folderForSocket(folder);
    const socketPath = socketFolder === null ? null : pathOfSocket({ host: socketFolder, port: SOCKET_PORT });
    const data = { filesFolder: join(folder, "postgres"), socketPath, idleConnectionMs };
    const server = await startServer(data, (error) => {
      removeAddress(addressFile);
      lock.release();
      onLost(error);
    });
    const address =
      socketFolder === null ? { host: "127.0.0.1", port: server.port } : { host: socketFolder, port: SOCKET_PORT };
    writeAddress(addressFile, address);
    return {
      settings: settingsOf(address),
      owner: true,
      close: async () => {
        removeAddress(addressFile);
        await server.stop();
        if (socketFolder !== null) removeBorrowedFolder(socketFolder, folder);
        lock.release();
      },
    };
  } catch (error) {
    if (socketFolder !== null) removeBorrowedFolder(socketFolder, folder);
    lock.release();
    throw error;
  }
}

const settingsOf = ({ host, port }: ServerAddress): ConnectionSettings => ({
  host,
  port,
  user: "postgres",
  database: "postgres",
});

const pathOfSocket = ({ host, port }: ServerAddress): string => join(host, `.s.PGSQL.${port}`);

/** The data folder itself, or, when a socket's path there would be too long for the system, a private one among the temporary files. */
function folderForSocket(folder: string): string {
  const length = Buffer.byteLength(pathOfSocket({ host: folder, port: SOCKET_PORT }));
  return length <= MAX_SOCKET_PATH_BYTES ? folder : mkdtempSync(join(tmpdir(), BORROWED));
}

const BORROWED = "nhacviec-socket-";

function removeBorrowedFolder(socketFolder: string, folder: string): void {
  if (socketFolder !== folder && socketFolder.includes(BORROWED))
    rmSync(socketFolder, { recursive: true, force: true });
}

async function answers(address: ServerAddress): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = address.host === "127.0.0.1" ? connect(address.port, address.host) : connect(pathOfSocket(address));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
