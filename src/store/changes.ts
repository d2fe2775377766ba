import type { AssignmentState } from "../domain/assignment.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import { makeAccountFirst, unlinkAccount } from "./accounts.ts";
import { type Database, instant } from "./database.ts";
import { insertInvites } from "./invites.ts";
import type { PlanWorkKind } from "./plan-work.ts";

/** The person who spoke, and the chat in which they did. */
export type Speaker = { readonly memberId: number; readonly channel: string; readonly chatId: string };

/**
 * What a conversation decides to write. The dialog has judged it by the rules of `domain` on rows it had locked; here it is
 * only written down, always as said by the speaker.
 */
export type Change =
  | {
      readonly change: "progress";
      readonly assignmentId: number;
      readonly state: AssignmentState;
      readonly percent: number;
      readonly note: string | null;
      /** A new holder, when it is handed on; undefined leaves the holder. */
      readonly holderId?: number;
      readonly attachmentIds?: readonly number[];
    }
  | {
      readonly change: "ask-extension";
      readonly assignmentId: number;
      readonly oldDueOn: CalendarDate;
      readonly newDueOn: CalendarDate;
      readonly reason: string;
    }
  | { readonly change: "decide-extension"; readonly extensionId: number; readonly granted: boolean }
  | { readonly change: "attach"; readonly progressId: number; readonly attachmentIds: readonly number[] }
  | {
      readonly change: "submit-report";
      readonly reportId: number;
      readonly version: number;
      readonly answers: object;
      readonly attachmentIds: readonly number[];
    }
  | {
      readonly change: "decide-report";
      readonly reportId: number;
      readonly version: number;
      readonly accepted: boolean;
      readonly note: string | null;
    }
  | { readonly change: "register-commitments"; readonly year: number; readonly texts: readonly string[] }
  | { readonly change: "read-text"; readonly subjectId: number; readonly what: string }
  | { readonly change: "choose-language"; readonly language: string }
  /** A one-time code with which the speaker links a further account; earlier unused ones stop working. */
  | { readonly change: "invite-self"; readonly codeHash: string; readonly expiresAt: Date }
  | { readonly change: "make-account-first"; readonly accountId: number }
  | { readonly change: "unlink-account"; readonly accountId: number }
  /** Work too long for a conversation: done after the commit, answered in the same chat. */
  | {
      readonly change: "ask-plan-work";
      readonly kind: PlanWorkKind;
      readonly attachmentId: number | null;
      readonly planId: number | null;
      /** The fingerprint of what was shown and is agreed to; null where nothing was. */
      readonly seen: string | null;
    };

/** Writes changes in their order. */
export async function applyChanges(
  db: Database,
  changes: readonly Change[],
  speaker: Speaker,
  now: Date,
): Promise<void> {
  for (const change of changes) await applyChange(db, change, speaker, now);
}

async function applyChange(db: Database, change: Change, speaker: Speaker, now: Date): Promise<void> {
  const by = speaker.memberId;
  const at = instant(now);
  switch (change.change) {
    case "progress": {
      const attachments = change.attachmentIds ?? [];
      await db.$executeRaw`
        WITH said AS (
          INSERT INTO progress (assignment_id, member_id, at, state, percent, note, holder_id)
          VALUES (${change.assignmentId}, ${by}, ${at}::timestamptz, ${change.state}::assignment_state, ${change.percent},
                  ${change.note}, ${change.holderId ?? null}) RETURNING id
        ), attached AS (
          UPDATE attachment SET progress_id = said.id FROM said WHERE attachment.id = ANY(${attachments}::int[])
        )
        UPDATE assignment SET state = ${change.state}::assignment_state, percent = ${change.percent},
               holder_id = COALESCE(${change.holderId ?? null}, holder_id)
        WHERE id = ${change.assignmentId}`;
      return;
    }
    case "ask-extension":
      await db.$executeRaw`
        INSERT INTO extension (assignment_id, old_due_on, new_due_on, reason, asked_by_id, asked_at)
        VALUES (${change.assignmentId}, ${change.oldDueOn}::date, ${change.newDueOn}::date, ${change.reason}, ${by}, ${at}::timestamptz)`;
      return;
    case "decide-extension":
      await db.$executeRaw`
        WITH decided AS (
          UPDATE extension SET state = (CASE WHEN ${change.granted} THEN 'granted' ELSE 'refused' END)::extension_state,
                 decided_by_id = ${by}, decided_at = ${at}::timestamptz
          WHERE id = ${change.extensionId} AND state = 'asked' RETURNING assignment_id, new_due_on, state
        )
        UPDATE assignment a SET due_on = GREATEST(a.due_on, decided.new_due_on) FROM decided
        WHERE a.id = decided.assignment_id AND decided.state = 'granted'`;
      return;
    case "attach":
      await db.$executeRaw`
        UPDATE attachment SET progress_id = ${change.progressId}
        WHERE id = ANY(${change.attachmentIds}::int[]) AND member_id = ${by}`;
      return;
    case "submit-report":
      await db.$executeRaw`
        WITH version AS (
          INSERT INTO report_version (report_id, version, answers, submitted_at)
          VALUES (${change.reportId}, ${change.version}, ${JSON.stringify(change.answers)}::jsonb, ${at}::timestamptz)
        ), attached AS (
          UPDATE attachment SET report_id = ${change.reportId}
          WHERE id = ANY(${change.attachmentIds}::int[]) AND member_id = ${by}
        )
        UPDATE report SET state = 'submitted', version = ${change.version}, submitted_at = ${at}::timestamptz
        WHERE id = ${change.reportId}`;
      return;
    case "decide-report":
      await db.$executeRaw`
        WITH decided AS (
          INSERT INTO report_decision (report_id, version, state, member_id, at, note)
          VALUES (${change.reportId}, ${change.version},
                  (CASE WHEN ${change.accepted} THEN 'accepted' ELSE 'returned' END)::report_state, ${by}, ${at}::timestamptz, ${change.note})
          RETURNING state
        )
        UPDATE report SET state = decided.state FROM decided WHERE id = ${change.reportId}`;
      return;
    case "register-commitments":
      await db.$executeRaw`
        WITH withdrawn AS (
          UPDATE commitment SET withdrawn_at = ${at}::timestamptz
          WHERE member_id = ${by} AND year = ${change.year} AND withdrawn_at IS NULL
        )
        INSERT INTO commitment (member_id, year, position, text, created_at)
        SELECT ${by}, ${change.year},
               (SELECT COALESCE(max(position), 0) FROM commitment WHERE member_id = ${by} AND year = ${change.year}) + n,
               text, ${at}::timestamptz
        FROM unnest(${change.texts}::text[]) WITH ORDINALITY AS registered(text, n)`;
      return;
    case "read-text":
      await db.$executeRaw`
        INSERT INTO reading (reader_id, subject_id, what, at)
        VALUES (${by}, ${change.subjectId}, ${change.what}, ${at}::timestamptz)`;
      return;
    case "choose-language":
      await db.$executeRaw`UPDATE member SET language = ${change.language} WHERE id = ${by}`;
      return;
    case "invite-self":
      await insertInvites(db, [{ memberId: by, codeHash: change.codeHash }], now, change.expiresAt);
      return;
    case "make-account-first":
      await makeAccountFirst(db, by, change.accountId, now);
      return;
    case "unlink-account":
      await unlinkAccount(db, by, change.accountId, now);
      return;
    case "ask-plan-work":
      // Asked for twice before it is done is asked for once.
      await db.$executeRaw`
        INSERT INTO plan_work (member_id, channel, chat_id, kind, attachment_id, plan_id, seen, asked_at)
        SELECT ${by}, ${speaker.channel}, ${speaker.chatId}, ${change.kind}, ${change.attachmentId}::int, ${change.planId}::int,
               ${change.seen}::text, ${at}::timestamptz
        WHERE NOT EXISTS (
          SELECT 1 FROM plan_work w
          WHERE w.done_at IS NULL AND w.member_id = ${by} AND w.kind = ${change.kind}
            AND w.attachment_id IS NOT DISTINCT FROM ${change.attachmentId}::int
            AND w.plan_id IS NOT DISTINCT FROM ${change.planId}::int AND w.seen IS NOT DISTINCT FROM ${change.seen}::text)`;
      return;
  }
}
