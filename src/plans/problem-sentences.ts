import { Refusal } from "../errors.ts";
import type { Texts } from "../texts/texts.ts";
import { describeReviewRefusal } from "./review/review.ts";

/** What a person is told about a file or a request that was refused; null: it was not their input, something failed. */
export const problemSentences = (error: unknown, texts: Texts): readonly string[] | null =>
  describeReviewRefusal(error, texts) ?? (error instanceof Refusal ? [error.message] : null);
