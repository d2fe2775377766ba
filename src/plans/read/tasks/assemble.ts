import { type Deadline, NO_DEADLINE } from "../../../domain/deadline.ts";
import { isBullet } from "../outline/numbering.ts";
import type { OutlineNode } from "../outline/outline.ts";
import { isStandingHeading, sectionKind, timeOfHeading } from "../outline/sections.ts";
import type { Table } from "../source.ts";
import { type AboveTable, candidatesOfTable } from "../table/from-table.ts";
import { readDeadline } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { isAttributeLine, readAttributes } from "../units/attributes.ts";
import { splitUnits } from "../units/unit-words.ts";
import { unitsOfHeading } from "../units/units.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesOfProse, type Inherited, NOTHING_INHERITED, timeLine } from "./from-prose.ts";

const HEADING_LENGTH = 260;

/** A heading names what stands below it; an item is work itself. */
function isHeading(node: OutlineNode): boolean {
  if (node.style === "root" || node.style === "caps" || node.style === "part") return true;
  if (node.style === "plain" || isBullet(node.style)) return false;
  if (unitsOfHeading(node.text) !== null) return true;
  return node.children.length > 0 && node.text.length < HEADING_LENGTH && !/[.;]["”’)]?$/.test(node.text);
}

function underHeading(node: OutlineNode, inherited: Inherited): Inherited {
  if (node.style === "root") return inherited;
  const units = headingUnits(node);
  if (units !== null) return { ...inherited, leads: units, listed: false };
  const section = sectionKind(node.text, inherited.section);
  const deadline = headingDeadline(node.text, inherited.time) ?? inherited.deadline;
  return { ...inherited, section, deadline, listed: false };
}

/** The time a heading gives to what stands below it, or null. */
function headingDeadline(heading: string, time: TimeContext): Deadline | null {
  if (isStandingHeading(heading)) return { ...NO_DEADLINE, kind: "ongoing", words: heading };
  const words = timeOfHeading(heading);
  const read = words === null ? null : readDeadline(words, { ...time, slot: true }).deadline;
  return read === null || read.kind === "none" ? null : read;
}

function underItem(node: OutlineNode, own: readonly Candidate[], inherited: Inherited): Inherited {
  const last = own.at(-1);
  if (last === undefined) return inherited;
  const listed = last.introduces;
  const leads = listed || last.bound === "heading" ? last.leads : inherited.leads;
  return { ...inherited, leads: isBullet(node.style) || listed ? leads : inherited.leads, listed };
}

/** The candidates a line after several items speaks of: those of the last item when it has items of its own, else back to one with its own time. */
function spokenOf(
  before: readonly Candidate[],
  nested: readonly Candidate[],
  settled: (one: Candidate) => boolean,
): Candidate[] {
  const scope = nested.length > 1 ? nested : before;
  const spoken: Candidate[] = [];
  for (const one of scope.toReversed()) {
    if (settled(one)) break;
    spoken.push(one);
  }
  return spoken;
}

/** Applies "(Thời gian …)" and "Đơn vị chủ trì: …" lines to the items before them; true when the line was one. */
function applyLine(
  line: OutlineNode,
  before: readonly Candidate[],
  nested: readonly Candidate[],
  time: TimeContext,
): boolean {
  const deadline = timeLine(line.text, time);
  const attributes = isAttributeLine(line.text) ? readAttributes(line.text.replace(/^\(|\)[.;]?$/g, "")) : null;
  if (deadline === null && attributes === null) return false;
  const spoken = attributes?.time
    ? readDeadline(attributes.time, { ...time, slot: true })
    : readDeadline(line.text, time);
  const said = deadline ?? (spoken.deadline.kind === "none" ? null : spoken.deadline);
  if (said !== null) {
    for (const one of spokenOf(before, nested, (other) => other.deadline.kind !== "none")) {
      one.deadline = said;
      if (before.length > 1) one.doubts.add("inherited-time");
    }
  }
  const leads = attributes?.lead ? splitUnits(attributes.lead) : [];
  const coords = attributes?.coord ? splitUnits(attributes.coord) : [];
  if (leads.length > 0)
    for (const one of spokenOf(before, nested, (other) => other.leads.length > 0)) one.leads = leads;
  if (coords.length > 0)
    for (const one of spokenOf(before, nested, (other) => other.coords.length > 0)) one.coords = coords;
  if (attributes?.product)
    for (const one of spokenOf(before, nested, (other) => other.product !== null)) one.product = attributes.product;
  return true;
}

/** The lines below an item that say who and when, when nothing else stands below it: they speak of the item itself. */
const onlyAttributes = (node: OutlineNode): boolean =>
  node.children.length > 0 &&
  node.children.every((child) => child.children.length === 0 && isAttributeLine(child.text));

/** The units a heading names. A line of capitals without a number is letterhead or a title, not an assignment. */
const headingUnits = (node: OutlineNode): string[] | null =>
  node.style === "caps" && !/\p{Ll}/u.test(node.text) ? null : unitsOfHeading(node.text);

const isNumbered = (node: OutlineNode): boolean =>
  !["plain", "caps", "table"].includes(node.style) && !isBullet(node.style);

/** The items of a node without the preamble: paragraphs of a document or chapter before its first number. */
function bodyOf(node: OutlineNode): readonly OutlineNode[] {
  if (!["root", "caps", "part"].includes(node.style)) return node.children;
  const first = node.children.findIndex(isNumbered);
  const isPreamble = ({ style }: OutlineNode): boolean => style === "plain" || isBullet(style);
  return node.children.filter((child, index) => index >= first || !isPreamble(child));
}

type TableReader = { read(table: Table, heading: string, inherited: Inherited): Candidate[] };

/** Reads the tables of one document; a table without a header may go on with the one before it. */
function tableReader(): TableReader {
  let before: AboveTable["before"] = null;
  return {
    read(table, heading, { leads, time }) {
      const found = candidatesOfTable(table, { heading, leads, time, before });
      if (found !== null) before = { table, readable: found.readable };
      return found?.candidates ?? [];
    },
  };
}

function walk(node: OutlineNode, inherited: Inherited, tables: TableReader): Candidate[] {
  if (node.table !== null) return tables.read(node.table, node.path, inherited);
  const place = { heading: node.path, page: node.page, paragraph: node.paragraph };
  const described = onlyAttributes(node);
  const heading = isHeading(node) && !described;
  const wantsText =
    node.text !== "" &&
    !(heading && (unitsOfHeading(node.text) !== null || node.style === "caps" || node.style === "part"));
  const own = wantsText
    ? candidatesOfProse(node.text, place, heading ? { ...inherited, section: "procedure" } : inherited)
    : [];
  const below = heading ? underHeading(node, inherited) : underItem(node, own, inherited);
  const kept = heading
    ? own.filter((one) => one.deadline.kind !== "none" && one.introduces && !isStandingHeading(one.text))
    : own;
  const all: Candidate[] = [...kept];
  let nested: Candidate[] = kept;
  for (const child of bodyOf(node)) {
    const spoken = heading ? all.slice(kept.length) : all;
    if (child.table === null && applyLine(child, spoken, isBullet(child.style) ? [] : nested, inherited.time)) {
      for (const item of child.children) all.push(...walk(item, below, tables));
      continue;
    }
    nested = walk(child, below, tables);
    all.push(...nested);
  }
  return all;
}

/** Every stretch of the document that may be a task, in reading order. */
export const candidatesOf = (root: OutlineNode, time: TimeContext): Candidate[] =>
  walk(root, { ...NOTHING_INHERITED, time }, tableReader());
