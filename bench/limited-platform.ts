import { setTimeout as delay } from "node:timers/promises";
import type { Channel, Pace } from "../src/delivery/channel.ts";
import { ChannelError } from "../src/errors.ts";

/** A platform in this process that counts strictly, at the moment a call reaches it, and refuses what is too much. */
export type LimitedPlatform = {
  readonly channel: Channel;
  /** What it accepted. */
  readonly arrivals: readonly Arrival[];
  /** How many calls it refused. */
  refused(): number;
  /** The next call for this chat is answered only after so long. */
  hang(chatId: string, forMs: number): void;
};

export type Arrival = { readonly chatId: string; readonly text: string; readonly atMs: number };

export const CHANNEL = "limited";
const WINDOW_MS = 1000;
/**
 * Calls are on their way for different times before they are counted, and are answered so long after; evenly spread. A call is
 * counted when it was due there, so that a busy machine does not make the platform late.
 */
const WAY_IN_MS = { least: 10, most: 30 };
const WAY_BACK_MS = { least: 90, most: 270 };
const RETRY_AFTER_MS = 1000;

export function limitedPlatform(pace: Pace, seed: number): LimitedPlatform {
  const random = randomFrom(seed);
  const arrivals: Arrival[] = [];
  const lastInChatMs = new Map<string, number>();
  const hangs = new Map<string, number>();
  /** Times of what was accepted lately, earliest first. */
  let counted: number[] = [];
  let refusals = 0;
  const between = ({ least, most }: { least: number; most: number }): number => least + random() * (most - least);

  /** At most `perSecond` in any second, and those of a chat its fraction of a second apart. */
  function accepts(chatId: string, atMs: number): boolean {
    counted = counted.filter((earlierMs) => atMs - earlierMs < WINDOW_MS);
    const sinceLastMs = atMs - (lastInChatMs.get(chatId) ?? Number.NEGATIVE_INFINITY);
    if (counted.length >= pace.perSecond || sinceLastMs < WINDOW_MS / pace.perChatPerSecond) return false;
    counted.push(atMs);
    lastInChatMs.set(chatId, atMs);
    return true;
  }

  return {
    arrivals,
    refused: () => refusals,
    hang: (chatId, forMs) => void hangs.set(chatId, forMs),
    channel: {
      name: CHANNEL,
      can: {
        buttons: true,
        images: true,
        files: true,
        edit: false,
        forms: false,
        monthlyQuota: null,
        maxTextLength: 4096,
        pace,
      },
      start: async () => undefined,
      stop: async () => undefined,
      async send({ chatId, message }) {
        const wayInMs = between(WAY_IN_MS);
        const atMs = performance.now() + wayInMs;
        await delay(wayInMs);
        if (!accepts(chatId, atMs)) {
          refusals++;
          throw new ChannelError("later", "too-many-requests", RETRY_AFTER_MS);
        }
        arrivals.push({ chatId, text: message.body, atMs });
        const hangMs = hangs.get(chatId);
        hangs.delete(chatId);
        await delay(hangMs ?? between(WAY_BACK_MS));
        return { messageId: String(arrivals.length), messages: 1 };
      },
      examine: async () => [],
      download: async () => new Uint8Array(),
    },
  };
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
