import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { startsWithVerb } from "../units/verbs.ts";
import type { Candidate } from "./candidate.ts";

/** Sentences that close every document and give nobody a duty. */
const CLOSING =
  /^(?:trên đây là|trong quá trình (?:tổ chức |triển khai )?(?:triển khai |tổ chức )?thực hiện.{0,80}(?:nếu|khó khăn|vướng mắc)|(?:kế hoạch|chương trình|chỉ thị|hướng dẫn|nghị quyết)(?: này)? (?:được|có|thay|phổ biến)|kính gửi|quyết định này|nghị quyết này|văn bản này|\(?(?:ban hành )?kèm theo)/;
/** "Yêu cầu các sở, ban, ngành nghiêm túc thực hiện Chỉ thị này": the whole document in one sentence. */
const CARRIES_OUT =
  /(?:nghiêm túc|khẩn trương|tổ chức|triển khai|chủ động)[^.;]{0,60}thực hiện (?:nghiêm |nghiêm túc |tốt |có hiệu quả )?(?:các nội dung |nội dung )?(?:chỉ thị|kế hoạch|quyết định|nghị quyết|chương trình|công văn|thông báo|kết luận) này[./]*$/;
const EXECUTES = /chịu trách nhiệm thi hành (?:quyết định|nghị quyết|kế hoạch|chỉ thị|văn bản) này/;
/** "Căn cứ …, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:" opens a document. */
const OPENING =
  /^(?:căn cứ|thực hiện|triển khai|để|nhằm|theo|trên cơ sở|sau khi|quán triệt|xét)\s.*(?:như sau|sau đây|(?:nội dung|nhiệm vụ|công việc|yêu cầu|giải pháp|việc) sau|cụ thể)\s*[:.]$/s;
const SHORTEST = 12;

/** True when a candidate is a task; what that takes depends on its section (see SectionKind). */
export function qualifies(candidate: Candidate): boolean {
  const { text, section, leads, deadline, bound } = candidate;
  const timed = deadline.kind !== "none" || deadline.words !== null;
  if (bound === "table") return text.length > 2;
  if (text.length < SHORTEST || CLOSING.test(foldTone(text).slice(0, 200)) || EXECUTES.test(foldTone(text).slice(-120)))
    return false;
  const addressed = bound === "subject" || bound === "order";
  if (addressed && !timed && text.length < 260 && CARRIES_OUT.test(foldTone(text))) return false;
  if (candidate.heading === "" && OPENING.test(foldTone(text))) return false;
  if (section === "purpose") return false;
  if (candidate.introduces) return timed && !candidate.adverbOnly && !candidate.doubts.has("inherited-time");
  if (candidate.listed && !timed && !startsWithVerb(text)) return false;
  if (section === "procedure") return (timed && !candidate.adverbOnly) || bound === "chairs" || bound === "order";
  if (section === "funding") return leads.length > 0;
  if (section === "assigned") return true;
  return timed || leads.length > 0;
}
