import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { differenceToSchema } from "../../prisma/difference-to-schema.ts";
import { createLog } from "../../src/log.ts";
import { type ConnectionSettings, settingsOfUrl } from "../../src/store/connection-settings.ts";
import { openEmbedded } from "../../src/store/embedded/open-embedded.ts";
import { migrate } from "../../src/store/migrate.ts";
import { MIGRATIONS_FOLDER, migrationNames } from "../../src/store/migration-files.ts";
import { openStore } from "../../src/store/open-store.ts";
import { startChild } from "../support/child.ts";
import { copyTemplate, createServerDatabase, openTestStore, testServerUrl } from "../support/database.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const CHILD = join(import.meta.dirname, "store-child.ts");
const newFolder = temporaryFolders();
const silent = createLog("silent");

/** A folder with the product's migrations and those given. */
function migrationsWith(more: Record<string, string>): string {
  const folder = newFolder();
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
  for (const [name, sql] of Object.entries(more)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** A migrated database, without a Prisma client on it. */
async function migratedDatabase(): Promise<ConnectionSettings> {
  if (testServerUrl !== undefined) {
    const { url, drop } = await createServerDatabase(testServerUrl);
    cleanUps.push(drop);
    const settings = settingsOfUrl(url);
    await migrate(settings, silent);
    return settings;
  }
  const folder = newFolder();
  await copyTemplate(folder);
  const server = await openEmbedded(folder, () => {});
  cleanUps.push(server.close);
  return server.settings;
}

test("the migrations and the schema say the same", async () => {
  expect(await differenceToSchema(MIGRATIONS_FOLDER)).toBe("");
});

test("what the schema says and the migrations do not is written as SQL", async () => {
  const folder = newFolder();
  cpSync(join(MIGRATIONS_FOLDER, "migration_lock.toml"), join(folder, "migration_lock.toml"));
  const sql = await differenceToSchema(folder);
  expect(sql).toContain('CREATE TABLE "assignment"');
  expect(sql).not.toContain("append_only");
});

test("processes that start at once on an embedded store migrate it once", async () => {
  const folder = newFolder();
  await expectMigratedOnce(folder, { databaseUrl: null, dataDir: folder });
});

test.skipIf(testServerUrl === undefined)(
  "processes that start at once on a server (TEST_DATABASE_URL) migrate it once",
  async () => {
    const { url, drop } = await createServerDatabase(testServerUrl ?? "");
    cleanUps.push(drop);
    await expectMigratedOnce(url, { databaseUrl: url, dataDir: "" });
  },
);

async function expectMigratedOnce(
  place: string,
  store: { databaseUrl: string | null; dataDir: string },
): Promise<void> {
  const children = [1, 2, 3, 4].map(() => startChild(CHILD, "open", place));
  expect(await Promise.all(children.map((child) => child.line()))).toEqual(Array(4).fill("opened 0"));
  const { prisma, close } = await openStore({ ...store, log: silent });
  const applied = await prisma.$queryRaw`SELECT migration_name FROM _prisma_migrations`;
  expect(applied).toEqual((await migrationNames(MIGRATIONS_FOLDER)).map((name) => ({ migration_name: name })));
  await close();
  // Last, because one of them may be the embedded server.
  await Promise.all(children.map((child) => child.kill()));
}

test("a store that is up to date is left alone", async () => {
  const lines: string[] = [];
  const settings = await migratedDatabase();
  await migrate(settings, createLog("trace", { write: (line) => lines.push(line) }));
  expect(lines).toEqual([]);
});

test("a store that lacks a migration gets it, and says so in the log", async () => {
  const settings = await migratedDatabase();
  const lines: string[] = [];
  const folder = migrationsWith({ "29990101000000_colour": 'ALTER TABLE "unit" ADD COLUMN "colour" text;' });
  await migrate(settings, createLog("info", { write: (line) => lines.push(line) }), folder);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ migrations: ["29990101000000_colour"] }]);
});

test("a store of a newer version is refused, naming both versions, and nothing is changed", async () => {
  const settings = await migratedDatabase();
  const newest = (await migrationNames(MIGRATIONS_FOLDER)).at(-1);
  await migrate(settings, silent, migrationsWith({ "29990101000000_colour": "SELECT 1;" }));
  const older = migrationsWith({ "29980101000000_other": 'DROP TABLE "unit" CASCADE;' });
  for (const [folder, newestKnown] of [
    [MIGRATIONS_FOLDER, newest],
    [older, "29980101000000_other"],
  ] as const) {
    await expect(migrate(settings, silent, folder)).rejects.toMatchObject({
      name: "StoreError",
      code: "newer-store",
      facts: { newestInStore: "29990101000000_colour", newestKnown },
    });
  }
  const stillThere = { "29990101000000_colour": "SELECT 1;", "29990101000001_check": 'SELECT "code" FROM "unit";' };
  await migrate(settings, silent, migrationsWith(stillThere));
});

test("a migration that the server refuses is reported with the server's words and leaves the store as it was", async () => {
  const settings = await migratedDatabase();
  const broken = migrationsWith({
    "29990101000000_fine": 'CREATE TABLE "fine" ("id" int);',
    "29990101000001_broken": 'CREATE TABLE "half" ("id" int); ALTER TABLE "no_such_table" ADD COLUMN "colour" text;',
  });
  await expect(migrate(settings, silent, broken)).rejects.toMatchObject({
    code: "migration-failed",
    facts: { reason: 'relation "no_such_table" does not exist' },
  });
  const mended = migrationsWith({
    "29990101000000_fine": 'CREATE TABLE "fine" ("id" int);',
    "29990101000001_broken": 'CREATE TABLE "half" ("id" int);',
  });
  await migrate(settings, silent, mended);
});

describe("a server that cannot be used", () => {
  const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: newFolder(), log: silent });

  test.each([
    ["localhost/nhacviec", "is not an address"],
    ["mysql://localhost/nhacviec", "begins with 'mysql:'"],
    ["postgresql://localhost", "names no database"],
    ["postgresql://localhost/x?schema=other", "names the schema 'other', only 'public' is used"],
  ])("the address %s is refused because it %s", async (url, reason) => {
    await expect(open(url)).rejects.toMatchObject({ code: "bad-url", facts: { reason } });
  });

  test("a server that does not answer is named without its password", async () => {
    const error = await open("postgresql://bot:hunter2@127.0.0.1:1/nhacviec").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "unreachable", facts: { place: "127.0.0.1:1/nhacviec" } });
    expect(String(error)).not.toContain("hunter2");
  });

  test.skipIf(testServerUrl === undefined)(
    "a database that is not on the server (TEST_DATABASE_URL) is unreachable",
    async () => {
      const url = new URL(testServerUrl ?? "");
      url.pathname = "/no_such_database";
      await expect(open(url.href)).rejects.toMatchObject({ code: "unreachable" });
    },
  );
});

test("a store that works answers a ping", async () => {
  const store = await openTestStore();
  await store.ping();
  await store.close();
});
