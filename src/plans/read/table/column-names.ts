import { labelRole } from "./columns.ts";

const LONGEST_NAME = 60;
const FEWEST_NAMES = 2;
const NAMED_SHARE = 0.6;

/** True when the words of a row are names of the columns of a table of tasks ("TT", "Nội dung", "Chủ trì", "Thời hạn"). */
export function areColumnNames(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.replace(/\s+/g, " ").trim()).filter((cell) => cell !== "");
  if (names.some((name) => name.length > LONGEST_NAME || /^[\d.,/()-]+$/.test(name))) return false;
  const roles = names.map(labelRole).filter((role) => role !== null);
  const known = new Set<string>(roles);
  return (
    known.size >= FEWEST_NAMES &&
    roles.length >= names.length * NAMED_SHARE &&
    (known.has("task") || known.has("number"))
  );
}
