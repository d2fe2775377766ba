import type { Block, Paragraph, PlanSource, Table } from "../source.ts";
import { unitsOfHeading } from "../units/units-of-heading.ts";
import { withFieldLines } from "./label-headings.ts";
import { isBullet, type Marker, markerOf } from "./numbering.ts";
import { timeOfHeading } from "./sections.ts";

/** An item of the document with all that stands below it. */
export type OutlineNode = {
  /** A marker style, "caps" (an unnumbered heading), "units" (a line without number that names who), "plain" (a paragraph), "table", or "root". */
  readonly style: string;
  readonly label: string | null;
  readonly ordinal: number | null;
  /** Numbering path such as "II.2.a"; bullets and paragraphs bear the path of what they stand under. */
  readonly path: string;
  readonly text: string;
  readonly page: number | null;
  /** Place among the paragraphs of the document, from 1; null for a table and the root. */
  readonly paragraph: number | null;
  readonly table: Table | null;
  readonly children: OutlineNode[];
};

/** No document is deeper; items that all bear the same number would stand below one another without end. */
const DEEPEST = 20;
/** A line longer than this is a sentence. */
const LONGEST_UNITS = 260;

type Draft = Omit<OutlineNode, "path" | "children">;

const TAIL = /^\s*(?:nơi nhận|nơi gửi)\s*:?/i;
const SIGNATURE =
  /^(?:(?:T\/M|TM\.|KT\.|TL\.|TUQ\.)\s|(?:PHÓ |TỔNG |QUYỀN |Q\. ?)*(?:GIÁM ĐỐC|HIỆU TRƯỞNG|CHỦ TỊCH|BÍ THƯ|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|TRƯỞNG (?:BAN|PHÒNG|KHOA|ĐOÀN)|NGƯỜI LẬP(?: KẾ HOẠCH| BIỂU)?)(?:\s*\((?:đã ký|ký)[^)]*\))?\s*$)/u;
const RESUMES = /^(?:PHỤ LỤC|PHỤ BIỂU|DANH MỤC|BIỂU|BẢNG|KẾ HOẠCH|CHƯƠNG TRÌNH)(?!\p{L})/u;

const isCapitals = (text: string): boolean =>
  text.length < 220 && !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}{2,}/gu)?.length ?? 0) >= 2;

function markerFrom(block: Paragraph): Draft {
  const marker: Marker | null = markerOf(block.text);
  const base = { page: block.page, paragraph: block.at, table: null };
  if (marker !== null)
    return { ...base, style: marker.style, label: marker.label, ordinal: marker.ordinal, text: marker.rest };
  const caps = block.heading !== null || isCapitals(block.text) || timeOfHeading(block.text) !== null;
  return { ...base, style: caps ? "caps" : "plain", label: null, ordinal: null, text: block.text };
}

/**
 * True for a line without number that names who does what stands below it: "Sở A" or "Sở A:" over bullets, "* Sở A:" after bullets of
 * another kind that are not its own.
 */
function namesUnits(draft: Draft, stack: readonly OutlineNode[], next: Block | undefined): boolean {
  const below = next?.kind === "paragraph" ? markerOf(next.text) : null;
  // An issuer over "- Căn cứ Luật …" opens the document.
  const overBullets = below !== null && isBullet(below.style) && !/^căn cứ(?!\p{L})/iu.test(below.rest);
  if (!overBullets || draft.text.length > LONGEST_UNITS || unitsOfHeading(draft.text) === null) return false;
  if (draft.style === "plain") return !/[.;,]$/.test(draft.text);
  const top = stack.at(-1);
  return (
    isBullet(draft.style) &&
    /:$/.test(draft.text) &&
    top !== undefined &&
    isBullet(top.style) &&
    !stack.some((node) => node.style === draft.style) &&
    !/:$/.test(top.text)
  );
}

const innermost = (stack: readonly OutlineNode[], fits: (node: OutlineNode) => boolean): number =>
  stack.findLastIndex(fits);

/** The index in the stack of the node the new one stands under. */
function parentIndex(stack: readonly OutlineNode[], draft: Draft): number {
  const top = stack.length - 1;
  const aboveBullets = innermost(stack, (node) => !isBullet(node.style));
  if (draft.style === "units") return innermost(stack, (node) => !isBullet(node.style) && node.style !== "units");
  if (draft.style === "plain" || draft.style === "table") return aboveBullets;
  if (draft.style === "part") return 0;
  if (draft.style === "caps")
    return innermost(stack, (node) => ["root", "part", "roman", "capital"].includes(node.style));
  const sameStyle = innermost(stack, (node) => node.style === draft.style);
  if (isBullet(draft.style)) return sameStyle >= 0 ? sameStyle - 1 : top;
  if (draft.style === "decimal") return parentOfDecimal(stack, draft, aboveBullets);
  const before = innermost(stack, (node) => node.style === draft.style && node.ordinal === (draft.ordinal ?? 0) - 1);
  if (before >= 0) return before - 1;
  if (draft.style === "article") return innermost(stack, (node) => node.style === "part" || node.style === "root");
  if (draft.ordinal !== 1 && sameStyle >= 0) return sameStyle - 1;
  // Roman numbers stand above Arabic ones, whatever stood there before (a first chapter misnumbered "1.").
  if (draft.style === "roman")
    return innermost(stack, (node) => ["root", "part", "capital", "caps"].includes(node.style));
  return aboveBullets;
}

function parentOfDecimal(stack: readonly OutlineNode[], draft: Draft, fallback: number): number {
  const label = draft.label ?? "";
  const prefix = label.slice(0, label.lastIndexOf("."));
  const parent = innermost(
    stack,
    (node) => node.label === prefix && (node.style === "arabic" || node.style === "decimal"),
  );
  if (parent >= 0) return parent;
  const depth = label.split(".").length;
  const sibling = innermost(stack, (node) => node.style === "decimal" && node.label?.split(".").length === depth);
  if (sibling >= 0) return sibling - 1;
  const arabic = innermost(stack, (node) => node.style === "arabic" && depth === 2 && node.label !== prefix);
  return arabic >= 0 ? arabic - 1 : fallback;
}

function pathOf(parent: OutlineNode, draft: Draft): string {
  const label = draft.label;
  if (label === null || isBullet(draft.style)) return parent.path;
  const repeats = draft.style === "decimal" && parent.label !== null && label.startsWith(`${parent.label}.`);
  const base =
    repeats && parent.label !== null ? parent.path.slice(0, -parent.label.length).replace(/\.$/, "") : parent.path;
  return base === "" ? label : `${base}.${label}`;
}

/**
 * The document as a tree: numbering in any order of styles, restarts, bullets, unnumbered headings, tables.
 * What follows "Nơi nhận" or the signature is left out until an annex begins.
 */
export function buildOutline(source: PlanSource): OutlineNode {
  const root: OutlineNode = {
    style: "root",
    label: null,
    ordinal: null,
    path: "",
    text: "",
    page: null,
    paragraph: null,
    table: null,
    children: [],
  };
  let stack: OutlineNode[] = [root];
  let closed = false;
  for (const [index, block] of source.blocks.entries()) {
    if (block.kind === "paragraph") {
      if (RESUMES.test(block.text)) closed = false;
      else if (TAIL.test(block.text) || SIGNATURE.test(block.text)) closed = true;
    } else if (block.rows.length > 2) closed = false;
    if (closed) continue;
    const marked: Draft =
      block.kind === "table"
        ? { style: "table", label: null, ordinal: null, text: "", page: null, paragraph: null, table: block }
        : markerFrom(block);
    const draft: Draft = namesUnits(marked, stack, source.blocks[index + 1])
      ? { ...marked, style: "units", label: null }
      : marked;
    const at = Math.min(parentIndex(stack, draft), DEEPEST);
    const parent = stack[at] ?? root;
    const node: OutlineNode = { ...draft, path: pathOf(parent, draft), children: [] };
    parent.children.push(node);
    stack = stack.slice(0, Math.max(at, 0) + 1);
    if (draft.style !== "plain" && draft.style !== "table") stack.push(node);
  }
  return withFieldLines(root);
}
