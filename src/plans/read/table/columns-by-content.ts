import type { Table } from "../source.ts";
import { readDeadline } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { startsLikeUnit } from "../units/unit-words.ts";
import type { ColumnRole, ReadableTable } from "./columns.ts";

const ENOUGH = 0.6;
const LONGEST_TIME = 80;
const SHORTEST_TASK = 18;
const LOOK_AT_ROWS = 40;

type Profile = { column: number; filled: number; numbers: number; units: number; times: number; length: number };

/**
 * The columns of a table without a header, by what stands in them: numbers, names of units, times, and long texts. Null when it
 * holds no tasks with a unit or a time.
 */
export function columnsByContent({ rows }: Pick<Table, "rows">, context: TimeContext): ReadableTable | null {
  const width = rows[0]?.cells.length ?? 0;
  const looked = rows.slice(0, LOOK_AT_ROWS);
  if (looked.length < 2 || width < 2) return null;
  const profiles = Array.from({ length: width }, (_, column): Profile => {
    const cells = looked.flatMap(({ cells }) => (cells[column]?.columns === 1 ? cells[column].text.trim() : []));
    const filled = cells.filter((text) => text !== "");
    const share = (fits: (text: string) => boolean) => filled.filter(fits).length / Math.max(1, filled.length);
    return {
      column,
      filled: filled.length,
      numbers: share((text) => /^(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]?$/i.test(text)),
      units: share((text) => startsLikeUnit(text)),
      times: share(
        (text) => text.length < LONGEST_TIME && readDeadline(text, { ...context, slot: true }).deadline.kind !== "none",
      ),
      length: filled.reduce((sum, text) => sum + text.length, 0) / Math.max(1, filled.length),
    };
  }).filter(({ filled }) => filled > 0);
  const roles = new Map<ColumnRole, number>();
  const take = (role: ColumnRole, fits: (profile: Profile) => boolean): void => {
    const taken = new Set(roles.values());
    const found = profiles.find((profile) => !taken.has(profile.column) && fits(profile));
    if (found !== undefined) roles.set(role, found.column);
  };
  take("number", ({ numbers, length }) => numbers > ENOUGH && length < 6);
  const task = profiles
    .filter(({ column, units, times }) =>
      !roles.has("number") || column !== roles.get("number") ? units < ENOUGH && times < ENOUGH : false,
    )
    .toSorted((a, b) => b.length - a.length)[0];
  if (task === undefined || task.length < SHORTEST_TASK) return null;
  roles.set("task", task.column);
  take("time", ({ times }) => times > ENOUGH);
  take("lead", ({ units }) => units > ENOUGH);
  take("coord", ({ units }) => units > ENOUGH);
  return roles.has("lead") || roles.has("time") ? { columns: { roles, timeUnit: null, periods: [] }, first: 0 } : null;
}
