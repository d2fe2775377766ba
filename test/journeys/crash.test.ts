import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { populate } from "../../bench/population.ts";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/open-store.ts";
import { type BotProcess, startBotProcess } from "../support/bot-process.ts";
import { copyTemplate } from "../support/database.ts";
import { type FakeBotApi, startFakeBotApi } from "../support/fake-bot-api.ts";

const PEOPLE = 12;
const KILLS = 3;
const FIRST_PERSON = 1000;

let folder: string;
let api: FakeBotApi;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nhacviec-crash-"));
  api = await startFakeBotApi();
});
afterEach(async () => {
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

const open = () => openStore({ databaseUrl: null, dataDir: folder, log: createLog("silent") });

const startBot = (): BotProcess =>
  startBotProcess(folder, {
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.apiRoot,
    NHACVIEC_CLOCK: "2026-11-20T09:00:00+07:00",
  });

test("a bot that is killed between any two steps loses no answer, notes none twice, and repeats at most one message a chat and crash", async () => {
  await copyTemplate(folder);
  const before = await open();
  await populate(before, PEOPLE);
  await before.close();

  let said = 0;
  for (let round = 0; round < KILLS; round++) {
    const bot = startBot();
    await bot.ready;
    const sends = api.sendCount();
    for (let person = 0; person < PEOPLE; person++) {
      api.says(FIRST_PERSON + person, `được ${10 + round}%`);
      said++;
    }
    // Killed in the middle: after none, some, or most of the answers have gone out.
    while (api.sendCount() < sends + round * 3) await api.nextSend();
    await bot.kill();
  }
  const bot = startBot();
  await bot.ready;
  const last = api.says(FIRST_PERSON, "được 90%");
  said++;
  await api.confirmed(last);
  const texts = (person: number): string[] =>
    api
      .heard(person)
      .map(({ text }) => text)
      .filter((text) => text.startsWith("Đã ghi"));
  /** Each round asks for another percentage, so an answer that came twice is one. */
  const answers = (person: number): number => new Set(texts(person)).size;
  const wanted = (person: number): number => KILLS + (person === FIRST_PERSON ? 1 : 0);
  const everybody = Array.from({ length: PEOPLE }, (_, index) => FIRST_PERSON + index);
  while (everybody.some((person) => answers(person) < wanted(person))) await api.nextSend();
  expect(await bot.end()).toBe(0);

  const after = await open();
  const notes = await after.prisma.progress.count();
  const unsent = await after.prisma.delivery.count({ where: { state: { not: "sent" } } });
  await after.close();
  expect(notes).toBe(said);
  expect(unsent).toBe(0);
  for (const person of everybody) expect(texts(person).length).toBeLessThanOrEqual(wanted(person) + KILLS);
}, 120_000);
