import { z } from "zod";
import { isCalendarDate } from "../domain/calendar-date.ts";
import { DEADLINE_KINDS, PERIODS } from "../domain/deadline.ts";

const day = z.string().refine(isCalendarDate, "not a day YYYY-MM-DD");

const draftDeadline = z.object({
  kind: z.enum(DEADLINE_KINDS),
  start: day.nullable(),
  end: day.nullable(),
  every: z.enum(PERIODS).nullable(),
  /** As in `Deadline`: "20", or "06-15" and "12-01". */
  dueDays: z.array(z.string().regex(/^(?:\d{2}-)?\d{1,2}$/)).default([]),
  delayDays: z.number().int().positive().nullable().default(null),
  event: z.string().nullable().default(null),
});

/** How sure the reader is of one field (0 to 1), and by what. */
const sureness = z.object({ confidence: z.number().min(0).max(1), why: z.array(z.string()) });

const draftTask = z.object({
  heading: z.string(),
  text: z.string().min(1),
  leadUnits: z.array(z.string().min(1)),
  coordUnits: z.array(z.string().min(1)),
  deadline: draftDeadline,
  deadlineText: z.string().nullable(),
  product: z.string().nullable(),
  report: z.object({ to: z.string().nullable(), every: z.enum(PERIODS).nullable() }).nullable(),
  page: z.number().int().positive().nullable(),
  /** 1 for the first paragraph of the document; null in a table. */
  paragraph: z.number().int().positive().nullable().default(null),
  /** 1 for the first table of the document and 1 for its first row, headers counted; null in running text. */
  table: z.object({ number: z.number().int().positive(), row: z.number().int().positive() }).nullable().default(null),
  confidence: z.number().min(0).max(1),
  needsReview: z.array(z.string()),
  fields: z.object({ leadUnits: sureness, coordUnits: sureness, deadline: sureness }),
});

/** A plan as read and not yet confirmed by a person: what `plan read --json` prints and the store keeps until it is issued. */
export const planDraft = z.object({
  document: z.object({
    number: z.string().nullable(),
    issuedOn: day.nullable(),
    issuer: z.string().nullable(),
    title: z.string().nullable(),
  }),
  tasks: z.array(draftTask),
  warnings: z.array(z.string()),
});

export type PlanDraft = z.infer<typeof planDraft>;
export type Sureness = z.infer<typeof sureness>;
export type DraftTask = z.infer<typeof draftTask>;
