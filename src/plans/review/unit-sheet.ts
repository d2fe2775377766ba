import type { Row } from "write-excel-file/node";
import { foldWords } from "../../domain/fold-vietnamese.ts";
import { LANGUAGES, textsIn } from "../../texts/texts.ts";
import type { WorkbookSheet } from "./open-workbook.ts";
import { BORDERED, HEAD, textCell } from "./sheet-cells.ts";
import type { SheetWords } from "./shown-row.ts";

/** The rows of the sheet of units: what to write for each, its code, name and groups; the lists of other sheets come from here. */
export function unitSheet({ review, names }: SheetWords): Row[] {
  const { label, code, name, groups } = review.unitColumns;
  const head: Row = [label, code, name, groups].map((title) => textCell(title, HEAD));
  const rows = names.offered.map((unit): Row => {
    const last = unit.code === "" ? review.groupMark : unit.groups.join("; ");
    return [unit.label, unit.code, unit.name, last].map((text) => textCell(text, BORDERED));
  });
  return [head, ...rows];
}

/** Codes by the labels that a sheet offered when it was made, folded: a unit renamed since is still meant by its old name. */
export function listedUnits(sheets: readonly WorkbookSheet[]): Map<string, string> {
  const titles = LANGUAGES.map((language) => textsIn(language, language).review.sheets.units);
  const rows = sheets.find(({ name }) => titles.includes(name))?.rows.slice(1) ?? [];
  return new Map(rows.map(([label, code]) => [foldWords(String(label ?? "")), String(code ?? "").trim()]));
}
