import { Refusal } from "../../errors.ts";
import { shorten } from "../../texts/format.ts";
import type { Texts } from "../../texts/texts.ts";
import { PlanReadError } from "../read/plan-read-error.ts";
import { type ReviewProblem, ReviewRefusal } from "./review-refusal.ts";
import type { ReviewResult } from "./review-result.ts";

const LONGEST_VALUE = 160;
const MOST_PROBLEMS = 20;

/** What a sheet changes, a line each: "N12 II.3 Đến ngày: 31/03/2026 → 30/04/2026". The counts come last. */
export function describeReview(result: ReviewResult, { review }: Texts): string[] {
  const { changed, added, removed, same, needsLook } = result;
  const value = (text: string): string => (text === "" ? review.nothing : shorten(text, LONGEST_VALUE));
  const lines = [
    ...changed.flatMap(({ id, heading, cells }) =>
      cells.map(({ column, before, after }) =>
        review.changedCell(id, heading, review.columns[column], value(before), value(after)),
      ),
    ),
    ...added.map(({ heading, text }) => review.added(heading, shorten(text, LONGEST_VALUE))),
    ...removed.map(({ id, heading, text }) => review.removed(id, heading, shorten(text, LONGEST_VALUE))),
  ];
  const counts = { changed: changed.length, added: added.length, removed: removed.length, same, needsLook };
  return [...(lines.length === 0 ? [review.noDifference] : lines), review.counts(counts)];
}

/** Why a sheet was not taken, a line each; null when the error is of another kind. */
export function describeReviewRefusal(error: unknown, texts: Texts): string[] | null {
  const { review, cli } = texts;
  if (error instanceof ReviewRefusal) {
    const shown = error.problems.slice(0, MOST_PROBLEMS).map((problem) => problemLine(problem, texts));
    const more = error.problems.length - shown.length;
    return [...shown, ...(more > 0 ? [review.moreProblems(more)] : []), review.nothingTaken(error.file)];
  }
  if (error instanceof PlanReadError) {
    const { file, seen, accepted } = error;
    return [cli.planFile[error.code]({ file, seen, accepted })];
  }
  if (!(error instanceof Refusal)) return null;
  const sentence = (cli.refusals as Record<string, ((facts: Refusal["facts"]) => string) | undefined>)[error.code];
  return sentence === undefined ? null : [sentence(error.facts)];
}

function problemLine({ code, sheet, row, column, seen, accepted }: ReviewProblem, { review }: Texts): string {
  const sentence: (seen: string, accepted: string) => string = review.problems[code];
  return review.problem(
    sheet,
    row,
    column === null ? null : review.columns[column],
    sentence(shorten(seen, 120), accepted),
  );
}
