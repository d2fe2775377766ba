import type { Choice } from "../../delivery/post.ts";
import { mayDecide, mayHandOver, mayReportProgress, maySeeAssignment } from "../../domain/access.ts";
import { isOutstanding } from "../../domain/assignment.ts";
import { daysBetween } from "../../domain/calendar-date.ts";
import type { UnitTree } from "../../domain/unit-tree.ts";
import { type AssignmentCard, type LockedAssignment, lockAssignment } from "../../store/assignments.ts";
import type { Context, Dialog } from "../dialog.ts";
import { over } from "../dialog.ts";
import { treeAbove } from "./which-assignment.ts";

export type AssignmentWorld = { readonly card: LockedAssignment | null; readonly tree: UnitTree };

/** The assignment an action is about, locked, with the units that rights are judged on. */
export async function loadAssignment(...[db, , at]: Parameters<Dialog["load"]>): Promise<AssignmentWorld> {
  const id = "dialog" in at ? at.id : (at.data as { id?: number }).id;
  const card = id === undefined ? null : await lockAssignment(db, id);
  return { card, tree: treeAbove(card) };
}

/** One assignment whole, with what this person may do about it. */
export const assignment: Dialog<AssignmentWorld> = {
  name: "assignment",
  load: loadAssignment,
  open(_action, { card, tree }, context) {
    const { texts, person } = context;
    if (card === null || !maySeeAssignment(person, card, tree)) return over([{ body: texts.assignment.gone }]);
    return over([
      {
        title: texts.assignment.title(card.heading, card.planNumber ?? card.planTitle),
        body: describeAssignment(card, context),
        choices: [...workChoices(card, tree, context), ...decisionChoices(card, tree, context)],
      },
    ]);
  },
};

/** The assignment in sentences: its words, unit, holder, deadline and how far it is. */
export function describeAssignment(card: AssignmentCard, { texts, today }: Pick<Context, "texts" | "today">): string {
  const due = card.dueOn === null ? texts.tasks.undated : texts.tasks.due(card.dueOn, daysBetween(today, card.dueOn));
  const moved = card.originalDueOn !== card.dueOn && card.originalDueOn !== null;
  return [
    card.text,
    "",
    texts.assignment.unit(card.unitName, card.holderName),
    texts.assignment.due(due, card.deadlineText, moved ? card.originalDueOn : null),
    texts.assignment.state[card.state](card.percent),
    ...(card.asked === null ? [] : [texts.assignment.asked(card.asked.newDueOn)]),
  ].join("\n");
}

/** What its holder or unit may do: say how far it is, ask for time, hand it on. */
export function workChoices(card: AssignmentCard, tree: UnitTree, { texts, person }: Context): Choice[] {
  const { choices } = texts.assignment;
  const works = isOutstanding(card.state) && mayReportProgress(person, card, tree);
  const all: [boolean, string, string, string][] = [
    [works, choices.done, "progress", "done"],
    [works, choices.percent, "progress", "percent"],
    [works && card.dueOn !== null && card.asked === null, choices.extension, "extension", "ask"],
    [isOutstanding(card.state) && mayHandOver(person, card, tree), choices.handOver, "handover", "choose"],
  ];
  return all
    .filter(([shown]) => shown)
    .map(([, label, dialog, act]) => ({ label, action: { dialog, do: act, id: card.id } }));
}

/** What the head of the monitoring unit may decide. */
export function decisionChoices(card: AssignmentCard, tree: UnitTree, { texts, person }: Context): Choice[] {
  if (!mayDecide(person, card, tree)) return [];
  const { choices } = texts.assignment;
  const asked: Choice[] = [
    { label: choices.grant, action: { dialog: "extension-decision", do: "grant", id: card.id } },
    { label: choices.refuse, action: { dialog: "extension-decision", do: "refuse", id: card.id } },
  ];
  const reported: Choice[] = [
    { label: choices.confirm, action: { dialog: "confirmation", do: "confirm", id: card.id } },
    { label: choices.return, action: { dialog: "confirmation", do: "return", id: card.id } },
  ];
  return [...(card.asked === null ? [] : asked), ...(card.state === "reported" ? reported : [])];
}
