import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { labelOf, saysOnlyFields } from "../units/attributes.ts";
import { unitsOfHeading } from "../units/units-of-heading.ts";
import type { OutlineNode } from "./outline.ts";

/** "2. Cơ quan chủ trì, phối hợp" stands over "a) Cơ quan chủ trì …" and "b) Cơ quan phối hợp …" and says nothing itself. */
const OVER_LABELS =
  /^(?:(?:cơ quan|đơn vị|bộ phận) (?:chủ trì|thực hiện)(?:,| và) (?:(?:cơ quan|đơn vị) )?(?:phối hợp|thực hiện)(?: thực hiện)?|(?:cơ quan|đơn vị) thực hiện|phân công(?: thực hiện)?|tổ chức thực hiện)[\s.:]*$/u;
/** A unit or a time is no longer. */
const LONGEST_VALUE = 160;

const closing = /[\s:.;,]+$/;

/** True for items that can be the value of a label: units below "Cơ quan chủ trì", one time below "Thời gian". */
function areValues(label: ReturnType<typeof labelOf>, items: readonly OutlineNode[]): boolean {
  if (items.length === 0 || items.some(({ table, children }) => table !== null || children.length > 0)) return false;
  if (items.some(({ text }) => text.length > LONGEST_VALUE)) return false;
  if (label === "time") return items.length === 1;
  if (label !== "lead" && label !== "coord") return false;
  return items.filter(({ text }) => unitsOfHeading(text) !== null).length * 2 >= items.length;
}

/** A heading over values as the one line it stands for: "Cơ quan chủ trì: Sở A; Sở B". */
function asLine(node: OutlineNode): OutlineNode {
  if (!areValues(labelOf(node.text), node.children)) return node;
  const value = node.children.map(({ text }) => text.replace(closing, "")).join("; ");
  return { ...node, text: `${node.text.replace(closing, "")}: ${value}`, children: [] };
}

/**
 * The tree in which fields given as headings with items ("2. Cơ quan chủ trì" over "- Sở A.", "- Sở B.") are lines ("Cơ quan chủ trì: Sở A;
 * Sở B"), as other documents write them.
 */
export function withFieldLines(node: OutlineNode): OutlineNode {
  const children = node.children.flatMap((child) => {
    const line = asLine(withFieldLines(child));
    const dissolves =
      line.children.length > 0 &&
      OVER_LABELS.test(foldTone(line.text)) &&
      line.children.every((one) => one.children.length === 0 && saysOnlyFields(one.text));
    return dissolves ? line.children : [line];
  });
  return { ...node, children };
}
