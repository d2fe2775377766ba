import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { monthAt } from "../domain/zone.ts";
import { ChannelError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type ClaimedDelivery, claimDeliveries, requeueUnfinished } from "../store/claim-deliveries.ts";
import { type DeliveryResult, finishDeliveries } from "../store/finish-deliveries.ts";
import { leaseHolder, releaseLease, takeLease } from "../store/lease.ts";
import type { Store } from "../store/open-store.ts";
import type { Channel, Outgoing } from "./channel.ts";
import { isGone } from "./holder.ts";
import type { Message } from "./message.ts";
import { type Ending, endingBeforeSending, resultOf } from "./result.ts";
import { turnstile } from "./turnstile.ts";

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
  /** In which months are counted, for channels with a monthly quota. */
  readonly zone: string;
  /** Other channels that have something to send now: a message that could not be delivered here went there. */
  readonly wakeOthers: (channels: readonly string[]) => void;
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
/** Calls that the platform has not answered yet; of a platform that does not answer at all, so many messages are in doubt. */
const MOST_ON_THE_WIRE = 128;
const LEAST_ON_THE_WIRE = 32;
/** At the channel's pace so many seconds of calls may be unanswered before fewer go. */
const SECONDS_ON_THE_WIRE = 2;
/** The outbox is asked for chats that have rested at most so often, and so long before they have. */
const RESTED_EVERY_MS = 100;

/**
 * Carries messages from the outbox to one channel: at most one at a time in each chat, many chats at once, within the
 * channel's pace. One process per channel holds the lease, so the pace is kept with many processes.
 */
export function dispatcher(parts: DispatcherParts): Dispatcher {
  const { store, channel, clock, log } = parts;
  const quota = channel.can.monthlyQuota;
  const leaseName = `dispatcher:${channel.name}`;
  const gate = turnstile(channel.can.pace);
  const mostOnTheWire = Math.min(
    MOST_ON_THE_WIRE,
    Math.max(LEAST_ON_THE_WIRE, channel.can.pace.perSecond * SECONDS_ON_THE_WIRE),
  );
  let onTheWire = 0;
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

  const roomToClaim = (): number => Math.min(gate.room(), Math.floor(mostOnTheWire - onTheWire));

  /** Claims what may go, unless its chat is one of these, and starts sending it. Returns how many were claimed. */
  async function claim(exceptChats: readonly string[]): Promise<number> {
    const limit = roomToClaim();
    if (limit <= 0) return 0;
    const now = clock.now();
    const claimed = await claimDeliveries(store.prisma, {
      channel: channel.name,
      now,
      limit,
      proactiveToo: await parts.proactiveAllowed(now),
      quota: quota === null ? null : { month: monthAt(now, parts.zone), messages: quota },
      exceptChats,
    });
    for (const delivery of claimed) void launch(delivery, false).then(wake);
    return claimed.length;
  }

  /** The same for chats that have surely rested; when there is nothing for those, for any that should have. */
  async function claimRested(): Promise<number> {
    const surely = gate.resting(0, true).chatIds;
    const claimed = await claim(surely);
    const { chatIds } = gate.resting(RESTED_EVERY_MS, false);
    return claimed > 0 || chatIds.length === surely.length ? claimed : await claim(chatIds);
  }

  /** @param ahead before those that are not, within the channel's pace */
  function launch(delivery: ClaimedDelivery, ahead: boolean): Promise<void> {
    const carried: Promise<void> = carry(delivery, ahead).finally(() => inFlight.delete(carried));
    inFlight.add(carried);
    return carried;
  }

  async function carry(delivery: ClaimedDelivery, ahead: boolean): Promise<void> {
    const ending = await attempt(delivery, ahead);
    results.push(resultOf(delivery, ending, clock.now()));
    await writeResults();
  }

  async function attempt(delivery: ClaimedDelivery, ahead: boolean): Promise<Ending> {
    const ending = endingBeforeSending(delivery);
    if (ending !== null) return ending;
    if (!(await gate.pass(delivery.chatId, ahead))) return { end: "waits", until: clock.now() };
    if (!ahead && gate.room() > 0) wake();
    onTheWire++;
    try {
      return { end: "sent", messageId: await bring(delivery) };
    } catch (error) {
      const failure = error instanceof ChannelError ? error : new ChannelError("later", "unexpected-error");
      log.warn(
        { channel: channel.name, delivery: delivery.id, code: failure.code, outcome: failure.outcome },
        "not sent",
      );
      return { end: "failure", failure };
    } finally {
      onTheWire--;
      gate.answered(delivery.chatId);
    }
  }

  /** Sends the message, or changes the one that it is about. Returns the platform's id of it. */
  async function bring({ chatId, editsMessageId, lastHeardAt, ...delivery }: ClaimedDelivery): Promise<string> {
    const message = delivery.message as Message;
    const contents = await Promise.all(message.files.map((file) => parts.readFile(file.sha256)));
    const outgoing: Outgoing = { chatId, message, contents, lastHeardAt };
    if (editsMessageId === null) {
      const { messageId } = await channel.send(outgoing);
      sent++;
      return messageId;
    }
    if (channel.edit === undefined) throw new ChannelError("never", "cannot-edit");
    await channel.edit({ ...outgoing, messageId: editsMessageId });
    return editsMessageId;
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
      const counted = quota === null ? null : { channel: channel.name, month: monthAt(clock.now(), parts.zone) };
      const others = await finishDeliveries(store.prisma, batch, counted);
      if (others.length > 0) parts.wakeOthers(others);
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
        if ((await holdLease()) && roomToClaim() > 0) claimed = await claimRested();
      } catch (error) {
        log.error({ channel: channel.name, error: (error as Error).name }, "outbox not readable");
      }
      if (claimed === 0) await pause();
    }
  }

  /** Until woken (what was claimed went, or its chat may have more), until a chat has rested, or until the next poll. */
  async function pause(): Promise<void> {
    if (woken || stopping) return;
    const restMs = Math.max(gate.resting(RESTED_EVERY_MS, false).firstMs, RESTED_EVERY_MS);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wakeUp = resolve;
      timer = setTimeout(resolve, Math.min(restMs, POLL_MS));
    });
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
        const carried = launch(delivery, true);
        if (more) void carried.then(wake);
      }
    },
    async drain() {
      const before = sent;
      for (;;) {
        const claimed = (await holdLease()) ? await claim([]) : 0;
        if (claimed === 0 && inFlight.size === 0) return sent - before;
        if (inFlight.size > 0) await Promise.race(inFlight);
      }
    },
    async stop() {
      stopping = true;
      wakeUp();
      gate.close();
      await running;
      await Promise.allSettled(inFlight);
      await releaseLease(store.prisma, leaseName, parts.holder).catch(() => undefined);
    },
  };
}
