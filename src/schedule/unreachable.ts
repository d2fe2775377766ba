import { type Letter, post } from "../delivery/post.ts";
import { dayAt, instantOf } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import { unreachableKey, unreachableNews } from "../store/unreachable.ts";
import { textsIn } from "../texts/texts.ts";
import type { Planner } from "./planner.ts";

/** Heads hear, once a day and member, whose reminder could not be sent on any account: a number, not what it was about. */
export const planUnreachable: Planner = async ({ store, zone, language }, now) => {
  const today = dayAt(now, zone);
  const news = await unreachableNews(store.prisma, today, instantOf(today, "00:00", zone));
  if (news.length === 0) return [];
  const letters = news.map(({ memberId, fullName, count, headId, unitId, language: chosen }): Letter => {
    const { accounts } = textsIn(chosen, language);
    return {
      key: unreachableKey(memberId, today, headId),
      to: { memberId: headId },
      title: accounts.unreachableTitle,
      body: accounts.unreachable(fullName, count),
      choices: [],
      files: [],
      proactive: true,
      requires: { role: "head", unitId },
      expiresAt: null,
    };
  });
  return await inTransaction(store.prisma, (db) => post(db, letters, now));
};
