import { foldTone } from "../../../domain/fold-vietnamese.ts";

/**
 * What the items of a section are:
 * - `purpose`: aims, views, the situation; never tasks
 * - `procedure`: how something is done; tasks only with a time or somebody in charge
 * - `funding`: where the money comes from; tasks only with a unit
 * - `open`: work; tasks when they have a unit or a time
 * - `assigned`: who does what; every item is a task
 */
export type SectionKind = "purpose" | "procedure" | "funding" | "open" | "assigned";

const ASSIGNED = /tổ chức thực hiện|phân công|^trách nhiệm|đôn đốc|giao nhiệm vụ|tổ chức triển khai/;
const WORK = /nhiệm vụ|giải pháp|hoạt động|công việc|nội dung/;
const TIMED = /thời gian|tiến độ|lộ trình/;
const PURPOSE =
  /mục đích|^yêu cầu|, yêu cầu|quan điểm|mục tiêu|khái quát|tình hình|nguyên nhân|^căn cứ|phạm vi|đối tượng áp dụng|nguyên tắc|phương châm|chỉ tiêu|bối cảnh|sự cần thiết|kết quả đạt được|^đánh giá (?:chung|tình hình|kết quả)|^kết quả (?:thực hiện|công tác)|thực trạng|^thuận lợi|^khó khăn|^hạn chế|tồn tại, hạn chế|ưu điểm|khuyết điểm/;
/** "- Chỉ tiêu kinh tế:" over figures to reach. */
export const listsTargets = (introduction: string): boolean =>
  /^(?:các |một số )?(?:chỉ tiêu|mục tiêu)/.test(foldTone(introduction));
const PROCEDURE =
  /quy trình|phương pháp|cách (?:thức|tiến hành|làm)|trình tự|đối tượng|thành phần|^nơi |thủ tục|hình thức/;
const FUNDING = /kinh phí|^nguồn lực|nguồn vốn|dự toán/;

/** The kind of a section by the words of its heading, within a section of kind `outer`. */
export function sectionKind(heading: string, outer: SectionKind): SectionKind {
  const words = foldTone(heading);
  if (ASSIGNED.test(words)) return "assigned";
  if (FUNDING.test(words) && !WORK.test(words)) return "funding";
  if (PURPOSE.test(words)) return WORK.test(words) ? "open" : "purpose";
  if (PROCEDURE.test(words)) return TIMED.test(words) ? outer : "procedure";
  if (outer === "purpose" && /nhiệm vụ|giải pháp/.test(words)) return "open";
  return outer;
}

const TIME_HEADING =
  /^(?:trong |công tác |nhiệm vụ |kế hoạch )*((?:các )?(?:tháng|quý|tuần|học kỳ|học kì|đợt)\s+(?:\d{1,2}|[IVX]{1,4})(?:\s*[-–,]\s*(?:\d{1,2}|[IVX]{1,4}))*(?:\s*[/.-]\s*(?:năm\s+)?20\d{2}|\s+năm\s+20\d{2})?)\s*(?:$|[-–:.(;])/iu;

/** The words of the time in a heading that gives it to all items below: "Tháng 9/2026 - Chủ điểm …"; null for other lines. */
export const timeOfHeading = (heading: string): string | null =>
  heading.length < 140 ? (TIME_HEADING.exec(heading.trim())?.[1] ?? null) : null;

/** "Nhiệm vụ thường xuyên": a heading that gives its items their time. */
export const isStandingHeading = (heading: string): boolean =>
  /^(?:các )?(?:nhiệm vụ|công việc|hoạt động)(?:, giải pháp)? thường xuyên(?:, liên tục)?[.:]?$/.test(
    foldTone(heading).trim(),
  );
