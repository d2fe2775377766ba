import { type Letter, post } from "../delivery/post.ts";
import { dayAt } from "../domain/zone.ts";
import { inTransaction } from "../store/database.ts";
import { markHeadsTold, unreachableKey, unreachableNews } from "../store/unreachable.ts";
import { textsIn } from "../texts/texts.ts";
import type { Planner } from "./planner.ts";

/** A message is tried for three days, and a bot that was off finds only then that it is too late; what is older is no news. */
const LOST_WITHIN_MS = 14 * 24 * 60 * 60_000;

/** Heads hear, once a day and member, to whom messages could not be sent on any account: a number, not what they were about. */
export const planUnreachable: Planner = async ({ store, zone, language }, now) => {
  const today = dayAt(now, zone);
  const news = await unreachableNews(store.prisma, today, new Date(now.getTime() - LOST_WITHIN_MS));
  if (news.length === 0) return [];
  const letters = news.map(({ memberId, fullName, deliveryIds, headId, unitId, language: chosen }): Letter => {
    const { accounts } = textsIn(chosen, language);
    return {
      key: unreachableKey(memberId, today, headId),
      to: { memberId: headId },
      title: accounts.unreachableTitle,
      body: accounts.unreachable(fullName, deliveryIds.length),
      choices: [],
      files: [],
      proactive: true,
      requires: { role: "head", unitId },
      expiresAt: null,
    };
  });
  const lost = [...new Set(news.flatMap(({ deliveryIds }) => deliveryIds))];
  return await inTransaction(store.prisma, async (db) => {
    await markHeadsTold(db, lost, now);
    return await post(db, letters, now);
  });
};
