import { allDialogs } from "./chat/dialogs/all.ts";
import { receiver } from "./chat/receive.ts";
import type { Clock } from "./clock.ts";
import type { Channel, Receive } from "./delivery/channel.ts";
import { type Dispatcher, dispatcher } from "./delivery/dispatcher.ts";
import { fileFetcher } from "./delivery/fetch-files.ts";
import { ownHolder } from "./delivery/holder.ts";
import { channelStarter } from "./delivery/start-channels.ts";
import type { Log } from "./log.ts";
import { planWorker } from "./plans/work/plan-worker.ts";
import { jobsWith } from "./schedule/jobs.ts";
import { scheduler } from "./schedule/scheduler.ts";
import { workingTime } from "./schedule/working-time.ts";
import { type FileStore, fileStore } from "./store/files.ts";
import type { Store } from "./store/open-store.ts";
import type { Language } from "./texts/texts.ts";

export type AppParts = {
  readonly store: Store;
  readonly channels: readonly Channel[];
  readonly clock: Clock;
  readonly log: Log;
  readonly dataDir: string;
  readonly zone: string;
  readonly language: Language;
  /** Whether this process plans by the clock, whether it hears and sends, and whether platforms call it. */
  readonly plans: boolean;
  readonly works: boolean;
  readonly serves: boolean;
};

export type App = {
  readonly files: FileStore;
  readonly receive: Receive;
  /** Begins to plan, to hear and to send. Rejects when every platform refuses the bot. */
  start(): Promise<void>;
  /** The platforms that are not heard, or not yet. */
  unheard(): readonly string[];
  /** Everything that is due by the clock's present, planned, fetched, worked on and sent; for demos and tests. */
  settle(): Promise<void>;
  /** Everything in the outbox that may go now, sent. */
  deliver(): Promise<void>;
  /** Hears nothing more, finishes what is in hand, sends what is claimed. */
  stop(): Promise<void>;
};

/** Puts the parts together. Nothing runs before `start`. */
export function createApp(parts: AppParts): App {
  const { store, clock, log, zone, language } = parts;
  const files = fileStore(parts.dataDir);
  const working = workingTime({ store, zone });
  const byName = new Map(parts.channels.map((channel) => [channel.name, channel]));
  // Who only serves hears the platforms that call; what it has heard is answered by a process that works.
  const heard = parts.channels.filter(({ hook }) => parts.works || (parts.serves && hook !== undefined));
  const hearing = channelStarter(heard, { log });
  const holder = ownHolder();
  const dispatchers = new Map<string, Dispatcher>(
    parts.channels.map((channel) => [
      channel.name,
      dispatcher({
        store,
        channel,
        clock,
        log,
        holder,
        zone,
        wakeOthers: (names) => wake(names),
        configured: [...byName.keys()],
        proactiveAllowed: (now) => working.isWorkingTime(now),
        readFile: (sha256) => files.read(sha256),
      }),
    ]),
  );
  const wake = (channels: readonly string[]): void => {
    for (const name of channels) dispatchers.get(name)?.wake();
  };
  const fetcher = fileFetcher({ store, files, channels: byName, clock, log });
  const planWork = planWorker({ store, files, clock, log, zone, language, holder, wake });
  /** Files first: what was asked about them waits for their bytes. */
  const fetchAndWork = (): Promise<void> => fetcher.fetchWaiting().then(() => planWork.workOff());
  const receive = receiver({
    store,
    dialogs: allDialogs,
    clock,
    zone,
    language,
    log,
    held: () => [...dispatchers].filter(([, one]) => one.holds()).map(([name]) => name),
    posted: ({ waiting, claimed }) => {
      for (const [name, one] of dispatchers) {
        const own = claimed.filter(({ channel }) => channel === name);
        if (own.length > 0) one.carry(own, waiting.includes(name));
      }
      wake(waiting);
    },
    canEdit: (name) => byName.get(name)?.can.edit ?? false,
    counts: (name) => (byName.get(name)?.can.monthlyQuota ?? null) !== null,
    filesWaiting: () => void fetchAndWork(),
    workWaiting: () => void planWork.workOff(),
  });
  const clockwork = scheduler({
    store,
    clock,
    log,
    zone,
    language,
    working,
    wake,
    jobs: jobsWith(quotasOf(parts.channels), [...byName.keys()]),
    fetchFiles: fetchAndWork,
  });

  async function deliver(): Promise<void> {
    await Promise.all([...dispatchers.values()].map((one) => one.drain()));
  }

  return {
    files,
    receive,
    async start() {
      if (parts.works) for (const one of dispatchers.values()) one.start();
      await hearing.start(receive);
      if (parts.works) {
        planWork.start();
        void fetchAndWork();
      }
      if (parts.plans) await clockwork.start();
    },
    unheard: hearing.unheard,
    async settle() {
      await clockwork.runAll();
      await fetchAndWork();
      await deliver();
    },
    deliver,
    async stop() {
      await clockwork.stop();
      await hearing.stop();
      await planWork.stop();
      await Promise.all([...dispatchers.values()].map((one) => one.stop()));
    },
  };
}

const quotasOf = (channels: readonly Channel[]): ReadonlyMap<string, number> =>
  new Map(channels.flatMap(({ name, can }) => (can.monthlyQuota === null ? [] : [[name, can.monthlyQuota]])));
