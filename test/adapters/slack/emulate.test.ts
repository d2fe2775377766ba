import { createEmulator } from "emulate";
import { expect, test } from "vitest";
import { slackChannel } from "../../../adapters/slack/channel.ts";
import { createLog } from "../../../src/log.ts";
import { SLACK_NOW } from "../../support/slack-on-fake.ts";

test("a Slack that others have built understands what is sent: text, buttons, edits, threads, files, forms and App Home", async () => {
  const emulator = await createEmulator({ service: "slack", port: 0 });
  try {
    const channel = slackChannel({
      botToken: "xoxb-emulated",
      appToken: null,
      signingSecret: "0".repeat(32),
      apiUrl: `${emulator.url}/api/`,
      log: createLog("silent"),
      clock: { now: () => SLACK_NOW },
      pace: { perSecond: 1000, perChatPerSecond: 1000 },
    });
    await channel.start(async () => undefined);
    expect((await channel.examine()).map(({ code, ok }) => [code, ok])).toEqual([
      ["token", true],
      ["signing-secret", true],
    ]);
    const call = async (method: string, more: Record<string, string>) => {
      const headers = { authorization: "Bearer xoxb-emulated" };
      const body = new URLSearchParams(more);
      return (await (await fetch(`${emulator.url}/api/${method}`, { method: "POST", headers, body })).json()) as {
        messages: {
          ts: string;
          text: string;
          thread_ts?: string;
          blocks?: { type: string }[];
          files?: { name: string }[];
        }[];
      };
    };
    const message = {
      title: "Nhắc việc",
      body: "Xong chưa? <!channel> & *sao*",
      offer: { offerId: 1, labels: ["Đã xong"] },
      files: [{ name: "bieu-do.png", mime: "image/png", sha256: "a" }],
      details: "đơn vị A",
      form: {
        choice: 1,
        title: "Điền biểu mẫu",
        fields: [{ name: "a", label: "A", kind: "line", value: "", required: true }],
      },
    } as const;
    const outgoing = { chatId: "C000000001", message, contents: [new Uint8Array([1, 2, 3])], lastHeardAt: null };
    const { messageId } = await channel.send(outgoing);
    await channel.edit?.({ ...outgoing, message: { ...message, offer: null }, messageId });
    const { messages } = await call("conversations.history", { channel: "C000000001" });
    const sent = messages.find(({ ts }) => ts === messageId);
    expect(sent?.text).toBe("Nhắc việc\nXong chưa? &lt;!channel&gt; &amp; *sao*");
    expect(sent?.blocks?.map(({ type }) => type)).toEqual(["header", "section"]);
    expect(messages.some(({ files }) => files?.[0]?.name === "bieu-do.png")).toBe(true);
    const replies = await call("conversations.replies", { channel: "C000000001", ts: messageId });
    expect(replies.messages.some(({ text }) => text === "đơn vị A")).toBe(true);
    await channel.send({ ...outgoing, chatId: "home:U000000001" });
    await expect(channel.send({ ...outgoing, chatId: "C0NOTHERE" })).rejects.toMatchObject({ code: "unknown-chat" });
    await channel.stop();
  } finally {
    await emulator.close();
  }
});
