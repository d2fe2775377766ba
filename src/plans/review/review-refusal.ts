import { Refusal } from "../../errors.ts";
import type { ReviewColumn } from "./review-columns.ts";

/** What is wrong with a row or a cell of a sheet. */
export type ReviewProblem = {
  readonly code:
    | "columns"
    | "column-twice"
    | "formula"
    | "cell-error"
    | "id-unknown"
    | "id-twice"
    | "id-lost"
    | "remove"
    | "text-empty"
    | "unit-unknown"
    | "kind"
    | "every"
    | "not-a-day"
    | "end-before-start"
    | "due-days"
    | "delay"
    | "needed"
    | "not-with-kind"
    | "words-not-understood"
    | "nothing-left";
  /** The sheet's name in the file. */
  readonly sheet: string;
  /** 1 for the first row. */
  readonly row: number;
  /** Null for the row as a whole. */
  readonly column: ReviewColumn | null;
  /** What stands there. */
  readonly seen: string;
  /** What would be taken, when it is a list. */
  readonly accepted: string;
};

/** A review sheet of which nothing was taken; every problem of it. */
export class ReviewRefusal extends Refusal {
  readonly file: string;
  readonly problems: readonly ReviewProblem[];

  constructor(file: string, problems: readonly ReviewProblem[]) {
    super("review-problems", { file, count: problems.length });
    this.name = "ReviewRefusal";
    this.file = file;
    this.problems = problems;
  }
}
