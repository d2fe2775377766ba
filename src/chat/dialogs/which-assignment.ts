import type { Action } from "../../delivery/post.ts";
import type { UnitTree } from "../../domain/unit-tree.ts";
import { type AssignmentCard, lockAssignment, outstandingOf } from "../../store/assignments.ts";
import { headsOver, readUnitTree } from "../../store/people.ts";
import type { Dialog, Step } from "../dialog.ts";
import { type Context, isAction, over } from "../dialog.ts";
import { assignmentLabel, PAGE_LENGTH } from "./assignment-choices.ts";

/** What a sentence about "it" may mean, and who decides about it. */
export type WorkWorld = {
  /** The one assignment meant, locked; null when it has to be asked. */
  readonly card: AssignmentCard | null;
  /** What the person has outstanding; read only when it is not clear which is meant. */
  readonly outstanding: readonly AssignmentCard[];
  readonly tree: UnitTree;
  /** The heads who decide about `card`. */
  readonly deciders: readonly { memberId: number; unitId: number }[];
};

/** Loads the assignment that is meant: by its id, or because it is the only one the person has. */
export async function loadWork(...[db, { person }, at]: Parameters<Dialog["load"]>): Promise<WorkWorld> {
  const named = isAction(at) ? at.id : (at.data as { id?: number }).id;
  const outstanding = named === undefined ? await outstandingOf(db, person.memberId) : [];
  const id = named ?? (outstanding.length === 1 ? outstanding[0]?.id : undefined);
  const card = id === undefined ? null : await lockAssignment(db, id);
  return {
    card,
    outstanding,
    tree: await readUnitTree(db),
    deciders: card === null ? [] : await headsOver(db, card.monitorUnitId),
  };
}

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
