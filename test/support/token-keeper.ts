import type { TokenKeeper, TokenPair } from "../../src/delivery/token-keeper.ts";

/** Keeps a pair in memory: for adapters, whose tests need no store. Renewals wait for each other. */
export function memoryKeeper(first: TokenPair | null = null): TokenKeeper & { pair(): TokenPair | null } {
  let pair = first;
  let line: Promise<unknown> = Promise.resolve();
  return {
    pair: () => pair,
    read: async () => pair,
    renew(spent, renew) {
      const renewed = line.then(async () => {
        if (pair !== null && pair.accessToken !== spent) return pair;
        pair = await renew(pair);
        return pair;
      });
      line = renewed.catch(() => undefined);
      return renewed;
    },
  };
}
