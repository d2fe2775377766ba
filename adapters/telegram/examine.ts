import type { Api } from "grammy";
import type { UserFromGetMe, WebhookInfo } from "grammy/types";
import type { Finding } from "../../src/delivery/channel.ts";
import { callSignal } from "./client.ts";
import { type CommandList, outdatedLists } from "./commands.ts";
import { failureOf } from "./failure.ts";

const LONGEST_LOOK_MS = 10_000;
/** More than this many waiting updates means that nobody takes them. */
const MANY_WAITING = 100;

type Examined = {
  readonly api: Api;
  /** Where Telegram should call; null when the bot fetches. */
  readonly hookUrl: string | null;
  /** Never shown: taken out of whatever Telegram says. */
  readonly secrets: readonly string[];
  readonly updates: readonly string[];
  readonly commands: readonly CommandList[];
};

/**
 * Codes: `token`, `groups` (may it be added to groups), `group-messages` (hears everything there, or only what addresses it),
 * `webhook`, `webhook-updates`, `webhook-waiting`, `webhook-error`, `commands`.
 */
export async function examineTelegram(examined: Examined): Promise<readonly Finding[]> {
  const signal = AbortSignal.timeout(LONGEST_LOOK_MS);
  const me = await examined.api.getMe(callSignal(signal)).catch((error: unknown) => failureOf(error));
  if ("outcome" in me) return [{ code: "token", ok: false, facts: { error: me.code } }];
  const rest = await Promise.all([
    examined.api.getWebhookInfo(callSignal(signal)).then(
      (info) => webhookFindings(info, examined),
      (error: unknown) => [unseen("webhook", error)],
    ),
    outdatedLists(examined.api, examined.commands, signal).then(
      (outdated) => [
        {
          code: "commands",
          ok: outdated.length === 0,
          facts: { lists: examined.commands.length, outdated: outdated.length },
        },
      ],
      (error: unknown) => [unseen("commands", error)],
    ),
  ]);
  return [...botFindings(me), ...rest.flat()];
}

const unseen = (code: string, error: unknown): Finding => ({
  code,
  ok: false,
  facts: { error: failureOf(error).code },
});

function botFindings(me: UserFromGetMe): Finding[] {
  return [
    { code: "token", ok: true, facts: { bot: me.username } },
    { code: "groups", ok: me.can_join_groups !== false, facts: {} },
    { code: "group-messages", ok: true, facts: { all: me.can_read_all_group_messages ? 1 : 0 } },
  ];
}

function webhookFindings(info: WebhookInfo, { hookUrl, secrets, updates }: Examined): Finding[] {
  const found = info.url ?? "";
  const wanted = hookUrl ?? "";
  const webhook: Finding = {
    code: "webhook",
    ok: found === wanted,
    facts: { mode: hookUrl === null ? "polling" : "webhook", found, wanted },
  };
  const waiting: Finding = {
    code: "webhook-waiting",
    ok: info.pending_update_count <= MANY_WAITING,
    facts: { waiting: info.pending_update_count },
  };
  if (hookUrl === null) return [webhook, waiting];
  const missing = updates.filter((kind) => !(info.allowed_updates ?? []).some((allowed) => allowed === kind));
  return [
    webhook,
    { code: "webhook-updates", ok: missing.length === 0, facts: { missing: missing.join(", ") } },
    waiting,
    ...(info.last_error_date === undefined ? [] : [lastError(info, secrets)]),
  ];
}

function lastError(
  { last_error_date: seconds = 0, last_error_message: message = "" }: Partial<WebhookInfo>,
  secrets: readonly string[],
): Finding {
  const said = secrets.reduce((text, secret) => text.replaceAll(secret, "…"), message);
  return { code: "webhook-error", ok: false, facts: { at: new Date(seconds * 1000).toISOString(), said } };
}
