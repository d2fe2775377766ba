import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/open-store.ts";
import { type BotProcess, startBotProcess } from "../support/bot-process.ts";
import { copyTemplate } from "../support/database.ts";
import { type FakeBotApi, loadTelegramSpec, startFakeBotApi } from "../support/fake-bot-api.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack.ts";
import { loadSlackSpec } from "../support/fake-slack-check.ts";
import { type FakeZaloBot, startFakeZaloBot } from "../support/fake-zalo-bot.ts";
import { type FakeZaloOa, startFakeZaloOa } from "../support/fake-zalo-oa.ts";
import { inviteStranger, makeOrganisation } from "../support/organisation.ts";
import { platformEnvironment } from "../support/platform-environment.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const newFolder = temporaryFolders();
const folder = newFolder();
/** Where every clock of the journey begins: the month's report is open. */
const BEGIN = "2026-11-20T09:00:00+07:00";
const sinceBegin = Date.parse(BEGIN) - Date.now();
const clock = { now: () => new Date(Date.now() + sinceBegin) };
const store = () => openStore({ databaseUrl: null, dataDir: folder, log: createLog("silent") });
let telegram: FakeBotApi;
let slack: FakeSlack;
let zaloBot: FakeZaloBot;
let zaloOa: FakeZaloOa;
let bot: BotProcess;
let url: string;

beforeAll(async () => {
  await copyTemplate(folder);
  telegram = await startFakeBotApi({ validate: await loadTelegramSpec() });
  slack = await startFakeSlack({ check: await loadSlackSpec() });
  zaloBot = await startFakeZaloBot();
  zaloOa = await startFakeZaloOa({ clock });
  const before = await store();
  const now = clock.now();
  const organisation = await makeOrganisation(before, now, "elsewhere");
  const holderId = await inviteStranger(before, organisation, "ACDE3467", now);
  await organisation.give({
    text: "Kiểm kê tài sản công",
    unitId: organisation.units.finance,
    dueOn: "2027-01-29",
    holderId,
  });
  await before.close();
  bot = startBotProcess(folder, {
    NHACVIEC_CLOCK: BEGIN,
    PUBLIC_URL: "https://bot.example.org",
    SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...platformEnvironment({ telegram, slack, zaloBot, zaloOa }),
  });
  url = await bot.ready;
  zaloOa.deliverTo(`${url}/hooks/zalo-oa`);
});
afterAll(async () => {
  await bot.kill();
  await Promise.all([telegram.stop(), slack.stop(), zaloBot.stop(), zaloOa.stop()]);
});

/** The person on each platform: how they write there, and what they read. */
const PLATFORMS = {
  telegram: { says: async (text: string) => telegram.says(71, text), reads: () => telegram.heard(71) },
  slack: { says: (text: string) => slack.says("U71", text), reads: () => slack.heard("D71") },
  "zalo-bot": {
    says: async (text: string) => void zaloBot.says("71", text).catch(() => undefined),
    reads: () => zaloBot.heard("71"),
  },
  "zalo-oa": { says: (text: string) => zaloOa.says(71, text), reads: () => zaloOa.heard(71) },
} satisfies Record<string, { says(text: string): Promise<unknown>; reads(): readonly { readonly text: string }[] }>;
type Platform = keyof typeof PLATFORMS;
const NAMES = Object.keys(PLATFORMS) as Platform[];

/** Says something on a platform and waits for an answer with these words. */
async function hears(platform: Platform, text: string, words: string): Promise<string> {
  const { says, reads } = PLATFORMS[platform];
  const known = reads().length;
  await says(text);
  return await vi.waitFor(
    () => {
      const said = reads()
        .slice(known)
        .map((message) => message.text);
      const found = said.find((one) => one.includes(words));
      if (found === undefined) throw new Error(`${platform}: «${words}» is not in ${JSON.stringify(said)}`);
      return found;
    },
    { timeout: 20_000, interval: 20 },
  );
}

test("one person, four platforms, one conversation, by the program that people start", async () => {
  // A stranger is told on each how to come in, and learns nothing else.
  for (const platform of NAMES) {
    const answer = await hears(platform, "việc của tôi", "chưa biết anh/chị là ai");
    expect(answer).not.toContain("Kiểm kê");
  }

  // In by an invitation on one, from there to the three others.
  await hears("telegram", "/start ACDE3467", "Chào Hà Thị Mới");
  for (const platform of NAMES.slice(1)) {
    const offer = await hears("telegram", "/lienket", "Mã liên kết");
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(offer)?.[0] ?? "";
    await hears(platform, code, "Chào Hà Thị Mới");
  }
  for (const platform of NAMES) await hears(platform, "việc của tôi", "Kiểm kê tài sản công");

  // A report is begun on one platform and goes from one to the next, question by question.
  await hears("telegram", "báo cáo tháng", "Câu 1/");
  await hears("telegram", "Đã kiểm kê xong hai kho", "Câu 2/");
  await hears("slack", "báo cáo tháng", "Câu 2/");
  await hears("slack", "Chậm vì thiếu người", "Câu 3/");
  await hears("zalo-bot", "báo cáo tháng", "Câu 3/");
  await hears("zalo-bot", "Kiểm kê kho còn lại", "Câu 4/");
  await hears("zalo-oa", "báo cáo tháng", "Câu 4/");

  // What somebody forges changes nothing.
  const forged = JSON.stringify({ event_name: "user_send_text", sender: { id: "71" }, message: { text: "xong rồi" } });
  for (const platform of NAMES) {
    const { status } = await fetch(`${url}/hooks/${platform}`, {
      method: "POST",
      body: forged,
      headers: { "content-type": "application/json", "x-zevent-signature": "mac=00", "x-slack-signature": "v0=00" },
    });
    expect([platform, status >= 400 && status < 500]).toEqual([platform, true]);
  }

  expect(await bot.end()).toBe(0);
  expect([telegram, slack, zaloBot, zaloOa].flatMap(({ violations }) => violations)).toEqual([]);
  const log = bot.logged().join("\n");
  for (const secret of ["Kiểm kê", "Hà Thị Mới", "thiếu người", telegram.token, slack.botToken, zaloBot.token])
    expect(log).not.toContain(secret);

  const after = await store();
  const accounts = await after.prisma.account.findMany({
    where: { member: { code: "STRANGER" } },
    orderBy: { rank: "asc" },
  });
  const notes = await after.prisma.progress.count();
  await after.close();
  expect(accounts.map(({ channel }) => channel)).toEqual(NAMES);
  expect(notes).toBe(0);
}, 120_000);
