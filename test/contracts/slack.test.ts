import { expect, test } from "vitest";
import { slackChannel } from "../../adapters/slack/channel.ts";
import { createLog } from "../../src/log.ts";
import { directChatOf, type SlackFault, startFakeSlack } from "../support/fake-slack.ts";
import { loadSlackSpec } from "../support/fake-slack-check.ts";
import { tapPayload } from "../support/fake-slack-events.ts";
import { channelContract } from "./channel.contract.ts";

const check = await loadSlackSpec();

test.skipIf(check === null)(
  "the published Slack API is at hand to check every call (skipped: ../shared/specs is not here)",
  () => {
    expect(check?.("chat.postMessage", { text: "x" }).length).toBeGreaterThan(0);
    expect(check?.("files.completeUploadExternal", { channel_id: "C1" }).length).toBeGreaterThan(0);
  },
);

const FAULTS: Readonly<Record<string, SlackFault>> = {
  blocked: { refuse: "cannot_dm_bot" },
  flood: { status: 429, retryAfter: "3" },
  // Who names a time has turned the call away; of a mere 502 nobody knows whether the message went.
  down: { status: 503, retryAfter: "30" },
  "no-answer": { reset: true },
};

channelContract("slack", async () => {
  const slack = await startFakeSlack({ check });
  const channel = slackChannel({
    botToken: slack.botToken,
    appToken: slack.appToken,
    signingSecret: null,
    apiUrl: slack.apiUrl,
    log: createLog("silent"),
    clock: { now: () => new Date("2026-11-20T09:00:00+07:00") },
    pace: { perSecond: 10_000, perChatPerSecond: 10_000 },
    firstPauseMs: 1,
  });
  let taps = 0;
  return {
    channel,
    says: (person, text) => slack.says(String(person), text),
    taps: (person, value) => {
      const user = String(person);
      const trigger = `t${++taps}`;
      const tap = { user, channel: directChatOf(user), value, actionId: "choice 1", trigger, actionTs: trigger };
      return slack.envelope("interactive", tapPayload({ ...tap, message: { ts: "1.1" } }));
    },
    sendsFile: (person, name, bytes) => slack.sendsFile(String(person), name, bytes),
    heard(person) {
      const parts = slack.heard(String(person));
      return {
        text: parts.map((part) => part.text).join("\n"),
        parts: parts.map((part) => part.text),
        labels: parts.at(-1)?.buttons.map((button) => button.text) ?? [],
      };
    },
    failNext: (how) => slack.fail("chat.postMessage", FAULTS[how] ?? { hang: true }),
    away: () => slack.fail("auth.test", { reset: true }),
    violations: slack.violations,
    stop: () => slack.stop(),
  };
});
