import { fieldsOf, jsonIn } from "./fields.ts";
import { readBounded } from "./read-bounded.ts";

/** Zalo said no: `ok` was false, under whatever HTTP status. */
export class ZaloRefusal extends Error {
  readonly errorCode: number;
  readonly description: string;

  constructor(errorCode: number, description: string) {
    super(`error_code ${errorCode}`);
    this.name = "ZaloRefusal";
    this.errorCode = errorCode;
    this.description = description;
  }
}

/** Something answered that is not the API: a gateway's page, a redirect, a broken envelope. */
export class StrangeAnswer extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status} without an envelope`);
    this.name = "StrangeAnswer";
    this.status = status;
  }
}

export type CallOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal };

/** One call of a method. Returns `result`; throws ZaloRefusal, StrangeAnswer, or what the network threw. */
export type Call = (
  method: string,
  parameters?: Readonly<Record<string, string>>,
  options?: CallOptions,
) => Promise<unknown>;

const USUAL_TIMEOUT_MS = 30_000;
const LARGEST_ANSWER_BYTES = 1_000_000;

/** Calls by POST and JSON, as every reference page shows. The token is in the path, so an address is never logged or thrown. */
export function zaloBotCalls(apiRoot: string, token: string): Call {
  const root = `${apiRoot.replace(/\/+$/, "")}/bot${token}`;
  return async (method, parameters = {}, { timeoutMs = USUAL_TIMEOUT_MS, signal } = {}) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${root}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(parameters),
      // Another host must not be handed the token.
      redirect: "manual",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    const bytes = await readBounded(response.body, LARGEST_ANSWER_BYTES);
    return resultIn(response.status, bytes === null ? "" : Buffer.from(bytes).toString("utf8"));
  };
}

/** The status counts only where there is no envelope: refusals under HTTP 200 were seen live. */
function resultIn(status: number, body: string): unknown {
  const { ok, result, error_code: errorCode, errorCode: otherSpelling, description } = fieldsOf(jsonIn(body));
  if (ok === true) return result;
  if (ok !== false) throw new StrangeAnswer(status);
  throw new ZaloRefusal(Number(errorCode ?? otherSpelling ?? status), String(description ?? ""));
}
