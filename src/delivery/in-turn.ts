/** Does work of the same key one after another, of different keys at once. */
export type InTurn = {
  /** Resolves or rejects as the work does; what is behind it is done in any case. */
  run(key: string, work: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
};

export function inTurn(): InTurn {
  const last = new Map<string, Promise<void>>();
  return {
    run(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const done = before.then(work, work);
      // Its own failure is the caller's; the chain only waits for the end.
      const ended = done.catch(() => undefined);
      last.set(key, ended);
      void ended.then(() => {
        if (last.get(key) === ended) last.delete(key);
      });
      return done;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
