import { StoreError } from "./store-error.ts";

/** Where a PostgreSQL server listens: an address from DATABASE_URL, or the embedded server's socket. */
export type ConnectionSettings = (
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string }
) & { readonly connectionTimeoutMillis?: number };

/**
 * Reads DATABASE_URL.
 * @throws StoreError `bad-url`; it never repeats the address, which may contain a password
 */
export function settingsOfUrl(databaseUrl: string): { readonly connectionString: string } {
  const accepts = "postgresql://user:password@host:5432/database";
  const refuse = (reason: string): StoreError =>
    new StoreError("bad-url", `DATABASE_URL ${reason}; it takes ${accepts}`, { reason, accepts });
  if (!URL.canParse(databaseUrl)) throw refuse("is not an address");
  const url = new URL(databaseUrl);
  if (url.protocol !== "postgresql:" && url.protocol !== "postgres:") throw refuse(`begins with '${url.protocol}'`);
  if (url.pathname.length < 2) throw refuse("names no database");
  // Prisma's addresses may say it; the driver does not know it.
  const schema = url.searchParams.get("schema") ?? "public";
  if (schema !== "public") throw refuse(`names the schema '${schema}', only 'public' is used`);
  url.searchParams.delete("schema");
  return { connectionString: url.href };
}

/** The host and database of an address, for people: without user and password. */
export function placeOf({ connectionString }: { readonly connectionString: string }): string {
  const { host, pathname } = new URL(connectionString);
  return `${host}${pathname}`;
}
