import { mayOverseeUnit } from "../../domain/access.ts";
import { isOverdue } from "../../domain/assignment.ts";
import { type AssignmentCard, outstandingOfUnits } from "../../store/assignments.ts";
import { readUnitTree } from "../../store/people.ts";
import { type Dialog, over } from "../dialog.ts";
import { assignmentChoices, PAGE_LENGTH } from "./assignment-choices.ts";

/** "Đơn vị tôi còn việc gì?": for heads, what their units and those below have outstanding. */
export const unit: Dialog<AssignmentCard[] | null> = {
  name: "unit",
  async load(db, { person }) {
    const tree = await readUnitTree(db);
    const units = tree.ids.filter((id) => mayOverseeUnit(person, id, tree));
    return units.length === 0 ? null : await outstandingOfUnits(db, units);
  },
  open(action, outstanding, context) {
    const { texts, today } = context;
    if (outstanding === null) return over([{ body: texts.unit.headsOnly }]);
    if (outstanding.length === 0) return over([{ body: texts.unit.none }]);
    const from = Number(action.value ?? 0) || 0;
    const late = outstanding.filter((card) => isOverdue(card, today)).length;
    const units = Map.groupBy(outstanding, (card) => card.unitName);
    const counts = [...units].map(([name, cards]) => texts.unit.count(name, cards.length));
    return over([
      {
        title: texts.unit.title(outstanding.length, late),
        body: [
          ...(units.size > 1 ? counts : []),
          texts.tasks.pick(from + 1, Math.min(from + PAGE_LENGTH, outstanding.length), outstanding.length),
        ].join("\n"),
        choices: assignmentChoices(outstanding, from, { dialog: "unit", do: "open" }, context, units.size > 1),
      },
    ]);
  },
};
