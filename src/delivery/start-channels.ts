import { setTimeout as delay } from "node:timers/promises";
import { ChannelError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Channel, Receive } from "./channel.ts";

const LONGEST_PAUSE_MS = 30_000;
/** A platform that refuses the bot waits for a person who mends its set-up. */
const REFUSED_PAUSE_MS = 5 * 60_000;

export type ChannelStarter = {
  /** Begins to hear every platform. One that is away, or refuses the bot, is tried again while the others work. Rejects when all refuse. */
  start(receive: Receive): Promise<void>;
  /** The platforms that are not heard at present. */
  unheard(): readonly string[];
  /** Hears nothing more; resolves when events in hand are handled. */
  stop(): Promise<void>;
};

/** `firstPauseMs` passes before the second try; then twice as long each time, up to 30 s. */
export function channelStarter(
  channels: readonly Channel[],
  { log, firstPauseMs = 1000 }: { readonly log: Log; readonly firstPauseMs?: number },
): ChannelStarter {
  const ending = new AbortController();
  const notStarted = new Set(channels.map(({ name }) => name));
  let trying: Promise<void>[] = [];

  /** What kept the platform from being heard; null when it is. */
  async function tried(channel: Channel, receive: Receive): Promise<ChannelError | null> {
    try {
      await channel.start(receive);
      notStarted.delete(channel.name);
      return null;
    } catch (error) {
      const failure = error instanceof ChannelError ? error : new ChannelError("later", (error as Error).name);
      const fields = { channel: channel.name, code: failure.code };
      if (failure.outcome === "set-up") log.error(fields, "the platform refuses the bot");
      else if (!ending.signal.aborted) log.warn(fields, "not connected");
      return failure;
    }
  }

  async function tryAgain(channel: Channel, receive: Receive, first: ChannelError): Promise<void> {
    let error: ChannelError | null = first;
    for (let failures = 0; error !== null; failures++) {
      const pauseMs = Math.min(firstPauseMs * 2 ** failures, LONGEST_PAUSE_MS);
      await pause(error.outcome === "set-up" ? REFUSED_PAUSE_MS : (error.retryAfterMs ?? pauseMs));
      if (ending.signal.aborted) return;
      error = await tried(channel, receive);
    }
    if (ending.signal.aborted) return await channel.stop();
    log.info({ channel: channel.name }, "connected");
  }

  const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal: ending.signal }).catch(() => undefined);

  return {
    async start(receive) {
      const outcomes = await Promise.all(
        channels.map(async (channel) => ({ channel, error: await tried(channel, receive) })),
      );
      const refusals = outcomes.flatMap(({ error }) => (error?.outcome === "set-up" ? [error] : []));
      if (refusals[0] !== undefined && refusals.length === channels.length) throw refusals[0];
      trying = outcomes.flatMap(({ channel, error }) => (error === null ? [] : [tryAgain(channel, receive, error)]));
    },
    unheard: () =>
      channels.filter(({ name, hears }) => notStarted.has(name) || hears?.() === false).map(({ name }) => name),
    async stop() {
      ending.abort();
      await Promise.all(channels.map((channel) => channel.stop()));
      await Promise.all(trying);
    },
  };
}
