import { setTimeout as delay } from "node:timers/promises";
import { movableClock } from "../src/clock.ts";
import type { Pace } from "../src/delivery/channel.ts";
import { type Dispatcher, dispatcher } from "../src/delivery/dispatcher.ts";
import { type Letter, post, postAtOnce } from "../src/delivery/post.ts";
import { createLog } from "../src/log.ts";
import type { Store } from "../src/store/open-store.ts";
import { type Arrival, CHANNEL, limitedPlatform } from "./limited-platform.ts";

/** Ten times what Telegram advises, so that the queue takes half a minute instead of six. */
const TENFOLD: Pace = { perSecond: 300, perChatPerSecond: 10 };
const CHATS = 4000;
const DELIVERIES = 10_000;
/** These have twenty messages more than the others, all of them at the head of the queue. */
const BUSY_CHATS = 100;
const BUSY_MESSAGES = 20;
const HANG_MS = 10_000;
/** Somebody asks something so often while a chat hangs. */
const QUESTION_EVERY_MS = 250;
const SEED = 20261121;
const ANSWER = "answer";
const clock = movableClock(new Date("2026-11-20T08:00:00+07:00"));

export type Paced = {
  /** What went, as a share of what the platform would have taken in that time. */
  readonly share: number;
  /** Calls that the platform refused as too many. */
  readonly refused: number;
  /** Messages that came to a chat before an earlier one. */
  readonly disordered: number;
  /** The longest a person waited for an answer while the queue went and one chat hung. */
  readonly longestAnswerMs: number;
  /** The longest time in which nothing went at all. */
  readonly longestSilenceMs: number;
  readonly hungMs: number;
  readonly deliveries: number;
  readonly chats: number;
};

/** A morning's queue to a platform that counts strictly; one of its chats hangs from the start. */
export async function paced(store: Store, pace: Pace = TENFOLD): Promise<Paced> {
  const platform = limitedPlatform(pace, SEED);
  await fill(store);
  platform.hang(chatAt(0), HANG_MS);
  const office = dispatcher({
    store,
    channel: platform.channel,
    clock,
    log: createLog("silent"),
    zone: "Asia/Ho_Chi_Minh",
    wakeOthers: () => undefined,
    holder: "bench",
    proactiveAllowed: () => true,
    readFile: async () => new Uint8Array(),
  });
  const startedAtMs = performance.now();
  office.start();
  const askedAtMs = await ask(store, office, startedAtMs);
  while (platform.arrivals.length < DELIVERIES + askedAtMs.length) await delay(20);
  await office.stop();
  const arrivals = platform.arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const tookMs = (arrivals.at(-1)?.atMs ?? 0) - startedAtMs;
  const answers = arrivals.filter(({ text }) => text === ANSWER);
  return {
    share: arrivals.length / ((tookMs / 1000) * pace.perSecond),
    refused: platform.refused(),
    disordered: disordered(arrivals.filter(({ text }) => text !== ANSWER)),
    longestAnswerMs: Math.max(...answers.map(({ chatId, atMs }) => atMs - (askedAtMs[Number(chatId)] ?? 0))),
    longestSilenceMs: Math.max(...arrivals.map(({ atMs }, index) => atMs - (arrivals[index - 1]?.atMs ?? atMs))),
    hungMs: HANG_MS,
    deliveries: DELIVERIES,
    chats: CHATS,
  };
}

const chatAt = (index: number): string => `chat ${index}`;

const letter = (chatId: string, body: string, proactive: boolean): Letter => ({
  key: `${chatId} ${body}`,
  to: { channel: CHANNEL, chatId, memberId: null },
  title: null,
  body,
  choices: [],
  files: [],
  proactive,
  requires: null,
  expiresAt: null,
});

/** The body of each is its place in the queue. */
async function fill(store: Store): Promise<void> {
  const busy = Array.from({ length: BUSY_CHATS * BUSY_MESSAGES }, (_, place) => Math.floor(place / BUSY_MESSAGES));
  const all = Array.from({ length: DELIVERIES - busy.length }, (_, place) => place % CHATS);
  const letters = [...busy, ...all].map((chat, place) => letter(chatAt(chat), String(place), true));
  for (let from = 0; from < letters.length; from += 1000)
    await post(store.prisma, letters.slice(from, from + 1000), clock.now());
  await store.prisma.$executeRawUnsafe("ANALYZE");
}

/** While a chat hangs, people ask for whom nothing is queued; their chats are numbers. Returns when each of them asked. */
async function ask(store: Store, office: Dispatcher, startedAtMs: number): Promise<readonly number[]> {
  const askedAtMs: number[] = [];
  while (!office.holds()) await delay(1);
  while (performance.now() - startedAtMs < HANG_MS) {
    const question = letter(String(askedAtMs.length), ANSWER, false);
    askedAtMs.push(performance.now());
    office.carry((await postAtOnce(store.prisma, [question], clock.now(), [CHANNEL])).claimed, false);
    await delay(QUESTION_EVERY_MS);
  }
  return askedAtMs;
}

function disordered(arrivals: readonly Arrival[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const { chatId, text } of arrivals) {
    if (Number(text) < (last.get(chatId) ?? -1)) count++;
    last.set(chatId, Number(text));
  }
  return count;
}
