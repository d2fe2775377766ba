/** The organisation's units as a tree, by id. */
export type UnitTree = {
  readonly ids: readonly number[];
  /** The unit itself, its parent, and so on up to the root. */
  lineOf(unitId: number): readonly number[];
  /** True for the unit itself and everything below it. */
  isWithin(unitId: number, ancestorId: number): boolean;
};

export function buildUnitTree(rows: readonly { readonly id: number; readonly parentId: number | null }[]): UnitTree {
  const parents = new Map(rows.map((row) => [row.id, row.parentId]));
  const lineOf = (unitId: number): number[] => {
    const line: number[] = [];
    for (let id: number | null = unitId; id !== null && !line.includes(id); id = parents.get(id) ?? null) line.push(id);
    return line;
  };
  return {
    ids: rows.map((row) => row.id),
    lineOf,
    isWithin: (unitId, ancestorId) => lineOf(unitId).includes(ancestorId),
  };
}

/** As much of the tree as these lines show: each a unit, its parent, and so on up to the root. */
export function treeOfLines(lines: readonly (readonly number[])[]): UnitTree {
  const parents = new Map(lines.flatMap((line) => line.map((id, index) => [id, line[index + 1] ?? null] as const)));
  return buildUnitTree([...parents].map(([id, parentId]) => ({ id, parentId })));
}

/** A ring of parents ("A", "B", "A"), or null when there is none. `parents` gives each key its parent, null for a root. */
export function findCycle<Key>(parents: ReadonlyMap<Key, Key | null>): Key[] | null {
  const safe = new Set<Key>();
  for (const start of parents.keys()) {
    const path: Key[] = [];
    for (let key: Key | null = start; key !== null && !safe.has(key); key = parents.get(key) ?? null) {
      const seenAt = path.indexOf(key);
      if (seenAt >= 0) return [...path.slice(seenAt), key];
      path.push(key);
    }
    for (const key of path) safe.add(key);
  }
  return null;
}
