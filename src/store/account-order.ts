import { instant } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** So many messages in a row that could not be shown to arrive make an account the last resort. */
export const SILENT_AFTER = 3;

/**
 * ORDER BY of the accounts `a` of one person, the one to write to first: where nobody answers by hand, where messages
 * arrive, then as the person ranked them. Blocked accounts are left out by whoever asks.
 */
export const accountOrder = (now: Date): Prisma.Sql =>
  Prisma.sql`COALESCE(a.paused_until > ${instant(now)}::timestamptz, false), a.silence >= ${SILENT_AFTER}, a.rank, a.id`;
