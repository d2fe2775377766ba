import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import type { ConnectionSettings } from "./connection-settings.ts";

/** Prisma's own migration engine on one connection. */
export type EngineOnConnection = {
  readonly engine: SchemaEngine;
  readonly connection: SqlDriverAdapter;
  /** What the database said to the first script it refused, or null. The engine's own report can hide it. */
  refusal(): unknown;
  close(): Promise<void>;
};

/**
 * Starts the engine on exactly one connection, so that a transaction begun with `connection.executeScript("BEGIN")` holds everything
 * the engine does. The engine uses the same connection as its shadow database: only diff against a database that is empty.
 */
export async function openSchemaEngine(settings: ConnectionSettings): Promise<EngineOnConnection> {
  const adapter = await new PrismaPg({ ...settings, max: 1, idleTimeoutMillis: 0 }).connect();
  let refusal: unknown = null;
  const connection: SqlDriverAdapter = {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: (query) => queryWithCharacters(adapter, query),
    executeRaw: (query) => adapter.executeRaw(query),
    startTransaction: (isolationLevel) => adapter.startTransaction(isolationLevel),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    // The adapter's own executeScript cuts at every semicolon, also inside function bodies.
    executeScript: async (script) => {
      try {
        await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
      } catch (error) {
        refusal ??= error;
        throw error;
      }
    },
    // The connection outlives the engine, which has to be closed inside our transaction.
    dispose: async () => {},
  };
  const connect = async (): Promise<SqlDriverAdapter> => connection;
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect,
    connectToShadowDb: connect,
  });
  try {
    const { SchemaEngine } = await loadEngine();
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    return {
      engine,
      connection,
      refusal: () => refusal,
      close: async () => {
        engine.free();
        await adapter.dispose();
      },
    };
  } catch (error) {
    await adapter.dispose();
    throw error;
  }
}

/**
 * The engine reads columns of PostgreSQL's one-letter type "char" from the catalogue when it describes a database, and the adapter
 * refuses that type: such a query is asked again with those columns as text, and told so.
 */
async function queryWithCharacters(adapter: PgAdapter, query: SqlQuery): Promise<SqlResultSet> {
  try {
    return await adapter.queryRaw(query);
  } catch (error) {
    if (!isDriverAdapterError(error) || error.cause.kind !== "UnsupportedNativeDataType") throw error;
  }
  const asked = `(${query.sql.trimEnd().replace(/;$/, "")}) AS asked`;
  const { fields } = await adapter.underlyingDriver().query(`SELECT * FROM ${asked} LIMIT 0`, query.args);
  const columns = fields.map(({ name, dataTypeID }) => (dataTypeID === CHAR_TYPE ? `"${name}"::text` : `"${name}"`));
  const result = await adapter.queryRaw({ ...query, sql: `SELECT ${columns.join(", ")} FROM ${asked}` });
  const columnTypes = result.columnTypes.map((type, at) =>
    fields[at]?.dataTypeID === CHAR_TYPE ? ColumnTypeEnum.Character : type,
  );
  return { ...result, columnTypes };
}

/** The object id of "char" in pg_type. */
const CHAR_TYPE = 18;

type PgAdapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type EngineModule = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");
let loaded: Promise<EngineModule> | null = null;

/**
 * Importing the package itself relies on WebAssembly modules, which Node calls experimental and says so on stderr;
 * this does by hand what that import does.
 */
function loadEngine(): Promise<EngineModule> {
  loaded ??= (async () => {
    const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
    const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
    const bytes = await readFile(join(folder, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...bindings } });
    startBindings(bindings, instance.exports);
    return bindings;
  })();
  return loaded;
}

function startBindings(bindings: object, exports: object): void {
  const { __wbg_set_wasm: setWasm } = bindings as { __wbg_set_wasm: (exports: object) => void };
  setWasm(exports);
  const { __wbindgen_start: start } = exports as { __wbindgen_start: () => void };
  start();
}

/** The part that is used; TypeScript has it only together with the types of a browser. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: object } }>;
};
