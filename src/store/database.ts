import type { Prisma, PrismaClient } from "./generated/client.ts";

/** Something that reads and writes: the whole store, or one transaction of it. */
export type Database = PrismaClient | Prisma.TransactionClient;

/** An instant as raw SQL takes it; cast it with `::timestamptz`, so that no session zone can bend it. */
export const instant = (at: Date): string => at.toISOString();

const WORTH_REPEATING = new Set(["P2034", "40001", "40P01"]);
const MAX_TRIES = 4;

/** Carries the result of a dry run out of the transaction that it undoes. */
class Undone extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super("undone");
    this.result = result;
  }
}

/**
 * Runs `work` in one transaction: all of it is stored, or nothing. A deadlock or a write conflict repeats it, so `work` may
 * run more than once and must do nothing outside the store. With `dryRun` everything is judged and written as always and
 * undone at the end: what a dry run says is what the real one does.
 */
export async function inTransaction<Result>(
  prisma: PrismaClient,
  work: (db: Prisma.TransactionClient) => Promise<Result>,
  dryRun = false,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await prisma.$transaction(
        async (db) => {
          const result = await work(db);
          if (dryRun) throw new Undone(result);
          return result;
        },
        { maxWait: 20_000, timeout: 60_000 },
      );
    } catch (error) {
      if (error instanceof Undone) return error.result as Result;
      if (tries >= MAX_TRIES || !isConflict(error)) throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const cause = "meta" in error ? JSON.stringify(error.meta) : "";
  return WORTH_REPEATING.has(code) || /40001|40P01/.test(cause);
}
