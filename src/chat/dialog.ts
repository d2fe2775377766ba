import type { Form, MessageFile } from "../delivery/message.ts";
import type { Action, Choice } from "../delivery/post.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Change } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import type { TurnMembership } from "../store/turn.ts";
import type { Texts } from "../texts/texts.ts";
import type { Meaning } from "./understand/understand.ts";

export type Person = {
  readonly memberId: number;
  readonly fullName: string;
  readonly memberships: readonly TurnMembership[];
};

/** What every decision may look at. */
export type Context = {
  readonly person: Person;
  /** The account they wrote on. */
  readonly accountId: number;
  readonly now: Date;
  /** The organisation's date at `now`. */
  readonly today: CalendarDate;
  readonly zone: string;
  readonly texts: Texts;
};

/** A named step of a dialog and what it remembers; stored as JSON, so a restart resumes at the same question. */
export type Position = { readonly step: string; readonly data: object };

/** What a person did in answer to a question. */
export type Answer =
  | { readonly kind: "choice"; readonly action: Action }
  | { readonly kind: "text"; readonly text: string; readonly meaning: Meaning }
  | { readonly kind: "files"; readonly attachmentIds: readonly number[]; readonly caption: string }
  | { readonly kind: "edit" }
  | { readonly kind: "skip" };

/** What was filled into a form, by the names of its fields. */
export type FormValues = Readonly<Record<string, string>>;

/** One message of an answer. */
export type Say = {
  /** Another member; left out: the person who spoke, in the same chat. */
  readonly to?: number;
  /** That reader must still be head of this unit when it is sent. */
  readonly asHeadOf?: number;
  readonly title?: string;
  readonly body: string;
  readonly choices?: readonly Choice[];
  readonly files?: readonly MessageFile[];
  /** Where the channel shows forms, a button below the choices, labelled with the form's title, opens it. Only with choices. */
  readonly form?: Omit<Form, "choice">;
};

/** What one input leads to. `position` null: the dialog is over. */
export type Step = {
  readonly position: Position | null;
  readonly say: readonly Say[];
  readonly changes: readonly Change[];
};

/**
 * A conversation about one thing: `load` reads what a step needs (and locks what it may change), the rest is pure.
 * `Position` steps are names, never places in code.
 */
export type Dialog<World = unknown> = {
  readonly name: string;
  /** True: opened again while it is under way or waits in line, it goes on where it was. */
  readonly resumes?: true;
  load(db: Database, context: Context, at: Action | Position): Promise<World>;
  /** Begins, by a choice, a command or a sentence. */
  open(action: Action, world: World, context: Context): Step;
  /** Takes an answer to the question of `position`; null: not understood. Absent where `open` always ends the dialog. */
  answer?(position: Position, answer: Answer, world: World, context: Context): Step | null;
  /** Takes a form that was filled in, its fields by name; null: it is not about this talk. Absent where `ask` shows no form. */
  fill?(position: Position, values: FormValues, world: World, context: Context): Step | null;
  /** The question of a position: asked after each answer, on return, and again after what was not understood. */
  ask?(position: Position, world: World, context: Context): Say;
};

/** An answer that ends the dialog. */
export const over = (say: readonly Say[], changes: readonly Change[] = []): Step => ({ position: null, say, changes });

/** An answer after which `position` is asked. */
export const next = (position: Position, say: readonly Say[] = [], changes: readonly Change[] = []): Step => ({
  position,
  say,
  changes,
});

export const isAction = (at: Action | Position): at is Action => "dialog" in at;
