import type { Finding } from "../../src/delivery/channel.ts";
import type { Call } from "./call.ts";
import { failureOf } from "./failure.ts";
import { fieldsOf, textIn } from "./fields.ts";
import { HOOK_PATH, webhookAddress } from "./webhook.ts";

export type Examined = {
  readonly mode: "polling" | "webhook";
  readonly publicUrl: string | null;
  readonly linksFiles: boolean;
};

/**
 * - `token`: Zalo knows it; facts `account`, `type`, else `reason`
 * - `groups`: the bot may be invited into groups, which does not prove that it is in one
 * - `webhook`: with `mode` webhook our address is set, with polling none is; facts `mode`, `seen` (the address without its path; `?` with a `reason` where Zalo did not say)
 * - `file-links`: pictures can be fetched from our server
 */
export async function examineBot(call: Call, settings: Examined): Promise<readonly Finding[]> {
  const links: Finding = { code: "file-links", ok: settings.linksFiles, facts: {} };
  try {
    const me = fieldsOf(await call("getMe"));
    const account = { account: textIn(me.account_name) ?? "", type: textIn(me.account_type) ?? "" };
    return [
      { code: "token", ok: true, facts: account },
      { code: "groups", ok: me.can_join_groups === true, facts: {} },
      ...(await examineWebhook(call, settings)),
      links,
    ];
  } catch (error) {
    return [{ code: "token", ok: false, facts: { reason: failureOf(error).code } }, links];
  }
}

async function examineWebhook(call: Call, { mode, publicUrl }: Examined): Promise<Finding[]> {
  try {
    const seen = await webhookAddress(call);
    const wanted = mode === "polling" ? "" : `${(publicUrl ?? "").replace(/\/+$/, "")}${HOOK_PATH}`;
    const origin = URL.canParse(seen) ? new URL(seen).origin : "";
    return [{ code: "webhook", ok: seen === wanted, facts: { mode, seen: origin } }];
  } catch (error) {
    return [{ code: "webhook", ok: false, facts: { mode, seen: "?", reason: failureOf(error).code } }];
  }
}
