import type { Action } from "../../delivery/post.ts";
import { treeOfLines, type UnitTree } from "../../domain/unit-tree.ts";
import {
  type AssignmentCard,
  type LockedAssignment,
  lockAssignment,
  lockOutstandingOf,
} from "../../store/assignments.ts";
import type { Dialog, Step } from "../dialog.ts";
import { type Context, isAction, over } from "../dialog.ts";
import { assignmentLabel, PAGE_LENGTH } from "./assignment-choices.ts";

/** What a sentence about "it" may mean, and who decides about it. */
export type WorkWorld = {
  /** The one assignment meant, locked; null when it has to be asked. */
  readonly card: LockedAssignment | null;
  /** What the person has outstanding; read only when it is not clear which is meant. */
  readonly outstanding: readonly AssignmentCard[];
  /** The units above `card`, on which rights are judged. */
  readonly tree: UnitTree;
  /** The heads who decide about `card`. */
  readonly deciders: LockedAssignment["deciders"];
};

/** Loads the assignment that is meant, in one query: by its id, or because it is the only one the person has. */
export async function loadWork(...[db, { person }, at]: Parameters<Dialog["load"]>): Promise<WorkWorld> {
  const id = isAction(at) ? at.id : (at.data as { id?: number }).id;
  const outstanding = id === undefined ? await lockOutstandingOf(db, person.memberId) : [];
  const only = outstanding.length === 1 ? (outstanding[0] ?? null) : null;
  const card = id === undefined ? only : await lockAssignment(db, id);
  return { card, outstanding, tree: treeAbove(card), deciders: card?.deciders ?? [] };
}

/** As much of the unit tree as rights on one assignment need. */
export const treeAbove = (card: LockedAssignment | null): UnitTree =>
  treeOfLines(card === null ? [] : [card.unitLine, card.monitorLine]);

/** Asks which assignment is meant; the same action follows with its id. */
export function askWhich(action: Action, outstanding: readonly AssignmentCard[], context: Context): Step {
  const { texts } = context;
  if (outstanding.length === 0) return over([{ body: texts.tasks.none }]);
  return over([
    {
      body: texts.tasks.which,
      choices: outstanding
        .slice(0, PAGE_LENGTH)
        .map((card) => ({ label: assignmentLabel(card, context), action: { ...action, id: card.id } })),
    },
  ]);
}
