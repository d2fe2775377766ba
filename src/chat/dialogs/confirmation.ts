import { mayDecide } from "../../domain/access.ts";
import type { AssignmentCard } from "../../store/assignments.ts";
import { shorten } from "../../texts/format.ts";
import { type Context, type Dialog, next, over, type Say } from "../dialog.ts";
import { type AssignmentWorld, loadAssignment } from "./assignment.ts";

const LONGEST_REASON = 500;

/** The head of the monitoring unit confirms what was reported done, or returns it and says what is missing. */
export const confirmation: Dialog<AssignmentWorld> = {
  name: "confirmation",
  load: loadAssignment,
  open(action, { card, tree }, context) {
    const { texts, person } = context;
    if (card === null || !mayDecide(person, card, tree)) return over([{ body: texts.assignment.notYours }]);
    if (card.state !== "reported") return over([{ body: texts.confirmation.notReported[card.state] }]);
    if (action.do === "return") return next({ step: "reason", data: { id: card.id } });
    return over(
      [
        { body: texts.confirmation.confirmNoted(shorten(card.text, 90)) },
        ...toReporter(card, "confirmed", "", context),
      ],
      [{ change: "progress", assignmentId: card.id, state: "confirmed", percent: 100, note: null }],
    );
  },
  answer(position, answer, { card, tree }, context) {
    const { texts, person } = context;
    if (card === null || !mayDecide(person, card, tree)) return over([{ body: texts.assignment.notYours }]);
    if (card.state !== "reported") return over([{ body: texts.confirmation.notReported[card.state] }]);
    if (answer.kind !== "text") return null;
    if (answer.text.length > LONGEST_REASON) {
      return next(position, [{ body: texts.talk.answerTooLong(answer.text.length, LONGEST_REASON) }]);
    }
    return over(
      [
        { body: texts.confirmation.returnNoted(shorten(card.text, 90)) },
        ...toReporter(card, "returned", answer.text, context),
      ],
      [{ change: "progress", assignmentId: card.id, state: "returned", percent: card.percent, note: answer.text }],
    );
  },
  ask: (_position, { card }, { texts }) => ({ body: texts.confirmation.askReason(shorten(card?.text ?? "", 90)) }),
};

function toReporter(card: AssignmentCard, end: "confirmed" | "returned", reason: string, context: Context): Say[] {
  const { texts, person } = context;
  const to = card.reporterId ?? card.holderId;
  if (to === null || to === person.memberId) return [];
  return [
    {
      to,
      title: texts.confirmation.endTitle[end],
      body: texts.confirmation.end[end](shorten(card.text, 90), person.fullName, reason),
      choices: [
        {
          label: texts.assignment.choices.show,
          action: { dialog: "assignment", do: "show", id: card.id },
          stays: true,
        },
      ],
    },
  ];
}
