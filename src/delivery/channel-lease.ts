import { requeueUnfinished } from "../store/claim-deliveries.ts";
import { leaseHolder, releaseLease, takeLease } from "../store/lease.ts";
import type { Store } from "../store/open-store.ts";
import { isGone } from "./holder.ts";

/** That one process sends for a channel: this one or another. */
export type ChannelLease = {
  /** Takes it, or renews it now and then. False: another process has it. What was left in the middle is put back for sending. */
  hold(): Promise<boolean>;
  /** True while it was held a moment ago. */
  isHeld(): boolean;
  /** Gives it back, so that another need not wait for it to run out. */
  release(): Promise<void>;
};

const LEASE_SECONDS = 15;
const RENEWAL_MS = 5_000;
/** So often it is looked for deliveries that nobody carries any more, such as an answer whose commit was not acknowledged. */
const SWEEP_MS = 30_000;

export function channelLease(parts: {
  readonly store: Store;
  readonly channel: string;
  readonly holder: string;
  /** A clock that never jumps. */
  readonly nowMs: () => number;
  /** What this process is sending. */
  readonly inFlight: () => readonly number[];
}): ChannelLease {
  const { store, channel, holder, nowMs } = parts;
  const name = `dispatcher:${channel}`;
  let knownUntilMs = Number.NEGATIVE_INFINITY;
  let sweptAtMs = Number.NEGATIVE_INFINITY;
  return {
    async hold() {
      const askedAtMs = nowMs();
      if (askedAtMs < knownUntilMs) return true;
      const lease = await takeLease(store.prisma, name, holder, LEASE_SECONDS);
      if (lease === "theirs") {
        const other = await leaseHolder(store.prisma, name);
        if (other !== null && isGone(other, holder)) await releaseLease(store.prisma, name, other);
        return false;
      }
      if (lease === "new" || askedAtMs - sweptAtMs >= SWEEP_MS) {
        // What is in flight here may well outlive its lease, when the platform is slow: it is not lost.
        await requeueUnfinished(store.prisma, channel, { staleOnly: lease === "kept", inFlight: parts.inFlight() });
        sweptAtMs = askedAtMs;
      }
      // Only now: what is claimed at birth while another's deliveries are put back would be put back too.
      knownUntilMs = askedAtMs + RENEWAL_MS;
      return true;
    },
    isHeld: () => nowMs() < knownUntilMs,
    release: () => releaseLease(store.prisma, name, holder),
  };
}
