import { type Database, instant } from "./database.ts";

export type InvitedMember = {
  readonly memberId: number;
  readonly code: string;
  readonly fullName: string;
  readonly unitName: string;
};

/** The member of a code; null when there is none. */
export async function memberByCode(db: Database, code: string): Promise<InvitedMember | null> {
  return (await invitable(db, code))[0] ?? null;
}

/** Members without an account, by code. */
export async function unlinkedMembers(db: Database): Promise<InvitedMember[]> {
  return await invitable(db, null);
}

async function invitable(db: Database, code: string | null): Promise<InvitedMember[]> {
  return db.$queryRaw<InvitedMember[]>`
    SELECT m.id AS "memberId", m.code, m.full_name AS "fullName",
      COALESCE((SELECT COALESCE(u.short_name, u.name) FROM membership ms JOIN unit u ON u.id = ms.unit_id
                WHERE ms.member_id = m.id ORDER BY ms.position LIMIT 1), '') AS "unitName"
    FROM member m
    WHERE CASE WHEN ${code}::text IS NULL THEN NOT EXISTS (SELECT 1 FROM account a WHERE a.member_id = m.id)
               ELSE m.code = ${code} END
    ORDER BY m.code`;
}

/** Stores new invites by the hash of their codes; a member's earlier unused codes stop working at once. */
export async function insertInvites(
  db: Database,
  invites: readonly { memberId: number; codeHash: string }[],
  now: Date,
  expiresAt: Date,
): Promise<void> {
  const rows = JSON.stringify(invites);
  await db.$executeRaw`
    WITH replaced AS (
      DELETE FROM invite i USING jsonb_to_recordset(${rows}::jsonb) AS r("memberId" int)
      WHERE i.member_id = r."memberId" AND i.used_at IS NULL
    )
    INSERT INTO invite (member_id, code_hash, created_at, expires_at)
    SELECT r."memberId", r."codeHash", ${instant(now)}::timestamptz, ${instant(expiresAt)}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS r("memberId" int, "codeHash" text)`;
}
