import { type Database, instant } from "./database.ts";
import { type ImportCounts, importCounts } from "./import-units.ts";

export type MemberRow = {
  readonly code: string;
  readonly fullName: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly email: string | null;
  readonly memberships: readonly { readonly unit: string; readonly role: string }[];
};

/**
 * Creates and updates members by code; members that the file does not name stay. A member's memberships become those of the
 * file, in its order. Units must exist. Two statements, however long the table.
 */
export async function importMembers(db: Database, rows: readonly MemberRow[], now: Date): Promise<ImportCounts> {
  const table = JSON.stringify(rows);
  const written = await db.$queryRaw<{ code: string; fresh: boolean }[]>`
    WITH row AS (
      SELECT * FROM jsonb_to_recordset(${table}::jsonb)
        AS r(code text, "fullName" text, title text, language text, email text)
    )
    INSERT INTO member (code, full_name, title, language, email, created_at)
    SELECT code, "fullName", title, language, email, ${instant(now)}::timestamptz FROM row
    ON CONFLICT (code) DO UPDATE SET full_name = excluded.full_name, title = excluded.title,
        language = COALESCE(excluded.language, member.language), email = excluded.email
      WHERE (member.full_name, member.title, member.email) IS DISTINCT FROM (excluded.full_name, excluded.title, excluded.email)
         OR member.language IS DISTINCT FROM COALESCE(excluded.language, member.language)
    RETURNING code, xmax = 0 AS fresh`;
  const changed = await db.$queryRaw<{ code: string }[]>`
    WITH wanted AS (
      SELECT m.id AS member_id, m.code, u.id AS unit_id, (e.value->>'role')::role AS role, (e.position - 1)::int AS position
      FROM jsonb_to_recordset(${table}::jsonb) AS r(code text, memberships jsonb)
      JOIN member m ON m.code = r.code
      CROSS JOIN LATERAL jsonb_array_elements(r.memberships) WITH ORDINALITY AS e(value, position)
      JOIN unit u ON u.code = e.value->>'unit'
    ), gone AS (
      DELETE FROM membership ms USING member m, jsonb_to_recordset(${table}::jsonb) AS r(code text)
      WHERE m.id = ms.member_id AND m.code = r.code
        AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.member_id = ms.member_id AND w.unit_id = ms.unit_id)
      RETURNING m.code
    ), written AS (
      INSERT INTO membership (member_id, unit_id, role, position)
      SELECT member_id, unit_id, role, position FROM wanted
      ON CONFLICT (member_id, unit_id) DO UPDATE SET role = excluded.role, position = excluded.position
        WHERE (membership.role, membership.position) IS DISTINCT FROM (excluded.role, excluded.position)
      RETURNING member_id
    )
    SELECT code FROM gone UNION SELECT DISTINCT w.code FROM wanted w JOIN written x ON x.member_id = w.member_id`;
  return importCounts(rows.length, written, changed);
}

/** The codes of all units. */
export async function unitCodes(db: Database): Promise<Set<string>> {
  return new Set((await db.unit.findMany({ select: { code: true } })).map((unit) => unit.code));
}
