import type { Clock } from "../../src/clock.ts";
import type { Incoming } from "../../src/delivery/channel.ts";
import type { Log } from "../../src/log.ts";
import { incomingOf, type OfficialAccount } from "./incoming.ts";
import { judge, type SignatureSecrets } from "./signature.ts";

export type HookParts = {
  readonly secrets: SignatureSecrets;
  readonly account: () => OfficialAccount;
  /** Rejects when the event could not be stored. */
  readonly receive: (incoming: Incoming) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
};

export type Hook = {
  answer(request: Request): Promise<Response>;
  /** Resolves when events in hand are handled. */
  settled(): Promise<void>;
};

const LARGEST_EVENT_BYTES = 1_000_000;
/** What is passed over every day: echoes and receipts. The rest is worth a line. */
const USUAL = /^(oa_send_|user_received_|user_seen_|user_send_group_|user_submit_info$)/;
const EVENT_NAME = /^[a-z_]{1,40}$/;

/**
 * Answers Zalo's webhook: 200 once the event is stored, or when it is nothing to the bot; 500 when it could not be stored, so
 * that Zalo repeats it. Events of one chat are handled in the order in which they came.
 */
export function hookOf({ secrets, account, receive, clock, log }: HookParts): Hook {
  const lastOfChat = new Map<string, Promise<void>>();

  /** After everything that came from this chat before, also when that failed. */
  function inOrder(incoming: Incoming): Promise<void> {
    const before = lastOfChat.get(incoming.chatId) ?? Promise.resolve();
    const handled = before.then(
      () => receive(incoming),
      () => receive(incoming),
    );
    lastOfChat.set(incoming.chatId, handled);
    const forget = (): void => {
      if (lastOfChat.get(incoming.chatId) === handled) lastOfChat.delete(incoming.chatId);
    };
    handled.then(forget, forget);
    return handled;
  }

  async function answer(request: Request): Promise<Response> {
    const { body, size } = await bodyOf(request, LARGEST_EVENT_BYTES);
    if (body === null) {
      log.warn({ channel: "zalo-oa", code: "too-large", size }, "call of the webhook refused");
      return new Response("too large\n", { status: 413 });
    }
    // The console probes an address with nothing in it.
    if (body.length === 0) return new Response("ok\n");
    const event = parsed(body);
    if (event === null) {
      log.warn({ channel: "zalo-oa", code: "not-an-event", size }, "call of the webhook refused");
      return new Response("not an event\n", { status: 400 });
    }
    const verdict = judge(request.headers.get("x-zevent-signature"), body, event, secrets, clock.now());
    if (verdict.kind !== "good") {
      log.warn({ channel: "zalo-oa", verdict }, "event refused");
      return new Response("wrong signature\n", { status: 401 });
    }
    const incoming = incomingOf(event, account());
    if (incoming === null) {
      const name = String(event.event_name);
      if (!USUAL.test(name))
        log.info({ channel: "zalo-oa", event: EVENT_NAME.test(name) ? name : "" }, "event ignored");
      return new Response("ok\n");
    }
    try {
      await inOrder(incoming);
      return new Response("ok\n");
    } catch (error) {
      log.error({ channel: "zalo-oa", event: incoming.eventId, error: (error as Error).name }, "event not stored");
      return new Response("not stored\n", { status: 500 });
    }
  }

  return { answer, settled: async () => void (await Promise.allSettled(lastOfChat.values())) };
}

/** The exact bytes, or null when there are more than `most`; reading ends there, and `size` is what was read or announced. */
async function bodyOf(request: Request, most: number): Promise<{ body: Uint8Array | null; size: number }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return { body: null, size: Math.max(size, Number(request.headers.get("content-length")) || 0) };
    chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks), size };
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const event: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    return typeof event === "object" && event !== null && !Array.isArray(event)
      ? (event as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
