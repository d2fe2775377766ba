import { expect, test } from "vitest";
import { telegramChannel } from "../../adapters/telegram/channel.ts";
import { createLog } from "../../src/log.ts";
import { type Fault, loadTelegramSpec, startFakeBotApi } from "../support/fake-bot-api.ts";
import { channelContract } from "./channel.contract.ts";

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
  down: { refuse: 502, description: "Bad Gateway" },
  "no-answer": { reset: true },
};

channelContract("telegram", async () => {
  const api = await startFakeBotApi({ validate });
  const channel = telegramChannel({
    token: api.token,
    mode: "polling",
    webhookSecret: null,
    publicUrl: null,
    apiRoot: api.apiRoot,
    log: createLog("silent"),
    firstPauseMs: 1,
  });
  return {
    channel,
    says: (person, text) => api.confirmed(api.says(person, text)),
    taps: (person, data) => api.confirmed(api.taps(person, data)),
    sendsFile: (person, name, bytes) => api.confirmed(api.sendsFile(person, name, bytes)),
    heard(person) {
      const parts = api.heard(person);
      return {
        text: parts.map((part) => part.text).join("\n"),
        parts: parts.map((part) => part.text),
        labels: parts.at(-1)?.buttons.map((button) => button.text) ?? [],
      };
    },
    failNext: (how) => api.fail("sendMessage", FAULTS[how] ?? { hang: true }),
    violations: api.violations,
    stop: () => api.stop(),
  };
});
