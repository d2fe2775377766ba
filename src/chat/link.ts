import { createHash } from "node:crypto";
import { LINK_CODE_VALID_HOURS, MAX_LINK_FAILURES, normalizeLinkCode } from "../domain/link-code.ts";
import type { Database } from "../store/database.ts";
import { countLinkFailure, type Linked, linkAccount, linkFailures, type NewAccount } from "../store/link-account.ts";
import { channelName } from "../texts/channel-name.ts";
import { type Language, type Texts, textsIn } from "../texts/texts.ts";
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

/** Who an account belongs to after a code was read, and what is said: first in this chat, then to others. */
export type LinkAnswer = { readonly memberId: number | null; readonly say: readonly [Say, ...Say[]] };

type LinkParts = {
  readonly account: NewAccount;
  /** Whose account it is so far; null: nobody's. */
  readonly ownerId: number | null;
  /** null: nothing like a code was typed. */
  readonly typed: string | null;
  /** The words of who wrote. */
  readonly texts: Texts;
  /** Where a person has not chosen. */
  readonly language: Language;
  readonly now: Date;
};

/** Links the account that wrote to the member whose code it is, or says what is wrong. */
export async function link(db: Database, parts: LinkParts): Promise<LinkAnswer> {
  const { account, typed, texts, now } = parts;
  const refused = (body: string): LinkAnswer => ({ memberId: parts.ownerId, say: [{ body }] });
  const code = typed === null ? null : normalizeLinkCode(typed);
  if (code === null) return refused(texts.link.stranger);
  const failures = await linkFailures(db, account, new Date(now.getTime() - FAILURES_KEPT_MS));
  if (failures >= MAX_LINK_FAILURES) return refused(texts.link.tooManyFailures);
  const linked = await linkAccount(db, account, hashLinkCode(code), now);
  if (linked.end === "linked") return welcome(linked, parts);
  if (linked.end === "own") return refused(texts.accounts.own);
  await countLinkFailure(db, account, now, new Date(now.getTime() - FAILURES_KEPT_MS));
  const left = MAX_LINK_FAILURES - failures - 1;
  return refused(texts.link[linked.end](left));
}

/** The person is greeted; their first account and the former owner hear of it, so that nobody's account goes unnoticed. */
function welcome(linked: Extract<Linked, { end: "linked" }>, { account, language }: LinkParts): LinkAnswer {
  const { memberId, fullName, memberships, firstChannel, formerOwner } = linked;
  const texts = textsIn(linked.language, language);
  const here = channelName(account.channel);
  const units = memberships.map((membership) => membership.unitName);
  const choices = menuChoices({ person: { memberId, fullName, memberships }, texts });
  const greeting =
    firstChannel === null
      ? texts.link.welcome(fullName, units)
      : texts.accounts.welcome(fullName, here, channelName(firstChannel));
  return {
    memberId,
    say: [
      { body: greeting, choices },
      ...(firstChannel === null ? [] : [{ to: memberId, body: texts.accounts.added(here) }]),
      ...(formerOwner === null
        ? []
        : [{ to: formerOwner.memberId, body: textsIn(formerOwner.language, language).accounts.movedAway(here) }]),
    ],
  };
}
