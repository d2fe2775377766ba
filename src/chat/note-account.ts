import type { Incoming } from "../delivery/channel.ts";
import { recordAccountChange } from "../store/account-changes.ts";
import { markBlocked, pauseAccount, pauseStranger } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";
import type { Turn } from "../store/turn.ts";

/** How long the bot leaves a chat alone after somebody of the organisation wrote there by hand. */
const QUIET_AFTER_HUMAN_MS = 30 * 60_000;

/**
 * What happened to a chat without the person saying anything: it is noted, and nothing is said. A person who came back is on
 * record already, since that is being heard; one who is answered by hand may be somebody we do not know.
 */
export async function noteAccount(
  db: Database,
  { said, channel, address }: Incoming,
  { paused, picture }: Pick<Turn, "paused" | "picture">,
  now: Date,
): Promise<void> {
  if (said.kind === "left" && picture !== null) await markBlocked(db, { accountId: picture.accountId, now });
  if (said.kind !== "human") return;
  const until = new Date(now.getTime() + QUIET_AFTER_HUMAN_MS);
  if (picture === null) return await pauseStranger(db, { channel, address, now, until });
  await pauseAccount(db, picture.accountId, until);
  if (!paused) await recordAccountChange(db, { memberId: picture.memberId, channel, what: "paused", at: now });
}
