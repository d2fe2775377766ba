import { createHash } from "node:crypto";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { Refusal } from "../../errors.ts";
import { correctionsOf, insertAmendment } from "../../store/amendments.ts";
import { type Database, inTransaction } from "../../store/database.ts";
import type { Store } from "../../store/open-store.ts";
import { deleteDraftOf, lockDocument, planThatHas } from "../../store/plan-documents.ts";
import { clearPositions, placeTasks } from "../../store/plan-life.ts";
import { lockPlan } from "../../store/plans.ts";
import {
  dropTasks,
  insertTasks,
  type NewTask,
  recordTaskChanges,
  rewriteTasks,
  storedTasks,
} from "../../store/tasks.ts";
import { readUnitRegistry } from "../../store/unit-registry.ts";
import { newTask } from "../new-task.ts";
import { type PlanFile, planFile } from "../read/plan-file.ts";
import { readPlanApart } from "../read/read-apart.ts";
import type { UnresolvedUnit } from "../resolve-units.ts";
import type { FieldDifference } from "../task-difference.ts";
import { compareDocuments, type HandWork, type Revision } from "./compare-documents.ts";
import { settleRevision } from "./settle-revision.ts";

/** A task in a line. */
export type TaskLine = { readonly heading: string; readonly text: string };

/** A task that the revised document has in other words, or with another deadline, units or product. */
export type ChangedTask = TaskLine & {
  readonly taskId: number;
  /** 1: its words are the same. */
  readonly similarity: number;
  /** It may be another task: a person should look before it is applied. */
  readonly doubtful: boolean;
  readonly differences: readonly FieldDifference[];
};

export type AmendedPlan = {
  readonly planId: number;
  /** As the plan is called from now on. */
  readonly number: string | null;
  readonly title: string;
  readonly same: number;
  readonly added: readonly TaskLine[];
  readonly changed: readonly ChangedTask[];
  readonly dropped: readonly TaskLine[];
  /** Added by a person and in no document: they stay. */
  readonly byHand: readonly TaskLine[];
  /** Taken out of the draft by a person and still in the document: they stay out. */
  readonly removedByHand: readonly TaskLine[];
  /** Dropped by an earlier revision and back in this one. */
  readonly revived: readonly TaskLine[];
  readonly assignments: {
    readonly given: number;
    readonly cancelled: number;
    /** With another due date. */
    readonly moved: number;
  };
  /** Changed tasks whose new lead nobody bears: the units that had them go on. */
  readonly keptLeads: readonly TaskLine[];
  /** Requests for more time that the new due date answers; they stay for their decider. */
  readonly answeredRequests: number;
  readonly unresolved: readonly UnresolvedUnit[];
  readonly warnings: readonly string[];
  /** The draft that was made of the same file and is thrown away: issued as well it would give everything twice. */
  readonly discardedDraft: number | null;
};

/** A revised document on disk, or its bytes with the file's name. */
export type RevisedFile = { readonly path: string } | PlanFile;

/**
 * Puts a revised document in the place of an issued plan's, all of it or nothing. Tasks are recognised by what they say, so ids,
 * assignments, progress and extensions stay with them; what changed is on record. The plan takes the document's number, date and
 * title where it has them. An earlier document of the same plan takes later ones back. A dry run says what would be and changes nothing.
 *
 * @throws PlanReadError, or Refusal `plan-without-task`, `plan-unknown`, `plan-not-issued`, `plan-revision-known`
 */
export async function amendPlan(
  store: Store,
  request: RevisedFile & { planId: number; dryRun: boolean; today: CalendarDate; now: Date },
): Promise<AmendedPlan> {
  const { bytes, file } = "bytes" in request ? request : await planFile(request.path);
  const draft = await readPlanApart(bytes, file);
  if (draft.tasks.length === 0) throw new Refusal("plan-without-task", { file });
  const { planId, today, now } = request;
  const sourceHash = createHash("sha256").update(bytes).digest("hex");
  return await inTransaction(
    store.prisma,
    async (db) => {
      await lockDocument(db, sourceHash);
      const plan = await lockPlan(db, planId);
      if (plan === null) throw new Refusal("plan-unknown", { plan: planId });
      if (plan.state !== "issued") throw new Refusal("plan-not-issued", { plan: planId, state: plan.state });
      // First the draft, then the others: a draft that somebody issues meanwhile is one of them.
      const discardedDraft = await deleteDraftOf(db, sourceHash);
      const known = await planThatHas(db, planId, sourceHash);
      if (known !== null) throw new Refusal("plan-revision-known", { file, plan: known });

      const registry = await readUnitRegistry(db);
      const read = draft.tasks.map((task) => newTask(task, registry));
      const revision = compareDocuments(
        await storedTasks(db, planId),
        read.map(({ task }) => task),
        await handWorkOf(db, planId),
      );
      const head = draft.document;
      const amended = await insertAmendment(db, { planId, sourceName: file, sourceHash, head }, now);
      await applyRevision(db, revision, { planId, amendmentId: amended.id, now });
      const settled = await settleRevision(db, revision, { planId, registry, today, now });
      return {
        planId,
        number: amended.number,
        title: amended.title,
        ...told(revision),
        ...settled,
        unresolved: distinct(read.flatMap(({ unresolved }) => unresolved)),
        warnings: draft.warnings,
        discardedDraft,
      };
    },
    request.dryRun,
  );
}

async function handWorkOf(db: Database, planId: number): Promise<HandWork> {
  const rows = await correctionsOf(db, planId);
  const corrected = rows.flatMap(({ taskId, before, after }) =>
    before === null || after === null ? [] : [{ taskId, before, after }],
  );
  return {
    corrections: Map.groupBy(corrected, ({ taskId }) => taskId),
    added: new Set(rows.filter(({ before }) => before === null).map(({ taskId }) => taskId)),
    removed: new Set(rows.filter(({ after }) => after === null).map(({ taskId }) => taskId)),
  };
}

/** Writes the tasks: the document's order, then those added by hand, then those that are gone. */
async function applyRevision(
  db: Database,
  { places, byHand, gone, stays }: Revision,
  { planId, amendmentId, now }: { planId: number; amendmentId: number; now: Date },
): Promise<void> {
  await clearPositions(db, planId);
  const standing = places.flatMap(({ position, task, match }) =>
    match === null ? [] : [{ id: match.standing.id, position, task }],
  );
  const fresh = places.flatMap(({ position, task, match }) => (match === null ? [{ position, task }] : []));
  await rewriteTasks(db, standing);
  const ids = await insertTasks(db, planId, fresh);
  await placeTasks(
    db,
    [...byHand, ...gone, ...stays].map(({ id }) => id),
    places.length,
  );
  await dropTasks(
    db,
    gone.map(({ id }) => id),
    now,
  );
  await recordTaskChanges(
    db,
    [
      ...fresh.map(({ position, task }) => ({ taskId: ids.get(position) ?? 0, before: null, after: said(task) })),
      ...places.flatMap(({ task, match }) => {
        if (match === null || (match.differences.length === 0 && !match.standing.dropped)) return [];
        const before = match.standing.dropped ? null : said(match.standing);
        return [{ taskId: match.standing.id, before, after: said(task) }];
      }),
      ...gone.map((task) => ({ taskId: task.id, before: said(task), after: null })),
    ],
    { amendmentId, now },
  );
}

/** What a task says, without how it was read. */
function said(task: NewTask): object {
  const { heading, text, deadlineKind, deadlineStart, deadlineEnd, deadlineEvery, dueDays, delayDays, event } = task;
  const { deadlineText, product, reportTo, reportEvery, units } = task;
  const deadline = { deadlineKind, deadlineStart, deadlineEnd, deadlineEvery, dueDays, delayDays, event, deadlineText };
  return { heading, text, ...deadline, product, reportTo, reportEvery, units };
}

const line = ({ heading, text }: TaskLine): TaskLine => ({ heading, text });

function told({ places, gone, byHand, removed }: Revision) {
  const matched = places.flatMap(({ task, match }) => (match === null ? [] : [{ task, ...match }]));
  const standing = matched.filter((match) => !match.standing.dropped);
  const changed = standing.filter(({ differences }) => differences.length > 0);
  return {
    same: standing.length - changed.length,
    added: places.filter(({ match }) => match === null).map(({ task }) => line(task)),
    changed: changed.map(({ task, standing: { id }, similarity, doubtful, differences }) => ({
      taskId: id,
      ...line(task),
      similarity,
      doubtful,
      differences,
    })),
    dropped: gone.map(line),
    byHand: byHand.map(line),
    removedByHand: removed.map(line),
    revived: matched.filter((match) => match.standing.dropped).map(({ task }) => line(task)),
    keptLeads: standing.filter(({ keepsLeads }) => keepsLeads).map(({ task }) => line(task)),
  };
}

const distinct = (units: readonly UnresolvedUnit[]): UnresolvedUnit[] => [
  ...new Map(units.map((unit) => [unit.written, unit])).values(),
];
