import { Worker } from "node:worker_threads";
import type { PlanDraft } from "../draft.ts";
import { type PlanReadCode, PlanReadError } from "./plan-read-error.ts";

/** What the thread says: the draft, or why there is none. */
export type ReadApart =
  | { readonly draft: PlanDraft }
  | { readonly refused: { readonly code: PlanReadCode; readonly seen: string; readonly accepted: string } }
  | { readonly failed: string };

/** More memory no document of 20 MB needs; a file that wants more is made to. */
const MOST_MEMORY_MB = 1024;
const LONGEST_MS = 60_000;

/**
 * Reads a plan in a thread of its own, bounded in memory and time: a large file does not hold up the conversations of the
 * process, and a malicious one cannot end it. Throws PlanReadError; `damaged` also where the bounds were reached.
 */
export function readPlanApart(bytes: Uint8Array, file: string): Promise<PlanDraft> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./read-thread.ts", import.meta.url), {
      workerData: { bytes, file },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const tooLong = setTimeout(() => settle(() => reject(damaged(`more than ${LONGEST_MS / 1000} s`))), LONGEST_MS);
    const damaged = (seen: string): PlanReadError => new PlanReadError("damaged", { file, seen });
    let settled = false;
    const settle = (say: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(tooLong);
      void worker.terminate().then(say, say);
    };
    worker.once("message", (said: ReadApart) =>
      settle(() => {
        if ("draft" in said) resolve(said.draft);
        else if ("refused" in said) reject(new PlanReadError(said.refused.code, { file, ...said.refused }));
        else reject(new Error(said.failed));
      }),
    );
    worker.once("error", (error: NodeJS.ErrnoException) =>
      settle(() =>
        reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? damaged(`more than ${MOST_MEMORY_MB} MB`) : error),
      ),
    );
    worker.once("exit", () => settle(() => reject(damaged("no answer"))));
  });
}
