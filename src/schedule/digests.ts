import { type Letter, post } from "../delivery/post.ts";
import { digestOf } from "../digest/digest.ts";
import { gatherWeek } from "../digest/gather.ts";
import { digestLetter } from "../digest/letter.ts";
import { addDays } from "../domain/calendar-date.ts";
import { weekBefore } from "../domain/week.ts";
import { dayAt, instantOf } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import { digestKey, roomsWithoutDigest } from "../store/digest-rows.ts";
import { textsIn } from "../texts/texts.ts";
import type { Planner } from "./planner.ts";

export const DIGEST_FROM = "07:30";

/** Every room gets the summary of the week before, once, on the first working day of the week; a week later only the newer one. */
export const planDigests: Planner = async (parts, now) => {
  if (!(await parts.working.isWorkingTimeFrom(now, DIGEST_FROM))) return [];
  const { store, zone, language } = parts;
  const week = weekBefore(dayAt(now, zone));
  const rooms = await roomsWithoutDigest(store.prisma, week);
  if (rooms.length === 0) return [];
  const picture = await gatherWeek(store.prisma, { week, planId: null, zone });
  const texts = textsIn(null, language);
  const words = new Map(
    [...new Set(rooms.map(({ unitId }) => unitId))].map((id) => [id, digestLetter(digestOf(picture, id), texts)]),
  );
  const letters = rooms.flatMap(({ id, unitId }): Letter[] => {
    const written = words.get(unitId);
    if (written === undefined) return [];
    return [
      {
        key: digestKey(id, week),
        to: { roomId: id },
        ...written,
        choices: [],
        files: [],
        proactive: true,
        requires: null,
        expiresAt: instantOf(addDays(picture.sunday, 8), "00:00", zone),
      },
    ];
  });
  return await inTransaction(store.prisma, (db) => post(db, letters, now));
};
