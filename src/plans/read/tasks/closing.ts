import { foldTone } from "../../../domain/fold-vietnamese.ts";

const DOCUMENT =
  "(?:kế hoạch|chương trình|chỉ thị|hướng dẫn|nghị quyết|quyết định|công văn|thông báo|kết luận|văn bản)";

/** Sentences that close every document and give nobody a duty. */
const CLOSING =
  /^(?:trên đây là|trong quá trình (?:tổ chức |triển khai )?(?:triển khai |tổ chức )?thực hiện.{0,80}(?:nếu|khó khăn|vướng mắc|phát sinh|được (?:tiếp tục )?(?:điều chỉnh|bổ sung))|(?:kế hoạch|chương trình|chỉ thị|hướng dẫn|nghị quyết)(?: này)? (?:được|có|thay|phổ biến)|kính gửi|quyết định này|nghị quyết này|văn bản này|\(?(?:ban hành )?kèm theo|(?:nơi )?nhận báo cáo:)/;
const CLOSES_WITHIN = 200;
const LAST_SENTENCES = 700;

/** "… có trách nhiệm thi hành Quyết định này./." */
const EXECUTES = new RegExp(`(?:chịu|có) trách nhiệm(?: tổ chức)? thi hành(?: ${DOCUMENT} này)?[./\\s]*$`);
/** "Văn phòng … thông báo để các đơn vị biết, thực hiện." */
const ANNOUNCES =
  /thông báo(?: kết luận| ý kiến)?[^.;]{0,80} để [^.;]{0,120}biết(?:(?:,| và)(?: tổ chức| triển khai)? thực hiện)?[./\s]*$/;

/** What follows the sentence itself: "…; nếu có vướng mắc, báo cáo Sở A." */
const IN_CASE =
  /[;.,]\s+(?:trong quá trình[^.;]{0,80}\s)?(?:nếu )?(?:có |gặp )?(?:khó khăn|vướng mắc|phát sinh)[^;]{0,400}$/;
const HOW = "(?: nghiêm túc| nghiêm| tốt| có hiệu quả| hiệu quả| đầy đủ| kịp thời| đồng bộ|,| và)*";
/** "… triển khai thực hiện nghiêm các nội dung nêu trên", "… thực hiện Chỉ thị này", "… theo đúng Kế hoạch đề ra". */
const WHOLE_DOCUMENT = new RegExp(
  `(?:triển khai|thực hiện|chấp hành)${HOW}(?: các| những)?(?: nội dung| nhiệm vụ| yêu cầu)?(?: của| tại| trong| theo| theo đúng)?(?: (?:nêu |trên đây|ở )?trên| trên đây| ${DOCUMENT} (?:này|đề ra))[./\\s]*$`,
);
/** "… nghiêm túc triển khai thực hiện." */
const EARNESTLY = /nghiêm(?: túc)?(?: tổ chức| triển khai| quán triệt| chấp hành|,| và)* thực hiện[./\s]*$/;

/**
 * True for a sentence that closes the document or asks for all of it at once. `asks`: it is an order or has a subject and no time of its own.
 */
export function closesDocument(text: string, asks: boolean): boolean {
  const folded = foldTone(text);
  if (CLOSING.test(folded.slice(0, CLOSES_WITHIN))) return true;
  const end = folded.slice(-CLOSES_WITHIN);
  if (EXECUTES.test(end) || ANNOUNCES.test(end)) return true;
  if (!asks) return false;
  const sentence = folded.slice(-LAST_SENTENCES).replace(IN_CASE, "").slice(-CLOSES_WITHIN);
  return WHOLE_DOCUMENT.test(sentence) || EARNESTLY.test(sentence);
}
