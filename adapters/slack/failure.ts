import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { networkFailure } from "../../src/delivery/network-failure.ts";
import { ChannelError } from "../../src/errors.ts";

/** Slack's errors, in our words. Sources: the error tables of chat.postMessage, chat.update, conversations.open, views.*, files.* */
const NEVER: Readonly<Record<string, string>> = {
  channel_not_found: "unknown-chat",
  user_not_found: "unknown-chat",
  users_not_found: "unknown-chat",
  is_archived: "archived",
  not_in_channel: "not-in-chat",
  cannot_dm_bot: "blocked",
  account_inactive: "blocked",
  user_disabled: "blocked",
  user_is_restricted: "blocked",
  user_not_visible: "blocked",
  restricted_action: "not-allowed",
  restricted_action_read_only_channel: "not-allowed",
  restricted_action_thread_only_channel: "not-allowed",
  message_not_found: "unknown-message",
  cant_update_message: "unknown-message",
  edit_window_closed: "unknown-message",
  file_not_found: "no-file",
  file_deleted: "no-file",
};

const SET_UP: Readonly<Record<string, string>> = {
  invalid_auth: "bad-token",
  not_authed: "bad-token",
  token_revoked: "bad-token",
  token_expired: "bad-token",
  not_allowed_token_type: "bad-token",
  org_login_required: "bad-token",
  team_access_not_granted: "bad-token",
  missing_scope: "missing-permission",
  no_permission: "missing-permission",
  access_denied: "missing-permission",
  app_missing_action_url: "missing-permission",
  not_enabled: "missing-permission",
};

const LATER: Readonly<Record<string, string>> = {
  ratelimited: "too-many-requests",
  rate_limited: "too-many-requests",
  service_unavailable: "platform-down",
  team_added_to_org: "platform-down",
};

/** Of these Slack says that some of the call may have been done before the error. */
const UNKNOWN: Readonly<Record<string, string>> = {
  fatal_error: "platform-down",
  internal_error: "platform-down",
  request_timeout: "no-answer",
};

const DEFAULT_WAIT_MS = 1000;

/** What went wrong with one call. Nothing of the error's own text is kept: it may hold what was sent. */
export function failureOf(error: unknown): ChannelError {
  if (error instanceof WebAPIPlatformError) return refusalOf(error);
  if (error instanceof WebAPIRateLimitedError) return tooMany(error.retryAfter);
  if (error instanceof WebAPIHTTPError) return statusFailure(error.statusCode, error.headers["retry-after"]);
  if (error instanceof WebAPIRequestError) return networkFailure(error.original);
  // The client's own error for a 429 that does not say how long.
  if (error instanceof Error && /^Retry header/.test(error.message)) return tooMany(undefined);
  return networkFailure(error);
}

/**
 * Makes a call of which nobody in the chat sees anything: where it may have been done or not, doing it again does no harm.
 * @throws ChannelError, never `unknown`
 */
export async function beforeSending<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const failure = failureOf(error);
    throw failure.outcome === "unknown" ? new ChannelError("later", failure.code) : failure;
  }
}

/** The code of Slack's refusal; "" when it was no refusal. */
export const refusalCode = (error: unknown): string => (error instanceof WebAPIPlatformError ? error.data.error : "");

function refusalOf(error: WebAPIPlatformError): ChannelError {
  const code = error.data.error;
  if (LATER[code] === "too-many-requests") return tooMany(error.data.response_metadata?.retryAfter);
  if (code in LATER) return new ChannelError("later", LATER[code] ?? "");
  if (code in SET_UP) return new ChannelError("set-up", SET_UP[code] ?? "");
  if (code in UNKNOWN) return new ChannelError("unknown", UNKNOWN[code] ?? "");
  if (code in NEVER) return new ChannelError("never", NEVER[code] ?? "");
  // Every code of Slack is one word; anything else is the body of a proxy or a torn answer.
  return /^[a-z_]{3,60}$/.test(code) ? new ChannelError("never", "refused") : new ChannelError("unknown", "no-answer");
}

const tooMany = (seconds: number | undefined): ChannelError =>
  new ChannelError("later", "too-many-requests", seconds === undefined ? DEFAULT_WAIT_MS : seconds * 1000);

/** An answer that is not Slack's: something in front of it spoke. */
function statusFailure(status: number, retryAfter: unknown): ChannelError {
  const waitMs = typeof retryAfter === "string" && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
  // Who gave up waiting does not know whether it went; the others turned the call away.
  if (status === 408 || status === 504 || status < 400) return new ChannelError("unknown", "no-answer");
  return new ChannelError("later", "platform-down", waitMs);
}
