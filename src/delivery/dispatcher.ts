import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { monthAt } from "../domain/zone.ts";
import { ChannelError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type ClaimedDelivery, claimDeliveries } from "../store/claim-deliveries.ts";
import { finishDeliveries } from "../store/finish-deliveries.ts";
import type { Store } from "../store/open-store.ts";
import type { Channel, Outgoing, Sent } from "./channel.ts";
import { channelLease } from "./channel-lease.ts";
import { floodWatch } from "./flood.ts";
import type { Message } from "./message.ts";
import { type Ending, endingBeforeSending, resultOf } from "./result.ts";
import { resultWriter } from "./result-writer.ts";
import { machineTime, type SteadyTime, turnstile } from "./turnstile.ts";

export type Dispatcher = {
  /** Sends what may go until stopped. */
  start(): void;
  /** Something was put into the outbox: look at once. */
  wake(): void;
  /** True while this process holds the channel and the platform takes messages: what it enqueues may be claimed at birth. */
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
  /** All channels of this installation: a message that cannot be delivered here goes only there; absent: to any. */
  readonly configured?: readonly string[];
  /** This process; a lease names it. */
  readonly holder: string;
  /** Whether messages that the bot starts itself may go at this moment. */
  readonly proactiveAllowed: (now: Date) => Promise<boolean> | boolean;
  /** The bytes of a kept file. */
  readonly readFile: (sha256: string) => Promise<Uint8Array>;
  /** The machine's, unless a test has its own. */
  readonly time?: SteadyTime;
};

const POLL_MS = 1_000;
/** The channel rests so long when the platform refuses everybody and does not say until when. */
const UNSAID_REST_MS = 5_000;
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
  const { store, channel, clock, log, configured = null, time = machineTime } = parts;
  const { pace, monthlyQuota: quota } = channel.can;
  const gate = turnstile(pace, time);
  const floods = floodWatch();
  const mostOnTheWire = Math.min(MOST_ON_THE_WIRE, Math.max(LEAST_ON_THE_WIRE, pace.perSecond * SECONDS_ON_THE_WIRE));
  let onTheWire = 0;
  /** By the id of the delivery, until its result is written. */
  const inFlight = new Map<number, Promise<void>>();
  const lease = channelLease({
    store,
    channel: channel.name,
    holder: parts.holder,
    nowMs: time.nowMs,
    inFlight: () => [...inFlight.keys()],
  });
  const writer = resultWriter(
    async ({ results, forgiven }) => {
      const counted = quota === null ? null : { channel: channel.name, month: monthAt(clock.now(), parts.zone) };
      const others = await finishDeliveries(store.prisma, results, { counted, forgiven, configured });
      if (others.length > 0) parts.wakeOthers(others);
    },
    async (error) => {
      log.error({ channel: channel.name, error: error.name }, "results not written");
      // Given up when stopping: the rows' leases run out and the messages are sent once more.
      if (stopping) return "give up";
      await delay(POLL_MS);
      return "again";
    },
  );
  let running: Promise<void> | null = null;
  let stopping = false;
  let sent = 0;
  let wakeUp: () => void = () => undefined;
  let woken = false;

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
      configured,
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
    // Who was held up for so long that another process took over for a while may get back what it is still sending.
    const already = inFlight.get(delivery.id);
    if (already !== undefined) return already;
    const carried = carry(delivery, ahead).finally(() => inFlight.delete(delivery.id));
    inFlight.set(delivery.id, carried);
    return carried;
  }

  async function carry(delivery: ClaimedDelivery, ahead: boolean): Promise<void> {
    const ending = await attempt(delivery, ahead);
    await writer.write(resultOf(delivery, ending, clock.now()));
  }

  async function attempt(delivery: ClaimedDelivery, ahead: boolean): Promise<Ending> {
    const ending = endingBeforeSending(delivery);
    if (ending !== null) return ending;
    if (!(await gate.pass(delivery.chatId, ahead))) return { end: "waits", until: clock.now() };
    if (!ahead && gate.room() > 0) wake();
    onTheWire++;
    try {
      const brought = await bring(delivery);
      floods.accepted();
      return { end: "sent", ...brought };
    } catch (error) {
      const failure = error instanceof ChannelError ? error : new ChannelError("later", "unexpected-error");
      log.warn(
        { channel: channel.name, delivery: delivery.id, code: failure.code, outcome: failure.outcome },
        "not sent",
      );
      return isFlood(delivery, failure) ? { end: "waits", until: clock.now() } : { end: "failure", failure };
    } finally {
      onTheWire--;
      gate.answered(delivery.chatId);
    }
  }

  /** True when the platform refuses everybody at present: then the channel rests, and no message is to blame. */
  function isFlood({ id, chatId }: ClaimedDelivery, { code, retryAfterMs }: ChannelError): boolean {
    if (code !== "too-many-requests") return false;
    const chat = pace.chatOf?.(chatId) ?? chatId;
    const flood = floods.refused(chat, id, time.nowMs() + (retryAfterMs ?? UNSAID_REST_MS));
    if (flood === null) return false;
    if (!gate.rests()) log.warn({ channel: channel.name, ms: flood.untilMs - time.nowMs() }, "the channel rests");
    gate.rest(flood.untilMs);
    writer.forgive(flood.doubtful);
    return true;
  }

  /** Sends the message, or changes the one that it is about. */
  async function bring({ chatId, editsMessageId, lastHeardAt, ...delivery }: ClaimedDelivery): Promise<Sent> {
    const message = delivery.message as Message;
    const contents = await Promise.all(message.files.map((file) => parts.readFile(file.sha256)));
    const outgoing: Outgoing = { chatId, message, contents, lastHeardAt };
    if (editsMessageId === null) {
      const brought = await channel.send(outgoing);
      sent++;
      return brought;
    }
    if (channel.edit === undefined) throw new ChannelError("never", "cannot-edit");
    await channel.edit({ ...outgoing, messageId: editsMessageId });
    return { messageId: editsMessageId, messages: 0 };
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
        if ((await lease.hold()) && roomToClaim() > 0) claimed = await claimRested();
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
    holds: () => !stopping && lease.isHeld() && !gate.rests(),
    carry(claimed, more) {
      for (const delivery of claimed) {
        const carried = launch(delivery, true);
        if (more) void carried.then(wake);
      }
    },
    async drain() {
      const before = sent;
      for (;;) {
        const claimed = (await lease.hold()) ? await claim([]) : 0;
        if (claimed === 0 && inFlight.size === 0) return sent - before;
        if (inFlight.size > 0) await Promise.race(inFlight.values());
      }
    },
    async stop() {
      stopping = true;
      wakeUp();
      gate.close();
      await running;
      await Promise.allSettled(inFlight.values());
      await lease.release().catch(() => undefined);
    },
  };
}
