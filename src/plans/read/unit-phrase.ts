import { foldTone } from "../../domain/fold-vietnamese.ts";
import { startsLikeUnit } from "./unit-words.ts";

/** Verbs that end the name of the unit that is to do something. Only in lower case: "Xây" in "Sở Xây dựng" is a name. */
const VERBS =
  /^(?:chủ trì|làm đầu mối|là đầu mối|phối hợp|tổ chức|xây dựng|chỉ đạo|hướng dẫn|triển khai|thực hiện|tham mưu|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|có kế hoạch|có thể|có biện pháp|có báo cáo|có văn bản|có|căn cứ|theo dõi|đôn đốc|kiểm tra|giám sát|rà soát|báo cáo|tổng hợp|tiếp tục|chủ động|thường xuyên|tăng cường|đẩy mạnh|nghiêm túc|phải|cần|thành lập|phân công|trực tiếp|phát huy|tập trung|được phân công|được giao|hằng|hàng|định kỳ|kịp thời|lãnh đạo|quán triệt|đề xuất|bố trí|nghiên cứu|ban hành|lập|cử|gửi|trình|phổ biến|tuyên truyền|bảo đảm|đảm bảo|cụ thể hóa|quản lý|đưa|lấy|nâng cao|thông báo|công bố|giao|tham gia|đăng ký|làm|sẽ|đã|khẩn trương|nắm|phê duyệt|theo chức năng|theo nhiệm vụ|theo phân công|theo thẩm quyền|trên cơ sở|chuẩn bị|kiểm điểm|đồng thời|không|trong quá trình|hỗ trợ|vận động|xử lý|tiếp nhận|thẩm định|giúp|góp phần|hoàn thành|phát động|duy trì|đổi mới|khuyến khích|chấp hành|phụ trách|xác định|quy định|đánh giá|sơ kết|tổng kết|khảo sát|cập nhật|cung cấp|phân bổ|cân đối|lồng ghép|biên soạn|mở|liên hệ|quan tâm|tạo điều kiện|tích cực|ưu tiên|gắn|xem xét|tự|mời|trao đổi|đề nghị|yêu cầu|thống nhất|nhanh chóng|đề ra|đẩy nhanh|ngoài|tiến hành|đăng tải|thu|chi|cấp phát|đặt|nêu|để|tuỳ|tùy|qua|sớm|hợp tác|khai thác|vận hành|sửa đổi|bổ sung|hoàn thiện|áp dụng|sử dụng|kết nối|tích hợp|đầu tư|số hóa|nêu gương|đi đầu|mua sắm|kiện toàn|tuyển dụng|đào tạo|bồi dưỡng|phòng ngừa|đấu tranh|điều tra|truy tố|xét xử)(?!\p{L})/u;

type Exception = { word: RegExp; before?: RegExp; after?: RegExp };

/** Where the same words are part of a name: "các tổ chức chính trị", "cơ quan tham mưu", "đơn vị được giao nhiệm vụ". */
const NAMES: readonly Exception[] = [
  { word: /^tổ chức/, before: /(?:các|những|mọi|ban|của|tập thể|từng|cơ quan,|đơn vị,|và)$/ },
  {
    word: /^tổ chức/,
    after:
      /^(?:đảng|đoàn(?! kết)|cơ sở|chính trị|xã hội|tôn giáo|thành viên|hội(?! nghị| thảo| thi| họp|ng)|quần chúng|tín dụng|kinh tế|khoa học|trực thuộc|có liên quan|liên quan|, cá nhân)/,
  },
  { word: /^xây dựng/, before: /(?<!ủy )ban$/ },
  { word: /^chỉ đạo/, before: /ban$/ },
  { word: /^(?:kiểm tra|giám sát|thẩm định)/, before: /(?:ban|tổ|đoàn|hội đồng)$/ },
  { word: /^quản lý/, before: /(?:cơ quan|ban|phòng)$/ },
  { word: /^(?:tham mưu|thẩm định|điều tra|đánh giá|xây dựng)/, before: /cơ quan$/ },
  { word: /^chủ trì/, before: /(?:cơ quan|đơn vị)$/ },
  { word: /^quản lý/, before: /(?:,|lãnh đạo|cán bộ)$/ },
  { word: /^giúp/, after: /^việc/ },
  { word: /^có/, after: /^(?:liên quan|thẩm quyền|uy tín|chức)/ },
  { word: /^được giao/, after: /^(?:nhiệm vụ|chủ trì|phụ trách)/ },
  { word: /^lãnh đạo/, after: /^(?!, chỉ đạo|việc|thực hiện|triển khai|tổ chức|toàn diện|, triển khai)/ },
  { word: /^giao/, after: /^thông/ },
  { word: /^giao/, before: /được$/ },
  { word: /^(?:chi)/, after: /^(?:cục|hội|bộ|nhánh|ủy|đoàn|, tổ)/ },
  { word: /^thu/, after: /^(?:thuế)/ },
  { word: /^tự/, after: /^(?:chủ|vệ|quản)/ },
  { word: /^lập/, before: /(?:công|độc|dân)$/ },
  { word: /^qua/, before: /(?:thông)$/ },
  { word: /^đầu tư/, before: /(?:chủ|và|xúc tiến|kế hoạch)$/ },
  { word: /^(?:đào tạo|bồi dưỡng|kiểm điểm|nghiên cứu|ngoài)/, before: /(?:cơ sở|trung tâm|viện|và|trong|,|-)$/ },
  { word: /^(?:cấp|phụ trách)/, before: /(?:được phân công)$/ },
];

function isVerbAt(folded: string, original: string, at: number): boolean {
  if (/\p{Lu}/u.test(original[at] ?? "")) return false;
  const rest = folded.slice(at, at + 60);
  const verb = VERBS.exec(rest)?.[0];
  if (verb === undefined) return false;
  const before = folded.slice(Math.max(0, at - 24), at).trimEnd();
  const after = rest.slice(verb.length).trimStart();
  return !NAMES.some(
    ({ word, before: left, after: right }) =>
      word.test(verb) && (left === undefined || left.test(before)) && (right === undefined || right.test(after)),
  );
}

/** True when the words begin with a verb of doing, whatever their case: "Xây dựng kế hoạch", "phải tổ chức". */
export function startsWithVerb(words: string): boolean {
  const folded = foldTone(words.trimStart());
  return (
    VERBS.test(folded) ||
    /^(?:công khai|việc|khắc phục|điều chỉnh|nâng|tạo|cải cách|thanh tra|quy hoạch|tiết kiệm|ký kết|thu hút|bảo vệ)/.test(
      folded,
    )
  );
}

export type UnitPhrase = {
  /** The units' words, brackets taken out. */
  readonly phrase: string;
  /** Offset after the phrase. */
  readonly end: number;
  /** What stops it: a verb of doing, a colon, or the end of the clause. */
  readonly stop: "verb" | "colon" | "end";
};

/** A list of units longer than this is prose. */
const LONGEST = 700;

/** The units named from `start` on, up to the verb, or null when no unit begins there. */
export function unitPhraseAt(sentence: string, start: number): UnitPhrase | null {
  const original = sentence.normalize("NFC");
  if (!startsLikeUnit(original.slice(start, start + 120))) return null;
  const folded = foldTone(original);
  let phrase = "";
  let at = start;
  while (at < original.length && at - start < LONGEST) {
    const letter = original[at] ?? "";
    if (letter === "(") {
      const close = original.indexOf(")", at);
      if (close < 0 || close - at > 300) break;
      at = close + 1;
      continue;
    }
    if (letter === ":") return { phrase: phrase.trim(), end: at, stop: "colon" };
    if (letter === "." && !/^\.\p{L}/u.test(original.slice(at))) break;
    if (letter === ";" && !startsLikeUnit(original.slice(at + 1, at + 120))) break;
    const wordStart = /\p{L}/u.test(letter) && !/\p{L}/u.test(original[at - 1] ?? " ");
    if (wordStart && at > start && isVerbAt(folded, original, at))
      return { phrase: phrase.trim(), end: at, stop: "verb" };
    phrase += letter;
    at += 1;
  }
  return at - start >= LONGEST ? null : { phrase: phrase.trim(), end: at, stop: "end" };
}
