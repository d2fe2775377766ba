import { describe, expect, test } from "vitest";
import { botApi } from "../../../adapters/telegram/client.ts";
import { poll } from "../../../adapters/telegram/polling.ts";
import type { Channel, Incoming, Receive } from "../../../src/delivery/channel.ts";
import { hearing } from "../../../src/delivery/hearing.ts";
import { createLog } from "../../../src/log.ts";
import { type FakeBotApi, type Fault, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { telegramOn } from "../../support/telegram-on-fake.ts";

async function withFake(tell: (api: FakeBotApi) => Promise<void>): Promise<void> {
  const api = await startFakeBotApi();
  try {
    await tell(api);
  } finally {
    await api.stop();
  }
}
const offsets = (api: FakeBotApi): number[] => api.calls("getUpdates").map(({ offset }) => Number(offset));

/** However slow the machine is. */
const PATIENTLY = { timeout: 20_000 };

/** A bot that has begun to handle what chat 1 said and is not done with it until `release`. */
async function withSlowChat(api: FakeBotApi) {
  const channel = telegramOn(api);
  const words: string[] = [];
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await channel.start(async (incoming) => {
    if (wordsOf(incoming) === "chậm") await released;
    words.push(wordsOf(incoming));
  });
  const slowId = api.says(1, "chậm");
  const handled = {
    all: () => [...words],
    includes: (one: string) => expect.poll(() => words, PATIENTLY).toContain(one),
  };
  return { channel, slowId, release, handled };
}

const wordsOf = ({ said }: Incoming): string => (said.kind === "text" ? said.text : said.kind);

describe("fetching from Telegram", () => {
  test("while the store is away an update is tried again, however often; then all are heard, each chat's in order", () =>
    withFake(async (api) => {
      const channel = telegramOn(api);
      const people = Array.from({ length: 20 }, (_, person) => person + 1);
      const tries = new Map<number, number>();
      const stored: string[] = [];
      await channel.start(async ({ address, ...incoming }) => {
        const tried = (tries.get(Number(address)) ?? 0) + 1;
        tries.set(Number(address), tried);
        if (tried <= 8) throw new Error("the store is away");
        stored.push(`${address} ${wordsOf({ address, ...incoming })}`);
      });
      for (const person of people) api.says(person, "trước");
      for (const person of people) api.says(person, "sau");
      await api.confirmed(api.says(1, "cuối"));
      const inOrder = (person: number) => stored.filter((words) => words.startsWith(`${person} `));
      expect(people.map(inOrder)).toEqual(
        people.map((person) => [`${person} trước`, `${person} sau`, ...(person === 1 ? ["1 cuối"] : [])]),
      );
      await channel.stop();
    }));

  test("what was not stored when the bot stopped is given again to the next, and what stood behind it with it", () =>
    withFake(async (api) => {
      const begun: string[] = [];
      const first = telegramOn(api, { firstPauseMs: 30_000 });
      const heard = new Promise<void>((resolve) => {
        void first.start(async (incoming) => {
          begun.push(wordsOf(incoming));
          if (begun.length === 2) resolve();
          if (incoming.address === "1") throw new Error("the store is away");
        });
      });
      const ids = [api.says(1, "trước"), api.says(1, "sau"), api.says(2, "khác")];
      await heard;
      await first.stop();
      expect(begun.sort()).toEqual(["khác", "trước"]);
      expect(offsets(api).every((offset) => offset <= (ids[0] ?? 0))).toBe(true);
      const again: string[] = [];
      const next = telegramOn(api);
      await next.start(async (incoming) => void again.push(wordsOf(incoming)));
      await api.confirmed(ids.at(-1) ?? 0);
      expect(again.filter((words) => words !== "khác")).toEqual(["trước", "sau"]);
      await next.stop();
    }));

  test("one slow chat delays no other, nothing is confirmed beyond it, and nothing is handled twice", () =>
    withFake(async (api) => {
      const { channel, handled, release, slowId } = await withSlowChat(api);
      for (const words of ["một", "hai", "ba"]) {
        api.says(2, words);
        await handled.includes(words);
      }
      expect(Math.max(...offsets(api))).toBeLessThanOrEqual(slowId);
      release();
      await api.confirmed(api.says(1, "sau cùng"));
      expect(handled.all()).toEqual(["một", "hai", "ba", "chậm", "sau cùng"]);
      await channel.stop();
    }));

  test("behind a slow chat Telegram shows no more than a hundred updates; the others come after it, each once", () =>
    withFake(async (api) => {
      const { channel, handled, release } = await withSlowChat(api);
      const words = Array.from({ length: 150 }, (_, number) => `lời ${number}`);
      const ids = words.map((one, number) => api.says(2 + (number % 7), one));
      await handled.includes("lời 98");
      const looks = offsets(api).length;
      await expect.poll(() => offsets(api).length, PATIENTLY).toBeGreaterThan(looks + 1);
      expect(handled.all()).toHaveLength(99);
      release();
      await api.confirmed(ids.at(-1) ?? 0);
      expect(handled.all().sort()).toEqual([...words, "chậm"].sort());
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

describe("whether the bot hears Telegram", () => {
  /** Fetches through these faults until something is heard; says after each of them whether the bot hears. */
  async function through(
    faults: readonly Fault[],
    begin: (api: FakeBotApi, log: ReturnType<typeof createLog>, receive: Receive) => Promise<() => Promise<void>>,
    hears: () => boolean,
  ): Promise<boolean[]> {
    const answers: boolean[] = [];
    await withFake(async (api) => {
      api.fail("getUpdates", ...faults);
      const log = createLog("warn", { write: () => void answers.push(hears()) });
      const stop = await begin(api, log, async () => undefined);
      await api.confirmed(api.says(1, "nghe"));
      answers.push(hears());
      await stop();
    });
    return answers;
  }

  test("not while Telegram refuses it: a token that is no good, another program with the same one", async () => {
    const refusals = [
      { refuse: 502, description: "Bad Gateway" },
      { refuse: 409, description: "Conflict: terminated by other getUpdates request" },
      { refuse: 401, description: "Unauthorized" },
    ];
    let channel: Channel | null = null;
    const answers = await through(
      refusals,
      async (api, log, receive) => {
        const fetching = telegramOn(api, { log });
        channel = fetching;
        await fetching.start(receive);
        return () => fetching.stop();
      },
      () => channel?.hears?.() ?? false,
    );
    expect(answers).toEqual([true, false, false, true]);
  });

  test("not after a minute of failures, and again as soon as a fetch works", async () => {
    let nowMs = 0;
    const ear = hearing(() => nowMs);
    const answers = await through(
      [{ reset: true }, { refuse: 502, description: "Bad Gateway" }, { reset: true }],
      async ({ token, apiRoot }, log) => {
        const fetching = poll(botApi(token, apiRoot), async () => undefined, { log, firstPauseMs: 1, ear });
        return () => fetching.stop();
      },
      () => {
        const hears = ear.hears();
        nowMs += 40_000;
        return hears;
      },
    );
    expect(answers).toEqual([true, true, false, true]);
  });
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
