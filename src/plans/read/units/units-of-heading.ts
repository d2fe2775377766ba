import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { labelOf } from "./attributes.ts";
import { splitUnits } from "./split-units.ts";
import { unitPhraseAt } from "./unit-phrase.ts";
import { startsWithVerb } from "./verbs.ts";

const PREFIX =
  /^(?:trách nhiệm của|nhiệm vụ của|đối với|giao cho|giao|đề nghị|yêu cầu|phân công|các nhiệm vụ do|nhiệm vụ giao cho)\s+/;

/** A heading of units says no time; a sentence with an unknown verb may. */
const SAYS_WHEN =
  /(?:^|\s)(?:trước|trong|đến|từ|hằng|hàng|định kỳ|chậm nhất)\s+(?:ngày|tháng|quý|năm|\d)|\d{1,2}\/\d{1,2}/u;

/**
 * What may follow the units before the colon: "Sở A có trách nhiệm:", "Sở A chủ trì, phối hợp với các sở:". Any verb would be too wide:
 * "Sở A quy định ba mức hỗ trợ gồm:" assigns nothing.
 */
const DUTY_TAIL =
  /^(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì|phối hợp|tiếp tục|tập trung|khẩn trương|chủ động|thực hiện|triển khai|tổ chức thực hiện|tổ chức triển khai)(?!\p{L})[^.;:]{0,130}$/u;

const LONGEST = 500;
/** "Ban thường vụ các đảng ủy: Quân sự": what follows a colon inside a name is no longer. */
const LONGEST_AFTER_COLON = 120;

/** The units of a heading that names nothing else ("4. Ban Tổ chức Tỉnh ủy:", "Giao Sở A có nhiệm vụ:"), or null. */
export function unitsOfHeading(heading: string): string[] | null {
  const original = heading.normalize("NFC").replace(/[\s:.;,]+$/, "");
  // "Cơ quan chủ trì" is what the units below are, and none itself.
  if (labelOf(original) !== null) return null;
  const folded = foldTone(original);
  const start = PREFIX.exec(folded)?.[0].length ?? 0;
  const found = unitPhraseAt(original, start);
  if (found === null || original.length > LONGEST || SAYS_WHEN.test(folded)) return null;
  if (found.stop === "colon" && found.end > 0) {
    const after = original.slice(found.end + 1);
    return after.length < LONGEST_AFTER_COLON && !startsWithVerb(after) ? [original.slice(start)] : null;
  }
  const opensList = /:\s*$/.test(heading) && DUTY_TAIL.test(folded.slice(found.end));
  if (found.stop === "verb" && opensList) return splitUnits(found.phrase);
  if (found.stop !== "end" || found.end < original.length) return null;
  return splitUnits(found.phrase);
}
