import type { Hearing } from "../../src/delivery/hearing.ts";
import type { Log } from "../../src/log.ts";
import { pause, pauseMsAfter } from "./back-off.ts";
import { type Call, StrangeAnswer, ZaloRefusal } from "./call.ts";
import { failureOf } from "./failure.ts";
import { webhookAddress } from "./webhook.ts";

// `getUpdates` knows no offset and no confirmation: what it has given it never gives again (at most once), and messages sent while
// nobody polled were reported lost. So one call at a time, and an event is tried again here until it is stored: `receive` rejects
// only while the store is away, and then no other event could be stored either.

export type Polling = { stop(): Promise<void> };

const LONG_POLL_SECONDS = 30;
/** How much longer than the poll we wait for its answer. */
const GRACE_MS = 10_000;
/** An idle answer takes the whole poll; one that comes sooner than this must not make us ask in a tight circle. */
const SOONEST_IDLE_MS = 1000;
/** With a token that is refused. */
const SET_UP_PAUSE_MS = 300_000;

export function poll(
  call: Call,
  handle: (update: unknown) => Promise<void>,
  { log, firstPauseMs, ear }: { log: Log; firstPauseMs: number; ear: Hearing },
): Polling {
  const ending = new AbortController();
  const { signal } = ending;

  async function loop(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const askedAtMs = performance.now();
      try {
        const update = await call(
          "getUpdates",
          // A text: the table of parameters says so, and live clients send one.
          { timeout: String(LONG_POLL_SECONDS) },
          { timeoutMs: LONG_POLL_SECONDS * 1000 + GRACE_MS, signal },
        );
        failures = 0;
        ear.heard();
        await handleUntilStored(update);
      } catch (error) {
        if (signal.aborted) return;
        if (isIdle(error)) {
          failures = 0;
          ear.heard();
          if (performance.now() - askedAtMs < SOONEST_IDLE_MS) await pause(pauseMsAfter(0, firstPauseMs), signal);
        } else await failed(error, failures++);
      }
    }
  }

  async function failed(error: unknown, failures: number): Promise<void> {
    const { outcome, code } = failureOf(error);
    if (outcome === "set-up") {
      ear.refused();
      log.error({ channel: "zalo-bot", code }, "updates not fetched");
      return pause(SET_UP_PAUSE_MS, signal);
    }
    ear.failed();
    // Polling is refused while a webhook is set; it may be another installation's, so it is named and left.
    const elsewhere = outcome === "never" && (await webhookAddress(call, { signal }).catch(() => "")) !== "";
    log.warn({ channel: "zalo-bot", code: elsewhere ? "webhook-set" : code }, "updates not fetched");
    await pause(pauseMsAfter(failures, firstPauseMs), signal);
  }

  async function handleUntilStored(update: unknown): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await handle(update);
      } catch (error) {
        log.error({ channel: "zalo-bot", tries, error: (error as Error).name }, "update not stored");
        if (signal.aborted) return;
        await pause(pauseMsAfter(tries - 1, firstPauseMs), signal);
      }
    }
  }

  const running = loop();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

const isIdle = (error: unknown): boolean =>
  (error instanceof ZaloRefusal && error.errorCode === 408) || (error instanceof StrangeAnswer && error.status === 408);
