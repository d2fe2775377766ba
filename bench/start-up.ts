import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createLog } from "../src/log.ts";
import { openStore } from "../src/store/open-store.ts";

const ROUNDS = 5;
const log = createLog("error", process.stderr);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Opening the embedded store: on a new folder, and on one that is there (median of five). */
export async function startUp(folder: string): Promise<{ firstMs: number; againMs: number }> {
  const dataDir = join(folder, "start-up");
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const startedMs = performance.now();
    const store = await openStore({ databaseUrl: null, dataDir, log });
    times.push(performance.now() - startedMs);
    await store.close();
  }
  return { firstMs: times[0] ?? 0, againMs: median(times.slice(1)) };
}

/** Resident memory of bot, console, server and embedded store after ten quiet seconds, in MB. */
export async function idleMemory(folder: string): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts")], {
    env: { ...process.env, DATA_DIR: join(folder, "start-up"), CONSOLE: "on", PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve) =>
    child.stdout.on("data", (chunk: Buffer) => void (chunk.includes('"ready"') && resolve())),
  );
  await delay(10_000);
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
