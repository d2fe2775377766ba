import { setTimeout as delay } from "node:timers/promises";
import type { Capabilities, Channel, Pace, Receive } from "../../src/delivery/channel.ts";
import { hearing } from "../../src/delivery/hearing.ts";
import { unfinished } from "../../src/delivery/unfinished.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { placeOf } from "./chat-id.ts";
import { botApi, callSignal } from "./client.ts";
import { type CommandList, publishCommands } from "./commands.ts";
import { downloadFile } from "./download.ts";
import { examineTelegram } from "./examine.ts";
import { failureOf, isNothingToEdit } from "./failure.ts";
import { type BotIdentity, incomingOf } from "./incoming.ts";
import { editOutgoing, LONGEST_WAIT_MS, MAX_TEXT_LENGTH, sendOutgoing } from "./outgoing.ts";
import { callPacer } from "./pace.ts";
import { ALLOWED_UPDATES, type Polling, poll } from "./polling.ts";
import { readUpdate, type Update } from "./update.ts";
import { answerHook } from "./webhook.ts";

// Telegram through the Bot API (version 10.3 as published). Its true pace is not published; 30 a second overall, one a second
// in a chat and 20 a minute in a group are what core.telegram.org/bots/faq advises, and `retry_after` is obeyed whatever it says.
// Descriptions of refusals are no promise either: failure.ts knows the usual ones and judges others by their number.
//
// A Bot API server of one's own (`apiRoot`) works as it is. Started with `--local` it keeps received files on its disk and
// serves none: put a web server before it that gives its folder out under /file/botTOKEN/, or start it without `--local`.

export type TelegramSettings = {
  readonly token: string;
  readonly mode: "polling" | "webhook";
  readonly webhookSecret: string | null;
  /** The https address under which Telegram reaches this server. */
  readonly publicUrl: string | null;
  /** null: Telegram's own. */
  readonly apiRoot: string | null;
  readonly log: Log;
  /** What people see when they type "/"; none: the lists stay as they are. */
  readonly commands?: readonly CommandList[];
  readonly pace?: Pace;
  /** How long after the first failure polling tries again; then twice as long each time. */
  readonly firstPauseMs?: number;
};

const ADVISED_PACE: Pace = {
  perSecond: 30,
  perChatPerSecond: 1,
  // The topics of a forum are one chat to Telegram.
  chatOf: (chatId) => placeOf(chatId).chat,
  groups: { perMinute: 20, includes: (chatId) => chatId.startsWith("-") },
};
const LONGEST_GREETING_MS = 10_000;
const LONGEST_TAP_ANSWER_MS = 5_000;

export function telegramChannel(settings: TelegramSettings): Channel {
  const { log, token, commands = [], firstPauseMs = 1000 } = settings;
  const apiRoot = (settings.apiRoot ?? "https://api.telegram.org").replace(/\/+$/, "");
  const hookUrl =
    settings.mode === "webhook" ? `${(settings.publicUrl ?? "").replace(/\/+$/, "")}/hooks/telegram` : null;
  const api = botApi(token, apiRoot);
  const can: Capabilities = {
    buttons: true,
    images: true,
    files: true,
    edit: true,
    forms: false,
    monthlyQuota: null,
    maxTextLength: MAX_TEXT_LENGTH,
    pace: settings.pace ?? ADVISED_PACE,
  };
  const pacer = callPacer(can.pace);
  const parts = unfinished();
  const ear = hearing();
  let ending = new AbortController();
  const inHand = new Set<Promise<void>>();
  let receive: Receive | null = null;
  let me: BotIdentity | null = null;
  let polling: Polling | null = null;

  async function handle(update: Update): Promise<void> {
    if (me === null || receive === null) throw new Error("not connected yet");
    const incoming = incomingOf(update, me);
    try {
      if (incoming !== null) await receive(incoming);
    } finally {
      // Every tap is answered, or the button spins; nobody waits for it.
      const query = update.callback_query;
      if (query !== undefined) keep(answerTap(query.id));
    }
  }

  const answerTap = (queryId: string): Promise<unknown> =>
    api.answerCallbackQuery(queryId, {}, callSignal(AbortSignal.timeout(LONGEST_TAP_ANSWER_MS)));

  function keep(work: Promise<unknown>): void {
    const kept: Promise<void> = work.then(
      () => undefined,
      () => undefined,
    );
    inHand.add(kept);
    void kept.finally(() => inHand.delete(kept));
  }

  async function connect(): Promise<void> {
    me = await api.getMe(callSignal(ending.signal, AbortSignal.timeout(LONGEST_GREETING_MS)));
    if (hookUrl === null) {
      await api.deleteWebhook({}, callSignal(ending.signal));
      if (!ending.signal.aborted) polling = poll(api, handle, { log, firstPauseMs, ear });
    } else {
      const how = { secret_token: settings.webhookSecret ?? "", allowed_updates: ALLOWED_UPDATES };
      await api.setWebhook(hookUrl, how, callSignal(ending.signal));
    }
    keep(publishCommands(api, commands, { log, signal: ending.signal }));
  }

  const wait = (ms: number): Promise<void> =>
    delay(ms, undefined, { signal: ending.signal }).catch(() => {
      throw new ChannelError("later", "stopping");
    });

  async function inTurn<Result>(chat: string, call: () => Promise<Result>, begun: boolean): Promise<Result> {
    const waitMs = pacer.book(chat, performance.now());
    // A stop lets a message that has begun go to its end: after a restart nobody knows which of its parts went.
    if (waitMs > 0) await (begun && waitMs <= LONGEST_WAIT_MS ? delay(waitMs) : wait(waitMs));
    return await call().finally(() => pacer.answered(chat, performance.now()));
  }

  async function hook(request: Request): Promise<Response> {
    return await answerHook(request, {
      secret: settings.webhookSecret,
      log,
      async take(body) {
        const update = readUpdate(body);
        if (update === null) log.warn({ channel: "telegram" }, "update not understood");
        else await handle(update);
      },
    });
  }

  return {
    name: "telegram",
    can,
    async start(handler) {
      receive = handler;
      ending = new AbortController();
      ear.heard();
      try {
        await connect();
      } catch (error) {
        const failure = failureOf(error);
        // A refusal of what was asked here is no chat's refusal: an address that Telegram does not take, for instance.
        throw failure.outcome === "never" ? new ChannelError("set-up", "webhook-refused") : failure;
      }
    },
    async stop() {
      ending.abort();
      await polling?.stop();
      await Promise.all(inHand);
      ear.heard();
    },
    async send(outgoing) {
      const attempt = parts.of(outgoing);
      try {
        const sent = await sendOutgoing({ api, inTurn, once: attempt.once }, outgoing);
        attempt.finished();
        return sent;
      } catch (error) {
        const failure = failureOf(error, placeOf(outgoing.chatId).topic);
        if (failure.outcome === "never") attempt.finished();
        throw failure;
      }
    },
    async edit(sent) {
      try {
        await editOutgoing(api, sent);
      } catch (error) {
        if (!isNothingToEdit(error)) throw failureOf(error, placeOf(sent.chatId).topic);
      }
    },
    examine() {
      const secrets = [token, ...(settings.webhookSecret === null ? [] : [settings.webhookSecret])];
      return examineTelegram({ api, hookUrl, secrets, updates: ALLOWED_UPDATES, commands });
    },
    async download(fileRef, maxBytes) {
      try {
        return await downloadFile({ api, apiRoot, token }, fileRef, maxBytes);
      } catch (error) {
        throw failureOf(error);
      }
    },
    ...(hookUrl === null ? { hears: ear.hears } : { hook }),
  };
}
