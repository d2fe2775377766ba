import type { Clock } from "../../src/clock.ts";
import type { Finding } from "../../src/delivery/channel.ts";
import type { TokenKeeper, TokenPair } from "../../src/delivery/token-keeper.ts";
import { ChannelError } from "../../src/errors.ts";
import { type Calls, Refused } from "./calls.ts";
import { PROFILE_CALL, profileIn } from "./profile.ts";

export type ExamineParts = {
  readonly keeper: TokenKeeper;
  readonly calls: Calls;
  readonly clock: Clock;
  readonly refreshToken: string | null;
  readonly publicUrl: string | null;
  readonly templateId: string | null;
};

const HOUR_MS = 60 * 60_000;

/**
 * Renews nothing: a refresh token can be used once. Codes:
 * - `token`: a pair is kept and its access token lives; fact `hours` left, else `reason`
 * - `token-at-first-start`: none is kept yet, the settings have a refresh token for the first start
 * - `account`: Zalo answers who it is; facts `id`, `account`, else `reason`
 * - `verified`, and `plan` with facts `plan`, `until`
 * - `webhook-by-hand`: Zalo has no call to see or set the webhook: the `address`, the events and the key are set in the console
 * - `template`: fact `templateId`, "" where persons outside the window are left to other channels
 */
export async function examine(parts: ExamineParts): Promise<readonly Finding[]> {
  const { pair, finding } = await tokenFinding(parts);
  const account = pair === null ? [] : await accountFindings(parts.calls, pair);
  const { publicUrl, templateId } = parts;
  const address = publicUrl === null ? "" : `${publicUrl.replace(/\/+$/, "")}/hooks/zalo-oa`;
  return [
    finding,
    ...account,
    { code: "webhook-by-hand", ok: publicUrl !== null, facts: { address } },
    { code: "template", ok: true, facts: { templateId: templateId ?? "" } },
  ];
}

async function tokenFinding(parts: ExamineParts): Promise<{ pair: TokenPair | null; finding: Finding }> {
  const token = (ok: boolean, facts: Finding["facts"]): Finding => ({ code: "token", ok, facts });
  try {
    const pair = await parts.keeper.read();
    if (pair !== null) {
      const hours = Math.floor((pair.accessExpiresAt.getTime() - parts.clock.now().getTime()) / HOUR_MS);
      return { pair, finding: hours < 0 ? token(false, { reason: "token-ended" }) : token(true, { hours }) };
    }
    const none = parts.refreshToken === null;
    return {
      pair,
      finding: none ? token(false, { reason: "no-token" }) : { ...token(true, {}), code: "token-at-first-start" },
    };
  } catch (error) {
    return { pair: null, finding: token(false, { reason: reasonOf(error, "tokens-not-readable") }) };
  }
}

async function accountFindings(calls: Calls, { accessToken }: TokenPair): Promise<Finding[]> {
  try {
    const { id, name, verified, plan, planUntil } = profileIn(await calls.makeWith(accessToken, PROFILE_CALL));
    return [
      { code: "account", ok: true, facts: { id: id ?? "", account: name ?? "" } },
      { code: "verified", ok: verified !== false, facts: {} },
      { code: "plan", ok: plan !== null, facts: { plan: plan ?? "", until: planUntil ?? "" } },
    ];
  } catch (error) {
    return [{ code: "account", ok: false, facts: { reason: reasonOf(error, "no-answer") } }];
  }
}

function reasonOf(error: unknown, otherwise: string): string {
  if (error instanceof Refused) return error.failure.code;
  return error instanceof ChannelError ? error.code : otherwise;
}
