import { afterEach, describe, expect, test } from "vitest";
import type { Channel } from "../../../src/delivery/channel.ts";
import { type FakeBotApi, type FakeBotOptions, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { telegramOn } from "../../support/telegram-on-fake.ts";

let api: FakeBotApi;
let channel: Channel;
afterEach(async () => {
  await channel.stop();
  await api.stop();
});

const bytes = new Uint8Array([1, 2, 3, 4]);

/** A person sends a file; resolves to its reference. */
async function received(options: FakeBotOptions): Promise<string> {
  api = await startFakeBotApi(options);
  channel = telegramOn({ ...api, apiRoot: `${api.apiRoot}/` });
  let fileRef = "";
  await channel.start(async ({ said }) => {
    fileRef = said.kind === "files" ? (said.files[0]?.fileRef ?? "") : "";
  });
  await api.confirmed(api.sendsFile(7, "bien-ban.pdf", bytes));
  return fileRef;
}

describe("a Bot API server of one's own", () => {
  test("is reached under its address, with or without a slash at the end", async () => {
    const fileRef = await received({});
    expect(await channel.download(fileRef, 10)).toEqual(bytes);
  });

  test("in local mode gives files out through the web server before it", async () => {
    const fileRef = await received({ local: { served: true } });
    expect(await channel.download(fileRef, 10)).toEqual(bytes);
    await expect(channel.download(fileRef, 3)).rejects.toMatchObject({ outcome: "never", code: "too-large" });
  });

  test("in local mode without one is a matter of set-up, so that the file is not lost", async () => {
    const fileRef = await received({ local: { served: false } });
    await expect(channel.download(fileRef, 10)).rejects.toMatchObject({ outcome: "set-up", code: "local-files" });
  });
});

describe("files from Telegram", () => {
  test("that are gone, too large for bots or not there right now say so", async () => {
    await received({});
    await expect(channel.download("no-such-file", 10)).rejects.toMatchObject({ code: "unknown-file" });
    api.fail(
      "getFile",
      { refuse: 400, description: "Bad Request: file is too big" },
      { refuse: 400, description: "Bad Request: wrong file_id or the file is temporarily unavailable" },
    );
    await expect(channel.download("file-1", 10)).rejects.toMatchObject({ outcome: "never", code: "too-large" });
    await expect(channel.download("file-1", 10)).rejects.toMatchObject({ outcome: "later" });
  });

  test("that are larger than Telegram said are not read to their end", async () => {
    const fileRef = await received({ sizesUntold: true });
    await expect(channel.download(fileRef, 3)).rejects.toMatchObject({ outcome: "never", code: "too-large" });
    expect(await channel.download(fileRef, 4)).toEqual(bytes);
  });
});
