import { foldTone } from "../../domain/fold-vietnamese.ts";
import type { Candidate } from "./candidate.ts";
import { startsWithVerb } from "./unit-phrase.ts";

/** Sentences that close every document and give nobody a duty. */
const CLOSING =
  /^(?:trên đây là|trong quá trình (?:tổ chức |triển khai )?(?:triển khai |tổ chức )?thực hiện.{0,80}(?:nếu|khó khăn|vướng mắc)|kế hoạch này (?:được|có|thay)|quyết định này|nghị quyết này|văn bản này|\(?(?:ban hành )?kèm theo)/;
const EXECUTES = /chịu trách nhiệm thi hành (?:quyết định|nghị quyết|kế hoạch|chỉ thị|văn bản) này/;
const SHORTEST = 12;

/** True when a candidate is a task; what that takes depends on its section (see SectionKind). */
export function qualifies(candidate: Candidate): boolean {
  const { text, section, leads, deadline, bound } = candidate;
  const timed = deadline.kind !== "none" || deadline.words !== null;
  if (bound === "table") return text.length > 2;
  if (text.length < SHORTEST || CLOSING.test(foldTone(text).slice(0, 200)) || EXECUTES.test(foldTone(text).slice(-120)))
    return false;
  if (section === "purpose") return false;
  if (candidate.introduces) return timed && !candidate.adverbOnly && !candidate.doubts.has("inherited-time");
  if (candidate.listed && !timed && !startsWithVerb(text)) return false;
  if (section === "procedure") return (timed && !candidate.adverbOnly) || bound === "chairs" || bound === "order";
  if (section === "funding") return leads.length > 0;
  if (section === "assigned") return true;
  return timed || leads.length > 0;
}
