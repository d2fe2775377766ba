import { type SlackSettings, slackChannel } from "../../adapters/slack/channel.ts";
import type { Channel, Incoming } from "../../src/delivery/channel.ts";
import type { Message } from "../../src/delivery/message.ts";
import { createLog } from "../../src/log.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { loadSlackSpec } from "./fake-slack-check.ts";

const check = await loadSlackSpec();

export const SLACK_NOW = new Date("2026-11-20T09:00:00+07:00");

/** A Slack channel that is connected to a small working Slack. */
export type SlackOnFake = {
  readonly slack: FakeSlack;
  readonly channel: Channel;
  readonly received: Incoming[];
  /** What handling each event does first; it may reject. */
  before: (incoming: Incoming) => Promise<void>;
  readonly logged: readonly string[];
  send(chatId: string, message: Partial<Message>, contents?: Uint8Array[]): Promise<string>;
  /** Calls `hook` and returns the answer. */
  hook(request: Request): Promise<Response>;
  stop(): Promise<void>;
};

export async function slackOnFake(
  mode: "socket" | "http",
  settings: Partial<SlackSettings> = {},
  started = true,
): Promise<SlackOnFake> {
  const slack = await startFakeSlack({ check });
  const logged: string[] = [];
  const channel = slackChannel({
    botToken: slack.botToken,
    appToken: mode === "socket" ? slack.appToken : null,
    signingSecret: slack.signingSecret,
    apiUrl: slack.apiUrl,
    log: createLog("info", { write: (line) => void logged.push(line) }),
    clock: { now: () => SLACK_NOW },
    pace: { perSecond: 10_000, perChatPerSecond: 10_000 },
    firstPauseMs: 1,
    ...settings,
  });
  const received: Incoming[] = [];
  const on: SlackOnFake = {
    slack,
    channel,
    received,
    logged,
    before: async () => undefined,
    async send(chatId, message, contents = []) {
      const whole = { title: null, body: "", offer: null, files: [], ...message };
      return (await channel.send({ chatId, message: whole, contents, lastHeardAt: null })).messageId;
    },
    async hook(request) {
      const response = await channel.hook?.(request);
      if (response === undefined) throw new Error("the channel has no hook");
      return response;
    },
    async stop() {
      await channel.stop();
      await slack.stop();
    },
  };
  if (started)
    await channel.start(async (incoming) => {
      await on.before(incoming);
      received.push(incoming);
    });
  return on;
}
