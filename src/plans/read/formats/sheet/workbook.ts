import type { PackagePart } from "./package-part.ts";
import { visitXml } from "./visit-xml.ts";

/** Where the parts of a workbook are. Hidden sheets are left out; the rest is in the order of the tabs. */
export type Workbook = {
  readonly sheets: readonly string[];
  /** Names of all tabs, hidden ones too. */
  readonly names: readonly string[];
  readonly sharedStrings: string | null;
  readonly styles: string | null;
  /** Days are counted from 1904, as Excel for the Macintosh did. */
  readonly from1904: boolean;
};

const WORKBOOK = "xl/workbook.xml";

const partName = (target: string): string => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);

/** Throws when the workbook has no directory of its sheets. */
export function readWorkbook(part: PackagePart): Workbook {
  const workbook = part(WORKBOOK);
  const relations = part("xl/_rels/workbook.xml.rels");
  if (workbook === null || relations === null) throw new Error("a workbook without a list of sheets");
  const targets = new Map<string, { readonly kind: string; readonly name: string }>();
  visitXml(relations, {
    open: (name, { Id, Type, Target }) => {
      if (name !== "Relationship" || Id === undefined || Target === undefined) return;
      targets.set(Id, { kind: Type?.slice(Type.lastIndexOf("/") + 1) ?? "", name: partName(Target) });
    },
  });
  const sheets: string[] = [];
  const names: string[] = [];
  let from1904 = false;
  visitXml(workbook, {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
      if (name === "sheet" && attributes.name !== undefined) names.push(attributes.name);
      if (name !== "sheet" || attributes.state === "hidden" || attributes.state === "veryHidden") return;
      const relation = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? "";
      const target = targets.get(relation);
      // A tab may also be a chart or a dialog.
      if (target?.kind === "worksheet") sheets.push(target.name);
    },
  });
  const find = (kind: string): string | null =>
    [...targets.values()].find((target) => target.kind === kind)?.name ?? null;
  return { sheets, names, sharedStrings: find("sharedStrings"), styles: find("styles"), from1904 };
}
