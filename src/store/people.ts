import type { UnitTree } from "../domain/unit-tree.ts";
import { buildUnitTree } from "../domain/unit-tree.ts";
import type { Database } from "./database.ts";

/** The whole tree of units: some hundreds of rows at most. */
export async function readUnitTree(db: Database): Promise<UnitTree> {
  return buildUnitTree(await db.unit.findMany({ select: { id: true, parentId: true } }));
}

/**
 * The heads of a unit, or of the nearest unit above it that has one; `exceptId` is passed over, so that nobody is above
 * themselves. Empty when there is nobody up to the root.
 */
export async function headsOver(
  db: Database,
  unitId: number,
  exceptId: number | null = null,
): Promise<{ memberId: number; unitId: number }[]> {
  return db.$queryRaw`
    WITH RECURSIVE line AS (
      SELECT id, parent_id, 0 AS distance FROM unit WHERE id = ${unitId}
      UNION ALL SELECT u.id, u.parent_id, line.distance + 1 FROM unit u JOIN line ON u.id = line.parent_id
    ), head AS (
      SELECT m.member_id, m.unit_id, line.distance FROM line JOIN membership m ON m.unit_id = line.id AND m.role = 'head'
      WHERE m.member_id IS DISTINCT FROM ${exceptId}::int
    )
    SELECT member_id AS "memberId", unit_id AS "unitId" FROM head
    WHERE distance = (SELECT min(distance) FROM head) ORDER BY member_id`;
}

export type Colleague = { readonly memberId: number; readonly fullName: string; readonly title: string | null };

/** Everybody who works in a unit, by name. */
export async function workersOf(db: Database, unitId: number): Promise<Colleague[]> {
  const rows = await db.membership.findMany({
    where: { unitId, role: { in: ["member", "head"] } },
    select: { member: { select: { id: true, fullName: true, title: true } } },
    orderBy: [{ member: { fullName: "asc" } }, { memberId: "asc" }],
  });
  return rows.map(({ member }) => ({ memberId: member.id, fullName: member.fullName, title: member.title }));
}
