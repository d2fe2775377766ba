import { type Deadline, NO_DEADLINE } from "../../../domain/deadline.ts";
import { foldTone } from "../../../domain/fold-vietnamese.ts";
import type { SectionKind } from "../outline/sections.ts";
import { mergeTimes, readDeadline } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { readAttributes } from "../units/attributes.ts";
import { bracketLead } from "../units/bracket-lead.ts";
import { splitUnits } from "../units/split-units.ts";
import { coordinatingUnits, type SentenceUnits } from "../units/units.ts";
import type { Candidate } from "./candidate.ts";
import { type Segment, segmentsOf } from "./segments.ts";

/** What the headings above a paragraph give it. */
export type Inherited = {
  readonly leads: readonly string[];
  readonly section: SectionKind;
  readonly deadline: Deadline;
  readonly listed: boolean;
  readonly time: TimeContext;
};

/** Where a paragraph stands. */
export type Place = Pick<Candidate, "heading" | "page" | "paragraph">;

/** True when a sentence with its own units begins another task of the paragraph. */
const opensTask =
  (inherited: Inherited) =>
  (units: SentenceUnits): boolean =>
    units.by !== "subject" || (inherited.section === "assigned" && inherited.leads.length === 0);

/** In a sentence that begins with the work, "phối hợp với" stands at its head or speaks of something else. */
const COORDS_WITHIN = 120;

function candidate(segment: Segment, place: Place, inherited: Inherited, before: Candidate | null): Candidate {
  const labelled = readAttributes(segment.text);
  const own = segment.units;
  const named = labelled.lead === null ? bracketLead(segment.text) : splitUnits(labelled.lead);
  const handed = before !== null && before.leads.length > 0 && own === null ? before.leads : inherited.leads;
  const leads = named.length > 0 ? named : (own?.leads ?? handed);
  const coords =
    labelled.coord === null
      ? (own?.coords ?? coordinatingUnits(segment.text, COORDS_WITHIN))
      : splitUnits(labelled.coord);
  const timed =
    labelled.time === null ? mergeTimes(segment.times) : readDeadline(labelled.time, { ...inherited.time, slot: true });
  const doubts = new Set(timed.doubts);
  if (own?.nested === true) doubts.add("nested-lead");
  const none = timed.deadline.kind === "none" && timed.deadline.words === null;
  return {
    heading: place.heading,
    text: segment.text,
    page: place.page,
    paragraph: place.paragraph,
    table: null,
    section: inherited.section,
    leads,
    coords: coords.filter((unit) => !leads.includes(unit)),
    deadline: none ? inherited.deadline : timed.deadline,
    product: labelled.product,
    doubts,
    bound: named.length > 0 ? "chairs" : (own?.by ?? (leads.length > 0 ? "heading" : null)),
    introduces: /:\s*$|\s(?:gồm|bao gồm|gồm có|như sau)[\s.]*$/u.test(segment.text),
    listed: inherited.listed,
    adverbOnly: !none && segment.times.every((time) => !time.firm) && labelled.time === null,
  };
}

/** The candidates of one paragraph or item, in order. */
export function candidatesOfProse(text: string, place: Place, inherited: Inherited): Candidate[] {
  const candidates: Candidate[] = [];
  for (const segment of segmentsOf(text, inherited.time, opensTask(inherited))) {
    candidates.push(candidate(segment, place, inherited, candidates.at(-1) ?? null));
  }
  return candidates;
}

/** The deadline of a line that is nothing but a time: "(Thời gian thực hiện trong tháng 5/2026)." Null for other lines. */
export function timeLine(text: string, time: TimeContext): Deadline | null {
  const bracketed = /^\((.{3,200})\)[.;]?$/u.exec(text.trim())?.[1];
  const labelled = /^(?:thời gian|thời hạn|tiến độ)(?: thực hiện| hoàn thành)?(?!\p{L})/u.test(
    foldTone(bracketed ?? text),
  );
  if (bracketed === undefined && !(labelled && text.length < 160)) return null;
  const { deadline } = readDeadline(bracketed ?? text, { ...time, slot: labelled && /:/.test(text) });
  const rest = (bracketed ?? text).length - (deadline.words?.length ?? 0);
  return deadline.kind === "none" || (!labelled && rest > 40) ? null : deadline;
}

export const NOTHING_INHERITED = { leads: [], section: "open" as SectionKind, deadline: NO_DEADLINE, listed: false };
