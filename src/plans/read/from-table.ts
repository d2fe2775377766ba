import { NO_DEADLINE } from "../../domain/deadline.ts";
import { readAttributes } from "./attributes.ts";
import type { Candidate } from "./candidate.ts";
import type { ReviewCode } from "./review-reasons.ts";
import type { Table } from "./source.ts";
import { readableTable, type TableRow, tableRows } from "./tables.ts";
import { readDeadline } from "./time.ts";
import type { TimeContext } from "./time-mention.ts";
import { splitUnits } from "./unit-words.ts";
import { unitsOfHeading } from "./units.ts";

const unitsOfCell = (cell: string): string[] =>
  splitUnits(cell.replace(/^\s*[-+•]\s*/gm, "").replace(/\n(?=\p{Ll})/gu, " ")).filter(
    (unit) => /\p{L}/u.test(unit) && unit.length < 160,
  );

/** The units of a cell that may say both: "Chủ trì: Sở A; Phối hợp: Sở B". */
function unitsOf(row: TableRow): { leads: string[]; coords: string[] } {
  const { lead, coord } = row.cells;
  // "Sở A chủ trì, phối hợp với Sở B" in one cell.
  const chairs = /^([^:]{2,200}?)\s+chủ trì[,;]?\s*(?:phối hợp(?: (?:với|cùng))?\s+([^:]+))?$/isu.exec(lead);
  if (chairs !== null)
    return { leads: unitsOfCell(chairs[1] ?? ""), coords: unitsOfCell(`${chairs[2] ?? ""}; ${coord}`) };
  const labelled = readAttributes(lead);
  const leads = unitsOfCell(labelled.lead ?? (labelled.coord === null ? lead : labelled.rest));
  const coords = unitsOfCell([coord, labelled.coord ?? ""].filter((text) => text !== "").join("; "));
  return { leads, coords: coords.filter((unit) => !leads.includes(unit)) };
}

/** The tasks of a table with a readable header, one a row; null when the table has none. */
export function candidatesOfTable(table: Table, heading: string, context: TimeContext): Candidate[] | null {
  const readable = readableTable(table.rows);
  if (readable === null) return null;
  let section = "";
  let sectionLeads: string[] = [];
  const candidates: Candidate[] = [];
  for (const [index, row] of tableRows(table.rows, readable).entries()) {
    if (row.section) {
      section = row.number ?? "";
      sectionLeads = unitsOfHeading(row.cells.task) ?? [];
      continue;
    }
    const { deadline, doubts } =
      row.cells.time === ""
        ? { deadline: NO_DEADLINE, doubts: [] }
        : readDeadline(row.cells.time, { ...context, slot: true });
    const { leads, coords } = unitsOf(row);
    const unread: ReviewCode[] = row.cells.time !== "" && deadline.kind === "none" ? ["time-not-understood"] : [];
    candidates.push({
      heading: [heading, section, row.number ?? `${index + 1}`].filter((part) => part !== "").join("."),
      text: row.cells.task.replace(/\s*\n\s*/g, " "),
      page: table.page,
      section: "assigned",
      leads: leads.length > 0 ? leads : sectionLeads,
      coords,
      deadline: { ...deadline, words: row.cells.time === "" ? null : row.cells.time.replace(/\s*\n\s*/g, " ") },
      product: row.cells.product === "" ? null : row.cells.product.replace(/\s*\n\s*/g, " "),
      doubts: new Set([...doubts, ...unread]),
      bound: "table",
      introduces: false,
      listed: false,
      adverbOnly: false,
    });
  }
  return candidates;
}
