import { basename } from "node:path";
import { findCycle } from "../domain/unit-tree.ts";
import { inTransaction } from "../store/database.ts";
import { type ImportCounts, importUnits, type UnitRow, unitParents } from "../store/import-units.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";
import { type CellProblem, readTable, TableRefusal, type TableRow } from "./read-table.ts";

const COLUMNS = ["code", "name", "short_name", "aliases", "parent", "groups"] as const;
type Row = TableRow<(typeof COLUMNS)[number]>;

/** `units import FILE`: creates and updates the unit tree and the groups; all of the file or nothing. */
export async function unitsImport(
  parts: CliParts,
  path: string,
  options: JsonOption & { dryRun?: true },
): Promise<void> {
  const table = await readTable(path, COLUMNS, ["short_name", "aliases", "groups"]);
  const store = await parts.store();
  const counts = await inTransaction(
    store.prisma,
    async (db): Promise<ImportCounts> => {
      const problems = problemsOf(table, await unitParents(db));
      if (problems.length > 0) throw new TableRefusal(basename(path), problems);
      return await importUnits(db, table.map(unitOf));
    },
    options.dryRun === true,
  );
  print(parts, options, counts, [parts.texts.cli.imported.units(counts, options.dryRun === true)]);
}

const list = (cell: string): string[] => [
  ...new Set(
    cell
      .split(";")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  ),
];

const unitOf = ({ cells }: Row): UnitRow => ({
  code: cells.code,
  name: cells.name,
  shortName: cells.short_name || null,
  aliases: list(cells.aliases),
  parent: cells.parent || null,
  groups: list(cells.groups),
});

function problemsOf(table: readonly Row[], known: ReadonlyMap<string, string | null>): CellProblem[] {
  const firstLine = new Map<string, number>();
  const parents = new Map(known);
  const problems: CellProblem[] = [];
  for (const { line, cells } of table) {
    if (cells.code === "") problems.push({ code: "empty", line, column: "code", seen: "" });
    if (cells.name === "") problems.push({ code: "empty", line, column: "name", seen: "" });
    const first = firstLine.get(cells.code);
    if (first !== undefined && cells.code !== "")
      problems.push({ code: "twice", line, column: "code", seen: cells.code, accepted: String(first) });
    else firstLine.set(cells.code, line);
    parents.set(cells.code, cells.parent || null);
  }
  for (const { line, cells } of table) {
    if (cells.parent !== "" && !parents.has(cells.parent)) {
      problems.push({ code: "unknown-unit", line, column: "parent", seen: cells.parent });
    }
  }
  const cycle = findCycle(parents);
  const line = cycle === null ? undefined : firstLine.get(cycle.find((code) => firstLine.has(code)) ?? "");
  if (cycle !== null && line !== undefined) {
    problems.push({ code: "cycle", line, column: "parent", seen: cycle.join(" → ") });
  }
  return problems;
}
