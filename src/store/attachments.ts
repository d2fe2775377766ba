import { type Database, instant } from "./database.ts";

/** Remembers received files before their bytes are fetched. Returns their ids in order; no query when there are none. */
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
    SELECT ${received.memberId}, ${received.channel}, f."fileRef", f.name, f."sizeBytes", ${instant(received.now)}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(received.files)}::jsonb) AS f("fileRef" text, name text, "sizeBytes" int)
    RETURNING id`;
  return rows.map((row) => row.id);
}

export type WaitingFile = { readonly id: number; readonly channel: string; readonly fileRef: string };

/** Files whose bytes were not fetched yet, oldest first. */
export async function filesToFetch(db: Database, limit: number): Promise<WaitingFile[]> {
  return db.attachment.findMany({
    where: { storedAt: null, failedAt: null },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, channel: true, fileRef: true },
  });
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
