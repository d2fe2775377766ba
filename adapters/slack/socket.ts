import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setTimeout as delay } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Hearing } from "../../src/delivery/hearing.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { failureOf } from "./failure.ts";
import type { Envelope } from "./incoming.ts";
import { jsonOf, textAt, valueAt } from "./payload.ts";

export type Socket = { stop(): Promise<void> };

export type SocketParts = {
  /** With the app-level token. */
  readonly api: WebClient;
  readonly handle: (envelope: Envelope) => Promise<void>;
  readonly log: Log;
  /** Is told when a socket is open and when none is. */
  readonly ear: Hearing;
  /** How long after the first failure the socket is opened again; then twice as long each time. */
  readonly firstPauseMs: number;
};

const LONGEST_PAUSE_MS = 30_000;
/** Slack greets a new socket at once. */
const HELLO_TIMEOUT_MS = 15_000;
/** Slack pings every few seconds; a socket that was pinged and then is silent so long is dead. */
const SILENCE_MS = 60_000;
/** How long what is in hand may take before a socket that Slack wants back is closed. */
const GRACE_MS = 3_000;

const KINDS: Readonly<Record<string, Envelope["kind"]>> = {
  events_api: "event",
  interactive: "interaction",
  slash_commands: "command",
};

/**
 * Socket mode: Slack calls us through a web socket that we open. An envelope is acknowledged only once it is handled;
 * what is not, Slack sends again. Rejects when the first socket cannot be opened; later ones are opened until stopped.
 */
export async function openSocket(parts: SocketParts): Promise<Socket> {
  const ending = new AbortController();
  const { log, ear } = parts;
  const first = await session(parts, ending.signal);
  ear.heard();

  async function loop(): Promise<void> {
    let closed = first.closed;
    let failures = 0;
    for (;;) {
      await closed;
      if (!ending.signal.aborted) ear.failed();
      // A pause after each, so that a socket that is closed again and again does not become a flood.
      await pause(parts.firstPauseMs);
      if (ending.signal.aborted) return;
      try {
        closed = (await session(parts, ending.signal)).closed;
        ear.heard();
        failures = 0;
      } catch (error) {
        const { code, retryAfterMs } = failureOf(error);
        log.warn({ channel: "slack", code }, "socket not opened");
        await pause(retryAfterMs ?? Math.min(parts.firstPauseMs * 2 ** failures++, LONGEST_PAUSE_MS));
      }
    }
  }

  const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal: ending.signal }).catch(() => undefined);

  const running = loop();
  return {
    async stop() {
      ending.abort();
      await Promise.race([running, delay(2 * GRACE_MS, undefined, { ref: false })]);
    },
  };
}

/** One socket: resolves when Slack has greeted, its `closed` when it is gone. */
async function session(parts: SocketParts, ending: AbortSignal): Promise<{ readonly closed: Promise<void> }> {
  const { log } = parts;
  const { url } = await parts.api.apps.connections.open({});
  if (ending.aborted || url === undefined || !URL.canParse(url)) throw new ChannelError("later", "no-socket");
  const socket = new WebSocket(url);
  const inHand = new Set<Promise<void>>();
  const over = Promise.withResolvers<void>();
  const greeted = Promise.withResolvers<void>();
  let silence: NodeJS.Timeout | undefined;

  async function close(): Promise<void> {
    await Promise.race([Promise.allSettled(inHand), delay(GRACE_MS, undefined, { ref: false })]);
    socket.close();
  }

  async function take(envelope: unknown): Promise<void> {
    const id = textAt(envelope, "envelope_id");
    const kind = KINDS[textAt(envelope, "type")];
    try {
      if (kind !== undefined) await parts.handle({ kind, body: valueAt(envelope, "payload") });
      if (id !== "" && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ envelope_id: id }));
    } catch (error) {
      log.error({ channel: "slack", envelope: id, error: (error as Error).name }, "event not stored");
    }
  }

  function onPing(message: unknown): void {
    if (valueAt(message, "websocket") !== socket) return;
    clearTimeout(silence);
    silence = setTimeout(() => over.resolve(), SILENCE_MS);
    silence.unref();
  }

  const onEnding = () => void close().then(() => over.resolve());
  socket.addEventListener("message", ({ data }) => {
    const envelope = typeof data === "string" ? jsonOf(data) : undefined;
    const type = textAt(envelope, "type");
    if (type === "hello") return greeted.resolve();
    if (type === "disconnect") {
      log.info({ channel: "slack", reason: textAt(envelope, "reason").slice(0, 40) }, "socket is to be opened anew");
      return over.resolve();
    }
    if (type === "") return log.warn({ channel: "slack" }, "unreadable envelope");
    const taken: Promise<void> = take(envelope).finally(() => inHand.delete(taken));
    inHand.add(taken);
  });
  socket.addEventListener("error", () => over.resolve());
  socket.addEventListener("close", () => over.resolve());
  subscribe("undici:websocket:ping", onPing);
  ending.addEventListener("abort", onEnding);

  const closed = over.promise.then(() => {
    clearTimeout(silence);
    unsubscribe("undici:websocket:ping", onPing);
    ending.removeEventListener("abort", onEnding);
    // Not waited for: the next socket takes over meanwhile.
    void close();
  });
  const mute = setTimeout(() => over.resolve(), HELLO_TIMEOUT_MS);
  const gone = closed.then(() => Promise.reject(new ChannelError("later", "no-socket")));
  await Promise.race([greeted.promise, gone]).finally(() => clearTimeout(mute));
  return { closed };
}
