import { type Database, instant } from "./database.ts";

/** What can become of an account; `moved-away` and `moved-here` are one move, told from both persons' sides. */
export type AccountEvent =
  | "linked"
  | "unlinked"
  | "moved-away"
  | "moved-here"
  | "blocked"
  | "back"
  | "paused"
  | "made-first";

/** Puts on record what became of a person's account. */
export async function recordAccountChange(
  db: Database,
  change: { readonly memberId: number; readonly channel: string; readonly what: AccountEvent; readonly at: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO account_change (member_id, channel, what, at)
    VALUES (${change.memberId}, ${change.channel}, ${change.what}, ${instant(change.at)}::timestamptz)`;
}
