import { daysBetween } from "../../domain/calendar-date.ts";
import { type AssignmentCard, outstandingOf } from "../../store/assignments.ts";
import { type Context, type Dialog, over } from "../dialog.ts";
import { assignmentChoices, PAGE_LENGTH } from "./assignment-choices.ts";

/** "Tôi còn việc gì?": what a person has to do, soonest first, each to be chosen; a page at a time. */
export const tasks: Dialog<AssignmentCard[]> = {
  name: "tasks",
  load: (db, { person }) => outstandingOf(db, person.memberId),
  open(action, outstanding, context) {
    const { texts } = context;
    const wanted = action.do === "overdue" ? outstanding.filter((card) => isLate(card, context)) : outstanding;
    if (wanted.length === 0)
      return over([{ body: action.do === "overdue" ? texts.tasks.noneOverdue : texts.tasks.none }]);
    const from = Number(action.value ?? 0) || 0;
    const late = wanted.filter((card) => isLate(card, context)).length;
    return over([
      {
        title:
          action.do === "overdue" ? texts.tasks.overdueTitle(wanted.length) : texts.tasks.title(wanted.length, late),
        body: texts.tasks.pick(
          Math.min(from + 1, wanted.length),
          Math.min(from + PAGE_LENGTH, wanted.length),
          wanted.length,
        ),
        choices: assignmentChoices(wanted, from, { dialog: "tasks", do: action.do }, context),
      },
    ]);
  },
};

const isLate = ({ dueOn }: AssignmentCard, { today }: Context): boolean =>
  dueOn !== null && daysBetween(dueOn, today) > 0;
