import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import { inject } from "vitest";
import { createLog } from "../../src/log.ts";
import { takeFolderLock } from "../../src/store/embedded/folder-lock.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { databasePrefix } from "./store-run.ts";

const quiet = createLog("silent");
/** A PostgreSQL server to test on, or undefined: the embedded one. */
export const testServerUrl: string | undefined = process.env.TEST_DATABASE_URL;

/**
 * An empty, migrated database for one test file, cloned from the run's template: on the server of TEST_DATABASE_URL when that is set, else
 * on an embedded one. `close` removes it.
 */
export async function openTestStore(): Promise<Store> {
  return testServerUrl === undefined ? await openEmbeddedClone() : await openServerClone(testServerUrl);
}

/** Empties every table and starts numbering again at 1. */
export async function reset(store: Store): Promise<void> {
  await store.prisma.$executeRawUnsafe(EMPTY_ALL);
}

/** Without triggers, so that append-only tables can be emptied; deleting is far quicker than TRUNCATE when there are few rows. */
const EMPTY_ALL = `DO $$
DECLARE "each" record;
BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  FOR "each" IN SELECT oid::regclass AS "name", relkind FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> '_prisma_migrations'
  LOOP
    IF "each".relkind = 'S' THEN PERFORM setval("each"."name", 1, false);
    ELSE EXECUTE format('DELETE FROM %s', "each"."name");
    END IF;
  END LOOP;
END $$`;

async function openEmbeddedClone(): Promise<Store> {
  const dataDir = join(inject("storeRun"), randomUUID());
  await mkdir(dataDir);
  await copyTemplate(dataDir);
  const store = await openStore({ databaseUrl: null, dataDir, log: quiet });
  return {
    ...store,
    close: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Puts an empty, migrated embedded store into a folder, far quicker than a first start does. */
export async function copyTemplate(dataDir: string): Promise<void> {
  const template = join(inject("storeRun"), "template");
  await makeOnce(template, async (unfinished) => {
    const store = await openStore({ databaseUrl: null, dataDir: unfinished, log: quiet });
    await store.close();
  });
  await cp(join(template, "postgres"), join(dataDir, "postgres"), { recursive: true });
}

async function openServerClone(server: string): Promise<Store> {
  const run = inject("storeRun");
  const template = `${databasePrefix(run)}_template`;
  await makeOnce(join(run, "template-on-server"), async (unfinished) => {
    await onServer(server, `CREATE DATABASE "${template}"`);
    const store = await openStore({ databaseUrl: databaseUrl(server, template), dataDir: unfinished, log: quiet });
    await store.close();
    await mkdir(unfinished);
  });
  const { url, drop } = await createServerDatabase(server, template);
  const store = await openStore({ databaseUrl: url, dataDir: run, log: quiet });
  return {
    ...store,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}

/** A database of this run on a real server; without a template an empty one. */
export async function createServerDatabase(
  server: string,
  template = "template1",
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `${databasePrefix(inject("storeRun"))}_${randomUUID()}`;
  await onServer(server, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  return {
    url: databaseUrl(server, name),
    drop: async () => await onServer(server, `DROP DATABASE "${name}" WITH (FORCE)`),
  };
}

/** Makes `place` unless it is there; when several test files want it at once, one makes it and the others wait. */
async function makeOnce(place: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  while (!existsSync(place)) {
    const lock = takeFolderLock(`${place}.lock`);
    if (lock === null) {
      await wait(20);
      continue;
    }
    try {
      if (existsSync(place)) return;
      await make(`${place}.unfinished`);
      await rename(`${place}.unfinished`, place);
    } finally {
      lock.release();
    }
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const connection = await new PrismaPg(server).connect();
  try {
    await connection.executeScript(sql);
  } finally {
    await connection.dispose();
  }
}

function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
