import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CommandList } from "../../../adapters/telegram/commands.ts";
import { createLog } from "../../../src/log.ts";
import { type FakeBotApi, loadTelegramSpec, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { HOOK_SECRET, PUBLIC_URL, telegramOn } from "../../support/telegram-on-fake.ts";

const LISTS: readonly CommandList[] = [
  { language: "vi", scope: "private", commands: [{ command: "viec", description: "Việc của tôi" }] },
  { language: "en", scope: "private", commands: [{ command: "tasks", description: "My tasks" }] },
  { language: "vi", scope: "group", commands: [{ command: "kenh", description: "Mã của nhóm này" }] },
  { language: "en", scope: "group", commands: [{ command: "room", description: "This group's id" }] },
];

let api: FakeBotApi;
let logged: string[];
const log = createLog("info", { write: (line) => void logged.push(line) });

beforeEach(async () => {
  logged = [];
  api = await startFakeBotApi({ validate: await loadTelegramSpec() });
});
afterEach(async () => {
  await api.stop();
  expect(api.violations).toEqual([]);
});

/** Starts a bot, waits until its commands are as they should be or that was given up, and stops it. */
async function once(commands: readonly CommandList[]): Promise<void> {
  const asked = api.calls("getMyCommands").length + commands.length;
  const channel = telegramOn(api, { mode: "webhook", commands, log });
  await channel.start(async () => undefined);
  while (api.calls("getMyCommands").length < asked) await new Promise((resolve) => setImmediate(resolve));
  const published = async () =>
    (await channel.examine()).some(({ code, ok }) => code === "commands" && ok) || logged.length > 0;
  while (!(await published())) await new Promise((resolve) => setImmediate(resolve));
  await channel.stop();
}

describe("commands on Telegram", () => {
  test("are published for private chats and groups, in English and for everybody else in Vietnamese", async () => {
    await once(LISTS);
    expect(api.calls("setMyCommands")).toEqual([
      { commands: LISTS[0]?.commands, scope: { type: "all_private_chats" } },
      { commands: LISTS[1]?.commands, scope: { type: "all_private_chats" }, language_code: "en" },
      { commands: LISTS[2]?.commands, scope: { type: "all_group_chats" } },
      { commands: LISTS[3]?.commands, scope: { type: "all_group_chats" }, language_code: "en" },
    ]);
  });

  test("are published again only where they have changed", async () => {
    await once(LISTS);
    await once(LISTS);
    expect(api.calls("setMyCommands")).toHaveLength(4);
    const renamed = [{ command: "tasks", description: "My outstanding tasks" }];
    await once(LISTS.map((list, index) => (index === 1 ? { ...list, commands: renamed } : list)));
    expect(api.calls("setMyCommands").slice(4)).toMatchObject([{ commands: renamed, language_code: "en" }]);
  });

  test("that cannot be published are logged, and the bot works", async () => {
    api.fail("setMyCommands", { refuse: 400, description: "Bad Request: BOT_COMMAND_INVALID" });
    await once(LISTS);
    expect(logged.join()).toContain("commands not published");
  });
});

describe("examining Telegram", () => {
  const examine = async (settings: Parameters<typeof telegramOn>[1] = {}, started = true) => {
    const channel = telegramOn(api, settings);
    if (started) await channel.start(async () => undefined);
    const findings = await channel.examine();
    await channel.stop();
    return new Map(findings.map(({ code, ...finding }) => [code, finding]));
  };

  test("a bot that is well is found well, with its name", async () => {
    const findings = await examine({ mode: "webhook" });
    expect(findings.get("token")).toEqual({ ok: true, facts: { bot: "nhacviec_bot" } });
    expect([...findings].filter(([, { ok }]) => !ok)).toEqual([]);
    expect([...findings.keys()]).toEqual([
      "token",
      "groups",
      "group-messages",
      "webhook",
      "webhook-updates",
      "webhook-waiting",
      "commands",
    ]);
  });

  test("looking changes nothing, and a bot that was not started can be looked at", async () => {
    const findings = await examine({ mode: "webhook", commands: LISTS }, false);
    expect(findings.get("webhook")).toEqual({
      ok: false,
      facts: { mode: "webhook", found: "", wanted: `${PUBLIC_URL}/hooks/telegram` },
    });
    expect(findings.get("commands")).toEqual({ ok: false, facts: { lists: 4, outdated: 4 } });
    expect(api.calls("setWebhook")).toEqual([]);
    expect(api.calls("setMyCommands")).toEqual([]);
  });

  test("a webhook that stands in the way of fetching, updates that wait and Telegram's last error are told", async () => {
    const last_error_message = `Wrong response from the webhook: 500 ${HOOK_SECRET} at /bot${api.token}/`;
    api.webhookIs({
      url: "https://old.example.org/hook",
      pending_update_count: 4711,
      last_error_date: 1_790_000_000,
      last_error_message,
      allowed_updates: ["message"],
    });
    const polling = await examine({}, false);
    expect(polling.get("webhook")).toMatchObject({ ok: false, facts: { found: "https://old.example.org/hook" } });
    expect(polling.get("webhook-waiting")).toEqual({ ok: false, facts: { waiting: 4711 } });
    const webhook = await examine({ mode: "webhook" }, false);
    expect(webhook.get("webhook-updates")).toEqual({ ok: false, facts: { missing: "callback_query, my_chat_member" } });
    expect(webhook.get("webhook-error")).toEqual({
      ok: false,
      facts: { at: "2026-09-21T14:13:20.000Z", said: "Wrong response from the webhook: 500 … at /bot…/" },
    });
  });

  test("a token that is refused and a platform that is away are findings, not failures", async () => {
    const refused = await telegramOn({ ...api, token: "1:wrong-token" }).examine();
    expect(refused).toEqual([{ code: "token", ok: false, facts: { error: "bad-token" } }]);
    const away = await telegramOn({ ...api, apiRoot: "http://127.0.0.1:1" }).examine();
    expect(away).toEqual([{ code: "token", ok: false, facts: { error: "unreachable" } }]);
    api.fail("getWebhookInfo", { reset: true });
    expect((await examine({}, false)).get("webhook")).toEqual({ ok: false, facts: { error: "no-answer" } });
  });
});
