import { ChannelError } from "../../src/errors.ts";

type Outcome = readonly [outcome: ChannelError["outcome"], code: string];

/** Zalo's codes that say the access token is dead: it is renewed once, and the call made once more. */
export const TOKEN_REFUSED: ReadonlySet<number> = new Set([-216, -220, -124]);
/** What a message is refused with when this account or group may not be sent its kind: buttons, or a file. */
export const KIND_REFUSED: ReadonlySet<number> = new Set([-233, -201]);
/** The same for a file, which can also be too large. */
export const FILE_REFUSED: ReadonlySet<number> = new Set([...KIND_REFUSED, -210]);
/** An uploaded file lives for seven days. */
export const UPLOAD_EXPIRED = -100;

/** Source: the error tables of the OA OpenAPI and of ZBS templates, as relayed by several authors. */
const OUTCOMES: ReadonlyMap<number, Outcome> = new Map<number, Outcome>([
  // The token.
  [-216, ["set-up", "bad-token"]],
  [-220, ["set-up", "bad-token"]],
  [-124, ["set-up", "bad-token"]],
  // Again, after a while.
  [-32, ["later", "too-many-requests"]],
  [-200, ["later", "send-failed"]],
  [-211, ["later", "quota-used-up"]],
  [-234, ["later", "night"]],
  [-214, ["later", "still-processing"]],
  // The person.
  [-213, ["never", "blocked"]],
  [-217, ["never", "blocked"]],
  [-218, ["never", "receives-no-more"]],
  [-227, ["never", "blocked"]],
  [-230, ["never", "window-closed"]],
  [-232, ["never", "window-closed"]],
  [-244, ["never", "refused-by-person"]],
  // What was sent.
  [-201, ["never", "refused"]],
  [-210, ["never", "too-long"]],
  [-233, ["never", "kind-not-taken"]],
  [-100, ["never", "upload-expired"]],
  // The account's set-up.
  [-204, ["set-up", "account-disabled"]],
  [-205, ["set-up", "account-missing"]],
  [-209, ["set-up", "app-inactive"]],
  [-212, ["set-up", "permission-missing"]],
  [-219, ["set-up", "app-removed"]],
  [-221, ["set-up", "account-unverified"]],
  [-223, ["set-up", "permission-missing"]],
  [-224, ["set-up", "plan-too-low"]],
  [-235, ["set-up", "account-kind"]],
  [-240, ["set-up", "call-shut"]],
  [-242, ["set-up", "proof-wanted"]],
  [-248, ["set-up", "against-policy"]],
  [-320, ["set-up", "wallet"]],
  [-321, ["set-up", "wallet"]],
  // Groups.
  [-237, ["set-up", "group-expired"]],
  [-238, ["set-up", "group-asset-used"]],
  [-241, ["set-up", "group-asset-used"]],
  [-403, ["never", "unknown-chat"]],
  // The consent page.
  [-14002, ["set-up", "app-inactive"]],
  [-14003, ["set-up", "wrong-callback"]],
  // Templates.
  [-249, ["set-up", "bad-template"]],
  [-109, ["set-up", "bad-template"]],
  [-131, ["set-up", "bad-template"]],
  [-146, ["set-up", "bad-template"]],
  [-1121, ["set-up", "bad-template"]],
  [-1122, ["set-up", "bad-template"]],
  [-1124, ["set-up", "bad-template"]],
  [-1132, ["set-up", "bad-template"]],
  [-115, ["set-up", "wallet"]],
  [-117, ["set-up", "permission-missing"]],
  [-120, ["set-up", "permission-missing"]],
  [-135, ["set-up", "permission-missing"]],
  [-136, ["set-up", "wallet"]],
  [-137, ["set-up", "wallet"]],
  [-138, ["set-up", "permission-missing"]],
  [-108, ["never", "unknown-chat"]],
  [-114, ["never", "refused-by-person"]],
  [-118, ["never", "refused-by-person"]],
  [-119, ["never", "refused-by-person"]],
  [-139, ["never", "refused-by-person"]],
  [-141, ["never", "refused-by-person"]],
  [-133, ["later", "night"]],
  [-144, ["later", "quota-used-up"]],
  [-147, ["later", "quota-used-up"]],
]);

/** What the wait for a second try depends on. */
export type Moment = {
  readonly now: Date;
  /** 0 to 1: keeps many processes from trying again at once. */
  readonly random: () => number;
  /** What a header asked for, or null. */
  readonly retryAfterMs: number | null;
};

/** What one of Zalo's error codes means. An unknown code refuses the message. */
export function refusalOf(error: number, moment: Moment): ChannelError {
  const [outcome, code] = OUTCOMES.get(error) ?? ["never", "refused"];
  return new ChannelError(outcome, code, outcome === "later" ? waitMs(code, moment) : null);
}

/** What an answer of HTTP without Zalo's envelope means: a gateway spoke, or something that is not Zalo. */
export function statusFailure(status: number, moment: Moment): ChannelError {
  if (status === 429) return new ChannelError("later", "too-many-requests", waitMs("too-many-requests", moment));
  // A gateway that gave up waiting does not know what became of the call.
  if (status === 408 || status === 504) return new ChannelError("unknown", "no-answer");
  if (status >= 500) return new ChannelError("later", "platform-down", moment.retryAfterMs);
  return status >= 400 ? new ChannelError("set-up", "wrong-address") : new ChannelError("unknown", "no-answer");
}

/** A refusal of an exchange that says nothing about the refresh token, as far as we know. */
export const RENEWAL_REFUSED = "renewal-refused";

/**
 * What a refused exchange of a refresh token means. How Zalo refuses a spent one is not documented; taken for that are the codes
 * of its OAuth (-14xxx), those of a dead token, and words that name the refresh token. A gateway's error and a code that can mean
 * anything pass: a good grant must not end by them.
 * @param words what Zalo says of its code, "" when nothing
 */
export function consentFailure(status: number, error: number | null, words: string): ChannelError {
  if (error === -32 || status === 429) return new ChannelError("later", "too-many-requests", MINUTE_MS);
  if (status >= 500 || status === 408 || error === null || error === 0)
    return new ChannelError("later", "platform-down");
  const [outcome, code] = TOKEN_REFUSED.has(error) ? [] : (OUTCOMES.get(error) ?? []);
  if (outcome === "later" || outcome === "set-up") return new ChannelError(outcome, code ?? "");
  const ended = TOKEN_REFUSED.has(error) || (error <= -14_000 && error > -15_000) || /refresh.?token/i.test(words);
  return ended ? new ChannelError("set-up", "consent-needed") : new ChannelError("later", RENEWAL_REFUSED);
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Viet Nam has kept UTC+7 without summer time since 1975. */
const VIETNAM_OFFSET_MS = 7 * 60 * MINUTE_MS;
/** Five minutes after the night of 22:00 to 06:00 ends. */
const MORNING_MS = (6 * 60 + 5) * MINUTE_MS;

/** Milliseconds until the clocks of Viet Nam show 06:05. */
export function untilMorningMs(now: Date): number {
  const sinceMidnightMs = (now.getTime() + VIETNAM_OFFSET_MS) % DAY_MS;
  return (MORNING_MS - sinceMidnightMs + DAY_MS) % DAY_MS || DAY_MS;
}

/** Zalo counts requests by the minute and names no time; a quota comes back by the day or month, when nobody knows. */
function waitMs(code: string, { now, random, retryAfterMs }: Moment): number | null {
  if (retryAfterMs !== null) return retryAfterMs;
  switch (code) {
    case "too-many-requests":
      return Math.round(MINUTE_MS * (0.25 + random()));
    case "send-failed":
    case "still-processing":
      return MINUTE_MS;
    case "night":
      return untilMorningMs(now);
    case "quota-used-up":
      return 60 * MINUTE_MS;
    default:
      return null;
  }
}
