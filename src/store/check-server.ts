import type { SqlQueryable } from "@prisma/driver-adapter-utils";
import { StoreError } from "./store-error.ts";

const OLDEST_MAJOR_VERSION = 14;

/** @throws StoreError `unsupported-server` when the server is too old, or could not hold Vietnamese */
export async function checkServer(database: SqlQueryable): Promise<void> {
  const sql = "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')";
  const { rows } = await database.queryRaw({ sql, args: [], argTypes: [] });
  const [version, encoding] = rows[0] ?? [];
  if (typeof version !== "number" || version < OLDEST_MAJOR_VERSION || encoding !== "UTF8") {
    const facts = { version: Number(version), encoding: String(encoding), oldestVersion: OLDEST_MAJOR_VERSION };
    const message = `PostgreSQL ${version} with ${encoding}: it takes version ${OLDEST_MAJOR_VERSION} or later with UTF8`;
    throw new StoreError("unsupported-server", message, facts);
  }
}
