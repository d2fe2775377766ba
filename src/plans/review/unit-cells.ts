import { foldWords } from "../../domain/fold-vietnamese.ts";
import type { NewTaskUnit } from "../../store/tasks.ts";
import type { CellProblem } from "./deadline-cells.ts";
import { UNIT_SEPARATOR, type UnitNames } from "./unit-names.ts";

/** A name that nobody in the registry bears yet. */
export const isOpen = ({ unitId, groupId }: NewTaskUnit): boolean => unitId === null && groupId === null;

const sameUnit = (one: NewTaskUnit, other: NewTaskUnit): boolean =>
  isOpen(one) && isOpen(other)
    ? foldWords(one.written) === foldWords(other.written)
    : one.unitId === other.unitId && one.groupId === other.groupId;

/** An open name that the registry has come to know is resolved, whoever touched the cell. */
const settled = (unit: NewTaskUnit, names: UnitNames): NewTaskUnit =>
  isOpen(unit) ? { ...unit, ...(names.exact(unit.written) ?? {}), written: unit.written } : unit;

/** The units of an untouched cell. */
export const keptUnits = (units: readonly NewTaskUnit[], names: UnitNames): NewTaskUnit[] =>
  units.map((unit) => settled(unit, names));

/**
 * The units named in a cell, separated by semicolons or lines. A name that stood there already stays what it was, an open one
 * too; every other has to be a unit or group. A unit said twice counts once.
 */
export function readUnitCell(
  cell: string,
  { role, column, stored }: { role: NewTaskUnit["role"]; column: "lead" | "coord"; stored: readonly NewTaskUnit[] },
  names: UnitNames,
): { readonly units: readonly NewTaskUnit[]; readonly problems: readonly CellProblem[] } {
  const units: NewTaskUnit[] = [];
  const problems: CellProblem[] = [];
  for (const part of cell.split(/[;\n]/).map((name) => name.trim())) {
    if (part === "") continue;
    const folded = foldWords(part);
    const there = stored.find((unit) => [names.label(unit), unit.written].some((name) => foldWords(name) === folded));
    const found = there ?? names.find(part);
    if (found === null) {
      const accepted = names.proposals(part).join(UNIT_SEPARATOR);
      problems.push({ code: "unit-unknown", column, seen: part, accepted });
      continue;
    }
    const unit = settled({ ...found, role }, names);
    if (!units.some((one) => sameUnit(one, unit))) units.push(unit);
  }
  return { units, problems };
}
