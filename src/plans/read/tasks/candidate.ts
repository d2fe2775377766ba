import type { Deadline } from "../../../domain/deadline.ts";
import type { SectionKind } from "../outline/sections.ts";
import type { ReviewCode } from "../review-reasons.ts";

/** A stretch of the document that may be a task; whether it is one is decided when all lines about it are read. */
export type Candidate = {
  readonly heading: string;
  text: string;
  readonly page: number | null;
  readonly paragraph: number | null;
  readonly table: { readonly number: number; readonly row: number } | null;
  readonly section: SectionKind;
  /** Units of its own words or of its heading. */
  leads: readonly string[];
  coords: readonly string[];
  deadline: Deadline;
  product: string | null;
  readonly doubts: Set<ReviewCode>;
  /** Own words name the lead ("Giao X", "X chủ trì", "X …"), or the heading or a table did. */
  readonly bound: "chairs" | "order" | "subject" | "heading" | "table" | null;
  /** It only introduces the items below it: "… một số nội dung sau:". */
  readonly introduces: boolean;
  /** Stands under such an introduction, where items may be mere nouns. */
  readonly listed: boolean;
  /** Its only time is an adverb. */
  readonly adverbOnly: boolean;
};
