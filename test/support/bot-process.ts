import { spawn } from "node:child_process";
import { join } from "node:path";

export type BotProcess = {
  /** The address of its server ("" without one), once it has said that it is ready. @throws with what it printed when it ends before */
  readonly ready: Promise<string>;
  /** Every line of its log so far. */
  logged(): readonly string[];
  kill(): Promise<void>;
  /** Asks it to stop; its exit code. */
  end(): Promise<number | null>;
};

/** The whole bot in a process of its own, on the embedded store of a folder, with nothing in its environment but this. */
export function startBotProcess(folder: string, environment: Readonly<Record<string, string>>): BotProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../src/main.ts")], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: "0", ...environment },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  let said = "";
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const line = lines(said).find((text) => text.includes('"msg":"ready"'));
      if (line !== undefined) resolve((JSON.parse(line) as { url?: string }).url ?? "");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  ready.catch(() => undefined);
  return {
    ready,
    logged: () => lines(said),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    end() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Whole lines; the last may still be coming. */
const lines = (text: string): string[] => text.split("\n").slice(0, -1);
