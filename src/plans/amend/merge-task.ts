import type { NewTask, NewTaskUnit, StoredTask } from "../../store/tasks.ts";

/** What belongs together when somebody corrects it. */
const GROUPS: readonly (readonly (keyof NewTask)[])[] = [
  ["text"],
  ["deadlineKind", "deadlineStart", "deadlineEnd", "deadlineEvery", "dueDays", "delayDays", "event", "deadlineText"],
  ["product"],
  ["reportTo", "reportEvery"],
];

/** A task as it was read and as a person corrected it. */
export type CorrectedTask = { readonly before: Partial<NewTask>; readonly after: Partial<NewTask> };

/**
 * A task of a revised document on top of the standing one: the document's words count, and what people settled about words
 * that it merely repeats stays theirs.
 *
 * - A correction made by hand stands as long as the document still says what was corrected.
 * - A unit found by hand for a name stays found; a unit that took a task nobody led keeps it while nobody known leads it.
 */
export function mergeTask(
  standing: StoredTask,
  read: NewTask,
  corrections: readonly CorrectedTask[],
): { readonly task: NewTask; readonly keepsLeads: boolean } {
  const kept = GROUPS.filter(
    (group) =>
      corrections.some(({ before, after }) => saysTheSame(group, before, read) && !saysTheSame(group, before, after)) &&
      saysTheSame(group, corrections.at(-1)?.after ?? {}, standing),
  );
  const merged = { ...read };
  for (const field of kept.flat()) Object.assign(merged, { [field]: standing[field] });
  const lead = mergeUnits("lead", standing, read, corrections);
  const { units: coordinating } = mergeUnits("coordinating", standing, read, corrections);
  return { task: { ...merged, units: [...lead.units, ...coordinating] }, keepsLeads: lead.keeps };
}

function saysTheSame(group: readonly (keyof NewTask)[], a: Partial<NewTask>, b: Partial<NewTask>): boolean {
  return group.every((field) => field in a && field in b && JSON.stringify(a[field]) === JSON.stringify(b[field]));
}

const writtenIn = (units: readonly NewTaskUnit[], role: NewTaskUnit["role"]): string =>
  units
    .filter((unit) => unit.role === role && unit.written !== "")
    .map(({ written }) => written)
    .sort()
    .join("|");

const sameUnits = (a: readonly NewTaskUnit[], b: readonly NewTaskUnit[], role: NewTaskUnit["role"]): boolean =>
  writtenIn(a, role) === writtenIn(b, role);

const isKnown = ({ unitId, groupId }: NewTaskUnit): boolean => unitId !== null || groupId !== null;

function unitsCorrected(
  role: NewTaskUnit["role"],
  standing: StoredTask,
  read: NewTask,
  corrections: readonly CorrectedTask[],
): boolean {
  const last = corrections.at(-1)?.after.units;
  return (
    last !== undefined &&
    sameUnits(last, standing.units, role) &&
    corrections.some(
      ({ before, after }) =>
        before.units !== undefined &&
        after.units !== undefined &&
        sameUnits(before.units, read.units, role) &&
        !sameUnits(before.units, after.units, role),
    )
  );
}

/** `keeps`: units that the document does not name go on, because it names none that is known. */
function mergeUnits(
  role: NewTaskUnit["role"],
  standing: StoredTask,
  read: NewTask,
  corrections: readonly CorrectedTask[],
): { readonly units: readonly NewTaskUnit[]; readonly keeps: boolean } {
  const had = standing.units.filter((unit) => unit.role === role);
  if (unitsCorrected(role, standing, read, corrections)) return { units: had, keeps: false };
  const found = new Map(had.filter(isKnown).map((unit) => [unit.written, unit]));
  const units = read.units
    .filter((unit) => unit.role === role)
    .map((unit) => (isKnown(unit) ? unit : (found.get(unit.written) ?? unit)));
  if (role === "coordinating" || units.some(isKnown)) return { units, keeps: false };
  const kept = had.filter(isKnown);
  return { units: [...units, ...kept], keeps: kept.some(({ written }) => written !== "") };
}
