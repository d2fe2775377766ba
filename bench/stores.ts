import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { createLog } from "../src/log.ts";
import { openStore, type Store } from "../src/store/open-store.ts";

export type BenchStore = { readonly store: Store; drop(): Promise<void> };

const log = createLog("error", process.stderr);
const SERVER = process.env.TEST_DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";

/** A new embedded store in a folder of its own. */
export async function embeddedStore(folder: string): Promise<BenchStore> {
  const store = await openStore({ databaseUrl: null, dataDir: join(folder, randomUUID()), log });
  return { store, drop: () => store.close() };
}

/** A new database on a PostgreSQL server (TEST_DATABASE_URL, else the local one); null when none answers. */
export async function serverStore(): Promise<BenchStore | null> {
  const name = `nhacviec_bench_${randomUUID().slice(0, 8)}`;
  const run = async (sql: string) => {
    const connection = await new PrismaPg(SERVER).connect();
    await connection.executeScript(sql).finally(() => connection.dispose());
  };
  try {
    await run(`CREATE DATABASE "${name}"`);
  } catch {
    return null;
  }
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const store = await openStore({ databaseUrl: url.href, dataDir: "data/bench", log });
  return {
    store,
    async drop() {
      await store.close();
      await run(`DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
