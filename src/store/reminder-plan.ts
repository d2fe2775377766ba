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
    FROM plan p JOIN task t ON t.plan_id = p.id WHERE p.state = 'issued'`;
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
    WITH RECURSIVE ${pending(stages, today, memberIds)}, told AS (SELECT * FROM pending), ${messages(today)}`;
}

/**
 * Writes down what these people are told and returns it, in one statement. Run it in a transaction after `lockReminders`, together with
 * their messages. Nobody who already has a message of this morning is in it.
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
    fresh AS (
      INSERT INTO reminder (assignment_id, due_on, stage, member_id, created_at)
      SELECT assignment_id, due_on, stage, member_id, ${instant(now)}::timestamptz FROM pending
      ON CONFLICT DO NOTHING
      RETURNING assignment_id, stage, member_id
    ), told AS (SELECT * FROM pending JOIN fresh USING (assignment_id, stage, member_id)),
    ${messages(today)}`;
}

/** Two planners take turns: who waited sees what the other wrote. Until the end of the transaction. */
export async function lockReminders(db: Database): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('nhacviec reminders'))::text`;
}

/** `pending`: a row for each (assignment, stage, member) that is due and not yet recorded, of these members or (null) of all. */
function pending(stages: readonly DueStage[], today: CalendarDate, memberIds: readonly number[] | null): Prisma.Sql {
  const among = (column: Prisma.Sql) =>
    memberIds === null ? Prisma.sql`true` : Prisma.sql`${column} = ANY(${memberIds}::int[])`;
  // Index: assignment_due_idx (due_on) of work that is still to be done.
  return Prisma.sql`
    stage AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(stages)}::jsonb) AS s(
        ladder text, stage text, "to" text, "firstDueOn" date, "lastDueOn" date)
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
    ), unit_head AS MATERIALIZED (
      SELECT DISTINCT ON (unit_id, asked_id) unit_id, asked_id, for_id
      FROM present WHERE role = 'head' ORDER BY unit_id, asked_id, for_id <> asked_id, for_id
    ), unit_asked AS MATERIALIZED (
      SELECT unit_id, asked_id, for_id, 'head' AS reason FROM unit_head
      UNION ALL
      SELECT * FROM (
        SELECT DISTINCT ON (unit_id, asked_id) unit_id, asked_id, for_id, 'member' FROM present
        WHERE role = 'member' AND unit_id NOT IN (SELECT unit_id FROM unit_head)
        ORDER BY unit_id, asked_id, for_id <> asked_id, for_id) workers
    ), line AS (
      SELECT id AS unit_id, parent_id AS above_id, 1 AS distance FROM unit
      UNION ALL
      SELECT line.unit_id, u.parent_id, line.distance + 1 FROM line JOIN unit u ON u.id = line.above_id
    ), head_above AS MATERIALIZED (
      SELECT n.unit_id, h.asked_id, h.for_id
      FROM (SELECT DISTINCT ON (unit_id) unit_id, above_id FROM line
            WHERE above_id IN (SELECT unit_id FROM unit_head) ORDER BY unit_id, distance) n
      JOIN unit_head h ON h.unit_id = n.above_id
    ), messaged AS MATERIALIZED (
      SELECT asked_id FROM (SELECT DISTINCT asked_id FROM present) p
      JOIN delivery d ON d."key" = 'remind ' || p.asked_id || ' ' || ${today}::text
    ), followed AS MATERIALIZED (
      SELECT t.id AS task_id, COALESCE(t.ladder, p.ladder, '') AS ladder
      FROM plan p JOIN task t ON t.plan_id = p.id WHERE p.state = 'issued'
    ), due AS MATERIALIZED (
      SELECT a.id, a.unit_id, a.due_on, s.stage, s."to", h.asked_id AS holder_asked_id, h.for_id AS holder_id
      FROM stage s
      JOIN assignment a ON a.due_on BETWEEN s."firstDueOn" AND s."lastDueOn"
      JOIN followed f ON f.task_id = a.task_id AND f.ladder = s.ladder
      LEFT JOIN present h ON h.for_id = a.holder_id AND h.unit_id = a.unit_id
      WHERE a.state IN ('open', 'doing', 'returned') AND a.due_on IS NOT NULL AND a.due_on >= a.given_on
    ), candidate AS (
      SELECT id AS assignment_id, unit_id, due_on, stage, "to", holder_asked_id AS member_id, holder_id AS for_id,
             'holder' AS reason
      FROM due WHERE "to" = 'responsible' AND ${among(Prisma.sql`holder_asked_id`)} AND holder_asked_id IS NOT NULL
      UNION ALL
      SELECT d.id, d.unit_id, d.due_on, d.stage, d."to", w.asked_id, w.for_id, w.reason
      FROM due d JOIN unit_asked w USING (unit_id)
      WHERE d."to" = 'responsible' AND d.holder_asked_id IS NULL AND ${among(Prisma.sql`w.asked_id`)}
      UNION ALL
      SELECT d.id, d.unit_id, d.due_on, d.stage, d."to", h.asked_id, h.for_id, 'head'
      FROM due d JOIN unit_head h USING (unit_id)
      WHERE d."to" = 'unit-heads' AND h.asked_id <> d.holder_asked_id AND ${among(Prisma.sql`h.asked_id`)}
      UNION ALL
      SELECT d.id, d.unit_id, d.due_on, d.stage, d."to", h.asked_id, h.for_id, 'head'
      FROM due d JOIN head_above h USING (unit_id)
      WHERE d."to" = 'heads-above' AND h.asked_id IS DISTINCT FROM d.holder_asked_id AND ${among(Prisma.sql`h.asked_id`)}
        AND NOT EXISTS (SELECT 1 FROM unit_asked w WHERE w.unit_id = d.unit_id AND w.asked_id = h.asked_id AND w.reason = 'head')
    ), pending AS (
      SELECT c.* FROM candidate c
      WHERE NOT EXISTS (
          SELECT 1 FROM reminder r
          WHERE r.assignment_id = c.assignment_id AND r.due_on = c.due_on AND r.stage = c.stage AND r.member_id = c.member_id)
        AND c.member_id NOT IN (SELECT asked_id FROM messaged)
    )`;
}

/** Folds `told` into one row a person: counts, and the most urgent lines with their words. */
function messages(today: CalendarDate): Prisma.Sql {
  return Prisma.sql`
    counted AS (
      SELECT member_id, count(*) FILTER (WHERE "to" = 'responsible')::int AS "count",
             count(*) FILTER (WHERE "to" = 'responsible' AND due_on < ${today}::date)::int AS overdue,
             count(*) FILTER (WHERE "to" = 'responsible' AND due_on = ${today}::date)::int AS due_today,
             count(*) FILTER (WHERE "to" <> 'responsible')::int AS late
      FROM told GROUP BY member_id
    ), ranked AS (
      SELECT told.*, "to" = 'responsible' AS own,
             row_number() OVER (PARTITION BY member_id, "to" = 'responsible' ORDER BY due_on, assignment_id) AS place
      FROM told
    ), shown AS (
      SELECT r.member_id, r.own, jsonb_agg(jsonb_build_object(
               'assignmentId', r.assignment_id, 'stage', r.stage, 'to', r."to", 'dueOn', r.due_on, 'heading', t.heading,
               'text', left(t.text, CASE WHEN c."count" = 1 AND r.own THEN ${LONG_TEXT} ELSE ${SHORT_TEXT} END),
               'planNumber', p.number, 'planTitle', left(p.title, ${SHORT_TEXT}), 'unitName', COALESCE(u.short_name, u.name),
               'deadlineText', t.deadline_text, 'reason', r.reason, 'insteadOf', absent.full_name,
               'askedDueOn', (SELECT e.new_due_on FROM extension e WHERE e.assignment_id = a.id AND e.state = 'asked')
             ) ORDER BY r.due_on, r.assignment_id) AS lines
      FROM ranked r JOIN counted c USING (member_id)
      JOIN assignment a ON a.id = r.assignment_id JOIN task t ON t.id = a.task_id JOIN plan p ON p.id = t.plan_id
      JOIN unit u ON u.id = r.unit_id
      LEFT JOIN member absent ON absent.id = r.for_id AND r.for_id <> r.member_id
      WHERE r.place <= ${MOST_LINES}
      GROUP BY r.member_id, r.own
    ), late_unit AS (
      SELECT member_id, jsonb_agg(jsonb_build_object('unitId', u.id, 'unitName', COALESCE(u.short_name, u.name), 'late', late,
               'oldestDueOn', oldest) ORDER BY late DESC, u.code) AS units
      FROM (SELECT member_id, unit_id, count(DISTINCT assignment_id)::int AS late, min(due_on) AS oldest
            FROM told WHERE "to" <> 'responsible' GROUP BY member_id, unit_id) l
      JOIN unit u ON u.id = l.unit_id GROUP BY member_id
    )
    SELECT m.id AS "memberId", m.code, m.full_name AS "fullName", m.language,
           EXISTS (SELECT 1 FROM account x WHERE x.member_id = m.id AND x.blocked_at IS NULL) AS reachable, c."count", c.overdue, c.due_today AS "dueToday", c.late,
           COALESCE(own.lines, '[]') AS lines, COALESCE(others.lines, '[]') AS "lateLines", COALESCE(l.units, '[]') AS "lateUnits"
    FROM counted c JOIN member m ON m.id = c.member_id
    LEFT JOIN shown own ON own.member_id = c.member_id AND own.own
    LEFT JOIN shown others ON others.member_id = c.member_id AND NOT others.own
    LEFT JOIN late_unit l ON l.member_id = c.member_id
    ORDER BY m.id`;
}
