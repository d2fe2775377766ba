import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Incoming } from "../../../src/delivery/channel.ts";
import { type FakeZaloBot, startFakeZaloBot } from "../../support/fake-zalo-bot.ts";
import { zaloBotOn } from "../../support/zalo-bot-channel.ts";

const LAN = "1a5c9e0b7a66b88fe6d6";

describe("polling for a Zalo bot", () => {
  let api: FakeZaloBot;
  let received: Incoming[];
  let started: ReturnType<typeof zaloBotOn> | null;
  const receive = async (incoming: Incoming): Promise<void> => void received.push(incoming);

  beforeEach(async () => {
    api = await startFakeZaloBot();
    received = [];
    started = null;
  });
  afterEach(async () => {
    await started?.channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  async function start(handle = receive): Promise<readonly string[]> {
    started = zaloBotOn(api);
    await started.channel.start(handle);
    return started.lines;
  }
  const words = () => received.map(({ said }) => (said.kind === "text" ? said.text : said.kind));

  test("one event is fetched at a time, with the wait as a text, and nothing overlaps", async () => {
    await start();
    await Promise.all(["một", "hai", "ba"].map((text) => api.says(LAN, text)));
    expect(words()).toEqual(["một", "hai", "ba"]);
    expect(new Set(api.calls("getUpdates").map((call) => call.timeout))).toEqual(new Set(["30"]));
  });

  test("408 is silence, not a failure: nothing is logged and the next event is heard", async () => {
    api.fail(
      "getUpdates",
      { refuse: 408, description: "Request timeout" },
      { refuse: 408, status: 408 },
      { page: "", status: 408 },
    );
    const lines = await start();
    await api.says(LAN, "xin chào");
    expect(words()).toEqual(["xin chào"]);
    expect(lines).toEqual([]);
  });

  test("an outage, a page and a broken connection are waited out, told by their code alone", async () => {
    api.fail("getUpdates", { page: "<h1>502</h1>", status: 502 }, { refuse: 504 }, { reset: true }, { refuse: 403 });
    const lines = await start();
    await api.says(LAN, "xin chào");
    expect(words()).toEqual(["xin chào"]);
    expect(lines.map((line) => (JSON.parse(line) as { code: string }).code)).toEqual([
      "platform-down",
      "no-answer",
      "no-answer",
      "platform-down",
    ]);
    expect(lines.join()).not.toContain(api.token);
  });

  test("a webhook that was left set is taken away when polling begins, and that is said", async () => {
    api.setWebhookByHand("https://old.example.org/hook");
    const lines = await start();
    expect(api.webhook()).toBeNull();
    expect(lines.join()).toContain("polling takes it away");
    await api.says(LAN, "xin chào");
    expect(words()).toEqual(["xin chào"]);
  });

  test("deleting a webhook where none is set may be refused without harm", async () => {
    api.fail("deleteWebhook", { refuse: 400 });
    await start();
    await api.says(LAN, "xin chào");
    expect(words()).toEqual(["xin chào"]);
  });

  test("a webhook that somebody sets while we poll is named and left alone", async () => {
    const polled = api.called("getUpdates");
    const lines = await start();
    await polled;
    const again = api.called("getWebhookInfo");
    const heard = api.says(LAN, "trước");
    api.setWebhookByHand("https://other.example.org/hook");
    await heard;
    await again;
    await api.called("getUpdates");
    expect(lines.join()).toContain("webhook-set");
    expect(api.webhook()).toMatchObject({ url: "https://other.example.org/hook" });
    expect(api.calls("deleteWebhook")).toHaveLength(1);
  });

  test("an event is tried again until the store is back, since Zalo gives it only once; what follows waits its turn", async () => {
    const tries = new Map<string, number>();
    const lines = await start(async (incoming) => {
      const text = incoming.said.kind === "text" ? incoming.said.text : "";
      tries.set(text, (tries.get(text) ?? 0) + 1);
      if (text === "lúc mất kho" && tries.get(text) !== 10) throw new Error("store away");
      received.push(incoming);
    });
    await Promise.all(["lúc mất kho", "sau"].map((text) => api.says(LAN, text)));
    expect(Object.fromEntries(tries)).toEqual({ "lúc mất kho": 10, sau: 1 });
    expect(words()).toEqual(["lúc mất kho", "sau"]);
    expect(lines.join()).not.toContain("mất kho");
  });

  test("stopping ends the tries of an event that the store does not take", async () => {
    const tried = Promise.withResolvers<void>();
    await start(async () => {
      tried.resolve();
      throw new Error("store away");
    });
    void api.says(LAN, "xin chào");
    await tried.promise;
    await started?.channel.stop();
    expect(words()).toEqual([]);
  });

  test("a bot whose polling fails for more than a minute hears nothing, until an update or silence comes again", async () => {
    const outage = { page: "<h1>502</h1>", status: 502 };
    api.fail("getUpdates", outage);
    started = zaloBotOn(api);
    const { channel, nextLine } = started;
    expect(channel.hears?.()).toBe(true);
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const failed = nextLine();
      await channel.start(receive);
      await failed;
      expect(channel.hears?.()).toBe(true);
      api.fail("getUpdates", outage);
      const failedAgain = nextLine();
      vi.advanceTimersByTime(60_001);
      await failedAgain;
      expect(channel.hears?.()).toBe(false);
      await api.says(LAN, "xin chào");
      expect(channel.hears?.()).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  test("a bot whose token is refused while it polls hears nothing at once; a stopped one is not asked", async () => {
    api.fail("getUpdates", { refuse: 401 });
    started = zaloBotOn(api);
    const logged = started.nextLine();
    await started.channel.start(receive);
    await logged;
    expect(started.channel.hears?.()).toBe(false);
    await started.channel.stop();
    expect(started.channel.hears?.()).toBe(true);
  });

  test("a token that Zalo refuses is a matter of set-up, and is not in the error", async () => {
    const { channel, lines } = zaloBotOn({ apiRoot: api.apiRoot, token: "1:wrong-token-of-a-bot" });
    const error = (await channel.start(receive).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ outcome: "set-up", code: "bad-token" });
    expect(`${error.stack} ${lines.join()}`).not.toContain("wrong-token-of-a-bot");
  });

  test("an address that knows no getMe is a matter of set-up", async () => {
    api.fail("getMe", { refuse: 404 });
    await expect(zaloBotOn(api).channel.start(receive)).rejects.toMatchObject({ outcome: "set-up" });
  });

  test("a token that is refused later is an error in the log, and is not asked with in a circle", async () => {
    api.fail("getUpdates", { refuse: 401 }, { refuse: 401 });
    started = zaloBotOn(api);
    const logged = started.nextLine();
    await started.channel.start(receive);
    await logged;
    await started.channel.stop();
    expect(api.calls("getUpdates")).toHaveLength(1);
    expect(started.lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 50, code: "bad-token" }),
    ]);
  });

  test("stopping ends the open poll at once and waits for the event in hand", async () => {
    let finish: () => void = () => undefined;
    const begun = Promise.withResolvers<void>();
    await start(async (incoming) => {
      begun.resolve();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      received.push(incoming);
    });
    void api.says(LAN, "đang xử lý");
    await begun.promise;
    const stopped = started?.channel.stop();
    finish();
    await stopped;
    expect(words()).toEqual(["đang xử lý"]);
  });
});
