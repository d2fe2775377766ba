import http from "node:http";
import https from "node:https";
import { Api } from "grammy";

export const CALL_TIMEOUT_SECONDS = 30;

/**
 * The calls of the Bot API. They go through Node's global agents, looked up at each call: `http.setGlobalProxyFromEnv()` and
 * NODE_USE_ENV_PROXY reach them, which agents of grammY's own would not.
 */
export const botApi = (token: string, apiRoot: string): Api =>
  new Api(token, {
    apiRoot,
    timeoutSeconds: CALL_TIMEOUT_SECONDS,
    baseFetchConfig: {
      agent: ({ protocol }: { protocol: string }) => (protocol === "https:" ? https.globalAgent : http.globalAgent),
    },
  });

type Signal = NonNullable<Parameters<Api["getMe"]>[0]>;

/** One signal for all, as grammY wants it: it was typed against an older AbortSignal; it is the same one. */
export function callSignal(first: AbortSignal, ...others: readonly AbortSignal[]): Signal {
  return (others.length === 0 ? first : AbortSignal.any([first, ...others])) as unknown as Signal;
}
