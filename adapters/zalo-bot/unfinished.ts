import { createHash } from "node:crypto";
import type { Outgoing } from "../../src/delivery/channel.ts";

/**
 * Runs one part of a message, unless an earlier attempt at the same message got it through: then gives the id of that time.
 * `part` names it within its message.
 */
export type Once = (part: string, send: () => Promise<string>) => Promise<string>;

/** Which parts of messages in the middle of an attempt went out; in memory only, so a restart begins anew. */
export type Unfinished = {
  /** For one attempt at one message. */
  of(outgoing: Pick<Outgoing, "chatId" | "message">): { readonly once: Once; finished(): void };
};

/** Attempts at one message are over by then; later the same words are another message. */
const KEPT_MS = 2 * 3_600_000;
const MOST_KEPT = 1000;

/** `nowMs` is any steady clock. */
export function unfinished(nowMs: () => number = () => performance.now()): Unfinished {
  const messages = new Map<string, { readonly sinceMs: number; readonly sent: Map<string, string> }>();

  function begun(key: string): Map<string, string> {
    const known = messages.get(key);
    if (known !== undefined && nowMs() - known.sinceMs < KEPT_MS) return known.sent;
    const sent = new Map<string, string>();
    messages.delete(key);
    messages.set(key, { sinceMs: nowMs(), sent });
    const oldest = messages.keys().next().value;
    if (messages.size > MOST_KEPT && oldest !== undefined) messages.delete(oldest);
    return sent;
  }

  return {
    of({ chatId, message }) {
      const key = createHash("sha256")
        .update(JSON.stringify([chatId, message]))
        .digest("hex");
      const sent = begun(key);
      return {
        async once(part, send) {
          const before = sent.get(part);
          if (before !== undefined) return before;
          const id = await send();
          sent.set(part, id);
          return id;
        },
        finished: () => void messages.delete(key),
      };
    },
  };
}
