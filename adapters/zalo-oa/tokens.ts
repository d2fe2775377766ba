import type { Clock } from "../../src/clock.ts";
import type { TokenKeeper, TokenPair } from "../../src/delivery/token-keeper.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { RENEWAL_REFUSED } from "./failure.ts";
import type { Exchange } from "./oauth.ts";

/** An access token lives for 25 hours; it is renewed with this much left, so at about 20. */
export const RENEWED_BEFORE_END_MS = 5 * 60 * 60_000;
/** How often a renewal ahead of time is made or tried. */
const AHEAD_EVERY_MS = 5 * 60_000;
/** How long a refresh token that was refused is not shown to Zalo again. */
const ENDED_FOR_MS = 15 * 60_000;
/** A token so new that is refused all the same is not spent: something else is wrong, and renewing again helps nobody. */
const TOO_NEW_TO_BE_SPENT_MS = 60_000;

export type Tokens = {
  /** An access token to call with, renewed when its time has come. @throws ChannelError */
  current(): Promise<string>;
  /** Another one after `spent` was refused: what another process has renewed meanwhile, else a new one. @throws ChannelError */
  after(spent: string): Promise<string>;
};

export type TokensParts = {
  readonly keeper: TokenKeeper;
  readonly exchange: Exchange;
  /** From the consent page: used when no pair is kept, and when the kept one has come to its end. */
  readonly refreshToken: string | null;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * The life of the pair. A refresh token can be used once: the keeper sees to it that one process uses it, and that the new pair
 * is stored before anybody calls with it.
 */
export function tokensOf({ keeper, exchange, refreshToken, clock, log }: TokensParts): Tokens {
  let pair: TokenPair | null = null;
  let renewed: { readonly accessToken: string; readonly atMs: number } | null = null;
  let ahead: Promise<TokenPair> | null = null;
  let aheadNotBeforeMs = Number.NEGATIVE_INFINITY;
  /** Refresh tokens not to be shown to Zalo until an instant: spent ones never again, refused ones after a while, lest Zalo erred. */
  const endedUntilMs = new Map<string, number>();

  const nowMs = (): number => clock.now().getTime();
  const hasEnded = ({ accessExpiresAt }: TokenPair): boolean => accessExpiresAt.getTime() <= nowMs();
  const isDue = ({ accessExpiresAt }: TokenPair): boolean =>
    accessExpiresAt.getTime() - RENEWED_BEFORE_END_MS <= nowMs();

  async function renew(spent: string | null): Promise<TokenPair> {
    pair = await ofKeeper(() =>
      keeper.renew(spent, async (stored) => {
        const fresh = await firstThatWorks(stored);
        renewed = { accessToken: fresh.accessToken, atMs: nowMs() };
        return fresh;
      }),
    );
    return pair;
  }

  /** The kept refresh token; after its end the one of the settings, where somebody may have put that of a new consent. */
  async function firstThatWorks(stored: TokenPair | null): Promise<TokenPair> {
    let unclear: ChannelError | null = null;
    for (const token of new Set([stored?.refreshToken ?? null, refreshToken])) {
      if (token === null || (endedUntilMs.get(token) ?? 0) > nowMs()) continue;
      try {
        const fresh = await exchange(token);
        endedUntilMs.set(token, Number.POSITIVE_INFINITY);
        return fresh;
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        if (error.code === "consent-needed") endedUntilMs.set(token, nowMs() + ENDED_FOR_MS);
        else if (error.code === RENEWAL_REFUSED) unclear ??= error;
        else throw error;
      }
    }
    if (unclear !== null) throw unclear;
    log.error({ channel: "zalo-oa", code: "consent-needed" }, "no refresh token works: somebody has to consent again");
    throw new ChannelError("set-up", stored === null && refreshToken === null ? "no-token" : "consent-needed");
  }

  /** A pair that was sealed with another SECRET_KEY is lost; a new consent in the settings replaces it. */
  async function readOrReplace(): Promise<TokenPair | null> {
    try {
      return await ofKeeper(() => keeper.read());
    } catch (error) {
      if (refreshToken === null || !(error instanceof ChannelError) || error.code !== "wrong-secret-key") throw error;
      return await renew(null).catch(() => {
        throw error;
      });
    }
  }

  /** Renews while the old token still serves; when that fails, the old one is what there is. */
  async function renewAhead(due: TokenPair): Promise<TokenPair> {
    if (nowMs() < aheadNotBeforeMs) return due;
    // The old one dies in the middle of it, so whoever comes meanwhile waits too.
    ahead ??= renew(due.accessToken)
      .catch((error: ChannelError) => {
        log.warn({ channel: "zalo-oa", code: error.code }, "token not renewed ahead of time");
        return due;
      })
      .finally(() => {
        ahead = null;
        aheadNotBeforeMs = nowMs() + AHEAD_EVERY_MS;
      });
    return await ahead;
  }

  return {
    async current() {
      pair ??= await readOrReplace();
      if (pair === null) return (await renew(null)).accessToken;
      if (hasEnded(pair)) return (await renew(pair.accessToken)).accessToken;
      return (isDue(pair) ? await renewAhead(pair) : pair).accessToken;
    },
    async after(spent) {
      const stored = await ofKeeper(() => keeper.read());
      if (stored !== null && stored.accessToken !== spent) {
        pair = stored;
        return stored.accessToken;
      }
      if (renewed?.accessToken === spent && nowMs() - renewed.atMs < TOO_NEW_TO_BE_SPENT_MS) {
        throw new ChannelError("set-up", "bad-token");
      }
      return (await renew(spent)).accessToken;
    },
  };
}

/** What the keeper's store throws means that nothing was sent. */
async function ofKeeper<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ChannelError ? error : new ChannelError("later", "tokens-not-readable");
  }
}
