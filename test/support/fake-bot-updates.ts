import type { Update } from "grammy/types";

/** What happens on the fake platform, on its way to the bot: fetched by it, or brought to its hook. */
export type FakeBotUpdates = {
  /** Returns the update's id. */
  happens(update: Omit<Update, "update_id">): number;
  /** Answers getUpdates; waits when there is nothing. */
  from(offset: number, limit: number, timeoutSeconds: number): Promise<Update[]>;
  /** Waits until the bot has taken this update. */
  confirmed(updateId: number): Promise<void>;
  /** From now on updates are posted there, one after the other, each until it is answered 2xx. */
  bringTo(url: string, secret: () => string): void;
  stop(): void;
};

const MOST_POSTS = 5;

export function fakeBotUpdates(): FakeBotUpdates {
  const queue: Update[] = [];
  let lastUpdateId = 100;
  let confirmedTo = 0;
  let wake: (() => void)[] = [];
  let confirmations: (() => void)[] = [];
  let stopping = false;
  let bringing: Promise<void> = Promise.resolve();
  let hook: { url: string; secret: () => string } | null = null;

  function confirm(offset: number): void {
    confirmedTo = Math.max(confirmedTo, offset);
    for (const done of confirmations.splice(0)) done();
  }

  async function bring(update: Update): Promise<void> {
    for (let posts = 0; posts < MOST_POSTS && hook !== null && !stopping; posts++) {
      const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": hook.secret() };
      const response = await fetch(hook.url, { method: "POST", headers, body: JSON.stringify(update) });
      await response.body?.cancel();
      if (response.ok) break;
    }
    confirm(update.update_id + 1);
  }

  return {
    happens(update) {
      const update_id = ++lastUpdateId;
      const whole = { ...update, update_id } as Update;
      if (hook !== null) bringing = bringing.then(() => bring(whole));
      else queue.push(whole);
      for (const up of wake.splice(0)) up();
      return update_id;
    },
    async from(offset, limit, timeoutSeconds) {
      if (offset > confirmedTo) confirm(offset);
      const keep = queue.findIndex((update) => update.update_id >= offset);
      queue.splice(0, keep < 0 ? queue.length : keep);
      if (queue.length === 0 && timeoutSeconds > 0 && !stopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutSeconds * 1000);
          wake.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return queue.slice(0, limit);
    },
    async confirmed(updateId) {
      while (confirmedTo <= updateId && !stopping) await new Promise<void>((resolve) => confirmations.push(resolve));
    },
    bringTo(url, secret) {
      hook = { url, secret };
    },
    stop() {
      stopping = true;
      for (const up of [...wake, ...confirmations]) up();
      wake = [];
      confirmations = [];
    },
  };
}
