import { expect, test } from "vitest";
import type { Channel } from "../../src/delivery/channel.ts";
import { createLog } from "../../src/log.ts";
import { startServer } from "../../src/server/server.ts";
import { type FakeBotApi, type Fault, loadTelegramSpec, startFakeBotApi } from "../support/fake-bot-api.ts";
import { telegramOn } from "../support/telegram-on-fake.ts";
import { type ChannelHarness, channelContract } from "./channel.contract.ts";

const validate = await loadTelegramSpec();

test.skipIf(validate === null)(
  "the published Bot API is at hand to check every call (skipped: ../shared/specs is not here)",
  () => {
    expect(validate?.("sendMessage", { chat_id: 1 }).length).toBeGreaterThan(0);
  },
);

const FAULTS: Readonly<Record<string, Fault>> = {
  blocked: { refuse: 403, description: "Forbidden: bot was blocked by the user" },
  flood: { refuse: 429, description: "Too Many Requests: retry after 3", parameters: { retry_after: 3 } },
  down: { away: true },
  "no-answer": { reset: true },
};

const harnessOf = (api: FakeBotApi, channel: Channel): Omit<ChannelHarness, "stop"> => ({
  channel,
  says: (person, text) => api.confirmed(api.says(person, text)),
  taps: (person, data) => api.confirmed(api.taps(person, data)),
  sendsFile: (person, name, bytes) => api.confirmed(api.sendsFile(person, name, bytes)),
  sendsPicture: (person, bytes) => api.confirmed(api.sendsPicture(person, bytes)),
  heard(person) {
    const parts = api.heard(person);
    return {
      text: parts.map((part) => part.text).join("\n"),
      parts: parts.map((part) => part.text),
      labels: parts.at(-1)?.buttons.map((button) => button.text) ?? [],
    };
  },
  failNext: (how) => api.fail("sendMessage", FAULTS[how] ?? { hang: true }),
  away: () => api.fail("getMe", { reset: true }),
  violations: api.violations,
});

channelContract("telegram", async () => {
  const api = await startFakeBotApi({ validate });
  return { ...harnessOf(api, telegramOn(api)), stop: () => api.stop() };
});

channelContract("telegram by webhook", async () => {
  const api = await startFakeBotApi({ validate });
  const channel = telegramOn(api, { mode: "webhook" });
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map(channel.hook === undefined ? [] : [["telegram", channel.hook]]),
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => "",
    console: null,
    log: createLog("silent"),
  });
  api.bringTo(`${server.url}/hooks/telegram`);
  return {
    ...harnessOf(api, channel),
    async stop() {
      await api.stop();
      await server.stop();
    },
  };
});
