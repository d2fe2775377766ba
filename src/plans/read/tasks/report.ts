import type { Deadline, Period } from "../../../domain/deadline.ts";
import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { startsLikeUnit } from "../units/unit-words.ts";

/** To whom and how often a task reports, as written; null when it does not. */
export type ReportDuty = { readonly to: string | null; readonly every: Period | null };

const REPORTS = /(?:báo cáo|gửi)(?!\s+viên)/gu;
const TO = /(?:^|\s)(?:về|với|cho|lên|tới|đến|gửi|trước)\s+/gu;
const REACH = 200;

/** The addressee up to a comma, semicolon or verb, its "(qua …)" included. */
function addressee(original: string): string {
  const end =
    /(?:[,;.:]|\s(?:để|trước|chậm nhất|vào|trong|hằng|hàng|theo|kết quả|tình hình|việc|về việc|những|các nội dung|và tổ chức|cho ý kiến|xem xét|tổng hợp|định kỳ|theo quy định)(?=\s))/u.exec(
      original,
    );
  return original
    .slice(0, end?.index ?? original.length)
    .slice(0, 120)
    .trim();
}

/** Reads "báo cáo … về UBND tỉnh (qua Sở Nội vụ)"; the period is the deadline's. */
export function reportDuty(text: string, deadline: Deadline): ReportDuty | null {
  const original = text.normalize("NFC");
  const folded = foldTone(original);
  const every = deadline.kind === "recurring" ? deadline.every : null;
  for (const report of folded.matchAll(REPORTS)) {
    const from = report.index + report[0].length;
    if (report[0] === "báo cáo" && startsLikeUnit(original.slice(from, from + 60)))
      return { to: addressee(original.slice(from)), every };
    for (const to of folded.slice(from, from + REACH).matchAll(TO)) {
      const at = from + to.index + to[0].length;
      if (startsLikeUnit(original.slice(at, at + 60))) return { to: addressee(original.slice(at)), every };
    }
  }
  return every !== null && /(?:có|gửi|xây dựng)?\s*báo cáo/.test(folded) ? { to: null, every } : null;
}
