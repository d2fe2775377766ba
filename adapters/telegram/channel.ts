import { createHash, timingSafeEqual } from "node:crypto";
import { Bot } from "grammy";
import type { Update } from "grammy/types";
import type { Capabilities, Channel, Pace, Receive } from "../../src/delivery/channel.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { failureOf } from "./failure.ts";
import { incomingOf } from "./incoming.ts";
import { MAX_TEXT_LENGTH, sendOutgoing } from "./outgoing.ts";
import { ALLOWED_UPDATES, type Polling, poll } from "./polling.ts";

// Telegram through the Bot API (version 10.3 as published). Its true pace is not published; 30 a second overall and one a second
// in a chat are what core.telegram.org/bots/faq advises, and `retry_after` is obeyed whatever it says.

export type TelegramSettings = {
  readonly token: string;
  readonly mode: "polling" | "webhook";
  readonly webhookSecret: string | null;
  /** The https address under which Telegram reaches this server. */
  readonly publicUrl: string | null;
  /** null: Telegram's own. */
  readonly apiRoot: string | null;
  readonly log: Log;
  readonly pace?: Pace;
  /** How long after the first failure polling tries again; then twice as long each time. */
  readonly firstPauseMs?: number;
};

const ADVISED_PACE: Pace = { perSecond: 30, perChatPerSecond: 1 };
const CALL_TIMEOUT_SECONDS = 30;
const LARGEST_UPDATE_BYTES = 1_000_000;

export function telegramChannel(settings: TelegramSettings): Channel {
  const { log } = settings;
  const apiRoot = settings.apiRoot ?? "https://api.telegram.org";
  const bot = new Bot(settings.token, { client: { apiRoot, timeoutSeconds: CALL_TIMEOUT_SECONDS } });
  const can: Capabilities = {
    buttons: true,
    images: true,
    files: true,
    maxTextLength: MAX_TEXT_LENGTH,
    pace: settings.pace ?? ADVISED_PACE,
  };
  const inHand = new Set<Promise<void>>();
  let receive: Receive | null = null;
  let polling: Polling | null = null;

  async function handle(update: Update): Promise<void> {
    const incoming = incomingOf(update, bot.botInfo);
    try {
      if (incoming !== null && receive !== null) await receive(incoming);
    } finally {
      // Every tap is answered, or the button spins; nobody waits for it.
      const query = update.callback_query;
      if (query !== undefined)
        keep(
          bot.api.answerCallbackQuery(query.id).then(
            () => undefined,
            () => undefined,
          ),
        );
    }
  }

  function keep(work: Promise<void>): void {
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
  }

  return {
    name: "telegram",
    can,
    async start(handler) {
      receive = handler;
      try {
        await bot.init();
        if (settings.mode === "polling") {
          await bot.api.deleteWebhook();
          polling = poll(bot.api, handle, { log, firstPauseMs: settings.firstPauseMs ?? 1000 });
        } else {
          await bot.api.setWebhook(`${settings.publicUrl ?? ""}/hooks/telegram`, {
            secret_token: settings.webhookSecret ?? "",
            allowed_updates: ALLOWED_UPDATES,
          });
        }
      } catch (error) {
        throw failureOf(error);
      }
    },
    async stop() {
      await polling?.stop();
      await Promise.allSettled(inHand);
    },
    async send(outgoing) {
      try {
        return { messageId: await sendOutgoing(bot.api, outgoing) };
      } catch (error) {
        throw failureOf(error);
      }
    },
    async download(fileRef, maxBytes) {
      try {
        const file = await bot.api.getFile(fileRef);
        if ((file.file_size ?? 0) > maxBytes) throw new ChannelError("never", "too-large");
        return await bytesOf(`${apiRoot}/file/bot${settings.token}/${file.file_path ?? ""}`, maxBytes);
      } catch (error) {
        throw failureOf(error);
      }
    },
    async hook(request) {
      if (!sameSecret(request.headers.get("x-telegram-bot-api-secret-token"), settings.webhookSecret)) {
        return new Response("wrong secret\n", { status: 401 });
      }
      const body = await request.text();
      if (body.length > LARGEST_UPDATE_BYTES) return new Response("too large\n", { status: 413 });
      const update = updateIn(body);
      if (update === null) return new Response("not an update\n", { status: 400 });
      try {
        await handle(update);
        return new Response("ok\n");
      } catch (error) {
        log.error({ channel: "telegram", update: update.update_id, error: (error as Error).name }, "update not stored");
        return new Response("not stored\n", { status: 500 });
      }
    },
  };
}

/** Compares in constant time, whatever the lengths. */
function sameSecret(given: string | null, wanted: string | null): boolean {
  if (given === null || wanted === null) return false;
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function updateIn(body: string): Update | null {
  try {
    const update: unknown = JSON.parse(body);
    const known =
      typeof update === "object" && update !== null && "update_id" in update && typeof update.update_id === "number";
    return known ? (update as Update) : null;
  } catch {
    return null;
  }
}

async function bytesOf(address: string, maxBytes: number): Promise<Uint8Array> {
  const response = await fetch(address, { signal: AbortSignal.timeout(CALL_TIMEOUT_SECONDS * 1000) });
  if (!response.ok) throw new ChannelError(response.status === 404 ? "never" : "later", "file-not-served");
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > maxBytes) throw new ChannelError("never", "too-large");
  return bytes;
}
