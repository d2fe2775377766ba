import type { Clock } from "../clock.ts";
import { ChannelError } from "../errors.ts";
import type { Log } from "../log.ts";
import { fileFetched, filesToFetch, type WaitingFile } from "../store/attachments.ts";
import type { FileStore } from "../store/files.ts";
import type { Store } from "../store/open-store.ts";
import type { Channel } from "./channel.ts";

/** The largest file kept as evidence; Telegram gives bots no more than this anyway. */
export const LARGEST_FILE_BYTES = 20_000_000;

const AT_ONCE = 20;

export type FileFetcher = {
  /** Fetches what waits; calls while it is busy are one more round. Never rejects. */
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
  let busy: Promise<void> | null = null;
  let again = false;

  async function round(): Promise<void> {
    do {
      again = false;
      const waiting = await filesToFetch(parts.store.prisma, AT_ONCE);
      const done = await Promise.all(waiting.map(fetchOne));
      if (waiting.length === AT_ONCE && done.some(Boolean)) again = true;
    } while (again);
  }

  /** True when the file needs no further try. */
  async function fetchOne(file: WaitingFile): Promise<boolean> {
    const channel = parts.channels.get(file.channel);
    if (channel === undefined) return false;
    try {
      const sha256 = await parts.files.put(await channel.download(file.fileRef, LARGEST_FILE_BYTES));
      await fileFetched(parts.store.prisma, file.id, sha256, parts.clock.now());
      return true;
    } catch (error) {
      const failure = error instanceof ChannelError ? error : null;
      parts.log.warn({ attachment: file.id, code: failure?.code ?? "unexpected-error" }, "file not fetched");
      if (failure?.outcome !== "never") return false;
      await fileFetched(parts.store.prisma, file.id, null, parts.clock.now());
      return true;
    }
  }

  return {
    async fetchWaiting() {
      again = true;
      busy ??= round()
        .catch((error: unknown) => parts.log.error({ error: (error as Error).name }, "files not fetched"))
        .finally(() => {
          busy = null;
        });
      await busy;
    },
  };
}
