import { createHash } from "node:crypto";
import type { Outgoing } from "./channel.ts";

/**
 * Sends one part of a message, unless an earlier attempt at the same message got it through: then gives the id of that time.
 * `part` names it within its message.
 */
export type Once = (part: string, send: () => Promise<string>) => Promise<string>;

/** One attempt at one message. */
export type Attempt = {
  readonly once: Once;
  /** All of it went, or never will: the same words later are another message. */
  finished(): void;
};

/**
 * Which parts of messages went out before their sending failed, so that the next attempt sends only the rest. In memory only:
 * a restart begins anew.
 */
export type Unfinished = {
  of(outgoing: Pick<Outgoing, "chatId" | "message">): Attempt;
};

/** Attempts at one message follow sooner than this; later the same words are another message. */
const KEPT_MS = 2 * 60 * 60_000;
const MOST_KEPT = 1000;

/** `nowMs` is any steady clock. */
export function unfinished(nowMs: () => number = () => performance.now()): Unfinished {
  const kept = new Map<string, { readonly untilMs: number; readonly ids: Map<string, string> }>();

  /** The newest stand last, so that the oldest are forgotten first. */
  function keep(key: string, ids: Map<string, string>): void {
    kept.delete(key);
    kept.set(key, { untilMs: nowMs() + KEPT_MS, ids });
    const oldest = kept.keys().next().value;
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  return {
    of(outgoing) {
      const key = keyOf(outgoing);
      const known = kept.get(key);
      const ids = known !== undefined && nowMs() < known.untilMs ? known.ids : new Map<string, string>();
      if (ids.size > 0) keep(key, ids);
      return {
        async once(part, send) {
          const before = ids.get(part);
          if (before !== undefined) return before;
          const id = await send();
          ids.set(part, id);
          keep(key, ids);
          return id;
        },
        finished: () => void kept.delete(key),
      };
    },
  };
}

const keyOf = ({ chatId, message }: Pick<Outgoing, "chatId" | "message">): string =>
  createHash("sha256")
    .update(JSON.stringify([chatId, message]))
    .digest("hex");
