/** Why a person should look at a task or a document the reader drafted; the sentence stands in the draft and in the review sheet. */
export const REVIEW_REASONS = {
  "no-lead": "Không thấy đơn vị chủ trì.",
  "no-time": "Không thấy thời hạn.",
  "before-document": "Thời hạn nằm trước ngày ban hành văn bản.",
  "year-guessed": "Thời hạn không ghi năm; năm được suy ra từ ngày văn bản.",
  "year-unknown": "Thời hạn không ghi năm và văn bản không có ngày, nên chưa xác định được.",
  "choice-of-period": "Văn bản cho chọn kỳ; đã lấy kỳ ngắn hơn.",
  "no-period": "“Định kỳ” nhưng không nói kỳ nào.",
  "after-event": "Chờ một sự kiện; cần người ghi ngày sự kiện xảy ra.",
  "working-days": "Thời hạn tính bằng ngày làm việc sau một sự kiện.",
  "several-milestones": "Có nhiều mốc thời gian; xin tách hoặc chọn mốc.",
  "inherited-time": "Thời hạn lấy từ dòng ghi chung cho nhiều nhiệm vụ.",
  "time-not-understood": "Có chữ ghi thời gian nhưng không hiểu được.",
  "adverb-time": "Từ chỉ thời gian có thể chỉ là trạng từ, không phải thời hạn.",
  "choice-of-lead": "Văn bản cho chọn đơn vị chủ trì.",
  "nested-lead": "Có nhiều đơn vị trong câu; xin xem lại đơn vị chủ trì.",
  "note-unread": "Có chú thích cuối trang mà phần mềm không đọc; xin xem trong văn bản.",
  "no-number": "Không thấy số văn bản.",
  "no-date": "Không thấy ngày ban hành văn bản.",
  "no-title": "Không thấy tên văn bản.",
  "no-tasks": "Không tìm thấy nhiệm vụ nào.",
} as const;

export type ReviewCode = keyof typeof REVIEW_REASONS;

/** The sentences for the codes, each once, in the order of the table. */
export function reviewReasons(codes: Iterable<ReviewCode>): string[] {
  const wanted = new Set<string>(codes);
  return Object.entries(REVIEW_REASONS)
    .filter(([code]) => wanted.has(code))
    .map(([, sentence]) => sentence);
}
