import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { startsLikeUnit } from "../units/unit-words.ts";

/** Words that begin a time; a bare day only with its zero ("05/9"), for "3/5" is a share. */
const OPENS_TIME =
  /^(?:(?:trong|vào|hoàn thành|xong|từ|trước|đến|hết|cuối|đầu|giữa|sáng|chiều|tối) )*(?:(?:quý|tháng|năm|ngày|tuần|học kỳ|học kì)(?!\p{L})|0\d\/\d|(?<=(?:sáng|chiều|tối) )\d{1,2}\/\d)/u;
const LONGEST = 120;

/** Where the last words of a text stand that are a bracket of nothing but a time, "… (Quý IV, thường xuyên).", or of units and their time, "(Sở A, quý IV)". */
export function closingSlot(text: string): { readonly offset: number; readonly words: string } | null {
  const end = text.replace(/(?<![\s.;,/])[\s.;,/]+$/, "");
  const open = end.lastIndexOf("(");
  if (!end.endsWith(")") || open < 0 || end.length - open > LONGEST || end.indexOf(")", open) < end.length - 1)
    return null;
  const inner = end.slice(open + 1, -1);
  const at = timeIn(inner);
  return at === null ? null : { offset: open + 1 + at, words: inner.slice(at) };
}

function timeIn(inner: string): number | null {
  if (OPENS_TIME.test(foldTone(inner))) return 0;
  const comma = /[,;]\s*/u.exec(inner);
  const after = comma === null ? 0 : comma.index + comma[0].length;
  const who = inner.replace(/^giao\s+(?:cho\s+)?/iu, "");
  return after > 0 && startsLikeUnit(who) && OPENS_TIME.test(foldTone(inner.slice(after))) ? after : null;
}

/** True when the words between the times say nothing of their own: "(năm 2026 có 3 vườn)" is a remark and no time. */
export const saysOnlyTime = (rest: string): boolean =>
  rest.length < 30 && !/\d|%|(?:^|\s)(?:có|đạt|là|được|của|theo|so|tại)(?:\s|$)/u.test(foldTone(rest));

/** The unit's words before the time in "Sở A, quý IV", the whole when it says none. */
export function withoutTime(inner: string): string {
  const at = timeIn(inner);
  return at === null || at === 0 ? inner : inner.slice(0, at).replace(/[\s,;]+$/, "");
}
