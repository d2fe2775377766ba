import type { DeliveryResult } from "../store/finish-deliveries.ts";

/** Writes down how deliveries ended, many in one write. */
export type ResultWriter = {
  /** Resolves once it is written, or given up. */
  write(result: DeliveryResult): Promise<void>;
  /** The last attempt at these, which were written down or are about to be, was none after all. With the next write. */
  forgive(deliveries: readonly number[]): void;
};

type Batch = { readonly results: readonly DeliveryResult[]; readonly forgiven: readonly number[] };

/**
 * Results that come while a write is under way go together in the next one. `attempt` writes; when it rejects, `failed` may
 * wait, and says whether to try again or to give up.
 */
export function resultWriter(
  attempt: (batch: Batch) => Promise<void>,
  failed: (error: Error) => Promise<"again" | "give up">,
): ResultWriter {
  let results: DeliveryResult[] = [];
  let forgiven: number[] = [];
  let writing: Promise<void> | null = null;

  async function writeBatch(): Promise<void> {
    const batch: Batch = { results, forgiven };
    results = [];
    forgiven = [];
    try {
      await attempt(batch);
    } catch (error) {
      if ((await failed(error as Error)) === "give up") return;
      results = [...batch.results, ...results];
      forgiven = [...batch.forgiven, ...forgiven];
    }
  }

  return {
    async write(result) {
      results.push(result);
      while (results.length > 0) {
        writing ??= writeBatch().finally(() => {
          writing = null;
        });
        await writing;
      }
    },
    forgive: (deliveries) => void forgiven.push(...deliveries),
  };
}
