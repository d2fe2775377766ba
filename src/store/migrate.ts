import { PrismaPg } from "@prisma/adapter-pg";
import { isDriverAdapterError, type SqlQueryable } from "@prisma/driver-adapter-utils";
import type { Log } from "../log.ts";
import { checkServer } from "./check-server.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { MIGRATIONS_FOLDER, migrationNames, readMigrations } from "./migration-files.ts";
import { openSchemaEngine } from "./schema-engine.ts";
import { StoreError } from "./store-error.ts";

/** Any number that nothing else in the database uses as an advisory lock. */
const MIGRATION_LOCK = 4_720_261_121;

/**
 * Brings the store to this program's version. Everything happens in one transaction that holds a lock: several processes may start at once,
 * and a migration that is refused leaves the store as it was. When nothing is missing it costs a few short queries and does not load the engine.
 * @throws StoreError `unsupported-server`, `newer-store`, `migration-failed`
 */
export async function migrate(
  settings: ConnectionSettings,
  log: Log,
  folder: string = MIGRATIONS_FOLDER,
): Promise<void> {
  const known = await migrationNames(folder);
  const adapter = await new PrismaPg({ ...settings, max: 1 }).connect();
  try {
    await checkServer(adapter);
    if ((await missingMigrations(adapter, known)).length === 0) return;
  } finally {
    await adapter.dispose();
  }
  await applyMissing(settings, log, folder, known);
}

async function applyMissing(settings: ConnectionSettings, log: Log, folder: string, known: string[]): Promise<void> {
  const migrationsList = await readMigrations(folder);
  const { engine, connection, refusal, close } = await openSchemaEngine(settings);
  try {
    await connection.executeScript(`BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    // Another process may have done it while this one waited, or be of a newer version.
    if ((await missingMigrations(connection, known)).length > 0) {
      const filters = { externalTables: [], externalEnums: [] };
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
      log.info({ migrations: appliedMigrationNames }, "store migrated");
    }
    await connection.executeScript("COMMIT");
  } catch (error) {
    // Closing the connection below rolls everything back.
    if (error instanceof StoreError) throw error;
    throw migrationFailed(refusal() ?? error);
  } finally {
    await close();
  }
}

/**
 * The known migrations that the store lacks, oldest first.
 * @throws StoreError `newer-store` when the store has one that is not known
 */
async function missingMigrations(database: SqlQueryable, known: string[]): Promise<string[]> {
  const applied = await appliedMigrations(database);
  const newer = applied.filter((name) => !known.includes(name));
  const newestInStore = newer.at(-1);
  if (newestInStore !== undefined) {
    const newestKnown = known.at(-1) ?? "none";
    const message = `the store has the migration ${newestInStore}, this program knows them up to ${newestKnown}`;
    throw new StoreError("newer-store", message, { newestInStore, newestKnown });
  }
  return known.filter((name) => !applied.includes(name));
}

async function appliedMigrations(database: SqlQueryable): Promise<string[]> {
  const sql = `SELECT migration_name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`;
  const tableExists = "SELECT to_regclass('_prisma_migrations') IS NOT NULL";
  // Asked first: a failed statement would abort the transaction this may run in.
  const [[exists] = []] = (await database.queryRaw({ sql: tableExists, args: [], argTypes: [] })).rows;
  if (exists !== true) return [];
  const { rows } = await database.queryRaw({ sql, args: [], argTypes: [] });
  return rows.map(([name]) => String(name));
}

function migrationFailed(error: unknown): StoreError {
  const reason =
    isDriverAdapterError(error) && error.cause.originalMessage !== undefined
      ? error.cause.originalMessage
      : error instanceof Error
        ? error.message
        : String(error);
  return new StoreError(
    "migration-failed",
    `a migration was refused, nothing was changed: ${reason}`,
    { reason },
    error,
  );
}
