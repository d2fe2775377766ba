import type { KnownBlock } from "@slack/web-api";

/** A chat id with this before a person's id is their App Home. */
export const HOME = "home:";

/** docs.slack.dev, App Home: at most 100 blocks. */
const MOST_BLOCKS = 100;
const MOST_HOMES = 1000;

export type Homes = {
  /** The person opened their home: what is said next begins it anew. */
  opened(user: string): void;
  /** The person tapped in their home: what is said next stands above what was there. */
  tapped(user: string): void;
  /** All that stands in the home once these blocks are added to what was said last. */
  add(user: string, blocks: readonly KnownBlock[]): KnownBlock[];
};

/**
 * What each App Home shows. Slack only replaces a home as a whole, so that the messages of one answer are put together here,
 * the newest answer first; of a home that was opened in another process only the last message stands.
 */
export function homes(): Homes {
  const answers = new Map<string, KnownBlock[][]>();

  function begin(user: string, before: readonly KnownBlock[][]): void {
    answers.delete(user);
    answers.set(user, [[], ...before]);
    const oldest = answers.keys().next().value;
    if (answers.size > MOST_HOMES && oldest !== undefined) answers.delete(oldest);
  }

  return {
    opened: (user) => begin(user, []),
    tapped: (user) => begin(user, answers.get(user) ?? []),
    add(user, blocks) {
      const [newest, ...older] = answers.get(user) ?? [];
      if (newest === undefined) return blocks.slice(0, MOST_BLOCKS);
      newest.push(...blocks);
      while (older.flat().length > MOST_BLOCKS) older.pop();
      answers.set(user, [newest, ...older]);
      const shown = [newest, ...older].filter((answer) => answer.length > 0);
      return shown.flatMap((answer, at) => (at === 0 ? answer : [LINE, ...answer])).slice(0, MOST_BLOCKS);
    },
  };
}

const LINE: KnownBlock = { type: "divider" };
