import type { Action, Choice } from "../../delivery/post.ts";
import { daysBetween } from "../../domain/calendar-date.ts";
import type { AssignmentCard } from "../../store/assignments.ts";
import { shorten } from "../../texts/format.ts";
import type { Context } from "../dialog.ts";

/** Choices of one message: few enough to read, and to fit a screen of buttons. */
export const PAGE_LENGTH = 8;

const LABEL_LENGTH = 70;

/** One choice an assignment, each opening it, and one for the next page. */
export function assignmentChoices(
  cards: readonly AssignmentCard[],
  from: number,
  list: Action,
  context: Pick<Context, "today" | "texts">,
  withUnit = false,
): readonly Choice[] {
  const shown = cards.slice(from, from + PAGE_LENGTH).map(
    (card): Choice => ({
      label: assignmentLabel(card, context, withUnit),
      action: { dialog: "assignment", do: "show", id: card.id },
      stays: true,
    }),
  );
  const rest = cards.length - from - PAGE_LENGTH;
  if (rest <= 0) return shown;
  const more: Choice = {
    label: context.texts.tasks.more(rest),
    action: { ...list, value: String(from + PAGE_LENGTH) },
    stays: true,
  };
  return [...shown, more];
}

/** One line: the beginning of the task and when it is due. */
export function assignmentLabel(
  card: Pick<AssignmentCard, "heading" | "text" | "unitName" | "dueOn">,
  { today, texts }: Pick<Context, "today" | "texts">,
  withUnit = false,
): string {
  const due = card.dueOn === null ? texts.tasks.undated : texts.tasks.due(card.dueOn, daysBetween(today, card.dueOn));
  const unit = withUnit ? `${card.unitName}: ` : "";
  return `${unit}${shorten(`${card.heading} ${card.text}`, LABEL_LENGTH)} (${due})`;
}
