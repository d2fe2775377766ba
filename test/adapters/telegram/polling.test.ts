import { describe, expect, test } from "vitest";
import type { Incoming } from "../../../src/delivery/channel.ts";
import { type FakeBotApi, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { telegramOn } from "../../support/telegram-on-fake.ts";

async function withFake(tell: (api: FakeBotApi) => Promise<void>): Promise<void> {
  const api = await startFakeBotApi();
  try {
    await tell(api);
  } finally {
    await api.stop();
  }
}
const wordsOf = ({ said }: Incoming): string => (said.kind === "text" ? said.text : said.kind);

describe("fetching from Telegram", () => {
  test("a batch is confirmed only when every update of it is stored; one poisoned update stops nobody", () =>
    withFake(async (api) => {
      const channel = telegramOn(api);
      const tries = new Map<string, number>();
      await channel.start(async (incoming) => {
        const words = wordsOf(incoming);
        tries.set(words, (tries.get(words) ?? 0) + 1);
        if (words === "độc") throw new Error("always");
        if (words === "lúc đầu hỏng" && (tries.get(words) ?? 0) < 3) throw new Error("at first");
      });
      api.says(1, "độc");
      api.says(2, "lúc đầu hỏng");
      await api.confirmed(api.says(1, "sau"));
      expect(Object.fromEntries(tries)).toEqual({ độc: 5, "lúc đầu hỏng": 3, sau: 1 });
      await channel.stop();
    }));

  test("an update that is not understood is passed over, and what comes after it is heard", () =>
    withFake(async (api) => {
      const channel = telegramOn(api);
      const words: string[] = [];
      await channel.start(async (incoming) => void words.push(wordsOf(incoming)));
      api.happens({ message: { message_id: 1, chat: "nowhere" } } as never);
      api.happens({ message_reaction_count: {} } as never);
      await api.confirmed(api.says(1, "sau"));
      expect(words).toEqual(["sau"]);
      await channel.stop();
    }));

  test("floods, another poller and a platform that is down are waited out", () =>
    withFake(async (api) => {
      api.fail(
        "getUpdates",
        { refuse: 429, description: "Too Many Requests", parameters: { retry_after: 0 } },
        { refuse: 409, description: "Conflict: terminated by other getUpdates request" },
        { refuse: 502, description: "Bad Gateway" },
        { says: "<html>" },
        { reset: true },
      );
      const channel = telegramOn(api);
      const words: string[] = [];
      await channel.start(async (incoming) => void words.push(wordsOf(incoming)));
      await api.confirmed(api.says(1, "sau bão"));
      expect(words).toEqual(["sau bão"]);
      await channel.stop();
    }));
});

describe("connecting to Telegram", () => {
  test("a token that Telegram refuses is a matter of set-up, and is not in the error", () =>
    withFake(async (api) => {
      const wrong = telegramOn({ ...api, token: "1:wrong-token" });
      const error = await wrong.start(async () => undefined).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ outcome: "set-up", code: "bad-token" });
      expect(String((error as Error).stack)).not.toContain("wrong-token");
      await wrong.stop();
    }));

  test("an address that Telegram does not call is a matter of set-up", () =>
    withFake(async (api) => {
      api.fail("setWebhook", { refuse: 400, description: "Bad Request: bad webhook: HTTPS url must be provided" });
      const channel = telegramOn(api, { mode: "webhook" });
      await expect(channel.start(async () => undefined)).rejects.toMatchObject({
        outcome: "set-up",
        code: "webhook-refused",
      });
      await channel.stop();
    }));
});
