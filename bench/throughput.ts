import { Bot } from "grammy";
import { telegramChannel } from "../adapters/telegram/channel.ts";
import { createApp } from "../src/app.ts";
import { createLog } from "../src/log.ts";
import type { Store } from "../src/store/open-store.ts";
import { type Platform, startPlatform } from "./platform.ts";
import { populate } from "./population.ts";

const PEOPLE = 500;
const BURST = 3000;
const ROUNDS = 3;
const UNLIMITED = { perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY };
/** Every one of them changes the state of an assignment and is answered. */
const SAID = ["được 10%", "được 20%", "được 30%", "được 40%", "được 50%", "được 60%", "được 70%"];

export type Throughput = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A grammY bot that echoes and stores nothing: what the platform and the wire allow. */
export async function bareEcho(): Promise<number> {
  const platform = await startPlatform(PEOPLE);
  const bot = new Bot(platform.api.token, { client: { apiRoot: platform.api.apiRoot } });
  bot.on("message:text", (context) => context.reply(context.message.text));
  void bot.start();
  const perSecond = await bursts(platform);
  await bot.stop();
  await platform.api.stop();
  return perSecond;
}

/** The whole product: event in, person locked, dialog, state and answer committed, answer on the wire. */
export async function ours(store: Store): Promise<Throughput> {
  await populate(store, PEOPLE);
  const platform = await startPlatform(PEOPLE);
  const log = createLog("silent");
  const channel = telegramChannel({
    token: platform.api.token,
    mode: "polling",
    webhookSecret: null,
    publicUrl: null,
    apiRoot: platform.api.apiRoot,
    log,
    pace: UNLIMITED,
  });
  const app = createApp({
    store,
    channels: [channel],
    clock: { now: () => new Date("2026-11-20T09:00:00+07:00") },
    log,
    dataDir: "data/bench",
    zone: "Asia/Ho_Chi_Minh",
    language: "vi",
    works: true,
    serves: true,
    plans: false,
  });
  await app.start();
  const perSecond = await bursts(platform);
  const steady = await platform.steady({ perSecond: 50, seconds: 10, texts: SAID });
  await app.stop();
  await platform.api.stop();
  return { perSecond, ...steady };
}

async function bursts(platform: Platform): Promise<number> {
  await platform.burst({ count: BURST / 6, texts: SAID });
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) rates.push(await platform.burst({ count: BURST, texts: SAID }));
  return median(rates);
}
