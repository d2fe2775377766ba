import { Refusal } from "../errors.ts";
import type { Database } from "./database.ts";

export type RegisteredUnit = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly aliases: readonly string[];
};

export type RegisteredGroup = { readonly id: number; readonly name: string; readonly unitIds: readonly number[] };

/** Every unit and group by the names that documents may use. */
export async function readUnitRegistry(db: Database): Promise<{ units: RegisteredUnit[]; groups: RegisteredGroup[] }> {
  const units = await db.unit.findMany({
    select: { id: true, code: true, name: true, shortName: true, aliases: true },
    orderBy: { id: "asc" },
  });
  const groups = await db.unitGroup.findMany({
    include: { units: { select: { unitId: true } } },
    orderBy: { id: "asc" },
  });
  return {
    units,
    groups: groups.map(({ id, name, units: members }) => ({ id, name, unitIds: members.map((one) => one.unitId) })),
  };
}

/**
 * The unit of a code; for null the root of the tree.
 * @throws Refusal `unit-unknown`, or `no-units` when there is no single root
 */
export async function monitorUnitFor(db: Database, code: string | null): Promise<number> {
  if (code !== null) {
    const unit = await db.unit.findUnique({ where: { code }, select: { id: true } });
    if (unit === null) throw new Refusal("unit-unknown", { seen: code });
    return unit.id;
  }
  const roots = await db.unit.findMany({ where: { parentId: null }, select: { id: true } });
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw new Refusal("no-single-root", { count: roots.length });
  return root.id;
}
