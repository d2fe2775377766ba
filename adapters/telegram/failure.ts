import { GrammyError, HttpError } from "grammy";
import { ChannelError } from "../../src/errors.ts";

/** Refusals of a chat, by the beginning of Telegram's description. Source: core.telegram.org/bots/api, and what bots report. */
const NEVER: readonly (readonly [RegExp, string])[] = [
  [/chat not found|user not found|PEER_ID_INVALID/i, "unknown-chat"],
  [
    /bot was blocked|user is deactivated|bot was kicked|bot is not a member|have no rights|can't initiate conversation/i,
    "blocked",
  ],
  [/upgraded to a supergroup/i, "moved"],
];

/** Network errors after which the request cannot have reached the platform. */
const NOT_REACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** What went wrong with one call, in our words. The token is in every URL, so nothing of the error's text is kept. */
export function failureOf(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  if (error instanceof GrammyError) return refusalOf(error);
  if (error instanceof HttpError) {
    const code = causeCode(error.error);
    return NOT_REACHED.has(code) ? new ChannelError("later", "unreachable") : new ChannelError("unknown", "no-answer");
  }
  return new ChannelError("unknown", "no-answer");
}

function refusalOf({ error_code: status, description, parameters }: GrammyError): ChannelError {
  if (status === 429) {
    return new ChannelError("later", "too-many-requests", (parameters.retry_after ?? 1) * 1000);
  }
  if (status >= 500) return new ChannelError("later", "platform-down");
  if (status === 401 || (status === 404 && /^not found$/i.test(description)))
    return new ChannelError("set-up", "bad-token");
  if (status === 409) return new ChannelError("later", "another-poller");
  const known = NEVER.find(([pattern]) => pattern.test(description))?.[1];
  return new ChannelError("never", known ?? (status === 403 ? "blocked" : "refused"));
}

function causeCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return "";
}
