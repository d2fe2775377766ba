import type { Database } from "../../store/database.ts";
import {
  dropTasks,
  insertTasks,
  type NewTask,
  recordTaskChanges,
  rewriteTasks,
  type StoredTask,
} from "../../store/tasks.ts";
import type { ReviewedDraft } from "./match-rows.ts";

type PlacedTask = { readonly id: number | null; readonly task: NewTask; readonly position: number };

/**
 * Writes a reviewed draft and remembers what each task said before. A task that is taken out stays on record, so that a revised
 * document which still has it does not bring it back. The number of statements does not grow with the plan.
 */
export async function storeReview(
  db: Database,
  {
    planId,
    tasks,
    reviewed: { changed, added, removed },
    now,
  }: {
    readonly planId: number;
    readonly tasks: readonly StoredTask[];
    readonly reviewed: ReviewedDraft;
    readonly now: Date;
  },
): Promise<void> {
  const news = new Map(changed.map(({ stored, task }) => [stored.id, task]));
  const gone = new Set(removed.map(({ stored }) => stored.id));
  await dropTasks(db, [...gone], now);
  const placed = places(
    tasks.filter((task) => !gone.has(task.id) && !task.dropped),
    added,
    Math.max(-1, ...tasks.map(({ position }) => position)) + 1,
  );
  const before = new Map(tasks.map((task) => [task.id, task]));
  const rewritten = placed.flatMap(({ id, task, position }) => {
    if (id === null) return [];
    const moved = before.get(id)?.position !== position;
    return moved || news.has(id) ? [{ id, position, task: news.get(id) ?? task }] : [];
  });
  await rewriteTasks(db, rewritten);
  const fresh = placed.filter(({ id }) => id === null);
  const ids = fresh.length === 0 ? new Map<number, number>() : await insertTasks(db, planId, fresh);
  await recordTaskChanges(
    db,
    [
      ...changed.map(({ stored, task }) => ({ taskId: stored.id, before: contentOf(stored), after: task })),
      ...removed.map(({ stored }) => ({ taskId: stored.id, before: contentOf(stored), after: null })),
      ...fresh.map(({ position, task }) => ({ taskId: ids.get(position) ?? 0, before: null, after: task })),
    ],
    { amendmentId: null, now },
  );
}

/** A stored task as what it says, without its place. */
function contentOf({ id: _id, position: _position, dropped: _dropped, ...content }: StoredTask): NewTask {
  return content;
}

/**
 * Puts new tasks after those they follow. Tasks before the first new one keep their positions; from there on everybody gets a
 * free one, from `free` up: only the order counts.
 */
function places(tasks: readonly StoredTask[], added: ReviewedDraft["added"], free: number): PlacedTask[] {
  const after = Map.groupBy(added, (one) => one.after);
  const following = (id: number | null) => after.get(id) ?? [];
  const order = [
    ...following(null).map(({ task }) => ({ id: null, task, position: null })),
    ...tasks.flatMap((task) => [
      { id: task.id, task: contentOf(task), position: task.position },
      ...following(task.id).map((one) => ({ id: null, task: one.task, position: null })),
    ]),
  ];
  let next: number | null = null;
  return order.map(({ id, task, position }) => {
    if (position !== null && next === null) return { id, task, position };
    next = (next ?? free - 1) + 1;
    return { id, task, position: next };
  });
}
