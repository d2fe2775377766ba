import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../src/clock.ts";
import { networkFailure } from "../../src/delivery/network-failure.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { refusalOf, statusFailure, TOKEN_REFUSED } from "./failure.ts";
import { type Fields, fieldsOf, jsonIn, numberOf } from "./fields.ts";
import type { RequestPace } from "./request-pace.ts";
import type { Tokens } from "./tokens.ts";

/** Zalo said no: `zaloError` is its code, `failure` what it means to us. */
export class Refused extends Error {
  readonly zaloError: number;
  readonly failure: ChannelError;

  constructor(zaloError: number, failure: ChannelError) {
    super(`Zalo answered ${zaloError}`);
    this.name = "Refused";
    this.zaloError = zaloError;
    this.failure = failure;
  }
}

/** One call; `token` is put in by us. */
export type Call =
  | { readonly method: "GET"; readonly path: string }
  | { readonly method: "POST"; readonly path: string; readonly json: object }
  | { readonly method: "POST"; readonly path: string; readonly form: () => FormData };

export type Calls = {
  /**
   * Makes a call and returns its `data`. A dead token is renewed once and the call made once more.
   * @throws Refused where Zalo says no; ChannelError where there was no answer of Zalo, or no token
   */
  make(call: Call): Promise<Fields>;
  /** The same with a given token, renewing nothing. */
  makeWith(accessToken: string, call: Call): Promise<Fields>;
};

export type CallsParts = {
  readonly apiRoot: string;
  readonly tokens: Tokens;
  readonly pace: RequestPace;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
};

const CALL_TIMEOUT_MS = 20_000;
/** Who stops the program waits for what is being sent, and a reply may overtake a mailing. */
const LONGEST_WAIT_MS = 5_000;

export function callsOf({ apiRoot, tokens, pace, clock, random, log }: CallsParts): Calls {
  async function makeWith(accessToken: string, call: Call): Promise<Fields> {
    const { status, headers, body } = await answerTo(accessToken, call);
    const moment = { now: clock.now(), random, retryAfterMs: retryAfterMsIn(headers) };
    const error = numberOf(body?.error);
    if (body === null || error === null) throw statusFailure(status, moment);
    if (error === 0) return fieldsOf(body.data);
    log.warn({ channel: "zalo-oa", call: call.path, zaloError: error }, "Zalo refused a call");
    throw new Refused(error, refusalOf(error, moment));
  }

  async function answerTo(accessToken: string, call: Call) {
    const waitMs = pace.book(performance.now(), LONGEST_WAIT_MS);
    if (waitMs > LONGEST_WAIT_MS) throw new ChannelError("later", "too-many-requests", waitMs);
    if (waitMs > 0) await delay(waitMs);
    const json = "json" in call ? { "content-type": "application/json" } : {};
    try {
      const response = await fetch(`${apiRoot}${call.path}`, {
        method: call.method,
        headers: { access_token: accessToken, ...json },
        ...("json" in call ? { body: JSON.stringify(call.json) } : {}),
        ...("form" in call ? { body: call.form() } : {}),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      return { status: response.status, headers: response.headers, body: jsonIn(await response.text()) };
    } catch (error) {
      throw networkFailure(error);
    }
  }

  return {
    makeWith,
    async make(call) {
      const accessToken = await tokens.current();
      try {
        return await makeWith(accessToken, call);
      } catch (error) {
        if (!(error instanceof Refused) || !TOKEN_REFUSED.has(error.zaloError)) throw error;
      }
      return await makeWith(await tokens.after(accessToken), call);
    },
  };
}

function retryAfterMsIn(headers: Headers): number | null {
  const seconds = numberOf(headers.get("retry-after"));
  return seconds === null || seconds < 0 ? null : seconds * 1000;
}
