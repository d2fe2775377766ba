import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** Who holds a lease: this machine, this process, and a word of its own. */
export const ownHolder = (): string => `${hostname()} ${process.pid} ${randomUUID()}`;

/**
 * True when a holder was a process of this machine that is no more, so that a bot restarted after a crash need not wait for
 * its predecessor's lease to run out. A process elsewhere, or one that cannot be told, is believed to be alive.
 */
export function isGone(holder: string, own: string): boolean {
  const [machine, pid] = holder.split(" ");
  if (holder === own || machine !== hostname() || pid === undefined) return false;
  // Our own number under another word: our predecessor had it.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
