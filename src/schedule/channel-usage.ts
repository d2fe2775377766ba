import { type Letter, post } from "../delivery/post.ts";
import { monthAt } from "../domain/zone.ts";
import { noteUsage } from "../store/channel-usage.ts";
import { type Database, inTransaction } from "../store/database.ts";
import { channelName } from "../texts/channel-name.ts";
import { textsIn } from "../texts/texts.ts";
import type { Planner, PlannerParts } from "./planner.ts";

/** Administrators are told when this part of a month's messages is used. */
const WARNED_AT = 0.8;

/** Messages a month by channel, for channels that count them. */
export type Quotas = ReadonlyMap<string, number>;

/** Administrators are told once a month and channel that its messages are running out. */
export const planUsageWarnings =
  (quotas: Quotas): Planner =>
  async (parts, now) => {
    const month = monthAt(now, parts.zone);
    const woken = await Promise.all(
      [...quotas].map(([channel, quota]) =>
        inTransaction(parts.store.prisma, async (db) => {
          const letters = await warnings(db, parts, { channel, month, quota, now });
          return await post(db, letters, now);
        }),
      ),
    );
    return woken.flat();
  };

async function warnings(
  db: Database,
  { language }: PlannerParts,
  { channel, month, quota, now }: { channel: string; month: string; quota: number; now: Date },
): Promise<Letter[]> {
  const noted = await noteUsage(db, { channel, month, atLeast: Math.ceil(quota * WARNED_AT), now });
  if (noted === null) return [];
  return noted.administrators.map(({ memberId, unitId, language: chosen }) => {
    const { accounts } = textsIn(chosen, language);
    const name = channelName(channel);
    return {
      key: `channel-usage ${channel} ${month} ${memberId}`,
      to: { memberId },
      title: accounts.quotaTitle(name),
      body: accounts.quota(name, month, noted.used, quota),
      choices: [],
      files: [],
      proactive: true,
      requires: { role: "admin", unitId },
      expiresAt: null,
    };
  });
}
