import { type Deadline, NO_DEADLINE } from "../../../domain/deadline.ts";
import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { isBullet } from "../outline/numbering.ts";
import type { OutlineNode } from "../outline/outline.ts";
import { isStandingHeading, listsTargets, sectionKind, timeOfHeading } from "../outline/sections.ts";
import type { Table } from "../source.ts";
import { type AboveTable, candidatesOfTable } from "../table/from-table.ts";
import { readDeadline } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { type Attributes, isAttributeLine, readAttributes, saysOnlyFields } from "../units/attributes.ts";
import { splitUnits } from "../units/split-units.ts";
import { unitsOfSentence } from "../units/units.ts";
import { startsWithVerb } from "../units/verbs.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesOfProse, type Inherited, NOTHING_INHERITED, timeLine } from "./from-prose.ts";
import { isNumbered, unitsOfHeadings } from "./heading-units.ts";

const HEADING_LENGTH = 260;

/** The units a heading names; null for one that names none. */
type Units = readonly string[] | null;

/** A heading names what stands below it; an item is work itself. `units`: those it names, see unitsOfHeadings. */
function isHeading(node: OutlineNode, units: Units): boolean {
  if (node.style === "root" || node.style === "caps" || node.style === "part") return true;
  if (node.style === "plain" || isBullet(node.style)) return false;
  if (units !== null) return true;
  if (node.children.length === 0 || node.text.length >= HEADING_LENGTH) return false;
  return !/[.;]["”’)]?$/.test(node.text) || isTitleWithStop(node.text);
}

/** "3. Chế độ thông tin, báo cáo.": a few words that say nothing of who does what when, whatever stop they end with. */
const isTitleWithStop = (text: string): boolean =>
  /^[^.;:\d]{4,80}\.$/.test(text) && !startsWithVerb(text) && unitsOfSentence(text) === null;

function underHeading(node: OutlineNode, units: Units, inherited: Inherited): Inherited {
  if (node.style === "root") return inherited;
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
  const section = listed && isBullet(node.style) && listsTargets(node.text) ? "purpose" : inherited.section;
  return { ...inherited, section, leads: isBullet(node.style) || listed ? leads : inherited.leads, listed };
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

const onlyNotes = ({ lead, coord, time, product }: Attributes): boolean => (lead ?? coord ?? time ?? product) === null;

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
  // "Kinh phí: Sở A bố trí …" says more than the money.
  if (attributes !== null && onlyNotes(attributes) && unitsOfSentence(line.text) !== null) return false;
  const spoken = attributes?.time
    ? readDeadline(attributes.time, { ...time, slot: true })
    : readDeadline(line.text, time);
  const said = deadline ?? (spoken.deadline.kind === "none" ? null : spoken.deadline);
  if (said !== null) {
    // A date on a line of its own is firmer than "sau khi …" or "thường xuyên" in the sentence right before it.
    const last = (nested.length > 1 ? nested : before).at(-1);
    const isLoose = (one: Candidate): boolean => one.adverbOnly || one.deadline.kind === "after-event";
    const isSettled = (other: Candidate): boolean =>
      other.deadline.kind !== "none" && !(other === last && said.kind === "once" && isLoose(other));
    for (const one of spokenOf(before, nested, isSettled)) {
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
  node.children.some((child) => isAttributeLine(child.text)) &&
  node.children.every((child) => child.children.length === 0 && saysOnlyFields(child.text));

const isTop = ({ style }: OutlineNode): boolean => ["root", "caps", "part"].includes(style);

/** Numbered headings that only a plan as a whole has; the aims may be those of one chapter. */
const ASSIGNMENTS = /^(?:tổ chức thực hiện|phân công (?:nhiệm vụ|thực hiện))/u;
const AIMS = /^(?:mục đích|mục tiêu)/u;

/** The styles of numbers in which such headings stand below a node. */
function stylesOfPlan(node: OutlineNode): ReadonlySet<string> {
  const isOfAll = (words: string): boolean => ASSIGNMENTS.test(words) || (isTop(node) && AIMS.test(words));
  const headings = node.children.filter((one) => isNumbered(one) && isOfAll(foldTone(one.text)));
  return new Set(headings.map(({ style }) => style));
}

/** True for "4. Thời gian thực hiện: năm 2026" beside "1. Mục đích", "3. Tổ chức thực hiện": it speaks of the whole plan and of none of its items. */
function isOfPlan(node: OutlineNode, styles: ReadonlySet<string>): boolean {
  if (!isNumbered(node) || !styles.has(node.style) || !isAttributeLine(node.text)) return false;
  const { lead, coord } = readAttributes(node.text);
  return lead === null && coord === null;
}

/** The items of a node without the preamble: paragraphs of a document or chapter before its first number. */
function bodyOf(node: OutlineNode): readonly OutlineNode[] {
  if (!isTop(node)) return node.children;
  const first = node.children.findIndex(isNumbered);
  const isPreamble = ({ style }: OutlineNode): boolean =>
    style === "plain" || isBullet(style) || (style === "units" && node.style === "root");
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

function walk(node: OutlineNode, units: Units, inherited: Inherited, tables: TableReader): Candidate[] {
  if (node.table !== null) return tables.read(node.table, node.path, inherited);
  const place = { heading: node.path, page: node.page, paragraph: node.paragraph };
  const described = onlyAttributes(node);
  const heading = isHeading(node, units) && !described;
  const wantsText =
    node.text !== "" && !(heading && (units !== null || node.style === "caps" || node.style === "part"));
  const own = wantsText
    ? candidatesOfProse(node.text, place, heading ? { ...inherited, section: "procedure" } : inherited)
    : [];
  const below = heading ? underHeading(node, units, inherited) : underItem(node, own, inherited);
  const kept = heading
    ? own.filter((one) => one.deadline.kind !== "none" && one.introduces && !isStandingHeading(one.text))
    : own;
  const all: Candidate[] = [...kept];
  const named = unitsOfHeadings(node.children);
  const ofPlan = stylesOfPlan(node);
  let nested: Candidate[] = kept;
  for (const child of bodyOf(node)) {
    if (isOfPlan(child, ofPlan)) continue;
    const spoken = heading ? all.slice(kept.length) : all;
    const applied =
      child.table === null && applyLine(child, spoken, isBullet(child.style) ? [] : nested, inherited.time);
    if (applied || described) {
      const inner = unitsOfHeadings(child.children);
      for (const item of child.children) all.push(...walk(item, inner.get(item) ?? null, below, tables));
      continue;
    }
    nested = walk(child, named.get(child) ?? null, below, tables);
    all.push(...nested);
  }
  return all;
}

/** Every stretch of the document that may be a task, in reading order. */
export const candidatesOf = (root: OutlineNode, time: TimeContext): Candidate[] =>
  walk(root, null, { ...NOTHING_INHERITED, time }, tableReader());
