import { parentPort } from "node:worker_threads";
import { PlanReadError } from "./plan-read-error.ts";
import type { ReadApart } from "./read-apart.ts";
import { readPlanBytes } from "./read-plan.ts";

// The thread of readPlanApart: reads the files that it is given, one after the other, and says what came of each.

parentPort?.on("message", async ({ bytes, file }: { bytes: Uint8Array; file: string }) => {
  const said: ReadApart = await readPlanBytes(bytes, file).then(
    (draft) => ({ draft }),
    (error: unknown) =>
      error instanceof PlanReadError
        ? { refused: { code: error.code, seen: error.seen, accepted: error.accepted } }
        : { failed: error instanceof Error ? error.message : String(error) },
  );
  parentPort?.postMessage(said);
});
