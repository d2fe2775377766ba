import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";

/** Stands for a place that cannot be told. */
const UNTOLD = "?";

/** Who holds a lease: where its process is numbered, the number, and a word of its own. */
export const ownHolder = (): string => `${numberedWhere()} ${process.pid} ${randomUUID()}`;

/**
 * Two processes of the same place have the same number only one after the other. A host name alone does not say so: machines
 * and containers made from one image share it. On Linux it is this start of this machine and this container's list of
 * processes; elsewhere no more than the host name can be told.
 */
function numberedWhere(): string {
  if (process.platform !== "linux") return hostname();
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${hostname()}/${boot}/${statSync("/proc/self/ns/pid").ino}`;
  } catch {
    return UNTOLD;
  }
}

/**
 * True when a holder was a process of the same place that is no more, so that a bot restarted after a crash need not wait for
 * its predecessor's lease to run out. A process elsewhere, or one that cannot be told, is believed to be alive.
 */
export function isGone(holder: string, own: string): boolean {
  const [place, pid] = holder.split(" ");
  const [ownPlace, ownPid] = own.split(" ");
  if (holder === own || place !== ownPlace || place === UNTOLD || pid === undefined) return false;
  // Our own number under another word: our predecessor had it.
  if (pid === ownPid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
