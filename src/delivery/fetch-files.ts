import type { Clock } from "../clock.ts";
import { ChannelError } from "../errors.ts";
import type { Log } from "../log.ts";
import { claimFilesToFetch, fileFetched, giveUpFilesElsewhere, type WaitingFile } from "../store/attachments.ts";
import type { FileStore } from "../store/files.ts";
import type { Store } from "../store/open-store.ts";
import type { Channel } from "./channel.ts";

/** The largest file kept as evidence; Telegram gives bots no more than this anyway. */
export const LARGEST_FILE_BYTES = 20_000_000;

/** Each is in memory while it is fetched: so many of the largest are 60 MB. */
const AT_ONCE = 3;

/** A platform that is away, or a set-up that is wrong, is waited for as long as a message waits for them. */
const PATIENCE_MS = 3 * 24 * 60 * 60_000;

/** Whether a file that could not be had is not tried again. */
export const isGivenUp = (failure: ChannelError | null, createdAt: Date, now: Date): boolean =>
  failure?.outcome === "never" || now.getTime() - createdAt.getTime() >= PATIENCE_MS;

export type FileFetcher = {
  /** Fetches what waits and has rested, each file once; calls while it is busy are one more round. Never rejects. */
  fetchWaiting(): Promise<void>;
};

/** Fetches the bytes of received files after their event was committed, so that a slow download never holds a person's lock. */
export function fileFetcher(parts: {
  store: Store;
  files: FileStore;
  channels: ReadonlyMap<string, Channel>;
  clock: Clock;
  log: Log;
}): FileFetcher {
  const { clock, channels } = parts;
  const { prisma } = parts.store;
  let busy: Promise<void> | null = null;
  let again = false;

  async function rounds(): Promise<void> {
    while (again) {
      again = false;
      await round();
    }
  }

  async function round(): Promise<void> {
    const names = [...channels.keys()];
    const now = clock.now();
    await giveUpFilesElsewhere(prisma, { channels: names, before: new Date(now.getTime() - PATIENCE_MS), now });
    const tried: number[] = [];
    for (;;) {
      const claimed = await claimFilesToFetch(prisma, {
        channels: names,
        limit: AT_ONCE,
        except: tried,
        now: clock.now(),
      });
      if (claimed.length === 0) return;
      tried.push(...claimed.map(({ id }) => id));
      await Promise.all(claimed.map(fetchOne));
    }
  }

  async function fetchOne(file: WaitingFile): Promise<void> {
    const channel = channels.get(file.channel);
    if (channel === undefined) return;
    try {
      const sha256 = await parts.files.put(await channel.download(file.fileRef, LARGEST_FILE_BYTES));
      await fileFetched(prisma, file.id, sha256, clock.now());
    } catch (error) {
      const failure = error instanceof ChannelError ? error : null;
      const givenUp = isGivenUp(failure, file.createdAt, clock.now());
      parts.log.warn({ attachment: file.id, code: failure?.code ?? "unexpected-error", givenUp }, "file not fetched");
      if (givenUp) await fileFetched(prisma, file.id, null, clock.now());
    }
  }

  return {
    async fetchWaiting() {
      again = true;
      busy ??= rounds()
        .catch((error: unknown) => parts.log.error({ error: (error as Error).name }, "files not fetched"))
        .finally(() => {
          busy = null;
        });
      await busy;
    },
  };
}
