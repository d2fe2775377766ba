import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { splitUnits } from "./split-units.ts";
import { type UnitPhrase, unitPhraseAt } from "./unit-phrase.ts";
import { unitsOfHeading } from "./units-of-heading.ts";
import { startsWithVerb } from "./verbs.ts";

/** The units of a sentence, as written. */
export type SentenceUnits = {
  readonly leads: readonly string[];
  readonly coords: readonly string[];
  /** How the lead is bound: named first, given an order ("Giao X"), or by "chủ trì". */
  readonly by: "subject" | "order" | "chairs";
  /** Several units act in the sentence and the lead is the inner one: "A chỉ đạo B chủ trì". */
  readonly nested: boolean;
};

const ORDER =
  /^(?:đồng thời\s+|\s*)(?:giao trách nhiệm cho|giao nhiệm vụ cho|giao cho|giao|đề nghị|yêu cầu|phân công|ủy quyền cho|đồng thời giao)\s+/;
/** Words that open a sentence before its subject: "Căn cứ Kế hoạch này, các cấp ủy …". */
const ADJUNCT =
  /^(?:căn cứ|trên cơ sở|sau khi|trước khi|sau|để|nhằm|theo|tùy|tuỳ|hằng|hàng|định kỳ|trong|khi|việc|đối với|từ|ngoài|cùng với|thời gian|6 tháng|trước|đồng thời|bên cạnh|ngoài ra|chậm nhất|trường hợp|nếu|tiếp thu ý kiến)(?!\p{L})/u;
/** "Thực hiện Nghị quyết số 5, Sở A …": a verb of doing opens so only before a document; else it is the work itself. */
const ON_DOCUMENT =
  /^(?:thực hiện|triển khai|quán triệt)(?: nghiêm| nghiêm túc)?(?: các| sự)? (?:ý kiến|chỉ đạo|kế hoạch|nghị quyết|nghị định|quyết định|chỉ thị|kết luận|công văn|công điện|chương trình|thông báo|thông tư|đề án|luật)(?!\p{L})/u;
const COORDINATES = /(?:phối hợp(?: chặt chẽ)?(?: (?:với|cùng))?|cùng với)\s+/gu;
const ADJUNCT_REACH = 420;
const COORDS_REACH = 400;

/** Where the subject may begin: at once, and after each comma of an opening clause. */
function subjectStarts(folded: string): number[] {
  const starts = [0];
  if (!ADJUNCT.test(folded) && !ON_DOCUMENT.test(folded)) return starts;
  for (const match of folded.slice(0, ADJUNCT_REACH).matchAll(/[,;:]\s+/g)) {
    const start = match.index + match[0].length;
    // "Trước khi kiểm điểm, phải tổ chức …": the sentence has no subject, later names are objects.
    if (/^(?:phải|cần|tiến hành|có trách nhiệm)(?!\p{L})/u.test(folded.slice(start, start + 20))) break;
    starts.push(start);
  }
  return starts;
}

/** The units after "phối hợp với" in the part of the sentence before the work itself begins; `reach`: where these words stand at the latest. */
export function coordinatingUnits(sentence: string, reach = COORDS_REACH): string[] {
  const original = sentence.normalize("NFC");
  const folded = foldTone(original);
  for (const match of folded.slice(0, reach).matchAll(COORDINATES)) {
    const found = unitPhraseAt(original, match.index + match[0].length);
    if (found !== null && found.phrase.length > 1) return splitUnits(found.phrase);
  }
  return [];
}

type InnerLead = { readonly leads: string[]; readonly by: "order" | "chairs" };

/** Whoever issues the document orders: "Ủy ban nhân dân tỉnh giao Sở A …", "… yêu cầu các sở …" gives the work to them, whatever the verb. */
const ISSUER_ORDERS = /^(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao|yêu cầu|đề nghị|chỉ thị(?: cho)?)\s+/u;
/** "Các xã đề nghị Sở A hỗ trợ …" asks and orders nobody. */
const ASKS_FOR =
  /^(?:xem xét|cho ý kiến|cho phép|phê duyệt|chấp thuận|thẩm định|khen thưởng|hỗ trợ|cấp|bố trí kinh phí)(?!\p{L})/u;
/** Whoever directs or assigns stays the lead unless the other one chairs. */
const HANDS_OVER = /^(?:chỉ đạo|phân công|ủy quyền cho)\s+/u;

/** "A giao B …", "A chỉ đạo B chủ trì", "A thành lập tổ do B chủ trì", "A phân công B phụ trách": the one that leads is B. */
function innerLead(original: string, folded: string, subject: UnitPhrase): InnerLead | null {
  const rest = folded.slice(subject.end, subject.end + ADJUNCT_REACH);
  const unitAfter = (words: RegExpExecArray | null): UnitPhrase | null => {
    const found = words === null ? null : unitPhraseAt(original, subject.end + words[0].length);
    return found?.stop === "verb" ? found : null;
  };
  const order = ISSUER_ORDERS.exec(rest);
  const ordered = unitAfter(order);
  const asks = order?.[0].startsWith("đề nghị") && ordered !== null && ASKS_FOR.test(folded.slice(ordered.end));
  if (ordered !== null && !asks) return { leads: splitUnits(ordered.phrase), by: "order" };
  const handed = HANDS_OVER.exec(rest);
  const assigned = unitAfter(handed);
  if (assigned !== null) {
    const takes = handed?.[0].startsWith("chỉ")
      ? /^(?:chủ trì|làm đầu)/
      : /^(?:chủ trì|làm đầu|phụ trách|tham mưu|theo dõi)/;
    if (takes.test(folded.slice(assigned.end, assigned.end + 12)))
      return { leads: splitUnits(assigned.phrase), by: "chairs" };
  }
  const by = unitAfter(/^[^.;]{0,160}?\sdo\s+/u.exec(rest));
  return by !== null && folded.startsWith("chủ trì", by.end) ? { leads: splitUnits(by.phrase), by: "chairs" } : null;
}

/** "Về giải ngân vốn đầu tư: Sở A …": what the sentence is about stands before its units. */
const TOPIC = /^[^:.;]{3,160}:\s+(?=\p{L})/u;

/** "Đối với Sở A: rà soát …": for whom the work is. */
const TOWARD = /^đối với\s+[^:.;]{3,200}:\s+(?=\p{L})/u;

function unitsAddressed(sentence: string): SentenceUnits | null {
  const head = TOWARD.exec(foldTone(sentence))?.[0].length ?? 0;
  const work = sentence.normalize("NFC").slice(head);
  const leads = head > 0 && startsWithVerb(work) ? unitsOfHeading(sentence.normalize("NFC").slice(0, head)) : null;
  return leads === null ? null : { leads, coords: coordinatingUnits(work), by: "subject", nested: false };
}

/** The lead and coordinating units a sentence names at its head, or null when it begins with the work itself. */
export function unitsOfSentence(sentence: string): SentenceUnits | null {
  const own = unitsAddressed(sentence) ?? unitsAtHead(sentence);
  if (own !== null) return own;
  const topic = TOPIC.exec(sentence)?.[0];
  return (topic === undefined ? null : unitsAtHead(sentence.slice(topic.length))) ?? unitsNamedLater(sentence);
}

/** "Lập kho giống - Giao Sở A chủ trì", "Gỡ khó cho hộ trồng; trong đó, Sở A lập danh sách": who does it is said after the work. */
const LATER = /\s[-–]\s+(?=giao\s)|[;,]\s+trong đó,?\s+/u;

function unitsNamedLater(sentence: string): SentenceUnits | null {
  const original = sentence.normalize("NFC");
  const later = LATER.exec(foldTone(original.slice(0, ADJUNCT_REACH)));
  return later === null ? null : unitsAtHead(original.slice(later.index + later[0].length));
}

/** "Sở A đã hoàn thành …", "các xã chưa có …": what was and not what is to be done. */
const REPORTS = /^(?:đã|chưa)\s/u;

function unitsAtHead(sentence: string): SentenceUnits | null {
  const original = sentence.normalize("NFC");
  const folded = foldTone(original);
  const ordered = ORDER.exec(folded);
  const starts = ordered === null ? subjectStarts(folded) : [ordered[0].length];
  for (const start of starts) {
    const subject = unitPhraseAt(original, start);
    if (subject === null || subject.phrase.length < 2) continue;
    if (ordered === null && REPORTS.test(folded.slice(subject.end, subject.end + 16))) return null;
    if (subject.stop === "end" || (subject.stop === "colon" && start > 0 && ordered === null)) continue;
    const inner = innerLead(original, folded, subject);
    const leads = inner?.leads ?? splitUnits(subject.phrase);
    if (leads.length === 0) continue;
    const chairs = /^(?:chủ trì|làm đầu mối|là đầu mối|chịu trách nhiệm chủ trì|có trách nhiệm chủ trì)/.test(
      folded.slice(subject.end),
    );
    const coords = coordinatingUnits(original.slice(subject.end)).filter((unit) => !leads.includes(unit));
    return {
      leads,
      coords,
      by: ordered !== null ? "order" : (inner?.by ?? (chairs ? "chairs" : "subject")),
      nested: inner?.by === "chairs",
    };
  }
  return null;
}
