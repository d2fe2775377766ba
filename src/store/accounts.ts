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

/** Notes that a person can no longer be written to on this account; since when stays as it was. */
export async function markBlocked(db: Database, { accountId, now }: { accountId: number; now: Date }): Promise<void> {
  const at = instant(now);
  await db.$executeRaw`
    WITH marked AS (
      UPDATE account SET blocked_at = ${at}::timestamptz WHERE id = ${accountId} AND blocked_at IS NULL
      RETURNING member_id, channel
    )
    INSERT INTO account_change (member_id, channel, what, at)
    SELECT member_id, channel, 'blocked', ${at}::timestamptz FROM marked`;
}

/** Keeps the bot quiet on an account. What waits for that chat goes to the person's other account, or later. */
export async function pauseAccount(db: Database, accountId: number, until: Date): Promise<void> {
  await db.account.update({ where: { id: accountId }, data: { pausedUntil: until } });
}

/** The same for a chat of somebody nobody has linked; pauses that are over go on this occasion. */
export async function pauseStranger(
  db: Database,
  { channel, address, now, until }: { channel: string; address: string; now: Date; until: Date },
): Promise<void> {
  await db.strangerPause.deleteMany({ where: { until: { lte: now } } });
  await db.strangerPause.upsert({
    where: { channel_address: { channel, address } },
    create: { channel, address, until },
    update: { until },
  });
}

/** Whether the person wrote on an account what was not read, and has yet to be told so. */
export async function markUnread(db: Database, accountId: number, unread: boolean): Promise<void> {
  await db.account.update({ where: { id: accountId }, data: { unread } });
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
