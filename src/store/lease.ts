import type { Database } from "./database.ts";

/**
 * Takes or renews a lease that only one process may hold, on the database's clock.
 *
 * @returns `new` when it changed hands (or was free), `kept` when it was ours already, `theirs` when another process holds it
 */
export async function takeLease(
  db: Database,
  name: string,
  holder: string,
  seconds: number,
): Promise<"new" | "kept" | "theirs"> {
  const rows = await db.$queryRaw<{ kept: boolean }[]>`
    WITH before AS (SELECT holder FROM lease WHERE name = ${name})
    INSERT INTO lease (name, holder, until) VALUES (${name}, ${holder}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
      WHERE lease.holder = excluded.holder OR lease.until < now()
    RETURNING COALESCE((SELECT holder FROM before) = ${holder}, false) AS kept`;
  const row = rows[0];
  if (row === undefined) return "theirs";
  return row.kept ? "kept" : "new";
}

/** Gives a lease back so that another process need not wait for it to run out. */
export async function releaseLease(db: Database, name: string, holder: string): Promise<void> {
  await db.$executeRaw`DELETE FROM lease WHERE name = ${name} AND holder = ${holder}`;
}

/** Who holds a lease at present; null when nobody does. */
export async function leaseHolder(db: Database, name: string): Promise<string | null> {
  return (await db.lease.findUnique({ where: { name }, select: { holder: true } }))?.holder ?? null;
}
