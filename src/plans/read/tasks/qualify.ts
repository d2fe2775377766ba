import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { startsWithVerb } from "../units/verbs.ts";
import type { Candidate } from "./candidate.ts";
import { closesDocument } from "./closing.ts";

/** "Căn cứ …, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:" opens a document. */
const OPENING =
  /^(?:căn cứ|thực hiện|triển khai|để|nhằm|theo|trên cơ sở|sau khi|quán triệt|xét)\s.*(?:như sau|sau đây|(?:nội dung|nhiệm vụ|công việc|yêu cầu|giải pháp|việc) sau|cụ thể)\s*[:.]$/s;
const SHORTEST = 12;

/** True when a candidate is a task; what that takes depends on its section (see SectionKind). */
export function qualifies(candidate: Candidate): boolean {
  const { text, section, leads, deadline, bound } = candidate;
  const timed = deadline.kind !== "none" || deadline.words !== null;
  if (bound === "table") return text.length > 2;
  const addressed = bound === "subject" || bound === "order";
  if (text.length < SHORTEST || closesDocument(text, addressed && !timed)) return false;
  if (candidate.heading === "" && OPENING.test(foldTone(text))) return false;
  if (section === "purpose") return false;
  if (candidate.introduces) return timed && !candidate.adverbOnly && !candidate.doubts.has("inherited-time");
  if (candidate.listed && !timed && !startsWithVerb(text)) return false;
  if (section === "procedure") return (timed && !candidate.adverbOnly) || bound === "chairs" || bound === "order";
  if (section === "funding") return leads.length > 0;
  if (section === "assigned") return true;
  return timed || leads.length > 0;
}
