import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "grammy";
import type { Hearing } from "../../src/delivery/hearing.ts";
import { inTurn } from "../../src/delivery/in-turn.ts";
import type { Log } from "../../src/log.ts";
import { callSignal } from "./client.ts";
import { failureOf } from "./failure.ts";
import { chatOf, readUpdate, type Update } from "./update.ts";
import { updatesInHand } from "./updates-in-hand.ts";

export type Polling = { stop(): Promise<void> };

/** Only what the bot reads: the rest is not even fetched. */
export const ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"] as const;

/** The most that Telegram gives (core.telegram.org/bots/api#getupdates), so also the most that is in hand. */
const BATCH = 100;
const LONG_POLL_SECONDS = 25;
const LONGEST_PAUSE_MS = 30_000;
/** An empty answer that comes sooner than this was not waited for: who answers does not know long polling. */
const SOON_MS = 100;
/** While updates are unfinished an answer is never waited for: so Telegram is asked so much later, and less often if that brought nothing. */
const LOOK_AGAIN_MS = 200;
const LONGEST_LOOK_MS = 1_000;

/**
 * Fetches updates in batches; those of one chat are handled in order, different chats at once, and none waits for another's. An
 * update is handled until it is stored: what was not, Telegram is not told of and gives again after a crash.
 */
export function poll(
  api: Api,
  handle: (update: Update) => Promise<void>,
  { log, firstPauseMs, ear }: { log: Log; firstPauseMs: number; ear: Hearing },
): Polling {
  const ending = new AbortController();
  const inHand = updatesInHand();
  const chats = inTurn();
  let allFinished: () => void = () => undefined;

  async function loop(): Promise<void> {
    let failures = 0;
    let looks = 0;
    while (!ending.signal.aborted) {
      try {
        const askedAtMs = performance.now();
        const fetched: readonly { readonly update_id: number }[] = await api.getUpdates(
          {
            offset: inHand.offset(),
            limit: BATCH,
            // After a failure it is to show at once that fetching works again.
            timeout: failures === 0 ? LONG_POLL_SECONDS : 0,
            allowed_updates: ALLOWED_UPDATES,
          },
          callSignal(ending.signal),
        );
        failures = 0;
        ear.heard();
        const added = inHand.takeNew(fetched);
        added.forEach(take);
        looks = added.length > 0 ? 0 : looks + 1;
        if (!inHand.none()) await finishedOrAfter(Math.min(LOOK_AGAIN_MS * 2 ** looks, LONGEST_LOOK_MS));
        else if (fetched.length === 0 && performance.now() - askedAtMs < SOON_MS) await pause(0);
      } catch (error) {
        if (ending.signal.aborted) return;
        await failed(error, failures++);
      }
    }
  }

  async function failed(error: unknown, failures: number): Promise<void> {
    const { outcome, code, retryAfterMs } = failureOf(error);
    // Of two programs with one token each takes the other's updates away.
    if (outcome === "set-up" || code === "another-poller") ear.refused();
    else ear.failed();
    log.warn({ channel: "telegram", code }, "updates not fetched");
    await pause(failures, retryAfterMs ?? 0);
  }

  function take(fetched: { readonly update_id: number }): void {
    const update = readUpdate(fetched);
    if (update === null) {
      log.warn({ channel: "telegram", update: fetched.update_id }, "update not understood");
      inHand.finished(fetched);
    } else void chats.run(String(chatOf(update)), () => handleUntilStored(update));
  }

  /** Gives up only at a stop, and then begins nothing that stands behind it. */
  async function handleUntilStored(update: Update): Promise<void> {
    for (let failures = 0; !ending.signal.aborted; failures++) {
      try {
        await handle(update);
        inHand.finished(update);
        if (inHand.none()) allFinished();
        return;
      } catch (error) {
        log.error(
          { channel: "telegram", update: update.update_id, tries: failures + 1, error: (error as Error).name },
          "update not stored",
        );
        await pause(failures);
      }
    }
  }

  async function finishedOrAfter(ms: number): Promise<void> {
    if (ending.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      allFinished = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  const pause = (failures: number, atLeastMs = 0): Promise<void> =>
    delay(Math.max(atLeastMs, Math.min(firstPauseMs * 2 ** failures, LONGEST_PAUSE_MS)), undefined, {
      signal: ending.signal,
    }).catch(() => undefined);

  const running = loop();
  return {
    async stop() {
      ending.abort();
      allFinished();
      await running;
      await chats.idle();
    },
  };
}
