import { type Logger, LogLevel, WebClient } from "@slack/web-api";

const CALL_TIMEOUT_MS = 30_000;

/** Slack's client writes what it sends into its log; ours tells codes only, so its own is mute. */
const MUTE: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** The Web API with one token. It neither waits nor tries again by itself: the outbox does. `apiUrl` null: Slack's own. */
export function slackClient(token: string, apiUrl: string | null, timeoutMs: number = CALL_TIMEOUT_MS): WebClient {
  return new WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: timeoutMs,
    logger: MUTE,
  });
}
