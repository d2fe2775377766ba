import type { Clock } from "../../src/clock.ts";
import type { Capabilities, Channel, Pace, Receive } from "../../src/delivery/channel.ts";
import type { TokenKeeper } from "../../src/delivery/token-keeper.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { callsOf, Refused } from "./calls.ts";
import { bytesAt } from "./download.ts";
import { examine } from "./examine.ts";
import { hookOf } from "./hook.ts";
import type { OfficialAccount } from "./incoming.ts";
import { exchangeWith } from "./oauth.ts";
import { type FileLink, MAX_TEXT_LENGTH } from "./outgoing.ts";
import { PROFILE_CALL, profileIn } from "./profile.ts";
import { requestPace } from "./request-pace.ts";
import { sendingOf } from "./sending.ts";
import { tokensOf } from "./tokens.ts";
import { uploadsOf } from "./uploads.ts";

// Zalo Official Account through its OpenAPI (messages v3.0, OAuth v4), read from what several authors relay of Zalo's own pages
// as of October 2026; nothing here was tried on a real account. How sure each part is:
// - sure (relayed alike by several, some seen live): tokens and their single use, envelopes with HTTP 200, the text message and its
//   2,000 characters, the error table, events of persons, follow and unfollow, the formula of the webhook's signature.
// - one author each: windows and the quota call, uploads and their limits, file messages, the echo and its admin_id, templates by
//   UID. Zalo's own -230 and -232 overrule what we think of the window.
// - unproven: that /message/cs takes buttons (refused once, they are left out from then on), which secret signs (a mismatch is logged
//   with the variant that would have matched), whether a tap re-opens the window, the shape of group events, files in groups
//   (refused, the text names them), how a spent refresh token is refused.
// - The template must have two parameters: `title` (30 characters) and `content` (400). Zalo may not approve one for reminders.

export type ZaloOaSettings = {
  readonly appId: string;
  readonly appSecret: string;
  /** Signs webhooks; on the console's webhook page, not the app secret. */
  readonly oaSecretKey: string;
  /** Of the consent page: for the first start, and after a new consent. */
  readonly refreshToken: string | null;
  /** null: Zalo's own. */
  readonly apiRoot: string | null;
  readonly oauthRoot: string | null;
  /** The https address under which Zalo reaches this server. */
  readonly publicUrl: string | null;
  /** An approved template for persons outside the window. */
  readonly templateId: string | null;
  readonly tokens: TokenKeeper;
  readonly clock: Clock;
  readonly log: Log;
  /** Where readers fetch a file that Zalo does not take; null for none, then only its name is sent. */
  readonly fileLink?: FileLink;
  readonly pace?: Pace;
  /** 0 to 1, for the jitter of waits. */
  readonly random?: () => number;
};

/** The Growth plan allows 100 requests a minute; the larger one 2,000. Nothing is said about one chat. */
const GROWTH_PACE: Pace = { perSecond: 100 / 60, perChatPerSecond: 1 };
/** An idle bot renews too, so that the refresh token's three months never run out. */
const TOKEN_CHECK_MS = 60 * 60_000;

export function zaloOaChannel(settings: ZaloOaSettings): Channel {
  const { clock, log, refreshToken, publicUrl, templateId, tokens: keeper, random = Math.random } = settings;
  const { fileLink = () => null } = settings;
  const apiRoot = settings.apiRoot ?? "https://openapi.zalo.me";
  const oauthRoot = settings.oauthRoot ?? "https://oauth.zaloapp.com";
  const exchange = exchangeWith({ oauthRoot, appId: settings.appId, appSecret: settings.appSecret, clock, log });
  const tokens = tokensOf({ keeper, exchange, refreshToken, clock, log });
  const pace = settings.pace ?? GROWTH_PACE;
  const calls = callsOf({ apiRoot, tokens, pace: requestPace(Math.round(pace.perSecond * 60)), clock, random, log });
  const sending = sendingOf({ calls, uploads: uploadsOf(calls, clock), fileLink, templateId, clock, log });
  const can: Capabilities = {
    buttons: true,
    images: true,
    files: true,
    edit: false,
    forms: false,
    monthlyQuota: null,
    maxTextLength: MAX_TEXT_LENGTH,
    pace,
  };
  let account: OfficialAccount = { id: null, name: null };
  let receive: Receive | null = null;
  let tokenCheck: NodeJS.Timeout | undefined;

  const hook = hookOf({
    secrets: settings,
    account: () => account,
    receive: async (incoming) => {
      if (receive === null) throw new ChannelError("later", "not-started");
      await receive(incoming);
    },
    clock,
    log,
  });

  return {
    name: "zalo-oa",
    can,
    async start(handler) {
      account = profileIn(await ours(() => calls.make(PROFILE_CALL)));
      if (account.id === null)
        log.warn({ channel: "zalo-oa" }, "the account's id is not known: events of all are taken");
      receive = handler;
      const check = (): void => void tokens.current().catch(() => undefined);
      tokenCheck = setInterval(check, TOKEN_CHECK_MS).unref();
    },
    async stop() {
      clearInterval(tokenCheck);
      await hook.settled();
      receive = null;
    },
    send: (outgoing) => ours(() => sending.send(outgoing)),
    examine: () => examine({ keeper, calls, clock, refreshToken, publicUrl, templateId }),
    download: (fileRef, maxBytes) => bytesAt(fileRef, maxBytes, apiRoot),
    hook: (request) => hook.answer(request),
  };
}

/** A refusal of Zalo in the words of the port. */
async function ours<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refused ? error.failure : error;
  }
}
