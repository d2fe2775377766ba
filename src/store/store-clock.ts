import type { Database } from "./database.ts";

/** The present by the store's clock; on the embedded store that is this machine's. */
export async function storeClock(db: Database): Promise<Date> {
  const [row] = await db.$queryRaw<{ ms: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
  return new Date(row?.ms ?? Number.NaN);
}
