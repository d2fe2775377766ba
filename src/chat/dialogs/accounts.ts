import { randomBytes } from "node:crypto";
import type { Choice } from "../../delivery/post.ts";
import { LINK_CODE_BYTES, LINK_CODE_VALID_HOURS, makeLinkCode, printLinkCode } from "../../domain/link-code.ts";
import { dayAt } from "../../domain/zone.ts";
import { accountsOf, type OwnAccount } from "../../store/accounts.ts";
import { channelName } from "../../texts/channel-name.ts";
import { type Context, type Dialog, over, type Step } from "../dialog.ts";
import { hashLinkCode } from "../link.ts";

/** A person's accounts in their order, and a code that nobody has yet. */
type AccountsWorld = { readonly accounts: readonly OwnAccount[]; readonly freshCode: string };

const DIALOG = "accounts";

/** Which accounts a person has, which comes first, a code for a further one, and taking one away. */
export const accounts: Dialog<AccountsWorld> = {
  name: DIALOG,
  async load(db, { person }) {
    return {
      accounts: await accountsOf(db, person.memberId),
      freshCode: makeLinkCode(randomBytes(LINK_CODE_BYTES)),
    };
  },
  open(action, world, context) {
    const meant = world.accounts.find(({ id }) => id === (action.id ?? context.accountId));
    switch (action.do) {
      case "code":
        return inviteSelf(world.freshCode, context);
      case "first":
        return meant === undefined ? gone(context) : madeFirst(meant, world, context);
      case "unlink":
        return meant === undefined ? gone(context) : askUnlink(meant, world, context);
      case "unlink-now":
        return meant === undefined ? gone(context) : unlinked(meant, world, context);
      case "keep":
        return over([{ body: context.texts.accounts.kept }]);
      default:
        return list(world, context);
    }
  },
};

const gone = ({ texts }: Context): Step => over([{ body: texts.accounts.gone }]);

function list(world: AccountsWorld, { texts, accountId, zone }: Context): Step {
  const { accounts: words } = texts;
  const lines = world.accounts.map((account, index) =>
    words.line(nameOf(account, world), {
      first: index === 0,
      here: account.id === accountId,
      blockedOn: account.blockedAt === null ? null : dayAt(account.blockedAt, zone),
    }),
  );
  const choices: Choice[] = [
    ...world.accounts
      .slice(1)
      .map((account) => choice(words.choices.first(nameOf(account, world)), "first", account.id)),
    { ...choice(words.choices.add, "code"), stays: true },
    ...world.accounts.map((account) => ({
      ...choice(words.choices.unlink(nameOf(account, world)), "unlink", account.id),
      stays: true as const,
    })),
  ];
  return over([{ title: words.title, body: [...lines, "", words.hint].join("\n"), choices }]);
}

function inviteSelf(code: string, { texts, now }: Context): Step {
  const expiresAt = new Date(now.getTime() + LINK_CODE_VALID_HOURS * 60 * 60_000);
  return over(
    [{ body: texts.accounts.code(printLinkCode(code), LINK_CODE_VALID_HOURS) }],
    [{ change: "invite-self", codeHash: hashLinkCode(code), expiresAt }],
  );
}

function madeFirst(account: OwnAccount, world: AccountsWorld, { texts }: Context): Step {
  return over(
    [{ body: texts.accounts.madeFirst(nameOf(account, world)) }],
    [{ change: "make-account-first", accountId: account.id }],
  );
}

function askUnlink(account: OwnAccount, world: AccountsWorld, { texts: { accounts: words } }: Context): Step {
  const name = nameOf(account, world);
  const next = nextAfter(account, world);
  return over([
    {
      body: next === null ? words.askUnlinkLast(name) : words.askUnlink(name, next),
      choices: [
        choice(words.choices.unlinkNow, "unlink-now", account.id),
        choice(words.choices.keep, "keep", account.id),
      ],
    },
  ]);
}

function unlinked(account: OwnAccount, world: AccountsWorld, { texts: { accounts: words } }: Context): Step {
  const name = nameOf(account, world);
  const next = nextAfter(account, world);
  return over(
    [{ body: next === null ? words.unlinkedLast(name) : words.unlinked(name, next) }],
    [{ change: "unlink-account", accountId: account.id }],
  );
}

/** Where the person is written to without this account; null: nowhere. */
function nextAfter(account: OwnAccount, world: AccountsWorld): string | null {
  const next = world.accounts.find(({ id, blockedAt }) => id !== account.id && blockedAt === null);
  return next === undefined ? null : nameOf(next, world);
}

/** The channel's name; with a number where a person has several accounts there. */
function nameOf(account: OwnAccount, { accounts: all }: AccountsWorld): string {
  const alike = all.filter(({ channel }) => channel === account.channel);
  const name = channelName(account.channel);
  return alike.length === 1 ? name : `${name} ${alike.indexOf(account) + 1}`;
}

const choice = (label: string, what: string, id?: number): Choice => ({
  label,
  action: { dialog: DIALOG, do: what, ...(id === undefined ? {} : { id }) },
});
