import type { Role } from "../domain/access.ts";
import { type Database, instant } from "./database.ts";

/**
 * What an administrator can ask for in chat:
 * - `read`: a sent file, a document or a review sheet; `apply`: write a review sheet's corrections
 * - `review`: send a plan's sheet; `discard`: throw a draft away
 * - `preview` and `preview-close`: say what `issue` and `close` would do, and ask
 */
export const PLAN_WORK_KINDS = [
  "read",
  "apply",
  "review",
  "preview",
  "issue",
  "discard",
  "preview-close",
  "close",
] as const;
export type PlanWorkKind = (typeof PLAN_WORK_KINDS)[number];

/** Work that waits, with its file and who asked for it as they are now. */
export type WaitingPlanWork = {
  readonly id: number;
  readonly kind: PlanWorkKind;
  readonly planId: number | null;
  /** What the asker was shown and agreed to, as a fingerprint; null where nothing was. */
  readonly seen: string | null;
  readonly channel: string;
  readonly chatId: string;
  readonly askedAt: Date;
  readonly attachment: {
    readonly id: number;
    readonly name: string;
    /** null: the file could not be fetched, or was forgotten. */
    readonly sha256: string | null;
  } | null;
  readonly asker: {
    readonly memberId: number;
    readonly language: string | null;
    readonly memberships: readonly { readonly unitId: number; readonly role: Role }[];
  };
};

/** Counts one more try at a piece of work, before it is begun; returns how many there were. */
export async function beginPlanWork(db: Database, id: number): Promise<number> {
  const { attempts } = await db.planWork.update({
    where: { id },
    data: { attempts: { increment: 1 } },
    select: { attempts: true },
  });
  return attempts;
}

/** The oldest work that can be done: its file, where it has one, is kept or was given up. null when there is none. */
export async function nextPlanWork(db: Database): Promise<WaitingPlanWork | null> {
  // Index: plan_work_waiting_idx holds only what is not done.
  const row = await db.planWork.findFirst({
    where: {
      doneAt: null,
      OR: [
        { attachmentId: null },
        { attachment: { storedAt: { not: null } } },
        { attachment: { failedAt: { not: null } } },
      ],
    },
    orderBy: { id: "asc" },
    include: {
      attachment: { select: { id: true, name: true, sha256: true, failedAt: true } },
      member: { select: { id: true, language: true, memberships: { select: { unitId: true, role: true } } } },
    },
  });
  if (row === null) return null;
  const { attachment, member } = row;
  return {
    id: row.id,
    kind: row.kind as PlanWorkKind,
    planId: row.planId,
    seen: row.seen,
    channel: row.channel,
    chatId: row.chatId,
    askedAt: row.askedAt,
    attachment:
      attachment === null
        ? null
        : {
            id: attachment.id,
            name: attachment.name,
            sha256: attachment.failedAt === null ? attachment.sha256 : null,
          },
    asker: { memberId: member.id, language: member.language, memberships: member.memberships },
  };
}

/** Marks work done. False when somebody else has done it: then nothing more is to be written or said. */
export async function markPlanWorkDone(db: Database, id: number, now: Date): Promise<boolean> {
  const done = await db.$executeRaw`
    UPDATE plan_work SET done_at = ${instant(now)}::timestamptz WHERE id = ${id} AND done_at IS NULL`;
  return done > 0;
}

/** Throws a draft away with its tasks; the trace of the work on it stays. False when it is no draft (any more). */
export async function deleteDraft(db: Database, planId: number): Promise<boolean> {
  await db.$executeRaw`
    UPDATE plan_work SET plan_id = NULL
    WHERE plan_id = ${planId} AND EXISTS (SELECT 1 FROM plan p WHERE p.id = ${planId} AND p.state = 'draft' FOR UPDATE)`;
  return (await db.$executeRaw`DELETE FROM plan WHERE id = ${planId} AND state = 'draft'`) > 0;
}
