import type { Database } from "./database.ts";
import type { PlanState } from "./generated/enums.ts";
import { deleteDraft } from "./plan-work.ts";

/**
 * Whoever brings the same document waits, until the end of the transaction, and then sees what became of it: no index can tell
 * that a plan's first document is another one's revision.
 */
export async function lockDocument(db: Database, sourceHash: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('nhacviec document'), hashtext(${sourceHash}))::text`;
}

/** The plan that has this document, as its first one or a revised one. */
export async function planOfDocument(
  db: Database,
  sourceHash: string,
): Promise<{ readonly id: number; readonly state: PlanState } | null> {
  const rows = await db.$queryRaw<{ id: number; state: PlanState }[]>`
    SELECT p.id, p.state FROM plan p
    WHERE p.source_hash = ${sourceHash}
      OR EXISTS (SELECT 1 FROM amendment m WHERE m.plan_id = p.id AND m.source_hash = ${sourceHash})
    ORDER BY p.id LIMIT 1`;
  return rows[0] ?? null;
}

/**
 * The plan on whose account a document cannot amend this one: another that was issued with it, or this one, when it is what the
 * plan says now. An earlier document of its own takes later ones back.
 */
export async function planThatHas(db: Database, planId: number, sourceHash: string): Promise<number | null> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT p.id FROM plan p
    WHERE (p.id = ${planId} AND ${sourceHash} = COALESCE(
        (SELECT m.source_hash FROM amendment m WHERE m.plan_id = p.id ORDER BY m.id DESC LIMIT 1), p.source_hash))
      OR (p.id <> ${planId} AND p.state <> 'draft' AND (p.source_hash = ${sourceHash}
        OR EXISTS (SELECT 1 FROM amendment m WHERE m.plan_id = p.id AND m.source_hash = ${sourceHash})))
    ORDER BY p.id LIMIT 1`;
  return rows[0]?.id ?? null;
}

/** Throws away the draft that was made of a document, if any; returns its id. */
export async function deleteDraftOf(db: Database, sourceHash: string): Promise<number | null> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM plan WHERE source_hash = ${sourceHash} AND state = 'draft' FOR UPDATE`;
  const [draft] = rows;
  return draft !== undefined && (await deleteDraft(db, draft.id)) ? draft.id : null;
}

/** An issued plan as far as another document may be its revision. */
export type StandingPlan = {
  readonly id: number;
  /** Every number it ever had. */
  readonly numbers: readonly string[];
  readonly issuer: string | null;
  readonly title: string;
  /** What its tasks say. */
  readonly texts: readonly string[];
};

/** Every issued plan, the newest first. */
export async function standingPlans(db: Database): Promise<StandingPlan[]> {
  return db.$queryRaw<StandingPlan[]>`
    SELECT p.id, p.issuer, p.title,
      array_remove(p.number || (SELECT array_agg(m.number) FROM amendment m WHERE m.plan_id = p.id), NULL) AS numbers,
      COALESCE((SELECT array_agg(t.text) FROM task t WHERE t.plan_id = p.id AND t.dropped_at IS NULL), '{}') AS texts
    FROM plan p WHERE p.state = 'issued' ORDER BY p.id DESC`;
}
