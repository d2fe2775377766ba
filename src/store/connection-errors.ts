import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import { Prisma } from "./generated/client.ts";
import { StoreError } from "./store-error.ts";

/** Kinds of adapter-pg's errors that mean: no server, or not for us. */
const NOT_REACHED = new Set([
  "DatabaseNotReachable",
  "DatabaseDoesNotExist",
  "DatabaseAccessDenied",
  "AuthenticationFailed",
  "TlsConnectionError",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);
/** Codes of the system and of Prisma (https://www.prisma.io/docs/orm/reference/error-reference) that mean the same. */
const NOT_REACHED_CODE = /^(E[A-Z]+|P10(00|01|02|03|08|10|11|17))$/;
/** SQLSTATEs: disk full, and the class of connection failures and of a server that is shutting down. */
const DISK_FULL = "53100";
const LOST_CONNECTION = /^(08|57P)/;

/**
 * The StoreError of a failed query or connection, or null when the store works and the query was at fault. `place` names the store to a
 * person: a host and database, or the data folder.
 */
export function storeErrorOfQuery(error: unknown, place: string): StoreError | null {
  const { kind, sqlState, reason } = describe(error);
  if (sqlState === DISK_FULL) return new StoreError("disk-full", `${place}: ${reason}`, { place }, error);
  const gone = NOT_REACHED.has(kind) || NOT_REACHED_CODE.test(kind) || LOST_CONNECTION.test(sqlState);
  return gone ? new StoreError("unreachable", `${place} does not answer: ${reason}`, { place, reason }, error) : null;
}

function describe(error: unknown): { kind: string; sqlState: string; reason: string } {
  if (isDriverAdapterError(error)) {
    const { kind, originalCode = "", originalMessage = kind } = error.cause;
    return { kind: codeOf(error.cause) || kind, sqlState: originalCode, reason: originalMessage };
  }
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.meta?.driverAdapterError !== undefined) {
    const inner = describe(error.meta.driverAdapterError);
    return { ...inner, kind: NOT_REACHED_CODE.test(error.code) ? error.code : inner.kind };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: codeOf(error), sqlState: "", reason: reason.trim().split("\n").at(-1) ?? reason };
}

/** A code of the system, such as ECONNREFUSED, or of Prisma. */
function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}
