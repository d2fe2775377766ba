import type { Incoming } from "../delivery/channel.ts";
import { recordAccountChange } from "../store/account-changes.ts";
import { markAccount, pauseAccount } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";
import type { Picture } from "../store/turn.ts";

/** How long the bot leaves a chat alone after somebody of the organisation wrote there by hand. */
const QUIET_AFTER_HUMAN_MS = 30 * 60_000;

/** The person left or came back, or somebody of the organisation answers by hand: the account is marked, nothing is said. */
export async function noteAccount(
  db: Database,
  { said, channel, address }: Incoming,
  picture: Picture | null,
  now: Date,
): Promise<void> {
  if (picture === null) return;
  if (said.kind !== "human") return await markAccount(db, { channel, address, blocked: said.kind === "left", now });
  await pauseAccount(db, picture.accountId, new Date(now.getTime() + QUIET_AFTER_HUMAN_MS));
  if (picture.paused) return;
  await recordAccountChange(db, { memberId: picture.memberId, channel, what: "paused", at: now });
}
