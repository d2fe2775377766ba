import { foldWords } from "../../domain/fold-vietnamese.ts";
import type { RegisteredUnit } from "../../store/unit-registry.ts";
import { type ResolvedName, resolveUnits, type UnitRegistry } from "../resolve-units.ts";

/** A unit or group as the sheet offers it. */
export type OfferedUnit = {
  /** What is written in a cell of units; means this unit or group alone. */
  readonly label: string;
  /** Empty for a group. */
  readonly code: string;
  readonly name: string;
  readonly groups: readonly string[];
};

export type UnitNames = {
  readonly offered: readonly OfferedUnit[];
  /** How a task's unit is written in a cell; the document's own words while it means nobody. */
  readonly label: (unit: ResolvedName) => string;
  /** What a person may have meant by a name: "SYT — Sở Y tế", the likeliest first. */
  readonly proposals: (written: string) => readonly string[];
  /** The unit or group of a name, code, label or proposal; null when nobody bears it or several do. */
  readonly find: (written: string) => ResolvedName | null;
  /** The unit or group that bears exactly this name in the registry. */
  readonly exact: (written: string) => ResolvedName | null;
};

/** Separates units in a cell. */
export const UNIT_SEPARATOR = "; ";

const DASH = " — ";

/** The names of a registry both ways. `listed` are labels that an older sheet gave to codes: they still mean those. */
export function unitNames(registry: UnitRegistry, listed: ReadonlyMap<string, string> = new Map()): UnitNames {
  const groupsOf = new Map<number, string[]>();
  for (const { name, unitIds } of registry.groups)
    for (const id of unitIds) groupsOf.set(id, [...(groupsOf.get(id) ?? []), name]);
  const exact = memo((written): ResolvedName | null => {
    const found = resolveUnits([written], registry).units[0];
    return found === undefined || (found.unitId === null && found.groupId === null) ? null : found;
  });
  const labelOf = (unit: RegisteredUnit): string => {
    const plain = !unit.name.includes(";") && exact(unit.name)?.unitId === unit.id;
    return plain ? unit.name : unit.code;
  };
  const unitLabels = new Map(registry.units.map((unit) => [unit.id, labelOf(unit)]));
  const groupLabels = new Map(registry.groups.map(({ id, name }) => [id, name]));
  const byCode = new Map(registry.units.map((unit) => [unit.code, unit]));
  const proposals = memo((written) => {
    const { unresolved } = resolveUnits([written], registry);
    return (unresolved[0]?.proposals ?? []).map((shown) => {
      const unit = byCode.get(shown);
      return unit === undefined ? shown : `${unit.code}${DASH}${unit.name}`;
    });
  });
  const find = memo((written) => {
    const name = written.replace(/\?+$/, "").trim();
    const whole = exact(name);
    if (whole !== null) return { ...whole, written: name };
    const unit = byCode.get(name.split(/\s+[—–-]\s+/)[0] ?? "") ?? byCode.get(listed.get(foldWords(name)) ?? "");
    return unit === undefined ? null : { written: unitLabels.get(unit.id) ?? name, unitId: unit.id, groupId: null };
  });
  return {
    offered: [
      ...registry.units.map(({ id, code, name }) => ({
        label: unitLabels.get(id) ?? code,
        code,
        name,
        groups: groupsOf.get(id) ?? [],
      })),
      ...registry.groups.map(({ name }) => ({ label: name, code: "", name, groups: [] })),
    ],
    label: ({ unitId, groupId, written }) => unitLabels.get(unitId ?? -1) ?? groupLabels.get(groupId ?? -1) ?? written,
    proposals,
    find,
    exact,
  };
}

function memo<Result>(make: (name: string) => Result): (name: string) => Result {
  const made = new Map<string, Result>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const result = make(name);
    made.set(name, result);
    return result;
  };
}
