import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { isBullet } from "../outline/numbering.ts";
import type { OutlineNode } from "../outline/outline.ts";
import { splitUnits } from "../units/split-units.ts";
import { unitsOfHeading } from "../units/units-of-heading.ts";
import { startsWithVerb } from "../units/verbs.ts";

/** A longer heading is a sentence. */
const LONGEST = 160;
/** Headings that stand among those of units and name none: "3. Chế độ báo cáo". */
const NAMES_WORK =
  /^(?:công tác|chế độ|kinh phí|nguồn lực|thông tin|báo cáo|thời gian|tiến độ|lộ trình|nội dung|nhiệm vụ|giải pháp|một số|các (?:nội dung|nhiệm vụ|giải pháp|biện pháp|yêu cầu|bước|hoạt động)|yêu cầu|mục|về|việc|khen thưởng|thi đua|kiểm tra|giám sát|điều khoản|hiệu lực|sản phẩm|kết quả)(?!\p{L})/u;

const PREFIX = /^(?:đối với|trách nhiệm của|nhiệm vụ của)\s+/iu;

export const isNumbered = (node: OutlineNode): boolean =>
  !["plain", "caps", "units", "table"].includes(node.style) && !isBullet(node.style);

/** A line of capitals without a number is letterhead or a title, not an assignment. */
const ownUnits = (node: OutlineNode): string[] | null =>
  node.style === "caps" && !/\p{Ll}/u.test(node.text) ? null : unitsOfHeading(node.text);

function countStyles(nodes: readonly OutlineNode[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { style } of nodes) counts.set(style, (counts.get(style) ?? 0) + 1);
  return counts;
}

const mayName = (node: OutlineNode): boolean =>
  node.children.length > 0 &&
  node.text.length < LONGEST &&
  !/[.;]$|\d/.test(node.text) &&
  !NAMES_WORK.test(foldTone(node.text)) &&
  !startsWithVerb(node.text);

/**
 * The units that the headings among `nodes` (children of one node) name. Where most numbered ones name units, a short one with items below it
 * does so too, whatever its words: "1. Sở A", "2. Hộ nuôi ong", "3. Hội B".
 */
export function unitsOfHeadings(nodes: readonly OutlineNode[]): ReadonlyMap<OutlineNode, readonly string[]> {
  const named = new Map<OutlineNode, readonly string[]>();
  for (const node of nodes) {
    const units = ownUnits(node);
    if (units !== null) named.set(node, units);
  }
  const numbered = nodes.filter(isNumbered);
  const all = countStyles(numbered);
  const sure = countStyles(numbered.filter((node) => named.has(node) && node.children.length > 0));
  for (const node of numbered) {
    const alike = sure.get(node.style) ?? 0;
    if (!named.has(node) && alike > 1 && alike * 2 >= (all.get(node.style) ?? 0) - 1 && mayName(node))
      named.set(node, splitUnits(node.text.replace(PREFIX, "")));
  }
  return named;
}
