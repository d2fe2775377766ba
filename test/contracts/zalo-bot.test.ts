import { zaloBotChannel } from "../../adapters/zalo-bot/channel.ts";
import { createLog } from "../../src/log.ts";
import { startServer } from "../../src/server/server.ts";
import { type FakeZaloBot, startFakeZaloBot, type ZaloFault } from "../support/fake-zalo-bot.ts";
import { type ChannelHarness, channelContract } from "./channel.contract.ts";

// A tap is the number typed, a document is told as unsupported, a flood names no time, parts are numbered and composed.

const FAULTS: Readonly<Record<string, ZaloFault>> = {
  blocked: { refuse: 400, description: "chat not found" },
  flood: { refuse: 429, description: "Quota exceeded" },
  down: { refuse: 403, description: "Internal server error" },
  "no-answer": { reset: true },
};
const PUBLIC_URL = "https://bot.example.org";
const log = createLog("silent");

function harnessOf(api: FakeZaloBot, mode: "polling" | "webhook"): Omit<ChannelHarness, "stop"> {
  const channel = zaloBotChannel({
    token: api.token,
    mode,
    webhookSecret: "a-secret-of-the-webhook",
    publicUrl: PUBLIC_URL,
    apiRoot: api.apiRoot,
    fileLink: () => null,
    log,
    firstPauseMs: 1,
  });
  let before: Promise<void> = Promise.resolve();
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    // Polling hands out one event after the other by itself; a webhook is called for each, and one person's calls follow one another.
    before = mode === "polling" ? act() : before.then(act);
    return before;
  };
  return {
    channel,
    says: (person, text) => inTurn(() => api.says(String(person), text)),
    taps: (person, data) => inTurn(() => api.says(String(person), String(Number(data.split(".")[1]) + 1))),
    sendsFile: (person) => inTurn(() => api.sendsDocument(String(person))),
    sendsPicture: (person, bytes) => inTurn(() => api.sendsPicture(String(person), bytes)),
    heard(person) {
      const parts = api.heard(String(person)).map((sent) => sent.text);
      return { text: parts.join("\n"), parts, labels: [] };
    },
    failNext: (how) => api.fail("sendMessage", FAULTS[how] ?? { reset: true }),
    away: () => api.fail("getMe", { reset: true }),
    floodWithoutTime: true,
    composesLetters: true,
    partMark: /^\(\d+\/\d+\)\n/,
    violations: api.violations,
  };
}

channelContract("zalo-bot", async () => {
  const api = await startFakeZaloBot();
  return { ...harnessOf(api, "polling"), stop: () => api.stop() };
});

channelContract("zalo-bot by webhook", async () => {
  const hosts = new Map<string, string>();
  const api = await startFakeZaloBot({ hosts, bare: true });
  const harness = harnessOf(api, "webhook");
  const { channel } = harness;
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map(channel.hook ? [[channel.name, channel.hook.bind(channel)]] : []),
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => "",
    console: null,
    log,
  });
  hosts.set(PUBLIC_URL, server.url);
  return {
    ...harness,
    async stop() {
      await api.stop();
      await server.stop();
    },
  };
});
