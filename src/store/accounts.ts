import { type Database, instant } from "./database.ts";
import type { TurnMembership } from "./turn.ts";

export type NewAccount = { readonly channel: string; readonly address: string; readonly chatId: string };

/** Notes that a person can, or can no longer, be written to on this account. */
export async function markAccount(
  db: Database,
  mark: { channel: string; address: string; blockedAt: Date | null },
): Promise<void> {
  await db.account.updateMany({
    where: { channel: mark.channel, address: mark.address },
    data: { blockedAt: mark.blockedAt },
  });
}

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
      readonly memberships: readonly TurnMembership[];
    }
  | { readonly end: "unknown" | "used" | "expired" };

/** Uses an invite: the account becomes the member's, wherever it belonged before. The code is spent in the same transaction. */
export async function linkAccount(db: Database, account: NewAccount, codeHash: string, now: Date): Promise<Linked> {
  const rows = await db.$queryRaw<{ id: number; memberId: number; usedAt: Date | null; expiresAt: Date }[]>`
    SELECT id, member_id AS "memberId", used_at AS "usedAt", expires_at AS "expiresAt"
    FROM invite WHERE code_hash = ${codeHash} FOR UPDATE`;
  const invite = rows[0];
  if (invite === undefined) return { end: "unknown" };
  if (invite.usedAt !== null) return { end: "used" };
  if (invite.expiresAt <= now) return { end: "expired" };
  await db.invite.update({ where: { id: invite.id }, data: { usedAt: now } });
  await db.$executeRaw`
    INSERT INTO account (member_id, channel, address, chat_id, rank, linked_at)
    SELECT ${invite.memberId}, ${account.channel}, ${account.address}, ${account.chatId},
           (SELECT count(*) FROM account WHERE member_id = ${invite.memberId}), ${instant(now)}::timestamptz
    ON CONFLICT (channel, address) DO UPDATE SET member_id = excluded.member_id, chat_id = excluded.chat_id,
      rank = excluded.rank, linked_at = excluded.linked_at, blocked_at = NULL`;
  await db.linkAttempt.deleteMany({ where: { channel: account.channel, address: account.address } });
  const member = await db.member.findUniqueOrThrow({
    where: { id: invite.memberId },
    include: { memberships: { include: { unit: true }, orderBy: { position: "asc" } } },
  });
  return {
    end: "linked",
    memberId: member.id,
    fullName: member.fullName,
    memberships: member.memberships.map(({ role, unit }) => ({
      unitId: unit.id,
      unitName: unit.shortName ?? unit.name,
      role,
    })),
  };
}
