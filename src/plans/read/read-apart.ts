import { Worker } from "node:worker_threads";
import type { PlanDraft } from "../draft.ts";
import { type PlanReadCode, PlanReadError } from "./plan-read-error.ts";
import { watchMemory } from "./watch-memory.ts";

/** What the thread says: the draft, or why there is none. */
export type ReadApart =
  | { readonly draft: PlanDraft }
  | { readonly refused: { readonly code: PlanReadCode; readonly seen: string; readonly accepted: string } }
  | { readonly failed: string };

/**
 * How much one reading may take. `heapMb` bounds the thread's objects; what it unpacks into buffers is not among them, so `processMb`
 * bounds by how much the whole process may grow meanwhile.
 */
export type ReadLimits = { readonly heapMb: number; readonly processMb: number; readonly longestMs: number };

/** More memory no document of 20 MB needs; a file that wants more is made to. */
const LIMITS: ReadLimits = { heapMb: 1024, processMb: 1024, longestMs: 60_000 };

/** A thread that has read a file waits so long for the next: starting one takes longer than reading a usual plan. */
const WAITS_MS = 5_000;

type Waiting = { readonly thread: Worker; readonly end: () => void; readonly ending: NodeJS.Timeout };
let waiting: Waiting | null = null;

/**
 * Reads a plan in a thread of its own, bounded in memory and time: a large file does not hold up the conversations of the
 * process, and a malicious one cannot end it. Throws PlanReadError; `damaged` also where the bounds were reached.
 */
export function readPlanApart(bytes: Uint8Array, file: string, limits: Partial<ReadLimits> = {}): Promise<PlanDraft> {
  const { heapMb, processMb, longestMs } = { ...LIMITS, ...limits };
  const thread = heapMb === LIMITS.heapMb ? (takeWaiting() ?? newThread(heapMb)) : newThread(heapMb);
  return new Promise((resolve, reject) => {
    const refuse = (seen: string): void => fail(new PlanReadError("damaged", { file, seen }));
    const tooLong = setTimeout(() => refuse(`more than ${longestMs / 1000} s`), longestMs);
    const unwatch = watchMemory(processMb, () => refuse(`more than ${processMb} MB`));
    const settled = (): void => {
      clearTimeout(tooLong);
      unwatch();
      thread.off("message", answered).off("error", broke).off("exit", gone);
    };
    function fail(error: Error): void {
      settled();
      // What is said about a thread that is being ended is nobody's business any more.
      thread.on("error", () => undefined);
      const say = (): void => reject(error);
      void thread.terminate().then(say, say);
    }
    const answered = (said: ReadApart): void => {
      settled();
      if (heapMb === LIMITS.heapMb) letWait(thread);
      else void thread.terminate();
      if ("draft" in said) resolve(said.draft);
      else if ("failed" in said) reject(new Error(said.failed));
      else reject(new PlanReadError(said.refused.code, { file, ...said.refused }));
    };
    const broke = (error: NodeJS.ErrnoException): void => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") refuse(`more than ${heapMb} MB`);
      else fail(error);
    };
    const gone = (): void => refuse("no answer");
    thread.on("message", answered).on("error", broke).on("exit", gone);
    thread.ref();
    thread.postMessage({ bytes, file });
  });
}

const newThread = (heapMb: number): Worker =>
  new Worker(new URL("./read-thread.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapMb } });

function takeWaiting(): Worker | null {
  if (waiting === null) return null;
  const { thread, end, ending } = waiting;
  clearTimeout(ending);
  waiting = null;
  return thread.off("error", end).off("exit", end);
}

/** One waits at most, and keeps no process alive. */
function letWait(thread: Worker): void {
  if (waiting !== null) return void thread.terminate();
  const end = (): void => {
    if (takeWaiting() !== null) void thread.terminate();
  };
  thread.on("error", end).on("exit", end).unref();
  waiting = { thread, end, ending: setTimeout(end, WAITS_MS).unref() };
}
