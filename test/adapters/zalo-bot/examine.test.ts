import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeZaloBot, startFakeZaloBot } from "../../support/fake-zalo-bot.ts";
import { ZALO_PUBLIC_URL, zaloBotOn } from "../../support/zalo-bot-channel.ts";

describe("examining a Zalo bot", () => {
  let api: FakeZaloBot;
  beforeEach(async () => {
    api = await startFakeZaloBot({ groups: false });
  });
  afterEach(async () => {
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  const examine = async (settings: Parameters<typeof zaloBotOn>[1] = {}) =>
    Object.fromEntries(
      (await zaloBotOn(api, settings).channel.examine()).map(({ code, ok, facts }) => [code, { ok, ...facts }]),
    );

  test("a bot that polls is well without a webhook; that groups are closed to it and files have no links is told", async () => {
    expect(await examine()).toEqual({
      token: { ok: true, account: "bot.nhacviec", type: "BASIC" },
      groups: { ok: false },
      webhook: { ok: true, mode: "polling", seen: "" },
      "file-links": { ok: false },
    });
  });

  test("the webhook that Zalo knows has to be ours, and none where the bot polls", async () => {
    expect((await examine({ mode: "webhook" })).webhook).toEqual({ ok: false, mode: "webhook", seen: "" });
    api.setWebhookByHand("https://other.example.org/hooks/zalo-bot?key=secret");
    expect((await examine({ mode: "webhook" })).webhook).toEqual({
      ok: false,
      mode: "webhook",
      seen: "https://other.example.org",
    });
    expect((await examine()).webhook?.ok).toBe(false);
    api.setWebhookByHand(`${ZALO_PUBLIC_URL}/hooks/zalo-bot`);
    expect((await examine({ mode: "webhook", fileLink: () => "https://bot.example.org/x" })).webhook?.ok).toBe(true);
  });

  test("a refused token and a Zalo that is away are findings, never errors, and nothing is changed by looking", async () => {
    api.fail("getMe", { refuse: 401 }, { page: "", status: 502 });
    expect((await examine()).token).toEqual({ ok: false, reason: "bad-token" });
    expect((await examine()).token).toEqual({ ok: false, reason: "platform-down" });
    api.fail("getWebhookInfo", { reset: true });
    expect((await examine({ mode: "webhook" })).webhook).toEqual({
      ok: false,
      mode: "webhook",
      seen: "?",
      reason: "no-answer",
    });
    for (const method of ["setWebhook", "deleteWebhook", "getUpdates"]) expect(api.calls(method)).toEqual([]);
  });
});
