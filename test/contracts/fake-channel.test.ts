import { ChannelError } from "../../src/errors.ts";
import { fakeChannel } from "../support/fake-channel.ts";
import { channelContract } from "./channel.contract.ts";

const FAILURES = {
  blocked: new ChannelError("never", "blocked"),
  flood: new ChannelError("later", "too-many-requests", 3000),
  down: new ChannelError("later", "platform-down"),
  "no-answer": new ChannelError("unknown", "no-answer"),
};

channelContract("fake", async () => {
  const channel = fakeChannel("fake", { maxTextLength: 100_000 });
  let before: Promise<void> = Promise.resolve();
  const inTurn = (act: () => Promise<void>) => {
    before = before.then(act);
    return before;
  };
  return {
    channel,
    says: (person, text) => inTurn(() => channel.says(String(person), text)),
    taps: (person, data) => channel.tapsData(String(person), data),
    sendsFile: (person, name, bytes) => channel.sendsFile(String(person), name, bytes),
    heard(person) {
      const { text, labels } = channel.last(String(person));
      return { text, labels, parts: [text] };
    },
    failNext: (how) => channel.failNext(FAILURES[how]),
    away: () => channel.failStart(FAILURES["no-answer"]),
    violations: [],
    stop: async () => undefined,
  };
});
