/** An update as far as its place in Telegram's queue goes. */
type Numbered = { readonly update_id: number };

/**
 * The updates that were fetched and that Telegram may not forget yet. It forgets what stands before the offset of a call, and its
 * answer begins there: so it repeats everything from the oldest unfinished one on, and shows nothing beyond the size of an answer.
 */
export type UpdatesInHand = {
  /** For the next call: the oldest unfinished update, or the one after all of them. Call it once before each. */
  offset(): number;
  /** Of an answer those that were not there before; they are in hand from now on. */
  takeNew<One extends Numbered>(fetched: readonly One[]): readonly One[];
  /** It is stored, or nothing to the bot. */
  finished(update: Numbered): void;
  /** Everything that was fetched is finished. */
  none(): boolean;
};

export function updatesInHand(): UpdatesInHand {
  /** In the order of the queue, from the oldest unfinished one on. Ids need not grow: after a quiet week they begin anew anywhere. */
  const fetched = new Map<number, "unfinished" | "finished">();
  let offset = 0;
  let unfinished = 0;
  return {
    offset() {
      // Not sooner: an answer that is under way still holds what was finished meanwhile.
      for (const [updateId, state] of fetched) {
        if (state === "unfinished") return updateId;
        fetched.delete(updateId);
        offset = updateId + 1;
      }
      return offset;
    },
    takeNew(answer) {
      const added = answer.filter(({ update_id }) => !fetched.has(update_id));
      for (const { update_id } of added) fetched.set(update_id, "unfinished");
      unfinished += added.length;
      return added;
    },
    finished({ update_id }) {
      fetched.set(update_id, "finished");
      unfinished--;
    },
    none: () => unfinished === 0,
  };
}
