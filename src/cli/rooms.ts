import { Refusal } from "../errors.ts";
import { addRoom, listRooms, removeRoom } from "../store/rooms.ts";
import { monitorUnitFor } from "../store/unit-registry.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** `room add CHANNEL CHAT_ID --unit CODE`: a group or channel receives a unit's weekly summary. */
export async function roomAdd(
  parts: CliParts,
  channel: string,
  chatId: string,
  options: JsonOption & { unit: string },
): Promise<void> {
  if (!/^[a-z][a-z-]{1,20}$/.test(channel)) throw new Refusal("channel", { seen: channel });
  const { prisma } = await parts.store();
  const unitId = await monitorUnitFor(prisma, options.unit);
  const room = await addRoom(prisma, { channel, chatId, unitId, now: parts.clock.now() });
  print(parts, options, room, [parts.texts.cli.roomAdded(room.id, room.known)]);
}

/** `room list`: who receives summaries. */
export async function roomList(parts: CliParts, options: JsonOption): Promise<void> {
  const rooms = await listRooms((await parts.store()).prisma);
  const { cli } = parts.texts;
  print(parts, options, rooms, rooms.length === 0 ? [cli.noRooms] : rooms.map((room) => cli.room(room)));
}

/** `room remove ID`: ends the summaries; what was sent stays on record. */
export async function roomRemove(parts: CliParts, id: string, options: JsonOption): Promise<void> {
  const removed =
    /^\d{1,9}$/.test(id) && (await removeRoom((await parts.store()).prisma, Number(id), parts.clock.now()));
  if (!removed) throw new Refusal("room-unknown", { seen: id });
  print(parts, options, { removed: Number(id) }, [parts.texts.cli.roomRemoved(id)]);
}
