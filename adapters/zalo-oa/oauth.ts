import type { Clock } from "../../src/clock.ts";
import { networkFailure } from "../../src/delivery/network-failure.ts";
import type { TokenPair } from "../../src/delivery/token-keeper.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { consentFailure } from "./failure.ts";
import { jsonIn, numberOf, textOf } from "./fields.ts";

/** A refresh token for a new pair. @throws ChannelError; `set-up`, `consent-needed` when the refresh token is spent or void */
export type Exchange = (refreshToken: string) => Promise<TokenPair>;

export type OauthSettings = {
  readonly oauthRoot: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** Shorter than the keeper holds its lease. */
const TIMEOUT_MS = 10_000;
const DOCUMENTED_LIFE_SECONDS = 90_000;

/** Exchanges at Zalo's OAuth v4. */
export function exchangeWith({ oauthRoot, appId, appSecret, clock, log }: OauthSettings): Exchange {
  return async (refreshToken) => {
    const { status, text } = await ask(refreshToken).catch((error: unknown) => {
      // Whether Zalo took the token is not known; what is known is that no message was sent.
      throw new ChannelError("later", networkFailure(error).code === "unreachable" ? "unreachable" : "tokens-late");
    });
    const answer = jsonIn(text);
    const accessToken = textOf(answer?.access_token);
    const nextRefreshToken = textOf(answer?.refresh_token);
    if (accessToken !== null && nextRefreshToken !== null) {
      const lifeSeconds = numberOf(answer?.expires_in) ?? DOCUMENTED_LIFE_SECONDS;
      const accessExpiresAt = new Date(clock.now().getTime() + lifeSeconds * 1000);
      return { accessToken, refreshToken: nextRefreshToken, accessExpiresAt };
    }
    const zaloError = numberOf(answer?.error);
    const words = [answer?.error_name, answer?.error_reason, answer?.error_description, answer?.message].join(" ");
    const failure = consentFailure(status, zaloError, words);
    log.warn({ channel: "zalo-oa", status, zaloError, code: failure.code }, "Zalo gave no new token");
    throw failure;
  };

  async function ask(refreshToken: string): Promise<{ status: number; text: string }> {
    const response = await fetch(`${oauthRoot}/v4/oa/access_token`, {
      method: "POST",
      headers: { secret_key: appSecret },
      body: new URLSearchParams({ refresh_token: refreshToken, app_id: appId, grant_type: "refresh_token" }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  }
}
