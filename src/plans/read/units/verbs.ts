import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { anyOf } from "./word-list.ts";

/** Verbs that end the name of the unit that is to do something, wherever they stand; a list of words, longest first in the pattern. */
const ENDING = `
  là,  chủ trì, làm đầu mối, là đầu mối, phối hợp, tổ chức, xây dựng, chỉ đạo, hướng dẫn, triển khai, thực hiện, tham
  mưu, chịu trách nhiệm, có trách nhiệm, có nhiệm vụ, có kế hoạch, có thể, có biện pháp, có báo cáo, có văn bản,
  có, căn cứ, theo dõi, đôn đốc, kiểm tra, giám sát, rà soát, báo cáo, tổng hợp, tiếp tục, chủ động, thường xuyên,
  tăng cường, đẩy mạnh, nghiêm túc, phải, cần, thành lập, phân công, trực tiếp, phát huy, tập trung, được phân
  công, được giao, hằng, hàng, định kỳ, kịp thời, lãnh đạo, quán triệt, đề xuất, bố trí, nghiên cứu, ban hành,
  lập, cử, gửi, trình, phổ biến, tuyên truyền, bảo đảm, đảm bảo, cụ thể hóa, quản lý, đưa, lấy, nâng cao, thông
  báo, công bố, giao, tham gia, đăng ký, làm, sẽ, đã, khẩn trương, nắm, phê duyệt, theo chức năng, theo nhiệm vụ,
  theo phân công, theo thẩm quyền, trên cơ sở, chuẩn bị, kiểm điểm, đồng thời, không, trong quá trình, hỗ trợ, vận
  động, xử lý, tiếp nhận, thẩm định, giúp, góp phần, hoàn thành, phát động, duy trì, đổi mới, khuyến khích, chấp
  hành, phụ trách, xác định, quy định, đánh giá, sơ kết, tổng kết, khảo sát, cập nhật, cung cấp, phân bổ, cân đối,
  lồng ghép, biên soạn, mở, liên hệ, quan tâm, tạo điều kiện, tích cực, ưu tiên, gắn, xem xét, tự, mời, trao đổi,
  đề nghị, yêu cầu, thống nhất, nhanh chóng, đề ra, đẩy nhanh, ngoài, tiến hành, đăng tải, thu, chi, cấp phát,
  đặt, nêu, để, tuỳ, tùy, qua, sớm, hợp tác, khai thác, vận hành, sửa đổi, bổ sung, hoàn thiện, áp dụng, sử dụng,
  kết nối, tích hợp, đầu tư, số hóa, nêu gương, đi đầu, mua sắm, kiện toàn, tuyển dụng, đào tạo, bồi dưỡng, phòng
  ngừa, đấu tranh, điều tra, truy tố, xét xử, thi đua, kêu gọi, định hướng, duyệt, cho vay, được lập`;

/** No verbs; a name ends before them all the same: "Cục A trong phạm vi quyền hạn …", "UBND các huyện khi …". */
const AFTER_NAMES = "trong phạm vi, khi, nếu, chưa";

/** Verbs that do so too, but belong to the name right after the kind of a body: "Trung tâm phát triển quỹ đất", "Ban bảo vệ". */
const ENDING_BUT_IN_NAMES = `
  tăng, giảm, giữ, giữ vững, nâng cấp, cải tạo, sửa chữa, giải quyết, giải tỏa, thanh tra, điều chỉnh, ký, ký kết,
  hoàn tất, thu hút, thúc đẩy, tháo gỡ, niêm yết, công khai, cắt giảm, đơn giản hóa, tái cấu trúc, rút ngắn, thí
  điểm, nhân rộng, kiểm kê, thống kê, lựa chọn, tuyển chọn, tuyển, khen thưởng, biểu dương, phát sóng, phát hành,
  in ấn, đăng, viết, đưa tin, lắp đặt, trang bị, cung ứng, mua, thanh toán, quyết toán, giải ngân, bàn giao, quyết
  định, chọn, phân loại, xác minh, tuần tra, kiểm soát, bảo vệ, giữ gìn, phục hồi, trồng, chăm sóc, khám, điều
  trị, tiêm, dạy, giảng dạy, huấn luyện, tập huấn, thiết kế, thi công, khởi công, khánh thành, nghiệm thu, chuyển
  giao, sáp nhập, hợp nhất, sắp xếp, luân chuyển, điều động, bổ nhiệm, tiếp công dân, trả lời, giải trình, kiến
  nghị, góp ý, tham vấn, chia sẻ, kết hợp, liên kết, chấn chỉnh, khắc phục, ngăn chặn, ứng phó, diễn tập, cảnh
  báo, dự báo, quan trắc, giám định, xét, bình xét, suy tôn, tôn vinh, đăng cai, tham dự, tham quan, học tập, sưu
  tầm, lưu trữ, sao lưu, nâng, phấn đấu, cam kết, vận dụng, đối chiếu, lấy ý kiến, tiếp thu, hình thành, phát
  triển, quảng bá, xúc tiến, giới thiệu, hiện đại hóa, tư vấn, bồi thường, thu hồi, xử phạt, điều hành, vận
  chuyển, nạo vét, gia cố, di dời, trao, họp, bảo dưỡng, bảo trì, vệ sinh, khai giảng, tổng rà soát, soạn thảo, dự
  thảo, hiệu chỉnh, chỉnh lý, chỉnh sửa, thẩm tra, thỏa thuận, cân nhắc, đàm phán, phân tích, so sánh, giao nhận,
  kê khai, nộp, tính toán, huy động, tận dụng, tiết kiệm, tuân thủ, cải cách, cải tiến, mở rộng, củng cố, thay
  thế, loại bỏ, bãi bỏ, hủy bỏ, thông qua, tổng duyệt, chuẩn hóa, chuyển đổi, đối thoại, tiếp xúc, giao lưu, bình
  chọn, ra đề, thao giảng, dự giờ, sinh hoạt`;

const BODY_KINDS =
  /(?:^|\s)(?:ban|phòng|trung tâm|viện|cục|chi cục|vụ|quỹ|tổ|đội|khoa|xí nghiệp|nhà máy|bộ phận|hạt|trạm|văn phòng|hội đồng|tiểu ban|cơ quan|lực lượng|kiểm sát|cảnh sát|đoàn|phó|trưởng|chuyên viên|cán bộ|nhân viên|công tác|việc|về|và|,)$/u;

const patternOf = (list: string): RegExp => new RegExp(`^(?:${anyOf(list)})(?!\\p{L})`, "u");
const VERBS = patternOf(ENDING);
const NAME_VERBS = patternOf(ENDING_BUT_IN_NAMES);
const ENDS_NAME = patternOf(AFTER_NAMES);

/** Words of two syllables whose second is a verb by itself: "Bộ Ngoại giao", "Ngân hàng". */
const COMPOUNDS = new RegExp(
  `(?<!\\p{L})(?:${anyOf(`
  ngoại giao, ngân hàng, nhà hàng, cửa hàng, bán hàng, khách hàng, đơn hàng, mặt hàng, kiện hàng, nuôi trồng, gieo
  trồng, cây trồng, việc làm`)})$`,
  "u",
);

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
  { word: /^quản lý/, before: /(?:cơ quan|ban|phòng|cục|vụ|đội|tổ|hạt|lực lượng)$/ },
  { word: /^(?:tham mưu|thẩm định|điều tra|đánh giá|xây dựng)/, before: /cơ quan$/ },
  { word: /^chủ trì/, before: /(?:cơ quan|đơn vị)$/ },
  { word: /^quản lý/, before: /(?:,|lãnh đạo|cán bộ)$/ },
  { word: /^hình thành/, before: /truyền$/ },
  {
    word: /^phụ trách/,
    before:
      /(?:hiệu trưởng|giám đốc|chủ tịch|ủy viên|đồng chí|cán bộ|chuyên viên|lãnh đạo|chấp hành|thường vụ|thường trực)$/,
    after: /^(?:chuyên môn|cụm|khối|đội)/,
  },
  { word: /^phụ trách/, before: /tổng$/ },
  {
    word: /^(?:thực hiện|triển khai)/,
    before: /(?:tổ công tác|ban chỉ đạo|tổ giúp việc|ban điều hành|tổ triển khai)$/,
    after: /^(?:đề án|nghị quyết|chương trình|quy chế|dự án|phong trào)/,
  },
  { word: /^soạn thảo/, before: /chủ trì$/ },
  { word: /^trình/, before: /(?:công|chương|lộ|quy|quá|lập|giáo|hành|chu|tiến|tờ|truyền|phát)$/ },
  { word: /^giúp/, after: /^việc/ },
  { word: /^có/, after: /^(?:liên quan|thẩm quyền|uy tín|chức)/ },
  { word: /^được giao/, after: /^(?:nhiệm vụ|chủ trì|phụ trách)/ },
  {
    word: /^lãnh đạo/,
    after:
      /^(?!, chỉ đạo|việc|thực hiện|triển khai|tổ chức|toàn diện|, triển khai|xây dựng|cụ thể hóa|ban hành|quán triệt|làm tốt|đẩy mạnh|tăng cường|nâng cao|hoàn thành|kiểm tra|rà soát)/,
  },
  { word: /^vệ sinh/, before: /an toàn$/ },
  { word: /^khám/, before: /cơ sở$/ },
  { word: /^hợp tác/, after: /^xã/ },
  { word: /^giao/, after: /^thông/ },
  { word: /^giao/, before: /được$/ },
  { word: /^(?:chi)/, after: /^(?:cục|hội|bộ|nhánh|ủy|đoàn|, tổ|, đảng)/ },
  { word: /^thu/, after: /^(?:thuế)/ },
  { word: /^tự/, after: /^(?:chủ|vệ|quản)/ },
  { word: /^lập/, before: /(?:công|độc|dân)$/ },
  { word: /^qua/, before: /(?:thông)$/ },
  { word: /^đầu tư/, before: /(?:chủ|và|xúc tiến|kế hoạch|dự án|quỹ|nhà|ban quản lý)$/ },
  { word: /^(?:xây dựng|phát triển)/, before: /đầu tư$/ },
  { word: /^(?:đào tạo|bồi dưỡng|kiểm điểm|nghiên cứu|ngoài)/, before: /(?:cơ sở|trung tâm|viện|và|trong|,|-)$/ },
  { word: /^(?:cấp|phụ trách)/, before: /(?:được phân công)$/ },
];

/**
 * True when a verb of doing stands at `at`, so that a name before it ends there. Only in lower case: "Xây" in "Sở Xây dựng" is a name.
 * `folded` is `original` by foldTone.
 */
export function isVerbAt(folded: string, original: string, at: number): boolean {
  if (/\p{Lu}/u.test(original[at] ?? "")) return false;
  const rest = folded.slice(at, at + 60);
  if (ENDS_NAME.test(rest)) return true;
  const before = folded.slice(Math.max(0, at - 24), at).trimEnd();
  const verb = VERBS.exec(rest)?.[0] ?? (BODY_KINDS.test(before) ? undefined : NAME_VERBS.exec(rest)?.[0]);
  if (verb === undefined) return false;
  const after = rest.slice(verb.length).trimStart();
  const syllable = /^\p{L}+/u.exec(verb)?.[0] ?? "";
  if (COMPOUNDS.test(`${before} ${syllable}`)) return false;
  return !NAMES.some(
    ({ word, before: left, after: right }) =>
      word.test(verb) && (left === undefined || left.test(before)) && (right === undefined || right.test(after)),
  );
}

/** True when the words begin with a verb of doing, whatever their case: "Xây dựng kế hoạch", "phải tổ chức". */
export function startsWithVerb(words: string): boolean {
  const folded = foldTone(words.trimStart());
  return VERBS.test(folded) || NAME_VERBS.test(folded) || /^(?:việc|tạo|quy hoạch)(?!\p{L})/u.test(folded);
}
