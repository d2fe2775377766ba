import type { Database } from "./database.ts";

export type RoomLine = {
  readonly id: number;
  readonly channel: string;
  readonly chatId: string;
  readonly unitCode: string;
  readonly unitName: string;
};

/** Makes a group or channel receive a unit's summaries; again after it was removed. Returns its id, and whether it was there already. */
export async function addRoom(
  db: Database,
  room: { channel: string; chatId: string; unitId: number; now: Date },
): Promise<{ id: number; known: boolean }> {
  const place = { channel: room.channel, chatId: room.chatId, unitId: room.unitId };
  const before = await db.room.findUnique({ where: { channel_chatId_unitId: place } });
  const { id } = await db.room.upsert({
    where: { channel_chatId_unitId: place },
    create: { ...place, createdAt: room.now },
    update: { removedAt: null },
  });
  return { id, known: before !== null && before.removedAt === null };
}

/** Rooms that receive summaries, oldest first. */
export async function listRooms(db: Database): Promise<RoomLine[]> {
  const rows = await db.room.findMany({ where: { removedAt: null }, include: { unit: true }, orderBy: { id: "asc" } });
  return rows.map(({ id, channel, chatId, unit }) => ({
    id,
    channel,
    chatId,
    unitCode: unit.code,
    unitName: unit.name,
  }));
}

/** Ends the summaries of a room; what was sent stays on record. False when there is no such room. */
export async function removeRoom(db: Database, id: number, now: Date): Promise<boolean> {
  const { count } = await db.room.updateMany({ where: { id, removedAt: null }, data: { removedAt: now } });
  return count > 0;
}
