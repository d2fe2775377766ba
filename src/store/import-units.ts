import type { Database } from "./database.ts";

export type UnitRow = {
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly aliases: readonly string[];
  readonly parent: string | null;
  readonly groups: readonly string[];
};

export type ImportCounts = { readonly created: number; readonly updated: number; readonly unchanged: number };

/** Every unit's parent by code, as the store has it. */
export async function unitParents(db: Database): Promise<Map<string, string | null>> {
  const rows = await db.unit.findMany({ select: { code: true, parent: { select: { code: true } } } });
  return new Map(rows.map((row) => [row.code, row.parent?.code ?? null]));
}

/**
 * Creates and updates units by code; units that the file does not name stay. A unit's groups become those of its row. Parents
 * must exist in the store or among the rows. Four statements, however long the table.
 */
export async function importUnits(db: Database, rows: readonly UnitRow[]): Promise<ImportCounts> {
  const table = JSON.stringify(rows);
  const written = await db.$queryRaw<{ code: string; fresh: boolean }[]>`
    WITH row AS (
      SELECT * FROM jsonb_to_recordset(${table}::jsonb) AS r(code text, name text, "shortName" text, aliases text[])
    )
    INSERT INTO unit (code, name, short_name, aliases) SELECT code, name, "shortName", aliases FROM row
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, aliases = excluded.aliases
      WHERE (unit.name, unit.short_name, unit.aliases) IS DISTINCT FROM (excluded.name, excluded.short_name, excluded.aliases)
    RETURNING code, xmax = 0 AS fresh`;
  const moved = await db.$queryRaw<{ code: string }[]>`
    UPDATE unit u SET parent_id = p.id
    FROM jsonb_to_recordset(${table}::jsonb) AS r(code text, parent text) LEFT JOIN unit p ON p.code = r.parent
    WHERE u.code = r.code AND u.parent_id IS DISTINCT FROM p.id AND (r.parent IS NULL OR p.id IS NOT NULL)
    RETURNING u.code`;
  await db.$executeRaw`
    INSERT INTO unit_group (name)
    SELECT DISTINCT g FROM jsonb_to_recordset(${table}::jsonb) AS r(groups text[]), unnest(r.groups) AS g
    ON CONFLICT (name) DO NOTHING`;
  const regrouped = await db.$queryRaw<{ code: string }[]>`
    WITH wanted AS (
      SELECT u.id AS unit_id, g.id AS group_id
      FROM jsonb_to_recordset(${table}::jsonb) AS r(code text, groups text[])
      JOIN unit u ON u.code = r.code JOIN unit_group g ON g.name = ANY(r.groups)
    ), gone AS (
      DELETE FROM unit_in_group i USING unit u, jsonb_to_recordset(${table}::jsonb) AS r(code text)
      WHERE u.id = i.unit_id AND u.code = r.code
        AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.unit_id = i.unit_id AND w.group_id = i.group_id)
      RETURNING i.unit_id
    ), joined AS (
      INSERT INTO unit_in_group (unit_id, group_id) SELECT unit_id, group_id FROM wanted
      ON CONFLICT DO NOTHING RETURNING unit_id
    )
    SELECT code FROM unit WHERE id IN (SELECT unit_id FROM gone UNION SELECT unit_id FROM joined)`;
  return importCounts(rows.length, written, [...moved, ...regrouped]);
}

/**
 * Each row once: as created, or updated, or neither. `written` are the rows that were inserted (`fresh`) or altered, `related`
 * the codes of rows whose relations changed; a code may stand in both, and more than once.
 */
export function importCounts(
  rows: number,
  written: readonly { readonly code: string; readonly fresh: boolean }[],
  related: readonly { readonly code: string }[],
): ImportCounts {
  const created = written.filter((row) => row.fresh).length;
  // Who was created stands in `written`, so every code is counted here once.
  const touched = new Set([...written, ...related].map((row) => row.code)).size;
  return { created, updated: touched - created, unchanged: rows - touched };
}
