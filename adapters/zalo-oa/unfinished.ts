import { createHash } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import type { Outgoing } from "../../src/delivery/channel.ts";

/** Sends one part of a message, unless an earlier attempt at the same message got it through: then gives the id of that time. */
export type Once = (part: string, send: () => Promise<string>) => Promise<string>;

export type Attempt = { readonly once: Once; finished(): void };

/** Attempts at one message are over by then; the same words later are another message. */
const KEPT_MS = 2 * 60 * 60_000;
const MOST_KEPT = 1000;

/**
 * Remembers which parts of a message went out before its sending failed: beyond 48 hours each part costs money. In memory
 * only, so a restart begins anew.
 */
export function attempts(clock: Clock): (outgoing: Pick<Outgoing, "chatId" | "message">) => Attempt {
  const kept = new Map<string, { readonly sinceMs: number; readonly ids: Map<string, string> }>();

  return ({ chatId, message }) => {
    const key = createHash("sha256")
      .update(JSON.stringify([chatId, message]))
      .digest("hex");
    const known = kept.get(key);
    const nowMs = clock.now().getTime();
    const ids = known !== undefined && nowMs - known.sinceMs < KEPT_MS ? known.ids : new Map<string, string>();
    return {
      async once(part, send) {
        const id = ids.get(part) ?? (await send());
        ids.set(part, id);
        kept.set(key, { sinceMs: nowMs, ids });
        const oldest = kept.keys().next().value;
        if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
        return id;
      },
      finished: () => void kept.delete(key),
    };
  };
}
