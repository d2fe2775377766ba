/** Bodies that are named after what they are there for: "Ban Chỉ đạo thực hiện Đề án A", "Hội đồng phối hợp phổ biến B". */
const NAMED_BY_TASK = /(?:^|\s)(?:hội đồng|ban chỉ đạo|ban vận động|ban điều hành|tổ công tác|tổ giúp việc)$/u;
/** Verbs such a name begins with. */
const OPENS_NAME = /^(?:thực hiện|triển khai|phối hợp|hỗ trợ|phát triển|xây dựng|vận động)(?!\p{L})/u;
/** Verbs that then say what the body does; none of them stands in a name. */
const DUTY =
  /\s(?:chủ trì|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|tổ chức|theo dõi|đôn đốc|tham mưu|tiếp tục|phân công|định kỳ|họp)(?!\p{L})/u;
/** "Hội đồng phối hợp với Sở A tổ chức …", "Ban Chỉ đạo xây dựng kế hoạch tổ chức …": already what it does. */
const ACTS =
  /^(?:phối hợp (?:với|cùng|chặt)|\p{L}+\s\p{L}+ (?:kế hoạch|chương trình|quy chế|phương án|tốt|có hiệu quả|việc))(?!\p{L})/u;
/** A name this long says all of its task. */
const REACH = 120;

/**
 * Where the verb of the body's duty stands, when the verb at `at` only goes on with its name; null when the name ends at `at`. `folded` is the
 * sentence by foldTone, in which the name begins at `start`.
 */
export function dutyAfterTask(folded: string, start: number, at: number): number | null {
  const rest = folded.slice(at, at + REACH);
  if (!OPENS_NAME.test(rest) || ACTS.test(rest) || !NAMED_BY_TASK.test(folded.slice(start, at).trimEnd())) return null;
  // "Hội đồng phối hợp phổ biến, hướng dẫn nghề B": one comma may stand in a name.
  const clause = /^[^,;.:]*(?:,[^,;.:]*)?/u.exec(rest)?.[0] ?? "";
  const duty = DUTY.exec(clause);
  return duty === null ? null : at + duty.index + 1;
}
