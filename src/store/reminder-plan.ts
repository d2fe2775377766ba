import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** A stage of a ladder that stands today, and the due days it stands for, both ends included. */
export type DueStage = {
  /** As the plan or task has it; "" is the default ladder. */
  readonly ladder: string;
  readonly stage: string;
  /** Who is told: whoever has to do it, the unit's heads, or the heads above. */
  readonly to: "responsible" | "unit-heads" | "heads-above";
  readonly firstDueOn: CalendarDate;
  readonly lastDueOn: CalendarDate;
};

/** One assignment in somebody's message. */
export type ReminderLine = {
  readonly assignmentId: number;
  readonly stage: string;
  readonly to: DueStage["to"];
  readonly dueOn: CalendarDate;
  readonly heading: string;
  /** The beginning of the task's words; longer when it is the only one. */
  readonly text: string;
  readonly planNumber: string | null;
  readonly planTitle: string;
  readonly unitName: string;
  readonly deadlineText: string | null;
  /** The date of an extension that waits for a decision. */
  readonly askedDueOn: CalendarDate | null;
  /** Why this person: they hold it, are head of its unit (or above), or work in a unit without heads. */
  readonly reason: "holder" | "head" | "member";
  /** Somebody holds it, even if they are not the one who is told. */
  readonly held: boolean;
  /** Who is on leave and replaced by this person. */
  readonly insteadOf: string | null;
};

/** How much late work of one unit a head is told of. */
export type LateUnit = {
  readonly unitId: number;
  readonly unitName: string;
  readonly late: number;
  readonly oldestDueOn: CalendarDate;
};

/** Everything one person is told in one morning. */
export type MemberReminders = {
  readonly memberId: number;
  readonly code: string;
  readonly fullName: string;
  readonly language: string | null;
  /** They have an account that can be written to. */
  readonly reachable: boolean;
  /** Of their own work. */
  readonly count: number;
  readonly overdue: number;
  readonly dueToday: number;
  /** The most urgent of it. */
  readonly lines: readonly ReminderLine[];
  /** Late work of units they head, which others have to do. */
  readonly late: number;
  readonly lateUnits: readonly LateUnit[];
  readonly lateLines: readonly ReminderLine[];
};

/** Lines of one message that are shown: few enough to read, and to fit a screen of buttons. */
const MOST_LINES = 8;
/** Characters of a task that are fetched: alone in its message, or as one line of many. */
const LONG_TEXT = 700;
const SHORT_TEXT = 160;

/** The key of a person's message of one morning. */
export const reminderKey = (memberId: number, today: CalendarDate): string => `remind ${memberId} ${today}`;

/** Ladders in use by issued plans; "" is the default. */
export async function laddersInUse(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ ladder: string }[]>`
    SELECT DISTINCT COALESCE(t.ladder, p.ladder, '') AS ladder
    FROM plan p JOIN task t ON t.plan_id = p.id WHERE p.state = 'issued' AND t.dropped_at IS NULL`;
  return rows.map((row) => row.ladder);
}

/** Who is to be told something, and of how many assignments. */
export async function membersToRemind(
  db: Database,
  stages: readonly DueStage[],
  today: CalendarDate,
): Promise<{ memberId: number; count: number }[]> {
  if (stages.length === 0) return [];
  return db.$queryRaw`
    WITH RECURSIVE ${pending(stages, today, null)}
    SELECT member_id AS "memberId", count(*)::int AS count FROM pending GROUP BY member_id ORDER BY member_id`;
}

/** What these people would be told. Writes nothing. */
export async function readReminders(
  db: Database,
  stages: readonly DueStage[],
  today: CalendarDate,
  memberIds: readonly number[],
): Promise<MemberReminders[]> {
  return db.$queryRaw`
    WITH RECURSIVE ${pending(stages, today, memberIds)}, ${messages(today)}`;
}

/**
 * Writes down what these people are told and returns it, in one statement. Only after `lockReminders` in the same transaction,
 * together with their messages: what is pending is then what is new. Nobody who has a message of this morning is in it.
 */
export async function recordReminders(
  db: Database,
  stages: readonly DueStage[],
  today: CalendarDate,
  memberIds: readonly number[],
  now: Date,
): Promise<MemberReminders[]> {
  return db.$queryRaw`
    WITH RECURSIVE ${pending(stages, today, memberIds)},
    recorded AS (
      INSERT INTO reminder (assignment_id, due_on, stage, member_id, created_at)
      SELECT assignment_id, due_on, stage, member_id, ${instant(now)}::timestamptz FROM pending ORDER BY assignment_id
    ), ${messages(today)}`;
}

/** Two planners take turns: who waited sees what the other wrote. Until the end of the transaction. */
export async function lockReminders(db: Database): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('nhacviec reminders'))::text`;
}

/**
 * `pending`: a row for each (assignment, stage, member) that is due and not yet recorded, of these members or (null) of all.
 * Who is asked for a unit is worked out once a unit, as arrays, so that what grows with the assignments is joined by hashing only.
 */
function pending(stages: readonly DueStage[], today: CalendarDate, memberIds: readonly number[] | null): Prisma.Sql {
  const among = (column: Prisma.Sql) =>
    memberIds === null ? Prisma.sql`true` : Prisma.sql`${column} = ANY(${memberIds}::int[])`;
  const days = stages.flatMap(({ firstDueOn, lastDueOn }) => [firstDueOn, lastDueOn]).sort();
  // Index: assignment_due_idx (due_on) of work that is still to be done.
  return Prisma.sql`
    stage AS MATERIALIZED (
      SELECT ladder, stage, "to", day::date AS due_on
      FROM jsonb_to_recordset(${JSON.stringify(stages)}::jsonb) AS s(
             ladder text, stage text, "to" text, "firstDueOn" date, "lastDueOn" date)
      CROSS JOIN LATERAL generate_series("firstDueOn", "lastDueOn", interval '1 day') AS day
    ), away AS MATERIALIZED (
      SELECT DISTINCT ON (b.member_id) b.member_id, s.id AS stand_in_id
      FROM absence b
      LEFT JOIN member s ON s.id = b.stand_in_id AND NOT EXISTS (
        SELECT 1 FROM absence x WHERE x.member_id = s.id AND ${today}::date BETWEEN x.from_on AND x.to_on)
      WHERE ${today}::date BETWEEN b.from_on AND b.to_on
      ORDER BY b.member_id, s.id NULLS LAST
    ), present AS MATERIALIZED (
      SELECT ms.unit_id, ms.member_id AS for_id, ms.role,
             CASE WHEN away.member_id IS NULL THEN ms.member_id ELSE away.stand_in_id END AS asked_id
      FROM membership ms LEFT JOIN away USING (member_id)
      WHERE away.member_id IS NULL OR away.stand_in_id IS NOT NULL
    ), asked AS (
      SELECT DISTINCT ON (unit_id, role, asked_id) unit_id, role, asked_id, for_id
      FROM present WHERE role IN ('head', 'member') ORDER BY unit_id, role, asked_id, for_id <> asked_id, for_id
    ), team AS MATERIALIZED (
      SELECT unit_id, role, array_agg(asked_id) AS asked_ids, array_agg(for_id) AS for_ids FROM asked GROUP BY unit_id, role
    ), line AS (
      SELECT id AS unit_id, parent_id AS above_id, 1 AS distance FROM unit
      UNION ALL
      SELECT line.unit_id, u.parent_id, line.distance + 1 FROM line JOIN unit u ON u.id = line.above_id
    ), above AS (
      SELECT DISTINCT ON (line.unit_id) line.unit_id, team.asked_ids, team.for_ids
      FROM line JOIN team ON team.unit_id = line.above_id AND team.role = 'head' ORDER BY line.unit_id, line.distance
    ), responsible AS MATERIALIZED (
      SELECT u.id AS unit_id, head.asked_ids AS head_ids, head.for_ids AS head_for_ids,
             worker.asked_ids AS worker_ids, worker.for_ids AS worker_for_ids,
             above.asked_ids AS above_ids, above.for_ids AS above_for_ids
      FROM unit u LEFT JOIN team head ON head.unit_id = u.id AND head.role = 'head'
      LEFT JOIN team worker ON worker.unit_id = u.id AND worker.role = 'member'
      LEFT JOIN above ON above.unit_id = u.id
    ), messaged AS MATERIALIZED (
      SELECT asked_id FROM (SELECT DISTINCT asked_id FROM present) p
      JOIN delivery d ON d."key" = 'remind ' || p.asked_id || ' ' || ${today}::text
    ), followed AS MATERIALIZED (
      SELECT t.id AS task_id, COALESCE(t.ladder, p.ladder, '') AS ladder
      FROM plan p JOIN task t ON t.plan_id = p.id WHERE p.state = 'issued' AND t.dropped_at IS NULL
    ), due AS MATERIALIZED (
      SELECT a.id, a.due_on, s.stage, s."to", h.asked_id AS holder_asked_id, h.for_id AS holder_id, r.*
      FROM assignment a
      JOIN followed f ON f.task_id = a.task_id
      JOIN stage s ON s.due_on = a.due_on AND s.ladder = f.ladder
      JOIN responsible r ON r.unit_id = a.unit_id
      LEFT JOIN present h ON h.for_id = a.holder_id AND h.unit_id = a.unit_id
      WHERE a.state IN ('open', 'doing', 'returned') AND a.due_on IS NOT NULL
        -- What was past when it was given was nobody's to do in time; a day that was set since is told of, past or not.
        AND (a.due_on >= a.given_on OR split_part(a.occurrence, ' ', 1) <> a.due_on::text)
        AND a.due_on BETWEEN ${days[0] ?? today}::date AND ${days.at(-1) ?? today}::date
    ), candidate AS (
      SELECT id AS assignment_id, unit_id, due_on, stage, "to", holder_asked_id AS member_id, holder_id AS for_id,
             'holder' AS reason
      FROM due WHERE "to" = 'responsible' AND holder_asked_id IS NOT NULL
      UNION ALL
      SELECT d.id, d.unit_id, d.due_on, d.stage, d."to", w.asked_id, w.for_id, CASE WHEN d.head_ids IS NULL THEN 'member' ELSE 'head' END
      FROM due d
      CROSS JOIN LATERAL unnest(COALESCE(d.head_ids, d.worker_ids), COALESCE(d.head_for_ids, d.worker_for_ids)) AS w(asked_id, for_id)
      WHERE d."to" = 'responsible' AND d.holder_asked_id IS NULL
      UNION ALL
      SELECT d.id, d.unit_id, d.due_on, d.stage, d."to", h.asked_id, h.for_id, 'head'
      FROM due d CROSS JOIN LATERAL unnest(d.head_ids, d.head_for_ids) AS h(asked_id, for_id)
      WHERE d."to" = 'unit-heads' AND h.asked_id <> d.holder_asked_id
      UNION ALL
      SELECT d.id, d.unit_id, d.due_on, d.stage, d."to", h.asked_id, h.for_id, 'head'
      FROM due d CROSS JOIN LATERAL unnest(d.above_ids, d.above_for_ids) AS h(asked_id, for_id)
      WHERE d."to" = 'heads-above' AND h.asked_id IS DISTINCT FROM d.holder_asked_id
        AND (d.head_ids IS NULL OR h.asked_id <> ALL (d.head_ids))
    ), pending AS MATERIALIZED (
      SELECT c.* FROM candidate c
      WHERE ${among(Prisma.sql`c.member_id`)} AND c.member_id NOT IN (SELECT asked_id FROM messaged)
        AND NOT EXISTS (
          SELECT 1 FROM reminder r
          WHERE r.assignment_id = c.assignment_id AND r.due_on = c.due_on AND r.stage = c.stage AND r.member_id = c.member_id)
    )`;
}

/** Folds `pending` into one row a person: counts, and the most urgent lines with their words. */
function messages(today: CalendarDate): Prisma.Sql {
  return Prisma.sql`
    ranked AS (
      SELECT p.*, "to" = 'responsible' AS own, row_number() OVER urgent AS place, count(*) OVER alike AS alike,
             count(*) FILTER (WHERE due_on < ${today}::date) OVER alike AS overdue,
             count(*) FILTER (WHERE due_on = ${today}::date) OVER alike AS due_today
      FROM pending p
      WINDOW alike AS (PARTITION BY member_id, "to" = 'responsible'), urgent AS (alike ORDER BY due_on, assignment_id)
    ), piece AS (
      SELECT r.member_id, CASE WHEN r.own THEN 'own' ELSE 'late' END AS kind, r.alike, r.overdue, r.due_today, r.place,
             jsonb_build_object(
               'assignmentId', r.assignment_id, 'stage', r.stage, 'to', r."to", 'dueOn', r.due_on, 'heading', t.heading,
               'text', left(t.text, CASE WHEN r.alike = 1 AND r.own THEN ${LONG_TEXT}::int ELSE ${SHORT_TEXT}::int END),
               'planNumber', p.number, 'planTitle', left(p.title, ${SHORT_TEXT}::int),
               'unitName', COALESCE(u.short_name, u.name), 'deadlineText', t.deadline_text, 'reason', r.reason,
               'held', a.holder_id IS NOT NULL,
               'insteadOf', absent.full_name, 'askedDueOn', e.new_due_on) AS said
      FROM ranked r
      JOIN assignment a ON a.id = r.assignment_id JOIN task t ON t.id = a.task_id JOIN plan p ON p.id = t.plan_id
      JOIN unit u ON u.id = r.unit_id
      LEFT JOIN member absent ON absent.id = r.for_id AND r.for_id <> r.member_id
      LEFT JOIN extension e ON e.assignment_id = a.id AND e.state = 'asked'
      WHERE r.place <= ${MOST_LINES}::int
      UNION ALL
      SELECT l.member_id, 'unit', 0, 0, 0, row_number() OVER (PARTITION BY l.member_id ORDER BY l.late DESC, u.code),
             jsonb_build_object('unitId', u.id, 'unitName', COALESCE(u.short_name, u.name), 'late', l.late, 'oldestDueOn', l.oldest)
      FROM (SELECT member_id, unit_id, count(DISTINCT assignment_id) AS late, min(due_on) AS oldest
            FROM pending WHERE "to" <> 'responsible' GROUP BY member_id, unit_id) l
      JOIN unit u ON u.id = l.unit_id
    ), folded AS (
      SELECT member_id, max(alike) FILTER (WHERE kind = 'own') AS own, max(overdue) FILTER (WHERE kind = 'own') AS overdue,
             max(due_today) FILTER (WHERE kind = 'own') AS due_today, max(alike) FILTER (WHERE kind = 'late') AS late,
             jsonb_agg(said ORDER BY place) FILTER (WHERE kind = 'own') AS lines,
             jsonb_agg(said ORDER BY place) FILTER (WHERE kind = 'late') AS late_lines,
             jsonb_agg(said ORDER BY place) FILTER (WHERE kind = 'unit') AS late_units
      FROM piece GROUP BY member_id
    )
    SELECT m.id AS "memberId", m.code, m.full_name AS "fullName", m.language,
           EXISTS (SELECT 1 FROM account x WHERE x.member_id = m.id AND x.blocked_at IS NULL) AS reachable,
           COALESCE(f.own, 0)::int AS "count", COALESCE(f.overdue, 0)::int AS overdue,
           COALESCE(f.due_today, 0)::int AS "dueToday", COALESCE(f.late, 0)::int AS late,
           COALESCE(f.lines, '[]') AS lines, COALESCE(f.late_lines, '[]') AS "lateLines", COALESCE(f.late_units, '[]') AS "lateUnits"
    FROM folded f JOIN member m ON m.id = f.member_id ORDER BY m.id`;
}
