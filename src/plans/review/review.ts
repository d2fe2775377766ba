/** The review of a drafted plan by spreadsheet: the one door of this room. */
export { applyReviewSheet, type ReviewRequest } from "./apply-review-sheet.ts";
export { describeReview, describeReviewRefusal } from "./describe-review.ts";
export type { ReviewResult } from "./review-result.ts";
export { sheetPlanId } from "./sheet-label.ts";
export { writeReviewSheet } from "./write-review-sheet.ts";
