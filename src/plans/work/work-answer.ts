import type { Action, Choice } from "../../delivery/post.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { Database } from "../../store/database.ts";
import type { FileStore } from "../../store/files.ts";
import type { Store } from "../../store/open-store.ts";
import type { WaitingPlanWork } from "../../store/plan-work.ts";
import type { Texts } from "../../texts/texts.ts";

/** One piece of work with everything it may use. */
export type PlanJob = {
  readonly work: WaitingPlanWork;
  readonly store: Store;
  readonly files: FileStore;
  /** In the language of who asked. */
  readonly texts: Texts;
  readonly now: Date;
  /** The organisation's date at `now`. */
  readonly today: CalendarDate;
};

/** What is said when the work is done: one message in the chat where it was asked for. */
export type WorkAnswer = {
  readonly title?: string;
  readonly lines: readonly string[];
  readonly choices?: readonly Choice[];
  readonly files?: readonly { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }[];
  /** Written in the transaction that marks the work done. */
  readonly write?: (db: Database) => Promise<void>;
};

/** More lines than this of one kind are counted instead of shown. */
const MOST_LINES = 10;

/** The first lines of a list, and how many more there are. */
export function firstLines(lines: readonly string[], texts: Texts, most = MOST_LINES): readonly string[] {
  const rest = lines.length - most;
  return rest <= 0 ? lines : [...lines.slice(0, most), texts.planDesk.draft.moreLines(rest)];
}

/** A choice about a plan that only shows or prepares something: the others of its message stay open. */
export const look = (label: string, act: string, id: number): Choice => ({ ...decide(label, act, id), stays: true });

/** A choice about a plan that decides: once taken, its message is closed. */
export const decide = (label: string, act: string, id: number, rest: Partial<Action> = {}): Choice => ({
  label,
  action: { dialog: "plan-desk", do: act, id, ...rest },
});
