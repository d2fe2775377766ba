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

/** `begin` starts what a person does when its turn to reach the bot has come. */
function harnessOf(
  api: FakeZaloBot,
  mode: "polling" | "webhook",
  begin: (act: () => Promise<void>) => Promise<void> = (act) => act(),
): Omit<ChannelHarness, "stop"> {
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
  return {
    channel,
    says: (person, text) => begin(() => api.says(String(person), text)),
    taps: (person, data) => begin(() => api.says(String(person), String(Number(data.split(".")[1]) + 1))),
    sendsFile: (person) => begin(() => api.sendsDocument(String(person))),
    sendsPicture: (person, bytes) => begin(() => api.sendsPicture(String(person), bytes)),
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
  // Each call has a connection of its own: the next begins when the one before has reached the bot, not when it is answered.
  let reached: () => void = () => undefined;
  let before: Promise<unknown> = Promise.resolve();
  const harness = harnessOf(api, "webhook", async (act) => {
    const begun = before.then(() => {
      const arrived = new Promise<void>((resolve) => {
        reached = resolve;
      });
      return { arrived, answered: act() };
    });
    before = begun.then(({ arrived, answered }) => Promise.race([arrived, answered])).catch(() => undefined);
    await (await begun).answered;
  });
  const { channel } = harness;
  const hook = async (request: Request): Promise<Response> => {
    reached();
    return (await channel.hook?.(request)) ?? Response.error();
  };
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map([[channel.name, hook]]),
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
