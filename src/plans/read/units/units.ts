import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { type UnitPhrase, unitPhraseAt } from "./unit-phrase.ts";
import { splitUnits } from "./unit-words.ts";
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
  /^(?:căn cứ|trên cơ sở|sau khi|trước khi|sau|để|nhằm|theo|tùy|tuỳ|hằng|hàng|định kỳ|trong|khi|việc|đối với|từ|ngoài|cùng với|thời gian|6 tháng|trước|đồng thời|bên cạnh|ngoài ra|chậm nhất)(?!\p{L})/u;
const COORDINATES = /(?:phối hợp(?: chặt chẽ)?(?: (?:với|cùng))?|cùng với)\s+/gu;
const ADJUNCT_REACH = 420;
const COORDS_REACH = 400;

/** Where the subject may begin: at once, and after each comma of an opening clause. */
function subjectStarts(folded: string): number[] {
  const starts = [0];
  if (!ADJUNCT.test(folded)) return starts;
  for (const match of folded.slice(0, ADJUNCT_REACH).matchAll(/[,;:]\s+/g)) {
    const start = match.index + match[0].length;
    // "Trước khi kiểm điểm, phải tổ chức …": the sentence has no subject, later names are objects.
    if (/^(?:phải|cần|tiến hành|có trách nhiệm)(?!\p{L})/u.test(folded.slice(start, start + 20))) break;
    starts.push(start);
  }
  return starts;
}

/** The units after "phối hợp với" in the part of the sentence before the work itself begins. */
export function coordinatingUnits(sentence: string): string[] {
  const original = sentence.normalize("NFC");
  const folded = foldTone(original);
  for (const match of folded.slice(0, COORDS_REACH).matchAll(COORDINATES)) {
    const found = unitPhraseAt(original, match.index + match[0].length);
    if (found !== null && found.phrase.length > 1) return splitUnits(found.phrase);
  }
  return [];
}

/** "A chỉ đạo B chủ trì", "A thành lập tổ do B chủ trì", "A phân công B phụ trách": the one that leads is B. */
function innerLead(original: string, folded: string, subject: UnitPhrase): string[] | null {
  const rest = folded.slice(subject.end, subject.end + ADJUNCT_REACH);
  const handed = /^(?:chỉ đạo|giao|phân công|yêu cầu|ủy quyền cho)\s+/u.exec(rest);
  const assigned = handed === null ? null : unitPhraseAt(original, subject.end + handed[0].length);
  if (assigned !== null && assigned.stop === "verb") {
    const verb = folded.slice(assigned.end, assigned.end + 12);
    const takes = handed?.[0].startsWith("chỉ")
      ? /^(?:chủ trì|làm đầu)/
      : /^(?:chủ trì|làm đầu|phụ trách|tham mưu|theo dõi)/;
    if (takes.test(verb)) return splitUnits(assigned.phrase);
  }
  const through = /^[^.;]{0,160}?\sdo\s+/u.exec(rest);
  const by = through === null ? null : unitPhraseAt(original, subject.end + through[0].length);
  return by !== null && by.stop === "verb" && folded.startsWith("chủ trì", by.end) ? splitUnits(by.phrase) : null;
}

/** "Về giải ngân vốn đầu tư: Sở A …": what the sentence is about stands before its units. */
const TOPIC = /^[^:.;]{3,160}:\s+(?=\p{L})/u;

/** The lead and coordinating units a sentence names at its head, or null when it begins with the work itself. */
export function unitsOfSentence(sentence: string): SentenceUnits | null {
  const own = unitsAtHead(sentence);
  if (own !== null) return own;
  const topic = TOPIC.exec(sentence)?.[0];
  return topic === undefined ? null : unitsAtHead(sentence.slice(topic.length));
}

function unitsAtHead(sentence: string): SentenceUnits | null {
  const original = sentence.normalize("NFC");
  const folded = foldTone(original);
  const ordered = ORDER.exec(folded);
  const starts = ordered === null ? subjectStarts(folded) : [ordered[0].length];
  for (const start of starts) {
    const subject = unitPhraseAt(original, start);
    if (subject === null || subject.phrase.length < 2) continue;
    if (subject.stop === "end" || (subject.stop === "colon" && start > 0 && ordered === null)) continue;
    const inner = innerLead(original, folded, subject);
    const leads = inner ?? splitUnits(subject.phrase);
    if (leads.length === 0) continue;
    const chairs = /^(?:chủ trì|làm đầu mối|là đầu mối|chịu trách nhiệm chủ trì|có trách nhiệm chủ trì)/.test(
      folded.slice(subject.end),
    );
    const coords = coordinatingUnits(original.slice(subject.end)).filter((unit) => !leads.includes(unit));
    return {
      leads,
      coords,
      by: ordered !== null ? "order" : chairs || inner !== null ? "chairs" : "subject",
      nested: inner !== null,
    };
  }
  return null;
}

const HEADING_PREFIX =
  /^(?:trách nhiệm của|nhiệm vụ của|đối với|giao cho|giao|đề nghị|yêu cầu|phân công|các nhiệm vụ do|nhiệm vụ giao cho)\s+/;

/** A heading of units says no time; a sentence with an unknown verb may. */
const SAYS_WHEN =
  /(?:^|\s)(?:trước|trong|đến|từ|hằng|hàng|định kỳ|chậm nhất)\s+(?:ngày|tháng|quý|năm|\d)|\d{1,2}\/\d{1,2}/u;

/** The units of a heading that names nothing else ("4. Ban Tổ chức Tỉnh ủy:"), or null. */
export function unitsOfHeading(heading: string): string[] | null {
  const original = heading.normalize("NFC").replace(/[\s:.;,]+$/, "");
  const start = HEADING_PREFIX.exec(foldTone(original))?.[0].length ?? 0;
  const colon = original.indexOf(":");
  const found = unitPhraseAt(original, start);
  if (found === null || original.length > 500 || SAYS_WHEN.test(foldTone(original))) return null;
  // "Ban thường vụ các đảng ủy: Quân sự, Công an": the colon stands inside one name.
  if (found.stop === "colon" && colon > 0) {
    const after = original.slice(colon + 1);
    return after.length < 120 && !startsWithVerb(after) ? [original.slice(start)] : null;
  }
  if (found.stop !== "end" || found.end < original.length) return null;
  return splitUnits(found.phrase);
}
