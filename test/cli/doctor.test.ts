import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CliParts } from "../../src/cli/parts.ts";
import { type Environment, readConfig } from "../../src/config.ts";
import { platformChannels } from "../../src/connect.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { storeClock } from "../../src/store/store-clock.ts";
import { textsIn } from "../../src/texts/texts.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeBotApi, startFakeBotApi } from "../support/fake-bot-api.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack.ts";
import { type FakeZaloBot, startFakeZaloBot } from "../support/fake-zalo-bot.ts";
import { type FakeZaloOa, startFakeZaloOa } from "../support/fake-zalo-oa.ts";
import { local } from "../support/planning.ts";
import { platformEnvironment } from "../support/platform-environment.ts";
import { runCommand } from "../support/run-command.ts";

const NOW = local("2026-11-20 09:00");
const clock = { now: () => NOW };
const SECRET_KEY = Buffer.alloc(32, 7).toString("base64");

let store: Store;
let telegram: FakeBotApi;
let slack: FakeSlack;
let zaloBot: FakeZaloBot;
let zaloOa: FakeZaloOa;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  telegram = await startFakeBotApi();
  slack = await startFakeSlack();
  zaloBot = await startFakeZaloBot();
  zaloOa = await startFakeZaloOa({ clock });
});
afterEach(async () => {
  await Promise.all([telegram, slack, zaloBot, zaloOa].map((fake) => fake.stop()));
});

async function doctor(environment: Environment, more: Partial<CliParts> = {}) {
  const config = readConfig({ SECRET_KEY, PUBLIC_URL: "https://bot.example.org", ...environment });
  const log = createLog("silent");
  const channels = async () => platformChannels({ config, store, clock, log });
  const { out, code } = await runCommand(store, NOW, ["doctor", "--json"], { config, channels, ...more });
  const findings = JSON.parse(out) as { check: string; ok: boolean; say: string }[];
  const of = (check: string) => findings.find((finding) => finding.check === check);
  return { of, code, out, checks: findings.map(({ check }) => check) };
}

const every = (): Environment => platformEnvironment({ telegram, slack, zaloBot, zaloOa });

describe("doctor", () => {
  test("asks every platform and names the bot that answers", async () => {
    const { of } = await doctor(every());
    expect(of("channels")?.say).toBe("telegram, slack, zalo-bot, zalo-oa");
    expect(of("telegram/token")).toMatchObject({ ok: true, say: expect.stringContaining("@") });
    expect(of("slack/token")).toMatchObject({ ok: true });
    expect(of("slack/socket")).toMatchObject({ ok: true });
    expect(of("zalo-bot/token")).toMatchObject({ ok: true });
    expect(of("zalo-oa/token-at-first-start")).toMatchObject({ ok: true });
    expect(of("zalo-oa/webhook-by-hand")?.say).toContain("https://bot.example.org/hooks/zalo-oa");
  });

  test("changes nothing on a platform", async () => {
    await doctor(every());
    for (const method of ["setWebhook", "deleteWebhook", "setMyCommands", "getUpdates"]) {
      expect(telegram.calls(method)).toEqual([]);
      expect(zaloBot.calls(method)).toEqual([]);
    }
    expect(await store.prisma.channelToken.count()).toBe(0);
  });

  test("says which token is refused and where to get it again, without showing it", async () => {
    const wrong = "123456789:this-is-not-the-token";
    const { of, code, out } = await doctor({ ...every(), TELEGRAM_BOT_TOKEN: wrong, ZALO_BOT_TOKEN: wrong });
    expect(code).toBe(1);
    expect(of("telegram/token")).toMatchObject({ ok: false, say: expect.stringContaining("@BotFather") });
    expect(of("zalo-bot/token")).toMatchObject({ ok: false, say: expect.stringContaining("Zalo Bot Creator") });
    expect(of("slack/token")).toMatchObject({ ok: true });
    expect(out).not.toContain(wrong);
  });

  test("says that a webhook stands elsewhere", async () => {
    zaloBot.setWebhookByHand("https://other.example.org/hooks/zalo-bot");
    const { of } = await doctor(every());
    expect(of("zalo-bot/webhook")).toMatchObject({ ok: false, say: expect.stringContaining("ZALO_BOT_MODE=polling") });
  });

  test("looks whether the public address leads to this program", async () => {
    const asked: string[] = [];
    const answering = (answer: () => Promise<Response>): Partial<CliParts> => ({
      fetch: async (address) => {
        asked.push(String(address));
        return await answer();
      },
    });
    const says = async (answer: () => Promise<Response>) => (await doctor({}, answering(answer))).of("PUBLIC_URL");
    expect(await says(async () => new Response("ok\n"))).toMatchObject({ ok: true });
    const other = await says(async () => new Response("<html>", { status: 502 }));
    expect(other).toMatchObject({ ok: false, say: expect.stringContaining("HTTP 502") });
    expect(await says(async () => new Response("<html>"))).toMatchObject({ ok: false });
    const nobody = await says(() => Promise.reject(new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } })));
    expect(nobody).toMatchObject({ ok: false, say: expect.stringContaining("ENOTFOUND") });
    expect(new Set(asked)).toEqual(new Set(["https://bot.example.org/healthz"]));
    expect(
      (
        await doctor(
          { PUBLIC_URL: "" },
          answering(() => Promise.reject(new Error("asked"))),
        )
      ).of("PUBLIC_URL"),
    ).toBe(undefined);
  });

  const away = async (ms: number, headers: Readonly<Record<string, string>> = {}, environment: Environment = {}) => {
    const date = new Date(NOW.getTime() - ms).toUTCString();
    const fetch = async () => new Response("ok\n", { headers: { date, ...headers } });
    const own = { ...store, embedded: true };
    return (await doctor(environment, { fetch, store: async () => own })).of("clock");
  };

  test("compares the clock with that of who answers at the public address: more than a minute off is a problem", async () => {
    expect(await away(60_000)).toMatchObject({ ok: true });
    expect(await away(-60_000)).toMatchObject({ ok: true });
    const ahead = await away(61_000);
    expect(ahead).toMatchObject({ ok: false, say: expect.stringContaining("nhanh hơn https://bot.example.org") });
    expect(ahead?.say).toContain("61 giây");
    expect(await away(-6 * 60_000)).toMatchObject({ ok: false, say: expect.stringMatching(/chậm hơn .* 6 phút/) });
  });

  test("takes no time from an answer that a cache kept, that says none, or while the clock is moved on purpose", async () => {
    const hours = 3 * 60 * 60_000;
    expect(await away(hours, { age: "10800" })).toMatchObject({ ok: true });
    expect(await away(hours, { date: "yesterday" })).toMatchObject({ ok: true });
    expect(await away(hours, {}, { NHACVIEC_CLOCK: NOW.toISOString() })).toMatchObject({ ok: true });
  });

  test("compares the clock with the store's where that is a server, in either language", async () => {
    const present = (await storeClock(store.prisma)).getTime();
    const clockAt = async (now: number, embedded: boolean, texts = textsIn("vi", "vi")) =>
      (
        await doctor(
          { PUBLIC_URL: "" },
          { clock: { now: () => new Date(now) }, store: async () => ({ ...store, embedded }), texts },
        )
      ).of("clock");
    expect(await clockAt(present, false)).toMatchObject({ ok: true });
    expect(await clockAt(present - 3_600_000, true)).toMatchObject({ ok: true });
    const behind = await clockAt(present - 3_600_000, false);
    expect(behind).toMatchObject({ ok: false, say: expect.stringContaining("chậm hơn máy chủ PostgreSQL 60 phút") });
    const inEnglish = await clockAt(present + 90_000, false, textsIn("en", "en"));
    expect(inEnglish?.say).toMatch(/\d+ seconds ahead of the PostgreSQL server/);
  });

  test("names the environment's channels only", async () => {
    const { checks, of } = await doctor({});
    expect(of("channels")?.ok).toBe(false);
    expect(checks.filter((check) => check.includes("/"))).toEqual([]);
  });
});
