import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { Log } from "../../src/log.ts";
import { failureOf } from "./failure.ts";

export type Polling = { stop(): Promise<void> };

/** Only what the bot reads: the rest is not even fetched. */
export const ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"] as const;

const BATCH = 100;
const LONG_POLL_SECONDS = 25;
const LONGEST_PAUSE_MS = 30_000;
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
        const updates = await api.getUpdates(
          { offset, limit: BATCH, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
          // grammY was typed against an older AbortSignal; it is the same one.
          ending.signal as unknown as Parameters<Api["getUpdates"]>[1],
        );
        failures = 0;
        await Promise.all([...byChat(updates).values()].map(handleInOrder));
        const last = updates.at(-1);
        if (last !== undefined) offset = last.update_id + 1;
      } catch (error) {
        if (ending.signal.aborted) return;
        log.warn({ channel: "telegram", code: failureOf(error).code }, "updates not fetched");
        await pause(failures++);
      }
    }
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

  const pause = (failures: number): Promise<void> =>
    delay(Math.min(firstPauseMs * 2 ** failures, LONGEST_PAUSE_MS), undefined, { signal: ending.signal }).catch(
      () => undefined,
    );

  const running = loop();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function byChat(updates: readonly Update[]): Map<number | string, Update[]> {
  return Map.groupBy(
    updates,
    (update) =>
      update.message?.chat.id ?? update.callback_query?.message?.chat.id ?? update.my_chat_member?.chat.id ?? "no chat",
  );
}
