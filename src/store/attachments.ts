import { type Database, instant } from "./database.ts";
import { storable } from "./storable-text.ts";

/** What the column holds; a file of more bytes is too large anyway. */
const MOST_BYTES_NOTED = 2_147_483_647;

/**
 * Remembers received files before their bytes are fetched. Returns their ids in order; no query when there are none. Sizes and
 * names are what a platform claims: of a size only as much is noted as the column holds.
 */
export async function keepAttachments(
  db: Database,
  received: {
    memberId: number;
    channel: string;
    files: readonly { fileRef: string; name: string; sizeBytes: number | null }[];
    now: Date;
  },
): Promise<number[]> {
  if (received.files.length === 0) return [];
  const rows = await db.$queryRaw<{ id: number }[]>`
    INSERT INTO attachment (member_id, channel, file_ref, name, size_bytes, created_at)
    SELECT ${received.memberId}, ${received.channel}, f."fileRef", f.name,
           CASE WHEN f."sizeBytes" IS NOT NULL THEN LEAST(GREATEST(trunc(f."sizeBytes"), 0), ${MOST_BYTES_NOTED})::int END,
           ${instant(received.now)}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(storable(received.files))}::jsonb) AS f("fileRef" text, name text, "sizeBytes" numeric)
    RETURNING id`;
  return rows.map((row) => row.id);
}

export type WaitingFile = {
  readonly id: number;
  readonly channel: string;
  readonly fileRef: string;
  /** When it was received. */
  readonly createdAt: Date;
};

/**
 * Takes up to `limit` files of these channels whose bytes are to be fetched now, but for those in `except`: those that were not
 * tried yet first. Each rests from now on for as long as it has waited already, an hour at most, should it not be had; so
 * those that cannot be had keep the others waiting ever less.
 */
export async function claimFilesToFetch(
  db: Database,
  request: {
    readonly channels: readonly string[];
    readonly limit: number;
    readonly except: readonly number[];
    readonly now: Date;
  },
): Promise<WaitingFile[]> {
  const now = instant(request.now);
  // Index: attachment_to_fetch_idx holds only what waits.
  return db.$queryRaw<WaitingFile[]>`
    UPDATE attachment a
    SET fetch_at = ${now}::timestamptz
      + LEAST(GREATEST(${now}::timestamptz - a.created_at, interval '0'), interval '1 hour')
    WHERE a.id IN (
      SELECT id FROM attachment
      WHERE stored_at IS NULL AND failed_at IS NULL AND channel = ANY(${request.channels}::text[])
        AND COALESCE(fetch_at <= ${now}::timestamptz, true) AND id <> ALL(${request.except}::int[])
      ORDER BY fetch_at NULLS FIRST, id
      LIMIT ${request.limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING a.id, a.channel, a.file_ref AS "fileRef", a.created_at AS "createdAt"`;
}

/** Gives up files that were received before an instant on a channel that is not among these: nobody fetches them any more. */
export async function giveUpFilesElsewhere(
  db: Database,
  { channels, before, now }: { readonly channels: readonly string[]; readonly before: Date; readonly now: Date },
): Promise<void> {
  // Index: attachment_to_fetch_idx holds only what waits.
  await db.$executeRaw`
    UPDATE attachment SET failed_at = ${instant(now)}::timestamptz
    WHERE stored_at IS NULL AND failed_at IS NULL AND channel <> ALL(${channels}::text[])
      AND created_at <= ${instant(before)}::timestamptz`;
}

/** The bytes are kept under their SHA-256; null: they cannot be had any more. */
export async function fileFetched(db: Database, id: number, sha256: string | null, now: Date): Promise<void> {
  await db.attachment.update({ where: { id }, data: sha256 === null ? { failedAt: now } : { sha256, storedAt: now } });
}

/** The names of files that a person sent, in the order of the ids; ids that are not theirs are left out. */
export async function namesOfAttachments(
  db: Database,
  memberId: number,
  ids: readonly number[],
): Promise<{ id: number; name: string }[]> {
  return db.attachment.findMany({
    where: { memberId, id: { in: [...ids] } },
    orderBy: { id: "asc" },
    select: { id: true, name: true },
  });
}

/** Files that are kept no longer, one or all with the same bytes whoever sent them: their rows are emptied. */
export async function forgetAttachments(
  db: Database,
  which: { readonly id: number } | { readonly sha256: string },
  now: Date,
): Promise<void> {
  await db.attachment.updateMany({
    where: which,
    data: { sha256: null, name: "", storedAt: null, sizeBytes: null, failedAt: now },
  });
}
