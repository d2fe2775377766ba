import { Worker } from "node:worker_threads";
import { StoreError, storeErrorOfFiles } from "../store-error.ts";
import type { ServerThreadData, ServerThreadMessage } from "./server-thread.ts";

export type RunningServer = {
  /** The loopback port; 0 on a Unix socket. */
  readonly port: number;
  /** Ends every connection, writes everything out and ends the thread. */
  stop(): Promise<void>;
};

/** As long as the whole program has to stop. What is committed is safe also when it takes longer. */
const STOP_WITHIN_MS = 10_000;

/**
 * Starts the embedded PostgreSQL in a thread of its own: a long query there does not hold up this thread, and the thread cannot outlive
 * the process, as a child process would after a kill. Resolves when it accepts connections.
 * `onLost` is called when it ends without having been stopped.
 * @throws StoreError `disk-full`, `unwritable`, `damaged`
 */
export async function startServer(data: ServerThreadData, onLost: (error: StoreError) => void): Promise<RunningServer> {
  const thread = new Worker(new URL("./server-thread.ts", import.meta.url), {
    workerData: data,
    stdout: true,
    stderr: true,
  });
  const ended = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  let state: "starting" | "running" | "stopping" = "starting";

  return await new Promise<RunningServer>((resolve, reject) => {
    const lose = (error: StoreError): void => {
      if (state === "starting") reject(error);
      if (state === "running") onLost(error);
      state = "stopping";
      void thread.terminate();
    };
    thread.on("message", (message: ServerThreadMessage) => {
      if (message.kind === "broken") return lose(errorOfServer(message.code, message.message, data.filesFolder));
      state = "running";
      resolve({
        port: message.port,
        stop: async () => {
          state = "stopping";
          thread.postMessage("stop");
          const late = setTimeout(() => void thread.terminate(), STOP_WITHIN_MS);
          await ended;
          clearTimeout(late);
        },
      });
    });
    thread.on("error", (error) => lose(errorOfServer("", error.message, data.filesFolder)));
    thread.on("exit", (code) => lose(errorOfServer("", `the server thread ended with code ${code}`, data.filesFolder)));
  });
}

/** PostgreSQL's "disk full". */
const DISK_FULL = "53100";

function errorOfServer(code: string, message: string, place: string): StoreError {
  const noRoom = code === DISK_FULL || message.includes("No space left on device");
  const systemCode = noRoom ? "ENOSPC" : message.includes("Permission denied") ? "EACCES" : code;
  const ofFiles = storeErrorOfFiles(Object.assign(new Error(message), { code: systemCode }), place);
  return (
    ofFiles ??
    new StoreError("damaged", `the embedded store in ${place} failed: ${message}`, { place, reason: message })
  );
}
