import { recordAccountChange } from "./account-changes.ts";
import { accountsOf, rankAccounts } from "./accounts.ts";
import { type Database, instant } from "./database.ts";
import type { TurnMembership } from "./turn.ts";

export type NewAccount = { readonly channel: string; readonly address: string; readonly chatId: string };

/** Wrong codes this account has entered since an instant. Locks the count, so that two guesses at once are two. */
export async function linkFailures(db: Database, account: NewAccount, since: Date): Promise<number> {
  const rows = await db.$queryRaw<{ failures: number }[]>`
    SELECT failures FROM link_attempt
    WHERE channel = ${account.channel} AND address = ${account.address} AND "since_at" > ${instant(since)}::timestamptz
    FOR UPDATE`;
  return rows[0]?.failures ?? 0;
}

/** Counts one more wrong code; what is older than `since` is forgotten. */
export async function countLinkFailure(db: Database, account: NewAccount, now: Date, since: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO link_attempt (channel, address, failures, since_at)
    VALUES (${account.channel}, ${account.address}, 1, ${instant(now)}::timestamptz)
    ON CONFLICT (channel, address) DO UPDATE SET
      failures = CASE WHEN link_attempt.since_at > ${instant(since)}::timestamptz THEN link_attempt.failures + 1 ELSE 1 END,
      since_at = CASE WHEN link_attempt.since_at > ${instant(since)}::timestamptz THEN link_attempt.since_at
                      ELSE excluded.since_at END`;
}

export type Linked =
  | {
      readonly end: "linked";
      readonly memberId: number;
      readonly fullName: string;
      readonly language: string | null;
      readonly memberships: readonly TurnMembership[];
      /** Channel of the account the bot goes on writing to; null: this is the only one that it can write to. */
      readonly firstChannel: string | null;
      /** Whose it was before; null: nobody's. */
      readonly formerOwner: { readonly memberId: number; readonly language: string | null } | null;
    }
  /** The code is the account's own person's: nothing was spent. */
  | { readonly end: "own" }
  | { readonly end: "unknown" | "used" | "expired" };

/**
 * Uses an invite: the account becomes the member's last in order, wherever it belonged before, and both persons have it on
 * record. The code is spent in the same transaction.
 */
export async function linkAccount(db: Database, account: NewAccount, codeHash: string, now: Date): Promise<Linked> {
  const rows = await db.$queryRaw<{ id: number; memberId: number; usedAt: Date | null; expiresAt: Date }[]>`
    SELECT id, member_id AS "memberId", used_at AS "usedAt", expires_at AS "expiresAt"
    FROM invite WHERE code_hash = ${codeHash} FOR UPDATE`;
  const invite = rows[0];
  if (invite === undefined) return { end: "unknown" };
  if (invite.usedAt !== null) return { end: "used" };
  if (invite.expiresAt <= now) return { end: "expired" };
  const { memberId } = invite;
  const place = { channel: account.channel, address: account.address };
  const before = await db.account.findUnique({
    where: { channel_address: place },
    select: { member: { select: { id: true, language: true } } },
  });
  if (before?.member.id === memberId) return { end: "own" };
  await db.invite.update({ where: { id: invite.id }, data: { usedAt: now } });
  const others = await accountsOf(db, memberId);
  const data = { memberId, chatId: account.chatId, rank: others.length, linkedAt: now, lastHeardAt: now };
  await db.account.upsert({
    where: { channel_address: place },
    create: { ...place, ...data },
    update: { ...data, blockedAt: null, pausedUntil: null, silence: 0 },
  });
  await db.linkAttempt.deleteMany({ where: place });
  const change = { channel: account.channel, at: now };
  if (before === null) await recordAccountChange(db, { ...change, memberId, what: "linked" });
  else {
    await rankAccounts(db, before.member.id, null);
    await recordAccountChange(db, { ...change, memberId: before.member.id, what: "moved-away" });
    await recordAccountChange(db, { ...change, memberId, what: "moved-here" });
  }
  const member = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    include: { memberships: { include: { unit: true }, orderBy: { position: "asc" } } },
  });
  return {
    end: "linked",
    memberId,
    fullName: member.fullName,
    language: member.language,
    memberships: member.memberships.map(({ role, unit }) => ({
      unitId: unit.id,
      unitName: unit.shortName ?? unit.name,
      role,
    })),
    firstChannel: others.find(({ blockedAt }) => blockedAt === null)?.channel ?? null,
    formerOwner: before === null ? null : { memberId: before.member.id, language: before.member.language },
  };
}
