import { mayDecide } from "../../domain/access.ts";
import { shorten } from "../../texts/format.ts";
import { type Dialog, over } from "../dialog.ts";
import { type AssignmentWorld, loadAssignment } from "./assignment.ts";

/** The head of the monitoring unit grants or refuses more time; who asked is told. */
export const extensionDecision: Dialog<AssignmentWorld> = {
  name: "extension-decision",
  load: loadAssignment,
  open(action, { card, tree }, { texts, person }) {
    if (card === null || !mayDecide(person, card, tree)) return over([{ body: texts.assignment.notYours }]);
    if (card.asked === null) return over([{ body: texts.extension.decidedAlready }]);
    const { id, newDueOn, askedById } = card.asked;
    const granted = action.do === "grant";
    const about = shorten(card.text, 90);
    return over(
      [
        {
          body: granted ? texts.extension.grantNoted(about, newDueOn) : texts.extension.refuseNoted(about, card.dueOn),
        },
        {
          to: askedById,
          title: texts.extension.decidedTitle,
          body: granted
            ? texts.extension.granted(about, newDueOn, person.fullName)
            : texts.extension.refused(about, card.dueOn, person.fullName),
          choices: [
            {
              label: texts.assignment.choices.show,
              action: { dialog: "assignment", do: "show", id: card.id },
              stays: true,
            },
          ],
        },
      ],
      [{ change: "decide-extension", extensionId: id, granted }],
    );
  },
};
