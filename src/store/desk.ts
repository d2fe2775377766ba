import type { Database } from "./database.ts";
import type { Role } from "./generated/enums.ts";

export type DeskPerson = {
  readonly chatId: string;
  readonly name: string;
  readonly about: string;
  readonly role: Role;
};

/** People linked on a channel, by their first unit: whom the console's page can speak as. */
export async function deskPeople(db: Database, channel: string): Promise<DeskPerson[]> {
  return db.$queryRaw<DeskPerson[]>`
    SELECT a.chat_id AS "chatId", m.full_name AS name,
      concat_ws(', ', m.title, COALESCE(u.short_name, u.name)) AS about, ms.role
    FROM account a JOIN member m ON m.id = a.member_id
    JOIN LATERAL (SELECT * FROM membership x WHERE x.member_id = m.id ORDER BY x.position LIMIT 1) ms ON true
    JOIN unit u ON u.id = ms.unit_id
    WHERE a.channel = ${channel} ORDER BY u.code, ms.role DESC, m.code`;
}

/** Rooms of a channel that receive summaries. */
export async function deskRooms(
  db: Database,
  channel: string,
): Promise<{ chatId: string; name: string; about: string; role: "room" }[]> {
  const rows = await db.room.findMany({
    where: { channel, removedAt: null },
    include: { unit: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ chatId, unit }) => ({
    chatId,
    name: unit.shortName ?? unit.name,
    about: chatId,
    role: "room" as const,
  }));
}

const MOST_MESSAGES = 100;

/** The last messages that a chat was sent, oldest first. */
export async function sentTo(
  db: Database,
  channel: string,
  chatId: string,
): Promise<{ id: number; message: unknown; sentAt: Date }[]> {
  const rows = await db.delivery.findMany({
    where: { channel, chatId, state: "sent" },
    orderBy: { id: "desc" },
    take: MOST_MESSAGES,
    select: { id: true, message: true, sentAt: true },
  });
  return rows.reverse().flatMap(({ id, message, sentAt }) => (sentAt === null ? [] : [{ id, message, sentAt }]));
}
