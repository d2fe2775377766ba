import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "grammy";
import type { Log } from "../../src/log.ts";
import { callSignal } from "./client.ts";
import { failureOf } from "./failure.ts";
import { chatOf, readUpdate, type Update } from "./update.ts";

export type Polling = { stop(): Promise<void> };

/** Only what the bot reads: the rest is not even fetched. */
export const ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"] as const;

const BATCH = 100;
const LONG_POLL_SECONDS = 25;
const LONGEST_PAUSE_MS = 30_000;
/** An empty answer that comes sooner than this was not waited for: who answers does not know long polling. */
const SOON_MS = 100;
/** An update that fails so often is passed over, so that one poisoned event never keeps the bot from the others. */
const MOST_TRIES = 5;

/**
 * Fetches updates in batches; those of one chat are handled in order, different chats at once. The offset is confirmed only
 * when every update of the batch is stored, so what was not stored is fetched again after a crash.
 */
export function poll(
  api: Api,
  handle: (update: Update) => Promise<void>,
  { log, firstPauseMs }: { log: Log; firstPauseMs: number },
): Polling {
  const ending = new AbortController();

  async function loop(): Promise<void> {
    let offset = 0;
    let failures = 0;
    while (!ending.signal.aborted) {
      try {
        const askedAtMs = performance.now();
        const fetched: readonly { readonly update_id: number }[] = await api.getUpdates(
          { offset, limit: BATCH, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
          callSignal(ending.signal),
        );
        failures = 0;
        await Promise.all([...byChat(understood(fetched)).values()].map(handleInOrder));
        const last = fetched.at(-1);
        if (last !== undefined) offset = last.update_id + 1;
        else if (performance.now() - askedAtMs < SOON_MS) await pause(0);
      } catch (error) {
        if (ending.signal.aborted) return;
        const { code, retryAfterMs } = failureOf(error);
        log.warn({ channel: "telegram", code }, "updates not fetched");
        await pause(failures++, retryAfterMs ?? 0);
      }
    }
  }

  function understood(fetched: readonly { readonly update_id: number }[]): Update[] {
    return fetched.flatMap((one) => {
      const update = readUpdate(one);
      if (update === null) log.warn({ channel: "telegram", update: one.update_id }, "update not understood");
      return update ?? [];
    });
  }

  async function handleInOrder(updates: readonly Update[]): Promise<void> {
    for (const update of updates) {
      for (let tries = 1; ; tries++) {
        try {
          await handle(update);
          break;
        } catch (error) {
          log.error(
            { channel: "telegram", update: update.update_id, tries, error: (error as Error).name },
            "update not stored",
          );
          if (ending.signal.aborted) throw error;
          if (tries >= MOST_TRIES) break;
          await pause(tries - 1);
        }
      }
    }
  }

  const pause = (failures: number, atLeastMs = 0): Promise<void> =>
    delay(Math.max(atLeastMs, Math.min(firstPauseMs * 2 ** failures, LONGEST_PAUSE_MS)), undefined, {
      signal: ending.signal,
    }).catch(() => undefined);

  const running = loop();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

const byChat = (updates: readonly Update[]): Map<number | null, Update[]> => Map.groupBy(updates, chatOf);
