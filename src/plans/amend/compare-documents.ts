import type { NewTask, StoredTask } from "../../store/tasks.ts";
import { deadlineRule, type FieldDifference, taskDifferences } from "../task-difference.ts";
import { matchTasks, type TaskMatch } from "./match-tasks.ts";
import { type CorrectedTask, mergeTask } from "./merge-task.ts";
import type { Likeness } from "./task-likeness.ts";

/** A task of the revised document at its place. */
export type Place = {
  readonly position: number;
  /** As it is stored from now on. */
  readonly task: NewTask;
  /** The standing task that it is; null: it is new. */
  readonly match: Match | null;
};

export type Match = {
  readonly standing: StoredTask;
  readonly similarity: number;
  readonly doubtful: boolean;
  readonly differences: readonly FieldDifference[];
  /** The document names no lead that is known, so the units that had the task go on. */
  readonly keepsLeads: boolean;
};

/** A standing plan against a revised document. */
export type Revision = {
  /** In the document's order. */
  readonly places: readonly Place[];
  /** Standing tasks that the document no longer has. */
  readonly gone: readonly StoredTask[];
  /** Standing tasks that a person added and no document ever had: they stay as they are. */
  readonly byHand: readonly StoredTask[];
  /** Tasks that a person took out of the draft and the document has: they stay out. */
  readonly removed: readonly StoredTask[];
  /** Every task that is dropped already and stays so, those that a person took out included. */
  readonly stays: readonly StoredTask[];
};

/** What people did by review sheets, by task. */
export type HandWork = {
  readonly corrections: ReadonlyMap<number, readonly CorrectedTask[]>;
  readonly added: ReadonlySet<number>;
  readonly removed: ReadonlySet<number>;
};

/**
 * Tells which standing task each task of a revised document is, and what differs. Standing tasks come first, together with those
 * that a person took out of the draft, or a task that was left standing would be taken for its neighbour that was not; one that
 * was dropped before, by whomever, is only taken for a task that is beyond doubt the same.
 */
export function compareDocuments(
  stored: readonly StoredTask[],
  read: readonly NewTask[],
  handWork: HandWork,
): Revision {
  const standing = stored.filter(({ dropped }) => !dropped);
  const dropped = stored.filter((task) => task.dropped);
  const isRemoved = ({ id }: StoredTask): boolean => handWork.removed.has(id);
  const found = new Map<number, { task: StoredTask; match: TaskMatch }>();
  const find = (all: readonly StoredTask[]): void => {
    const taken = new Set([...found.values()].map(({ task }) => task.id));
    const tasks = all.filter(({ id }) => !taken.has(id));
    const open = [...read.keys()].filter((index) => !found.has(index));
    const likenesses = open.flatMap((index) => likenessOf(read[index]));
    for (const match of matchTasks(tasks.flatMap(likenessOf), likenesses)) {
      const task = tasks[match.before];
      const index = open[match.after];
      if (task !== undefined && index !== undefined && !(task.dropped && match.doubtful))
        found.set(index, { task, match });
    }
  };
  find([...standing, ...dropped.filter(isRemoved)]);
  find(standing);
  find(dropped);
  const wanted = read.flatMap((task, index) => {
    const known = found.get(index);
    return known !== undefined && isRemoved(known.task) ? [] : [{ task, known }];
  });
  const places = wanted.map(({ task, known }, position): Place => {
    if (known === undefined) return { position, task, match: null };
    const merged = mergeTask(known.task, task, handWork.corrections.get(known.task.id) ?? []);
    const { similarity, doubtful } = known.match;
    const differences = taskDifferences(known.task, merged.task);
    const match = { standing: known.task, similarity, doubtful, differences, keepsLeads: merged.keepsLeads };
    return { position, task: merged.task, match };
  });
  const matched = new Set(places.flatMap(({ match }) => (match === null ? [] : [match.standing.id])));
  const again = new Set([...found.values()].map(({ task }) => task.id));
  const missing = standing.filter(({ id }) => !matched.has(id));
  return {
    places,
    gone: missing.filter(({ id }) => !handWork.added.has(id)),
    byHand: missing.filter(({ id }) => handWork.added.has(id)),
    removed: dropped.filter((task) => isRemoved(task) && again.has(task.id)),
    stays: dropped.filter(({ id }) => !matched.has(id)),
  };
}

function likenessOf(task: NewTask | undefined): Likeness[] {
  if (task === undefined) return [];
  const { heading, text, units, deadlineText, product, reportTo, reportEvery } = task;
  const names = (role: "lead" | "coordinating") =>
    units.filter((unit) => unit.role === role && unit.written !== "").map(({ written }) => written);
  const leads = names("lead");
  const rest = [names("coordinating"), deadlineRule(task), deadlineText, product, reportTo, reportEvery];
  return [{ heading, text, leads, deadlineText, signature: JSON.stringify([text, leads, ...rest]) }];
}
