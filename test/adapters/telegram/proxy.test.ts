import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startChild } from "../../support/child.ts";
import { type FakeBotApi, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { type FakeProxy, startFakeProxy } from "../../support/fake-proxy.ts";

// In a process of its own, since a proxy is a matter of the whole process. The host's name exists nowhere: only a proxy can find it.
const PROGRAM = join(import.meta.dirname, "../../support/telegram-behind-proxy.ts");

describe("Telegram behind a proxy", () => {
  let api: FakeBotApi;
  let proxy: FakeProxy;
  beforeEach(async () => {
    api = await startFakeBotApi();
  });
  afterEach(async () => {
    await proxy.stop();
    await api.stop();
  });

  async function through(apiRoot: string, tunnels: boolean): Promise<string[]> {
    proxy = await startFakeProxy({ port: Number(new URL(api.apiRoot).port), tunnels });
    api.sendsFile(7, "bien-ban.pdf", new Uint8Array([1, 2, 3]));
    const child = startChild(PROGRAM, proxy.url, apiRoot, api.token, "file-1");
    const lines = [await child.line(), await child.line()];
    expect(await child.ended()).toBe(0);
    return lines;
  }

  test("calls and downloads go through it", async () => {
    expect(await through("http://telegram.example", true)).toEqual(["done", "done"]);
    expect(api.heard(7).map((sent) => sent.text)).toEqual(["qua proxy"]);
    expect(proxy.asked.length).toBeGreaterThanOrEqual(2);
    for (const asked of proxy.asked) expect(asked).toMatch(/ telegram\.example(:80)?$/);
  });

  test("secure calls ask for a tunnel, and where none is given they are tried later", async () => {
    const lines = await through("https://telegram.example", false);
    expect(lines).toEqual(["unreachable (later)", "unreachable (later)"]);
    for (const asked of proxy.asked) expect(asked).toBe("CONNECT telegram.example:443");
  });
});
