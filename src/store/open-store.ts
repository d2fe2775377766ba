import { PrismaPg } from "@prisma/adapter-pg";
import type { Log } from "../log.ts";
import { storeErrorOfQuery } from "./connection-errors.ts";
import { type ConnectionSettings, placeOf, settingsOfUrl } from "./connection-settings.ts";
import { openEmbedded } from "./embedded/open-embedded.ts";
import { PrismaClient } from "./generated/client.ts";
import { migrate } from "./migrate.ts";
import { statementNames } from "./statement-name.ts";
import { StoreError } from "./store-error.ts";

export type Store = {
  readonly prisma: PrismaClient;
  /** True on the embedded server, where all connections are one session. */
  readonly embedded: boolean;
  /**
   * Asks the server something.
   * @throws StoreError `unreachable`
   */
  ping(): Promise<void>;
  /** Ends the connections, and the embedded server when this process runs it. */
  close(): Promise<void>;
};

export type StoreOptions = {
  /** A PostgreSQL server's address; null: the embedded one in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly log: Log;
};

/** On the embedded server statements wait for each other anyway. */
const EMBEDDED_CONNECTIONS = 2;
const SERVER_CONNECTIONS = 10;
/** For a server that does not answer, and for a connection while all are taken. */
const CONNECT_WITHIN_MS = 15_000;
/** A transaction may wait while another process imports a plan; Prisma's 2 s and 5 s are too short for that. */
const TRANSACTION_TIMES = { maxWait: CONNECT_WITHIN_MS, timeout: 30_000 };

/**
 * Connects to the store and brings it to this program's version.
 * @throws StoreError
 */
export async function openStore({ databaseUrl, dataDir, log }: StoreOptions): Promise<Store> {
  if (databaseUrl !== null) {
    const settings = settingsOfUrl(databaseUrl);
    return await connectStore(settings, { embedded: false, place: placeOf(settings), log });
  }
  const lost = (error: StoreError): void =>
    log.error({ code: error.code, reason: error.message }, "embedded store lost");
  const server = await openEmbedded(dataDir, lost);
  try {
    const store = await connectStore(server.settings, { embedded: true, place: dataDir, log });
    const close = async (): Promise<void> => {
      await store.close();
      await server.close();
    };
    return { ...store, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function connectStore(
  settings: ConnectionSettings,
  { embedded, place, log }: { embedded: boolean; place: string; log: Log },
): Promise<Store> {
  const connecting = { ...settings, connectionTimeoutMillis: CONNECT_WITHIN_MS };
  try {
    await migrate(connecting, log);
  } catch (error) {
    throw error instanceof StoreError ? error : (storeErrorOfQuery(error, place) ?? error);
  }
  const adapter = new PrismaPg(
    { ...connecting, max: embedded ? EMBEDDED_CONNECTIONS : SERVER_CONNECTIONS },
    {
      onPoolError: (error) => log.warn({ reason: error.message }, "store connection lost"),
      // On the embedded server all connections are one session, in which a name can be given once only.
      ...(embedded ? {} : { statementNameGenerator: statementNames() }),
    },
  );
  const prisma = new PrismaClient({ adapter, transactionOptions: TRANSACTION_TIMES });
  const ping = async (): Promise<void> => {
    try {
      await prisma.$queryRaw`SELECT 1`;
    } catch (error) {
      throw (
        storeErrorOfQuery(error, place) ?? new StoreError("unreachable", `${place} does not answer`, { place }, error)
      );
    }
  };
  return { prisma, embedded, ping, close: async () => await prisma.$disconnect() };
}
