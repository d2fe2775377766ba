import { basename } from "node:path";
import { inTransaction } from "../store/database.ts";
import { importMembers, type MemberRow, unitCodes } from "../store/import-members.ts";
import type { ImportCounts } from "../store/import-units.ts";
import { isLanguage } from "../texts/texts.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";
import { type CellProblem, readTable, TableRefusal, type TableRow } from "./read-table.ts";

const COLUMNS = ["code", "full_name", "title", "unit", "role", "language", "email"] as const;
const ROLES = ["member", "head", "leader", "admin"];
/** What belongs to the person and must be the same in all their rows. */
const PERSONAL = ["full_name", "title", "email", "language"] as const;
type Row = TableRow<(typeof COLUMNS)[number]>;

/** `members import FILE`: creates and updates members and their roles, a row per unit; all of the file or nothing. */
export async function membersImport(
  parts: CliParts,
  path: string,
  options: JsonOption & { dryRun?: true },
): Promise<void> {
  const table = await readTable(path, COLUMNS, ["title", "language", "email"]);
  const store = await parts.store();
  const counts = await inTransaction(
    store.prisma,
    async (db): Promise<ImportCounts> => {
      const problems = problemsOf(table, await unitCodes(db));
      if (problems.length > 0) throw new TableRefusal(basename(path), problems);
      return await importMembers(db, membersOf(table), parts.clock.now());
    },
    options.dryRun === true,
  );
  print(parts, options, counts, [parts.texts.cli.imported.members(counts, options.dryRun === true)]);
}

const membersOf = (table: readonly Row[]): MemberRow[] =>
  [...Map.groupBy(table, (row) => row.cells.code)].map(([code, rows]) => {
    const [first] = rows;
    return {
      code,
      fullName: first?.cells.full_name ?? "",
      title: first?.cells.title || null,
      language: first?.cells.language || null,
      email: first?.cells.email || null,
      memberships: rows.map(({ cells }) => ({ unit: cells.unit, role: cells.role })),
    };
  });

function problemsOf(table: readonly Row[], units: ReadonlySet<string>): CellProblem[] {
  const first = new Map<string, Row>();
  const places = new Set<string>();
  const problems: CellProblem[] = [];
  for (const row of table) {
    const { line, cells } = row;
    const wrong = (code: string, column: string, seen: string, accepted?: string) =>
      problems.push({ code, line, column, seen, ...(accepted === undefined ? {} : { accepted }) });
    for (const column of ["code", "full_name"] as const) if (cells[column] === "") wrong("empty", column, "");
    if (/\p{Cc}/u.test(cells.full_name)) wrong("control", "full_name", cells.full_name.replace(/\p{Cc}/gu, "�"));
    if (!units.has(cells.unit)) wrong("unknown-unit", "unit", cells.unit);
    if (!ROLES.includes(cells.role)) wrong("not-one-of", "role", cells.role, ROLES.join(", "));
    if (cells.language !== "" && !isLanguage(cells.language)) wrong("not-one-of", "language", cells.language, "vi, en");
    if (cells.email !== "" && !/^[^\s@]+@[^\s@]+$/.test(cells.email)) wrong("not-email", "email", cells.email);
    // A cell never holds a tab.
    const place = `${cells.code}\t${cells.unit}`;
    if (places.has(place)) wrong("unit-twice", "unit", cells.unit);
    places.add(place);
    const earlier = first.get(cells.code);
    if (earlier === undefined) first.set(cells.code, row);
    for (const column of earlier === undefined ? [] : PERSONAL) {
      if (earlier?.cells[column] !== cells[column])
        wrong("differs", column, cells[column], `${earlier?.cells[column]} (${earlier?.line})`);
    }
  }
  return problems;
}
