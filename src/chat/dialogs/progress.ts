import { mayReportProgress } from "../../domain/access.ts";
import { type AssignmentState, isOutstanding } from "../../domain/assignment.ts";
import type { AssignmentCard } from "../../store/assignments.ts";
import { shorten } from "../../texts/format.ts";
import { type Context, type Dialog, next, over, type Say, type Step } from "../dialog.ts";
import { readPercent } from "../understand/percent.ts";
import { assignmentLabel } from "./assignment-choices.ts";
import { askWhich, loadWork, type WorkWorld } from "./which-assignment.ts";

const SUGGESTED_PERCENTS = [25, 50, 75, 90];

/** What a member says of an assignment: done, so many percent, not yet; and taking it back. */
export const progress: Dialog<WorkWorld> = {
  name: "progress",
  load: loadWork,
  open(action, world, context) {
    const { card } = world;
    if (card === null) return askWhich(action, world.outstanding, context);
    const { texts, person } = context;
    if (!mayReportProgress(person, card, world.tree)) return over([{ body: texts.assignment.notYours }]);
    if (action.do === "undo") return undo(card, Number(action.value), context);
    if (!isOutstanding(card.state)) return over([{ body: texts.assignment.closed[card.state] }]);
    if (action.do === "done") return done(world, card, context);
    if (action.do === "evidence") return evidenceGiven(card, action.value ?? "", context);
    if (action.do === "not-done") return notDone(card, action.value ?? "", context);
    if (action.value !== undefined && action.value !== "")
      return percentSaid(world, card, Number(action.value), context);
    return next({ step: "percent", data: { id: card.id } });
  },
  answer(position, answer, world, context) {
    const { card } = world;
    if (card === null || !isOutstanding(card.state)) return over([{ body: context.texts.assignment.gone }]);
    if (answer.kind === "choice") return percentSaid(world, card, Number(answer.action.value), context);
    if (answer.kind !== "text") return null;
    if (answer.meaning.intent === "done") return done(world, card, context);
    const percent = readPercent(answer.text);
    if (percent === null) return null;
    if (typeof percent !== "number") return next(position, [{ body: context.texts.progress.outOfRange(percent.seen) }]);
    return percentSaid(world, card, percent, context);
  },
  ask(position, { card }, { texts }) {
    return {
      body: texts.progress.askPercent(card === null ? "" : shorten(card.text, 90)),
      choices: SUGGESTED_PERCENTS.map((percent) => ({
        label: `${percent}%`,
        action: { dialog: "progress", do: "answer", step: position.step, value: String(percent) },
      })),
    };
  },
};

const said = (card: AssignmentCard, state: AssignmentState, percent: number, note: string | null) => ({
  change: "progress" as const,
  assignmentId: card.id,
  state,
  percent,
  note,
});

function percentSaid(world: WorkWorld, card: AssignmentCard, percent: number, context: Context): Step {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    return over([{ body: context.texts.progress.outOfRange(String(percent)) }]);
  }
  if (percent === 100) return done(world, card, context);
  return over(
    [{ body: context.texts.progress.percentNoted(shorten(card.text, 90), percent, card.dueOn) }],
    [said(card, "doing", percent, null)],
  );
}

/** Done means reported: the unit that monitors the plan confirms it. */
function done({ deciders }: WorkWorld, card: AssignmentCard, context: Context): Step {
  const { texts, person } = context;
  const undoing = { dialog: "progress", do: "undo", id: card.id, value: String(card.percent) };
  const tellings = deciders
    .filter(({ memberId }) => memberId !== person.memberId)
    .map(
      ({ memberId, unitId }): Say => ({
        to: memberId,
        asHeadOf: unitId,
        title: texts.confirmation.title,
        body: texts.confirmation.reported(card.unitName, person.fullName, assignmentLabel(card, context)),
        choices: [
          { label: texts.assignment.choices.confirm, action: { dialog: "confirmation", do: "confirm", id: card.id } },
          { label: texts.assignment.choices.return, action: { dialog: "confirmation", do: "return", id: card.id } },
          {
            label: texts.assignment.choices.show,
            action: { dialog: "assignment", do: "show", id: card.id },
            stays: true,
          },
        ],
      }),
    );
  return over(
    [
      {
        body: texts.progress.doneNoted(shorten(card.text, 90), deciders.length > 0),
        choices: [{ label: texts.progress.undo, action: undoing }],
      },
      ...tellings,
    ],
    [said(card, "reported", 100, null)],
  );
}

function notDone(card: AssignmentCard, reason: string, context: Context): Step {
  const { texts } = context;
  return over(
    [
      {
        body: texts.progress.notDoneNoted(shorten(card.text, 90), card.dueOn),
        choices: [
          { label: texts.assignment.choices.percent, action: { dialog: "progress", do: "percent", id: card.id } },
          { label: texts.assignment.choices.extension, action: { dialog: "extension", do: "ask", id: card.id } },
        ],
      },
    ],
    [said(card, card.state === "open" ? "doing" : card.state, card.percent, reason === "" ? null : reason)],
  );
}

function undo(card: AssignmentCard, percent: number, { texts, person }: Context): Step {
  if (card.state !== "reported" || card.reporterId !== person.memberId) {
    return over([{ body: texts.progress.cannotUndo }]);
  }
  const before = Number.isInteger(percent) && percent >= 0 && percent < 100 ? percent : 0;
  return over([{ body: texts.progress.undone(shorten(card.text, 90)) }], [said(card, "doing", before, null)]);
}

/** Files without words say that the work is under way. */
function evidenceGiven(card: AssignmentCard, ids: string, { texts }: Context): Step {
  const attachmentIds = ids.split(" ").filter(Boolean).map(Number);
  return over(
    [{ body: texts.evidence.attached(attachmentIds.length, shorten(card.text, 90)) }],
    [{ ...said(card, "doing", card.percent, null), attachmentIds }],
  );
}
