import type { CalendarDate } from "../domain/calendar-date.ts";
import { type Database, instant } from "./database.ts";

/** True once the sample organisation is there. */
export const storyBegun = async (db: Database): Promise<boolean> => (await db.member.count()) > 0;

/** The latest instant anything was recorded at; null in an empty store. */
export async function storyEnd(db: Database): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT greatest((SELECT max(created_at) FROM delivery), (SELECT max(received_at) FROM incoming_event)) AS at`;
  return rows[0]?.at ?? null;
}

/** Links every member to an account of a channel under their own code: only where a page plays all of them. */
export async function linkEverybody(db: Database, channel: string, now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO account (member_id, channel, address, chat_id, linked_at)
    SELECT id, ${channel}, code, code, ${instant(now)}::timestamptz FROM member ON CONFLICT DO NOTHING`;
}

/** A room of the root unit. */
export async function roomFor(db: Database, channel: string, chatId: string, now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO room (channel, chat_id, unit_id, created_at)
    SELECT ${channel}, ${chatId}, id, ${instant(now)}::timestamptz FROM unit WHERE parent_id IS NULL ON CONFLICT DO NOTHING`;
}

/** Where members stand: their code, whether they head a unit, what they have outstanding, whether a report is asked of them. */
export type StoryPerson = {
  readonly code: string;
  readonly heads: boolean;
  readonly outstanding: number;
  /** When the first of it is due; null without dates. */
  readonly soonestDueOn: CalendarDate | null;
  readonly owesReport: boolean;
};

/** Everybody who works, by code. */
export async function storyPeople(db: Database): Promise<StoryPerson[]> {
  return db.$queryRaw<StoryPerson[]>`
    SELECT m.code, bool_or(ms.role = 'head') AS heads, w.outstanding, w.soonest::text AS "soonestDueOn",
      EXISTS (SELECT 1 FROM report r WHERE r.member_id = m.id AND r.state IN ('draft', 'returned')) AS "owesReport"
    FROM member m JOIN membership ms ON ms.member_id = m.id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS outstanding, min(a.due_on) AS soonest FROM assignment a
      WHERE a.state IN ('open', 'doing', 'returned') AND (a.holder_id = m.id OR (a.holder_id IS NULL AND EXISTS (
        SELECT 1 FROM membership h WHERE h.member_id = m.id AND h.unit_id = a.unit_id AND h.role = 'head')))
    ) w
    WHERE ms.role IN ('member', 'head') GROUP BY m.id, w.outstanding, w.soonest ORDER BY m.code`;
}
