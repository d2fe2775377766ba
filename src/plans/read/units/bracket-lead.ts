import { withoutTime } from "../time/closing-bracket.ts";
import { splitUnits } from "./split-units.ts";
import { startsLikeUnit } from "./unit-words.ts";
import { unitsOfHeading } from "./units-of-heading.ts";

/** A bracket after these words says to whom, not who. */
const SENT = /(?:gửi|báo cáo|trình|nộp|liên hệ|qua)\s[^.;]{0,80}$/iu;

/** The lead of "(Sở X chủ trì …)" or "(giao Sở X)" in a task. */
export function bracketLead(text: string): string[] {
  for (const match of text.matchAll(/\(([^()]{4,240})\)/gu)) {
    const inner = match[1] ?? "";
    const order = /^giao\s+(?:cho\s+)?/iu.exec(inner)?.[0].length ?? 0;
    const chairs = /\s+(?:chủ trì|thực hiện|làm đầu mối)(?!\p{L})/u.exec(inner);
    const phrase = withoutTime(inner.slice(order, chairs?.index ?? (order > 0 ? inner.length : 0)));
    if (phrase !== "" && startsLikeUnit(phrase)) return splitUnits(phrase);
  }
  return closingUnits(text);
}

/** "… (Tổ trưởng chuyên môn)." at the end of a task that names nobody else and is not sent to anybody. */
function closingUnits(text: string): string[] {
  const closing = /\(([^()]{2,120})\)[.;,]?\s*$/u.exec(text);
  const inner = closing?.[1] ?? "";
  if (closing === null || !startsLikeUnit(inner) || SENT.test(text.slice(0, closing.index))) return [];
  return unitsOfHeading(withoutTime(inner)) ?? [];
}
