import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder of this run for embedded stores; its name is unique and begins the names of this run's databases on a server. */
    storeRun: string;
  }
}

/** Gives every test file of a run the place for its databases, and clears it away afterwards. The template is made by the first that needs it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "nhacviec_test_"));
  project.provide("storeRun", folder);
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await dropDatabases(folder);
  };
}

async function dropDatabases(folder: string): Promise<void> {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined) return;
  const server = await new PrismaPg(url).connect();
  try {
    const { rows } = await server.queryRaw({
      sql: "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, $1)",
      args: [databasePrefix(folder)],
      argTypes: [{ scalarType: "string", arity: "scalar" }],
    });
    for (const [name] of rows) await server.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  } finally {
    await server.dispose();
  }
}

/** What the names of a run's databases begin with. PostgreSQL's names are case-sensitive only in quotes. */
export function databasePrefix(folder: string): string {
  return folder.slice(folder.lastIndexOf("nhacviec_test_"));
}
