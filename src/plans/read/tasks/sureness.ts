import type { CalendarDate } from "../../../domain/calendar-date.ts";
import type { DraftTask, Sureness } from "../../draft.ts";
import { type ReviewCode, reviewReasons } from "../review-reasons.ts";
import type { Candidate } from "./candidate.ts";

type Field = keyof DraftTask["fields"];
type Ground = { readonly confidence: number; readonly why: string };

/** By what the lead units are known, from the surest. */
const LEAD_GROUNDS: Readonly<Record<NonNullable<Candidate["bound"]>, Ground>> = {
  table: { confidence: 0.97, why: "Cột đơn vị của bảng." },
  chairs: { confidence: 0.95, why: "Câu ghi rõ “chủ trì”." },
  order: { confidence: 0.93, why: "Câu giao việc cho đơn vị." },
  heading: { confidence: 0.9, why: "Tiêu đề phía trên nêu đơn vị." },
  subject: { confidence: 0.87, why: "Đơn vị đứng đầu câu." },
};
const TIME_IN_TABLE: Ground = { confidence: 0.97, why: "Cột thời gian của bảng." };
const TIME_IN_TEXT: Ground = { confidence: 0.93, why: "Câu nêu thời hạn." };
const NO_TIME: Ground = { confidence: 0.8, why: "Không có chữ chỉ thời hạn." };
const COORDS: Ground = { confidence: 0.9, why: "Câu hoặc bảng nêu đơn vị phối hợp." };
const NO_COORDS: Ground = { confidence: 0.85, why: "Không thấy đơn vị phối hợp." };
const NO_LEAD: Ground = { confidence: 0.5, why: "Không thấy đơn vị chủ trì." };

/** What each doubt is about, and what share of the field's confidence is left with it. */
const DOUBTS: Readonly<Partial<Record<ReviewCode, readonly [Field, number]>>> = {
  "nested-lead": ["leadUnits", 0.75],
  "choice-of-lead": ["leadUnits", 0.8],
  "before-document": ["deadline", 0.8],
  "year-guessed": ["deadline", 0.8],
  "year-unknown": ["deadline", 0.5],
  "choice-of-period": ["deadline", 0.75],
  "no-period": ["deadline", 0.7],
  "after-event": ["deadline", 0.9],
  "working-days": ["deadline", 0.85],
  "several-milestones": ["deadline", 0.6],
  "inherited-time": ["deadline", 0.85],
  "time-not-understood": ["deadline", 0.4],
  "adverb-time": ["deadline", 0.7],
};

const rounded = (value: number): number => Math.round(value * 100) / 100;

/**
 * How sure the reader is of each field, by what it was read and what speaks against it; the task is as sure as its least sure field
 * that a reminder needs (who and when). `doubts` are all reasons to look at it.
 */
export function surenessOf(
  candidate: Candidate,
  issuedOn: CalendarDate | null,
): { readonly confidence: number; readonly fields: DraftTask["fields"]; readonly doubts: ReadonlySet<ReviewCode> } {
  const { deadline, leads, coords, bound } = candidate;
  const doubts = new Set(candidate.doubts);
  const timed = deadline.kind !== "none" || deadline.words !== null;
  if (leads.length === 0) doubts.add("no-lead");
  if (!timed) doubts.add("no-time");
  if (issuedOn !== null && deadline.kind === "once" && (deadline.end ?? issuedOn) < issuedOn)
    doubts.add("before-document");
  const sure = (field: Field, ground: Ground): Sureness => {
    const against = [...doubts].filter((doubt) => DOUBTS[doubt]?.[0] === field);
    const left = against.reduce((share, doubt) => share * (DOUBTS[doubt]?.[1] ?? 1), ground.confidence);
    return { confidence: rounded(left), why: [ground.why, ...reviewReasons(against)] };
  };
  const fields = {
    leadUnits: sure("leadUnits", leads.length === 0 ? NO_LEAD : LEAD_GROUNDS[bound ?? "subject"]),
    coordUnits: sure("coordUnits", coords.length === 0 ? NO_COORDS : COORDS),
    deadline: sure("deadline", timed ? (candidate.table === null ? TIME_IN_TEXT : TIME_IN_TABLE) : NO_TIME),
  };
  return { confidence: Math.min(fields.leadUnits.confidence, fields.deadline.confidence), fields, doubts };
}
