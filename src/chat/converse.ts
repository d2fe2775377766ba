import type { Action, Choice } from "../delivery/post.ts";
import type { Change } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import type { TalkMove } from "../store/talk.ts";
import type { Picture, StoredTalk } from "../store/turn.ts";
import { actionOfCommand, actionOfFiles, actionOfMeaning, PLAN_DESK } from "./actions.ts";
import type { Answer, Context, Dialog, FormValues, Say, Step } from "./dialog.ts";
import { choicesOf, type Input } from "./input.ts";
import { menuChoices } from "./menu.ts";

/** Everything one event leads to. */
export type Outcome = {
  readonly say: readonly Say[];
  readonly changes: readonly Change[];
  readonly move: TalkMove;
  readonly closedOfferIds: readonly number[];
};

export type Dialogs = ReadonlyMap<string, Dialog>;

/** The name under which choices speak to the conversation itself: cancel, later, help. */
export const TALK = "talk";

const STAY: TalkMove = { park: false, finish: false, put: null, resumeId: null };
/** After so many answers in a row that were not understood, the choices of the conversation are explained … */
const MISSES_TO_EXPLAIN = 2;
/** … and after so many the question is put aside. */
const MISSES_TO_PARK = 4;

/**
 * Decides what an input leads to: an answer to the question that is open, a new dialog, or a word to the conversation
 * itself. Reads what it needs, writes nothing.
 */
export async function converse(
  db: Database,
  dialogs: Dialogs,
  context: Context,
  picture: Picture,
  input: Input,
  attachmentIds: readonly number[],
): Promise<Outcome> {
  const { texts } = context;
  const talk = picture.talk;
  const outcome = await decided();
  const waiting = picture.waiting[0];
  if (!outcome.move.finish || waiting === undefined) return outcome;
  return {
    ...outcome,
    say: [...outcome.say, { body: texts.talk.resumed }, ...(await question(waiting))],
    move: { ...outcome.move, resumeId: waiting.id },
  };

  function only(say: readonly Say[]): Outcome {
    return { say, changes: [], move: STAY, closedOfferIds: [] };
  }

  async function decided(): Promise<Outcome> {
    switch (input.kind) {
      case "foreign":
        return only([{ body: texts.talk.foreign }]);
      case "stale":
        return only([{ body: texts.talk.stale }, ...(await question(talk))]);
      case "too-long":
        return only([{ body: texts.talk.tooLong(input.length) }, ...(await question(talk))]);
      case "unreadable":
        return only([{ body: texts.talk.unreadable }, ...(await question(talk))]);
      case "choice":
        return { ...(await chosen(input.choice)), ...(input.choice.stays ? {} : { closedOfferIds: [input.offerId] }) };
      case "command":
        return await commanded(input.name, input.argument);
      case "form":
        return await formed(input.values, input.offerId);
      case "files":
        return await sent(input);
      case "text": {
        if (talk !== null) return await answered(talk, { kind: "text", text: input.text, meaning: input.meaning });
        const action = actionOfMeaning(input.meaning, picture);
        if (action !== null) return await opened(action);
        return only([{ body: texts.talk.unknown, choices: menuChoices(context) }]);
      }
    }
  }

  /** Files answer the question that is open; a plan that does not is a matter of its own. */
  async function sent({ names, caption }: Extract<Input, { kind: "files" }>): Promise<Outcome> {
    const action = actionOfFiles(names, attachmentIds, context.person);
    if (talk === null) return await opened(action);
    const answer = { kind: "files" as const, attachmentIds, caption };
    return await answered(talk, answer, action.dialog === PLAN_DESK ? () => opened(action) : undefined);
  }

  async function chosen({ action }: Choice): Promise<Outcome> {
    if (action.dialog === TALK) return await commanded(action.do, "");
    if (action.step === undefined) return await opened(action);
    if (talk?.dialog === action.dialog && talk.step === action.step)
      return await answered(talk, { kind: "choice", action });
    return only([{ body: texts.talk.stale }, ...(await question(talk))]);
  }

  async function commanded(name: string, argument: string): Promise<Outcome> {
    switch (name) {
      case "cancel":
        if (talk === null) return only([{ body: texts.talk.nothingOpen, choices: menuChoices(context) }]);
        return {
          ...only([{ body: texts.talk.cancelled }]),
          move: { ...STAY, finish: true },
          closedOfferIds: openQuestion(),
        };
      case "later":
        if (talk === null) return only([{ body: texts.talk.nothingOpen, choices: menuChoices(context) }]);
        return {
          ...only([{ body: texts.talk.parked }]),
          move: { ...STAY, park: true },
          closedOfferIds: openQuestion(),
        };
      case "again":
        return only(await question(talk));
      case "edit":
      case "skip":
        if (talk === null) return only([{ body: texts.talk.nothingOpen, choices: menuChoices(context) }]);
        return await answered(talk, { kind: name });
      default: {
        const action = actionOfCommand(name, argument, context.person);
        if (action !== null) return await opened(action);
        return only([{ body: texts.talk.unknown, choices: menuChoices(context) }]);
      }
    }
  }

  async function answered(
    current: StoredTalk,
    answer: Answer,
    otherwise: () => Promise<Outcome> = () => missed(current),
  ): Promise<Outcome> {
    const dialog = dialogs.get(current.dialog);
    if (dialog?.answer === undefined)
      return { ...only([{ body: texts.talk.cancelled }]), move: { ...STAY, finish: true } };
    const position = { step: current.step, data: current.data as object };
    const world = await dialog.load(db, context, position);
    const step = dialog.answer(position, answer, world, context);
    if (step === null) return await otherwise();
    const asked = step.position === null ? [] : questionOf(dialog, step.position, world);
    return {
      say: [...step.say, ...asked],
      changes: step.changes,
      move: moveTo(current.dialog, step),
      closedOfferIds: openQuestion(),
    };
  }

  /** A form goes to the talk that showed it; one that waits in line becomes the active one. */
  async function formed(values: FormValues, offerId: number): Promise<Outcome> {
    for (const current of talk === null ? picture.waiting : [talk, ...picture.waiting]) {
      const dialog = dialogs.get(current.dialog);
      if (dialog?.fill === undefined) continue;
      const position = { step: current.step, data: current.data as object };
      const world = await dialog.load(db, context, position);
      const step = dialog.fill(position, values, world, context);
      if (step === null) continue;
      const waited = current !== talk;
      if (step.position === null && waited) return only(step.say);
      const resumed = waited ? { park: talk !== null, resumeId: current.id } : {};
      const asked = step.position === null ? [] : questionOf(dialog, step.position, world);
      return {
        say: [...step.say, ...asked],
        changes: step.changes,
        move: { ...moveTo(dialog.name, step), ...resumed },
        closedOfferIds: [...new Set([offerId, ...openQuestion()])],
      };
    }
    return only([{ body: texts.talk.stale }, ...(await question(talk))]);
  }

  async function missed(current: StoredTalk): Promise<Outcome> {
    const misses = current.misses + 1;
    if (misses >= MISSES_TO_PARK) {
      return {
        ...only([{ body: texts.talk.parkedUnclear }]),
        move: { ...STAY, park: true },
        closedOfferIds: openQuestion(),
      };
    }
    const again = await question(current);
    const put = { dialog: current.dialog, step: current.step, data: current.data as object, misses };
    const explained: Say[] =
      misses >= MISSES_TO_EXPLAIN
        ? [{ body: texts.talk.explain, choices: wayOut(context) }]
        : [{ body: texts.talk.notUnderstood }, ...again];
    return { ...only(explained), move: { ...STAY, put } };
  }

  async function opened(action: Action): Promise<Outcome> {
    const dialog = dialogs.get(action.dialog);
    if (dialog === undefined) return only([{ body: texts.talk.stale }]);
    if (dialog.resumes === true) {
      if (talk?.dialog === dialog.name) return only(await question(talk));
      const parked = picture.waiting.find((waiting) => waiting.dialog === dialog.name);
      if (parked !== undefined) {
        return { ...only(await question(parked)), move: { ...STAY, park: talk !== null, resumeId: parked.id } };
      }
    }
    const world = await dialog.load(db, context, action);
    const step = dialog.open(action, world, context);
    if (step.position === null) {
      return { ...only([...step.say, ...(await question(talk))]), changes: step.changes };
    }
    const replaces = talk !== null && talk.dialog === dialog.name;
    return {
      say: [...step.say, ...questionOf(dialog, step.position, world)],
      changes: step.changes,
      move: { ...moveTo(dialog.name, step), park: talk !== null && !replaces },
      closedOfferIds: openQuestion(),
    };
  }

  /** The question of the active talk once more; nothing when none is open. */
  async function question(current: StoredTalk | null): Promise<readonly Say[]> {
    const dialog = current === null ? undefined : dialogs.get(current.dialog);
    if (current === null || dialog === undefined) return [];
    const position = { step: current.step, data: current.data as object };
    return questionOf(dialog, position, await dialog.load(db, context, position));
  }

  function questionOf(dialog: Dialog, position: { step: string; data: object }, world: unknown): readonly Say[] {
    return dialog.ask === undefined ? [] : [dialog.ask(position, world, context)];
  }

  /** The offer of the question that is being answered: it closes however it is answered. */
  function openQuestion(): number[] {
    const newest = picture.newest;
    if (newest === null || !newest.open || talk === null) return [];
    const asks = choicesOf(newest).some((choice) => choice.action.step !== undefined);
    return asks ? [newest.id] : [];
  }
}

function moveTo(dialog: string, step: Step): TalkMove {
  if (step.position === null) return { ...STAY, finish: true };
  return { ...STAY, put: { dialog, step: step.position.step, data: step.position.data, misses: 0 } };
}

const wayOut = ({ texts }: Context): readonly Choice[] => [
  { label: texts.talk.choices.again, action: { dialog: TALK, do: "again" }, stays: true },
  { label: texts.talk.choices.later, action: { dialog: TALK, do: "later" } },
  { label: texts.talk.choices.cancel, action: { dialog: TALK, do: "cancel" } },
  { label: texts.talk.choices.help, action: { dialog: TALK, do: "help" }, stays: true },
];
