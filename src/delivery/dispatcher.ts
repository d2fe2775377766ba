import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { ChannelError } from "../errors.ts";
import type { Log } from "../log.ts";
import { leaseHolder, releaseLease, takeLease } from "../store/lease.ts";
import type { Store } from "../store/open-store.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryResult,
  finishDeliveries,
  requeueUnfinished,
} from "../store/outbox.ts";
import type { Channel } from "./channel.ts";
import { isGone } from "./holder.ts";
import type { Message } from "./message.ts";
import { type Pacer, pacer } from "./pace.ts";
import { type Ending, resultOf } from "./result.ts";

export type Dispatcher = {
  /** Sends what may go until stopped. */
  start(): void;
  /** Something was put into the outbox: look at once. */
  wake(): void;
  /** True while this process holds the channel: what it enqueues may be claimed at birth. */
  holds(): boolean;
  /** Carries deliveries that were claimed at birth; `more` when others of their chats wait behind them. */
  carry(claimed: readonly ClaimedDelivery[], more: boolean): void;
  /** Sends everything that may go now and resolves when none is left. Returns how many were sent. */
  drain(): Promise<number>;
  /** Finishes what is in flight and gives the lease back. */
  stop(): Promise<void>;
};

export type DispatcherParts = {
  readonly store: Store;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly log: Log;
  /** This process; a lease names it. */
  readonly holder: string;
  /** Whether messages that the bot starts itself may go at this moment. */
  readonly proactiveAllowed: (now: Date) => Promise<boolean> | boolean;
  /** The bytes of a kept file. */
  readonly readFile: (sha256: string) => Promise<Uint8Array>;
};

const LEASE_SECONDS = 15;
const LEASE_RENEWAL_MS = 5_000;
const POLL_MS = 1_000;
const SWEEP_MS = 30_000;
const MOST_IN_FLIGHT = 32;

/**
 * Carries messages from the outbox to one channel: at most one at a time in each chat, many chats at once, within the
 * channel's pace. One process per channel holds the lease, so the pace is kept with many processes.
 */
export function dispatcher(parts: DispatcherParts): Dispatcher {
  const { store, channel, clock, log } = parts;
  const leaseName = `dispatcher:${channel.name}`;
  const pace: Pacer = pacer(channel.can.pace);
  const inFlight = new Set<Promise<void>>();
  let results: DeliveryResult[] = [];
  let writing: Promise<void> | null = null;
  let running: Promise<void> | null = null;
  let stopping = false;
  let leaseKnownUntilMs = 0;
  let sweptAtMs = 0;
  let sent = 0;
  let wakeUp: () => void = () => undefined;
  let woken = false;

  const steadyMs = () => performance.now();

  async function holdLease(): Promise<boolean> {
    if (steadyMs() < leaseKnownUntilMs) return true;
    const askedAtMs = steadyMs();
    const lease = await takeLease(store.prisma, leaseName, parts.holder, LEASE_SECONDS);
    if (lease === "theirs") {
      const holder = await leaseHolder(store.prisma, leaseName);
      if (holder !== null && isGone(holder, parts.holder)) await releaseLease(store.prisma, leaseName, holder);
      return false;
    }
    leaseKnownUntilMs = askedAtMs + LEASE_RENEWAL_MS;
    if (lease === "new") await requeueUnfinished(store.prisma, channel.name, false);
    else if (askedAtMs - sweptAtMs > SWEEP_MS) await requeueUnfinished(store.prisma, channel.name, true);
    sweptAtMs = askedAtMs;
    return true;
  }

  /** Claims what may go and starts sending it. Returns how many were claimed. */
  async function claim(): Promise<number> {
    const now = clock.now();
    const claimed = await claimDeliveries(store.prisma, {
      channel: channel.name,
      now,
      limit: MOST_IN_FLIGHT - inFlight.size,
      proactiveToo: await parts.proactiveAllowed(now),
    });
    for (const delivery of claimed) launch(delivery);
    return claimed.length;
  }

  function launch(delivery: ClaimedDelivery): Promise<void> {
    const carried: Promise<void> = carry(delivery).finally(() => inFlight.delete(carried));
    inFlight.add(carried);
    return carried;
  }

  async function carry(delivery: ClaimedDelivery): Promise<void> {
    const ending = await attempt(delivery);
    results.push(resultOf(delivery, ending, clock.now()));
    await writeResults();
  }

  async function attempt(delivery: ClaimedDelivery): Promise<Ending> {
    if (!delivery.allowed) return { end: "cancelled" };
    if (delivery.expired) return { end: "expired" };
    const waitMs = pace.book(delivery.chatId, steadyMs());
    if (waitMs > 0) await delay(waitMs);
    try {
      const message = delivery.message as Message;
      const contents = await Promise.all(message.files.map((file) => parts.readFile(file.sha256)));
      const { messageId } = await channel.send({ chatId: delivery.chatId, message, contents });
      sent++;
      return { end: "sent", messageId };
    } catch (error) {
      const failure = error instanceof ChannelError ? error : new ChannelError("later", "unexpected-error");
      log.warn(
        { channel: channel.name, delivery: delivery.id, code: failure.code, outcome: failure.outcome },
        "not sent",
      );
      return { end: "failure", failure };
    }
  }

  /** Results that come while a write is under way go together in the next one; a store that is away is asked again. */
  async function writeResults(): Promise<void> {
    while (results.length > 0) {
      writing ??= writeBatch().finally(() => {
        writing = null;
      });
      await writing;
    }
  }

  async function writeBatch(): Promise<void> {
    const batch = results;
    results = [];
    try {
      await finishDeliveries(store.prisma, batch);
    } catch (error) {
      log.error({ channel: channel.name, error: (error as Error).name }, "results not written");
      // Given up when stopping: the rows' leases run out and the messages are sent once more.
      if (stopping) return;
      results = [...batch, ...results];
      await delay(POLL_MS);
    }
  }

  function wake(): void {
    woken = true;
    wakeUp();
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      woken = false;
      let claimed = 0;
      try {
        if (inFlight.size < MOST_IN_FLIGHT && (await holdLease())) claimed = await claim();
      } catch (error) {
        log.error({ channel: channel.name, error: (error as Error).name }, "outbox not readable");
      }
      if (claimed === 0 || inFlight.size >= MOST_IN_FLIGHT) await pause();
    }
  }

  /** Until woken, until a send ends (its chat may have more), or until the next poll. */
  async function pause(): Promise<void> {
    if (woken || stopping) return;
    let timer: NodeJS.Timeout | undefined;
    const polled = new Promise<void>((resolve) => {
      wakeUp = resolve;
      timer = setTimeout(resolve, POLL_MS);
    });
    await Promise.race([polled, ...inFlight]).catch(() => undefined);
    clearTimeout(timer);
  }

  return {
    start() {
      running ??= loop();
    },
    wake,
    holds: () => !stopping && steadyMs() < leaseKnownUntilMs,
    carry(claimed, more) {
      for (const delivery of claimed) {
        const carried = launch(delivery);
        if (more) void carried.then(wake);
      }
    },
    async drain() {
      const before = sent;
      for (;;) {
        const claimed = (await holdLease()) ? await claim() : 0;
        if (claimed === 0 && inFlight.size === 0) return sent - before;
        if (inFlight.size > 0) await Promise.race(inFlight);
      }
    },
    async stop() {
      stopping = true;
      wakeUp();
      await running;
      await Promise.allSettled(inFlight);
      await releaseLease(store.prisma, leaseName, parts.holder).catch(() => undefined);
    },
  };
}
