import { recordAccountChange } from "./account-changes.ts";
import { type Database, instant } from "./database.ts";

/** One of a person's accounts as they see it. */
export type OwnAccount = {
  readonly id: number;
  readonly channel: string;
  readonly blockedAt: Date | null;
};

/** A person's accounts; the first one is where the bot writes, the rest are for fall-back, in this order. */
export async function accountsOf(db: Database, memberId: number): Promise<OwnAccount[]> {
  return db.account.findMany({
    where: { memberId },
    select: { id: true, channel: true, blockedAt: true },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
  });
}

/** Notes that a person can, or can no longer, be written to on this account. */
export async function markAccount(
  db: Database,
  mark: { readonly channel: string; readonly address: string; readonly blocked: boolean; readonly now: Date },
): Promise<void> {
  const at = instant(mark.now);
  await db.$executeRaw`
    WITH marked AS (
      UPDATE account SET blocked_at = CASE WHEN ${mark.blocked} THEN ${at}::timestamptz END
      WHERE channel = ${mark.channel} AND address = ${mark.address} AND (blocked_at IS NOT NULL) <> ${mark.blocked}
      RETURNING member_id, channel
    )
    INSERT INTO account_change (member_id, channel, what, at)
    SELECT member_id, channel, CASE WHEN ${mark.blocked} THEN 'blocked' ELSE 'back' END, ${at}::timestamptz FROM marked`;
}

/** Keeps the bot quiet on an account. What waits for that chat goes to the person's other account, or later. */
export async function pauseAccount(db: Database, accountId: number, until: Date): Promise<void> {
  await db.account.update({ where: { id: accountId }, data: { pausedUntil: until } });
}

/** Makes one account of a person the first, the others keep their order. Nothing when it is not theirs. */
export async function makeAccountFirst(db: Database, memberId: number, accountId: number, now: Date): Promise<void> {
  const account = await db.account.findFirst({ where: { id: accountId, memberId } });
  if (account === null) return;
  await rankAccounts(db, memberId, accountId);
  await recordAccountChange(db, { memberId, channel: account.channel, what: "made-first", at: now });
}

/** Takes an account from a person; nothing when it is not theirs. Deliveries keep the trace of what was sent there. */
export async function unlinkAccount(db: Database, memberId: number, accountId: number, now: Date): Promise<void> {
  const account = await db.account.findFirst({ where: { id: accountId, memberId } });
  if (account === null) return;
  await db.account.delete({ where: { id: accountId } });
  await rankAccounts(db, memberId, null);
  await recordAccountChange(db, { memberId, channel: account.channel, what: "unlinked", at: now });
}

/** Numbers a person's accounts from 0 in their order, `firstId` before all others. */
export async function rankAccounts(db: Database, memberId: number, firstId: number | null): Promise<void> {
  await db.$executeRaw`
    UPDATE account a SET rank = ranked.place
    FROM (SELECT id, row_number() OVER (ORDER BY id IS DISTINCT FROM ${firstId}::int, rank, id) - 1 AS place
          FROM account WHERE member_id = ${memberId}) ranked
    WHERE a.id = ranked.id AND a.rank <> ranked.place`;
}
