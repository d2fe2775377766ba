import { createHash, timingSafeEqual } from "node:crypto";
import type { Log } from "../../src/log.ts";
import { readAtMost } from "./read-at-most.ts";

const LARGEST_UPDATE_BYTES = 1_000_000;

/** What was not read to its end is the last thing on its connection. */
const HANG_UP = { connection: "close" };

type Hook = {
  readonly secret: string | null;
  /** Takes what the body says; rejects when it could not be stored. */
  readonly take: (update: unknown) => Promise<void>;
  readonly log: Log;
};

/**
 * Answers one call of Telegram. Without the secret nothing of the body is read. What is no update is answered 200: Telegram
 * would only repeat it. 500 asks for a repeat.
 */
export async function answerHook(request: Request, { secret, take, log }: Hook): Promise<Response> {
  if (!isSame(request.headers.get("x-telegram-bot-api-secret-token"), secret)) {
    log.warn({ channel: "telegram" }, "hook called with a wrong secret");
    return new Response("wrong secret\n", { status: 401, headers: HANG_UP });
  }
  const body = await readAtMost(request.body, LARGEST_UPDATE_BYTES);
  if (body === null) {
    log.warn({ channel: "telegram", maxBytes: LARGEST_UPDATE_BYTES }, "hook called with too large a body");
    return new Response("too large\n", { status: 413, headers: HANG_UP });
  }
  const update = parsed(body);
  if (update === null) {
    log.warn({ channel: "telegram", bytes: body.length }, "hook called with what is no JSON");
    return new Response("ignored\n");
  }
  try {
    await take(update);
    return new Response("ok\n");
  } catch (error) {
    log.error({ channel: "telegram", error: (error as Error).name }, "update not stored");
    return new Response("not stored\n", { status: 500 });
  }
}

/** Compares in constant time, whatever the lengths. */
function isSame(given: string | null, wanted: string | null): boolean {
  if (given === null || wanted === null) return false;
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
}
