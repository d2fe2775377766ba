import type { Capabilities, Channel, Pace, Receive } from "../../src/delivery/channel.ts";
import { hearing } from "../../src/delivery/hearing.ts";
import { inTurn } from "../../src/delivery/in-turn.ts";
import type { MessageFile } from "../../src/delivery/message.ts";
import { unfinished } from "../../src/delivery/unfinished.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { type Call, zaloBotCalls } from "./call.ts";
import { examineBot } from "./examine.ts";
import { failureOf } from "./failure.ts";
import { fetchPicture } from "./fetch-picture.ts";
import { fieldsOf, textIn } from "./fields.ts";
import { type Bot, eventName, incomingOf } from "./incoming.ts";
import { type FileLink, MAX_TEXT_LENGTH, sendOutgoing } from "./outgoing.ts";
import { type Polling, poll } from "./polling.ts";
import { deleteWebhook, eventOf, setWebhook, webhookAddress, webhookSettings } from "./webhook.ts";

// The Zalo Bot Platform over plain HTTP. Zalo's pages were read through others who transcribed or ran it (documentation "Stable
// v2.5.0" of September 2026). What is unsure is read tolerantly: events wrapped in `result` or bare, pictures in `photo_url` or
// `photo`, `error_code` or `errorCode`, `verification` there or not, 404 of `getWebhookInfo` as none set, any new event ignored.
// - Polling gives each event at most once and loses what comes while nobody polls: for trying out. Production takes the webhook,
//   and whether Zalo repeats a webhook that failed is not documented.
// - No rate is published: 5 a second, 1 a second in a chat, is our own careful choice. 3,000 messages a month, both directions
//   counted, is what owners of the free tier measured.
// - There is no key that makes a repeat harmless: after silence a message may arrive twice.
// - Text goes without `parse_mode`: no rule of escaping is documented, so titles are not bold.

export type ZaloBotSettings = {
  readonly token: string;
  readonly mode: "polling" | "webhook";
  /** 8 to 256 characters; needed by `webhook`. */
  readonly webhookSecret: string | null;
  /** The https address under which Zalo reaches this server. */
  readonly publicUrl: string | null;
  /** null: Zalo's own. The older host was https://bot-api.zapps.me. */
  readonly apiRoot: string | null;
  /** Where Zalo and readers fetch a file of a message; null for none. */
  readonly fileLink: FileLink;
  readonly log: Log;
  readonly pace?: Pace;
  /** How long after the first failure polling tries again; then twice as long each time. */
  readonly firstPauseMs?: number;
  /** The name under which groups call the bot, as the Zalo app shows it; the API does not tell it. */
  readonly displayName?: string | null;
};

const CAREFUL_PACE: Pace = { perSecond: 5, perChatPerSecond: 1 };
/** What free-tier bots were measured to have. */
const MONTHLY_QUOTA = 3000;
/** Any picture, to learn whether there are links at all. */
const SAMPLE: MessageFile = { name: "x.png", mime: "image/png", sha256: "0".repeat(64) };

export function zaloBotChannel(settings: ZaloBotSettings): Channel {
  const { log, fileLink } = settings;
  const apiRoot = settings.apiRoot ?? "https://bot-api.zaloplatforms.com";
  const firstPauseMs = settings.firstPauseMs ?? 1000;
  const call = zaloBotCalls(apiRoot, settings.token);
  let ending = new AbortController();
  /** A call that a stop breaks off. */
  const opening: Call = (method, parameters) => call(method, parameters, { signal: ending.signal });
  const parts = unfinished();
  const turns = inTurn();
  const ear = hearing();
  const linksFiles = fileLink(SAMPLE) !== null;
  const can: Capabilities = {
    buttons: false,
    images: linksFiles,
    files: false,
    edit: false,
    forms: false,
    monthlyQuota: MONTHLY_QUOTA,
    maxTextLength: MAX_TEXT_LENGTH,
    pace: settings.pace ?? CAREFUL_PACE,
  };
  let receive: Receive | null = null;
  let bot: Bot | null = null;
  let polling: Polling | null = null;

  /** Asks who the bot is and opens the way in. Throws ChannelError. */
  async function begin(): Promise<void> {
    try {
      bot = botIn(await opening("getMe"), settings.displayName ?? null);
      if (settings.mode === "webhook") await openWebhook();
      else await openPolling();
    } catch (error) {
      const failure = failureOf(error);
      // These calls name nothing of a chat: what they refuse is the token or the address.
      throw failure.outcome === "never" ? new ChannelError("set-up", failure.code) : failure;
    }
  }

  async function openWebhook(): Promise<void> {
    const { url, secret } = webhookSettings(settings.publicUrl, settings.webhookSecret);
    const verification = await setWebhook(opening, url, secret);
    if (verification !== null && !verification.ok)
      log.warn({ channel: "zalo-bot", outcome: verification.outcome }, "webhook set, but Zalo did not reach it");
  }

  async function openPolling(): Promise<void> {
    if ((await webhookAddress(opening).catch(() => "")) !== "")
      log.warn({ channel: "zalo-bot" }, "a webhook was set; polling takes it away");
    await deleteWebhook(opening);
    if (!ending.signal.aborted) polling = poll(call, handle, { log, firstPauseMs, ear });
  }

  async function handle(update: unknown): Promise<void> {
    if (receive === null || bot === null) throw new ChannelError("later", "not-started");
    const take = receive;
    const incoming = incomingOf(update, bot);
    // Zalo does not wait for one call of the webhook before it makes the next.
    if (incoming !== null) await turns.run(incoming.chatId, () => take(incoming));
    else log.info({ channel: "zalo-bot", event: eventName(update) }, "event ignored");
  }

  async function hook(request: Request): Promise<Response> {
    const read = await eventOf(request, settings.webhookSecret ?? "");
    if ("answer" in read) {
      if (read.problem !== null)
        log.warn({ channel: "zalo-bot", problem: read.problem }, "call of the webhook refused");
      return read.answer;
    }
    try {
      await handle(read.event);
      return new Response("ok\n");
    } catch (error) {
      log.error({ channel: "zalo-bot", error: (error as Error).name }, "event not stored");
      return new Response("not stored\n", { status: error instanceof ChannelError ? 503 : 500 });
    }
  }

  return {
    name: "zalo-bot",
    can,
    async start(handler) {
      receive = handler;
      ending = new AbortController();
      ear.heard();
      await begin();
    },
    async stop() {
      ending.abort();
      await polling?.stop();
      await turns.idle();
      receive = null;
      ear.heard();
    },
    async send(outgoing) {
      const attempt = parts.of(outgoing);
      try {
        const sent = await sendOutgoing(call, outgoing, fileLink, attempt.once);
        attempt.finished();
        return sent;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.outcome === "never") attempt.finished();
        throw failure;
      }
    },
    examine: () => examineBot(call, { mode: settings.mode, publicUrl: settings.publicUrl, linksFiles }),
    download: (fileRef, maxBytes) => fetchPicture(fileRef, maxBytes, new URL(apiRoot).origin),
    ...(settings.mode === "webhook" ? { hook } : { hears: ear.hears }),
  };
}

function botIn(me: unknown, displayName: string | null): Bot {
  const fields = fieldsOf(me);
  const id = textIn(fields.id);
  if (id === null) throw new ChannelError("later", "strange-answer");
  const names = [displayName, fields.display_name, fields.account_name].map(textIn).filter((name) => name !== null);
  return { id, names };
}
