import { consoleChannel } from "../../adapters/console/channel.ts";
import { channelContract } from "./channel.contract.ts";

channelContract("console", async () => {
  const channel = consoleChannel({ clock: { now: () => new Date("2026-11-20T09:00:00+07:00") } });
  let event = 0;
  let before: Promise<void> = Promise.resolve();
  const hear = (person: number, said: Parameters<typeof channel.hear>[0]["said"]) => {
    const address = String(person);
    before = before.then(() => channel.hear({ eventId: `p${++event}`, address, chatId: address, said }));
    return before;
  };
  return {
    channel,
    says: (person, text) => hear(person, { kind: "text", text }),
    taps: (person, data) => hear(person, { kind: "tap", data, label: "x" }),
    sendsFile: (person, name, bytes) => hear(person, { kind: "file", name, bytes, caption: "" }),
    heard(person) {
      const lines = channel.transcript(String(person)).filter((line) => !line.mine);
      const last = lines.at(-1);
      // As the page draws it: the numbers stand on the buttons.
      const numbered = (last?.offer ?? []).map((choice, index) => `${index + 1}. ${choice.label}`).join("\n");
      const body = [last?.body ?? "", ...(numbered === "" ? [] : [numbered])].join("\n\n");
      const text = last?.title ? `${last.title}\n${body}` : body;
      return { text, parts: [text], labels: last?.offer?.map((choice) => choice.label) ?? [] };
    },
    violations: [],
    stop: async () => undefined,
  };
});
