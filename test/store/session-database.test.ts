import { fsyncSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DurableFiles, durable } from "../../src/store/embedded/durable-files.ts";
import { SessionDatabase } from "../../src/store/embedded/session-database.ts";
import { copyTemplate } from "../support/database.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const newFolder = temporaryFolders();
let database: SessionDatabase;
let synced = 0;
beforeAll(async () => {
  const folder = newFolder();
  await copyTemplate(folder);
  database = new SessionDatabase({
    fs: new DurableFiles(join(folder, "postgres"), (file) => {
      synced += 1;
      fsyncSync(file);
    }),
    startParams: durable(SessionDatabase.defaultStartParams),
  });
  await database.waitReady;
});
afterAll(async () => await database.close());

async function value(sql: string): Promise<unknown> {
  const { rows } = await database.query<{ value: unknown }>(sql);
  return rows[0]?.value;
}

test("the embedded store writes every commit through to the disk", async () => {
  for (let row = 1; row <= 5; row += 1) {
    const before = synced;
    await database.query("INSERT INTO unit (code, name) VALUES ($1, '')", [row]);
    expect(synced).toBeGreaterThan(before);
  }
});

test("upkeep runs between the turns of connections, never inside one", async () => {
  const checkpoint = "SELECT checkpoint_lsn::text AS value FROM pg_control_checkpoint()";
  const before = await value(checkpoint);
  await database.exec("BEGIN");
  expect(database.runBetweenTurns("CHECKPOINT")).toBe(false);
  expect(await value(checkpoint)).toBe(before);
  await database.exec("COMMIT");
  expect(database.runBetweenTurns("CHECKPOINT")).toBe(true);
  expect(await value(checkpoint)).not.toBe(before);
  expect(database.runBetweenTurns("VACUUM (ANALYZE)")).toBe(true);
  expect(await value("SELECT count(*)::int AS value FROM pg_stats WHERE tablename = 'unit'")).toBeGreaterThan(0);
});
