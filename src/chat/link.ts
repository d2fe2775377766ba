import { createHash } from "node:crypto";
import { LINK_CODE_VALID_HOURS, MAX_LINK_FAILURES, normalizeLinkCode } from "../domain/link-code.ts";
import { countLinkFailure, linkAccount, linkFailures, type NewAccount } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";
import type { Texts } from "../texts/texts.ts";
import type { Say } from "./dialog.ts";
import { menuChoices } from "./menu.ts";
import { readCommand } from "./understand/command.ts";

/**
 * The invite code in a message, or null. "/start CODE" and "/lienket CODE" hold one whoever writes; a bare code counts only
 * from a stranger, so that a linked person's words are never taken for one.
 */
export function codeIn(text: string, linked: boolean): string | null {
  const command = readCommand(text);
  if (command?.name === "start" || command?.name === "link") return command.argument === "" ? null : command.argument;
  return linked || command !== null ? null : text;
}

/** What a code is stored as. */
export const hashLinkCode = (code: string): string => createHash("sha256").update(code).digest("hex");

/** How long wrong codes of one account are counted. */
const FAILURES_KEPT_MS = LINK_CODE_VALID_HOURS * 60 * 60_000;

/** Links the account that wrote to the member whose code it is, or says what is wrong. `typed` null: nothing like a code. */
export async function link(
  db: Database,
  account: NewAccount,
  typed: string | null,
  texts: Texts,
  now: Date,
): Promise<{ readonly say: Say; readonly memberId: number | null }> {
  const refused = (body: string) => ({ say: { body }, memberId: null });
  const code = typed === null ? null : normalizeLinkCode(typed);
  if (code === null) return refused(texts.link.stranger);
  const failures = await linkFailures(db, account, new Date(now.getTime() - FAILURES_KEPT_MS));
  if (failures >= MAX_LINK_FAILURES) return refused(texts.link.tooManyFailures);
  const linked = await linkAccount(db, account, hashLinkCode(code), now);
  if (linked.end === "linked") {
    const person = { memberId: linked.memberId, fullName: linked.fullName, memberships: linked.memberships };
    const units = linked.memberships.map((membership) => membership.unitName);
    return {
      say: { body: texts.link.welcome(linked.fullName, units), choices: menuChoices({ person, texts }) },
      memberId: linked.memberId,
    };
  }
  await countLinkFailure(db, account, now, new Date(now.getTime() - FAILURES_KEPT_MS));
  const left = MAX_LINK_FAILURES - failures - 1;
  return refused(texts.link[linked.end](left));
}
