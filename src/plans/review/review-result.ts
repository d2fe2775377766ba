import type { FieldDifference } from "../task-difference.ts";
import type { EditedColumn } from "./review-columns.ts";

/** One cell of a task before and after, as the sheet shows them; "" where empty. */
export type CellChange = { readonly column: EditedColumn; readonly before: string; readonly after: string };

export type ReviewedTask = {
  /** Such as "N12"; "" for a new task. */
  readonly id: string;
  readonly heading: string;
  readonly text: string;
};

/** What a sheet changes in a draft. */
export type ReviewResult = {
  readonly planId: number;
  readonly title: string;
  readonly changed: readonly (ReviewedTask & {
    readonly differences: readonly FieldDifference[];
    readonly cells: readonly CellChange[];
  })[];
  readonly added: readonly ReviewedTask[];
  readonly removed: readonly ReviewedTask[];
  /** Tasks that stay as they are. */
  readonly same: number;
  /** Tasks that somebody still has to look at, once this is applied. */
  readonly needsLook: number;
};
