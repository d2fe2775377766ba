/** The columns of the sheet of tasks, in the order they are written; found by their titles when read. */
export const REVIEW_COLUMNS = [
  "id",
  "heading",
  "place",
  "text",
  "lead",
  "coord",
  "proposals",
  "kind",
  "from",
  "to",
  "every",
  "dueDays",
  "event",
  "delay",
  "words",
  "product",
  "reportTo",
  "confidence",
  "review",
  "remove",
  "source",
] as const;

export type ReviewColumn = (typeof REVIEW_COLUMNS)[number];

/** Columns that say where a task came from; what somebody writes there is not read. */
export const READ_ONLY_COLUMNS = ["place", "proposals", "confidence", "source"] as const satisfies ReviewColumn[];

/** The columns that together are the rule of a deadline. */
export const DEADLINE_COLUMNS = ["kind", "from", "to", "every", "dueDays", "event", "delay"] as const;
export type DeadlineColumn = (typeof DEADLINE_COLUMNS)[number];

/** The columns a person may correct. */
export const EDITED_COLUMNS = [
  "heading",
  "text",
  "lead",
  "coord",
  ...DEADLINE_COLUMNS,
  "words",
  "product",
  "reportTo",
  "review",
] as const;
export type EditedColumn = (typeof EDITED_COLUMNS)[number];

/** How wide a column is, in characters. */
export const COLUMN_WIDTHS: Readonly<Record<ReviewColumn, number>> = {
  id: 7,
  heading: 9,
  place: 14,
  text: 60,
  lead: 28,
  coord: 32,
  proposals: 28,
  kind: 15,
  from: 12,
  to: 12,
  every: 11,
  dueDays: 12,
  event: 24,
  delay: 10,
  words: 28,
  product: 24,
  reportTo: 20,
  confidence: 8,
  review: 34,
  remove: 6,
  source: 60,
};

/** A row of the sheet as a person sees it: one text a column, days as dd/mm/yyyy. */
export type ShownRow = Readonly<Record<ReviewColumn, string>>;
