import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { textParts, writtenText } from "../../../adapters/zalo-bot/outgoing.ts";
import type { Message, MessageFile } from "../../../src/delivery/message.ts";
import { type FakeZaloBot, startFakeZaloBot } from "../../support/fake-zalo-bot.ts";
import { zaloBotOn } from "../../support/zalo-bot-channel.ts";

const CHAT = "1a5c9e0b7a66b88fe6d6";
const chart: MessageFile = { name: "biểu đồ.png", mime: "image/png", sha256: "a".repeat(64) };
const second: MessageFile = { name: "biểu đồ 2.jpg", mime: "image/jpeg", sha256: "b".repeat(64) };
const sheet: MessageFile = { name: "tổng hợp.xlsx", mime: "application/vnd.ms-excel", sha256: "c".repeat(64) };
const linkOf = ({ sha256 }: MessageFile) => `https://bot.example.org/files/${sha256.slice(0, 4)}/x`;
const message = (body: string, rest: Partial<Message> = {}): Message => ({
  title: null,
  body,
  offer: null,
  files: [],
  ...rest,
});
const offer = { offerId: 7, labels: ["Đã xong", "Chưa"] };
const long = (lines: number) => Array.from({ length: lines }, (_, line) => `Dòng ${line} của một tin dài.`).join("\n");

describe("the text of a Zalo message", () => {
  test("title, body, details and choices are plain lines; files stand before the choices by name and link", () => {
    const one = message("Xem bảng.", { title: "Tuần 47", details: "Chi tiết.", offer });
    expect(writtenText(one, [sheet], linkOf)).toBe(
      "Tuần 47\nXem bảng.\n\ntổng hợp.xlsx\nhttps://bot.example.org/files/cccc/x\n\nChi tiết.\n\n1. Đã xong\n2. Chưa",
    );
    expect(writtenText(one, [sheet], () => null)).toContain("\n\ntổng hợp.xlsx\n\nChi tiết.");
  });

  test("two thousand units go in one Zalo message, one more in numbered parts of about 1,800", () => {
    expect(textParts("ă".repeat(2000))).toEqual(["ă".repeat(2000)]);
    const parts = textParts(`${"ă ".repeat(1000)}b`);
    expect(parts.map((part) => part.slice(0, 6))).toEqual(["(1/2)\n", "(2/2)\n"]);
    expect(textParts(" \n")).toEqual([]);
  });

  test("decomposed Vietnamese is composed before it is counted and sent to Zalo", () => {
    const composed = "ế".repeat(2000);
    const text = writtenText(message(composed.normalize("NFD")), [], linkOf);
    expect(text).toBe(composed);
    expect(textParts(text)).toHaveLength(1);
  });

  test("parts for Zalo lose nothing and never cut a letter or an emoji, whatever the text", () => {
    const word = fc.constantFrom("việc", "👨‍👩‍👧", "ệ".repeat(40), "\n", "\n\n", "🇻🇳", "x".repeat(900), "5 < 6");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), (words) => {
        const text = words.join(" ").trim();
        const parts = textParts(text);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(2000);
          expect(part.isWellFormed()).toBe(true);
        }
        const joined = parts.length > 1 ? parts.map((part) => part.replace(/^\(\d+\/\d+\)\n/, "")).join("") : parts[0];
        expect((joined ?? "").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
    );
  });
});

describe("sending by a Zalo bot", () => {
  let api: FakeZaloBot;
  beforeEach(async () => {
    api = await startFakeZaloBot();
  });
  afterEach(async () => {
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  const send = (channel: ReturnType<typeof zaloBotOn>["channel"], one: Message) =>
    channel.send({ chatId: CHAT, message: one, contents: one.files.map(() => new Uint8Array(1)), lastHeardAt: null });
  const heard = () => api.heard(CHAT).map(({ method, text, photo }) => [method, text, photo]);

  test("a picture goes by its link with the whole text as its caption: one message of the quota, not two", async () => {
    const { channel } = zaloBotOn(api, { fileLink: linkOf });
    const sent = await send(channel, message("Tuần 47", { files: [chart], offer }));
    expect(heard()).toEqual([["sendPhoto", "Tuần 47\n\n1. Đã xong\n2. Chưa", "https://bot.example.org/files/aaaa/x"]]);
    expect(sent.messageId).not.toBe("");
    expect(api.calls("sendPhoto")[0]).not.toHaveProperty("parse_mode");
  });

  test("only the last of several pictures carries the text, and none when it is longer than a caption", async () => {
    const { channel } = zaloBotOn(api, { fileLink: linkOf });
    await send(channel, message("Hai hình", { files: [chart, second] }));
    await send(channel, message("", { files: [chart] }));
    await send(channel, message(long(100), { files: [chart] }));
    expect(heard().map(([method, text]) => [method, text?.slice(0, 8)])).toEqual([
      ["sendPhoto", ""],
      ["sendPhoto", "Hai hình"],
      ["sendPhoto", ""],
      ["sendPhoto", ""],
      ["sendMessage", "(1/2)\nDò"],
      ["sendMessage", "(2/2)\nDò"],
    ]);
  });

  test("a file that is no picture is its name and link; without links it is its name alone", async () => {
    await send(zaloBotOn(api, { fileLink: linkOf }).channel, message("Xem", { files: [sheet] }));
    await send(zaloBotOn(api).channel, message("Xem", { files: [chart, sheet] }));
    expect(heard()).toEqual([
      ["sendMessage", "Xem\n\ntổng hợp.xlsx\nhttps://bot.example.org/files/cccc/x", null],
      ["sendMessage", "Xem\n\nbiểu đồ.png\n\ntổng hợp.xlsx", null],
    ]);
  });

  test("the Zalo channel says that it can show pictures only where it has links", () => {
    expect(zaloBotOn(api).channel.can).toMatchObject({
      buttons: false,
      images: false,
      files: false,
      edit: false,
      forms: false,
      monthlyQuota: 3000,
      maxTextLength: 2000,
      pace: { perSecond: 5, perChatPerSecond: 1 },
    });
    expect(zaloBotOn(api, { fileLink: linkOf }).channel.can.images).toBe(true);
  });

  test("a picture that Zalo refuses is told as a name and a link, and the text still arrives", async () => {
    const { channel } = zaloBotOn(api, { fileLink: linkOf });
    api.fail("sendPhoto", { refuse: 400, description: "photo could not be fetched" });
    await send(channel, message("Tuần 47", { files: [chart] }));
    expect(heard()).toEqual([["sendMessage", "Tuần 47\n\nbiểu đồ.png\nhttps://bot.example.org/files/aaaa/x", null]]);
  });

  test("after a failure in the middle only the parts that did not get through are sent again", async () => {
    const { channel } = zaloBotOn(api, { fileLink: linkOf });
    const one = message(long(100), { files: [chart] });
    api.fail("sendPhoto", { refuse: 403 });
    await expect(send(channel, one)).rejects.toMatchObject({ outcome: "later" });
    const failing = send(channel, one);
    await api.called("sendMessage");
    api.fail("sendMessage", { refuse: 429, description: "Quota exceeded" });
    await expect(failing).rejects.toMatchObject({ outcome: "later", code: "too-many-requests" });
    await send(channel, one);
    expect(heard().map(([method, text]) => `${method} ${text?.slice(0, 5)}`)).toEqual([
      "sendPhoto ",
      "sendMessage (1/2)",
      "sendMessage (2/2)",
    ]);
    await send(channel, one);
    expect(heard()).toHaveLength(6);
  });

  test("every part and picture counts as a message, what an earlier attempt sent too; a refused picture counts none", async () => {
    const { channel } = zaloBotOn(api, { fileLink: linkOf });
    expect(await send(channel, message("ngắn"))).toMatchObject({ messages: 1 });
    expect(await send(channel, message("Tuần 47", { files: [chart] }))).toMatchObject({ messages: 1 });
    const long4 = message(long(100), { files: [chart, second] });
    const failing = send(channel, long4);
    await api.called("sendMessage");
    api.fail("sendMessage", { refuse: 403 });
    await expect(failing).rejects.toMatchObject({ outcome: "later" });
    expect(await send(channel, long4)).toMatchObject({ messages: 4 });
    expect(api.counted()).toBe(6);
    api.fail("sendPhoto", { refuse: 400, description: "photo could not be fetched" });
    expect(await send(channel, message("Tuần 48", { files: [chart] }))).toMatchObject({ messages: 1 });
  });

  test("a message that Zalo will never take is not gone on with: the same words later are a new one", async () => {
    const { channel } = zaloBotOn(api);
    const one = message(long(100));
    const failing = send(channel, one);
    await api.called("sendMessage");
    api.fail("sendMessage", { refuse: 400, description: "chat not found" });
    await expect(failing).rejects.toMatchObject({ outcome: "never" });
    await send(channel, one);
    expect(heard().map(([, text]) => text?.slice(0, 5))).toEqual(["(1/2)", "(1/2)", "(2/2)"]);
  });

  test.each([
    ["200 with ok false", { refuse: 401 }, "set-up"],
    ["200 with the other spelling of its code", { refuse: 429, spelling: "errorCode" as const }, "later"],
    ["400 by status too", { refuse: 400, status: 400 }, "never"],
    ["a gateway's page", { page: "<h1>Bad Gateway</h1>", status: 502 }, "later"],
    ["a page under 200", { page: "hello", status: 200 }, "unknown"],
    ["a redirect, which is not followed with the token", { page: "", status: 302 }, "unknown"],
    ["a broken connection", { reset: true as const }, "unknown"],
  ])("sending to Zalo answered by %s says what the sender can do", async (_what, fault, outcome) => {
    api.fail("sendMessage", fault);
    await expect(send(zaloBotOn(api).channel, message("x"))).rejects.toMatchObject({ outcome });
    expect(api.heard(CHAT)).toEqual([]);
  });

  test("a Zalo server that is not there can be tried later; nothing of its address is in the error", async () => {
    const gone = await startFakeZaloBot();
    await gone.stop();
    const { channel } = zaloBotOn(gone);
    const error = (await send(channel, message("x")).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ outcome: "later", code: "unreachable" });
    expect(`${error.stack}`).not.toContain(gone.token);
  });

  test("Zalo counts both directions against the month, and what is above is for later", async () => {
    const small = await startFakeZaloBot({ quota: 2 });
    const { channel } = zaloBotOn(small);
    await channel.start(async () => undefined);
    await small.says(CHAT, "xin chào");
    await send(channel, message("chào anh"));
    await expect(send(channel, message("nữa"))).rejects.toMatchObject({ code: "too-many-requests" });
    expect(small.counted()).toBe(2);
    await channel.stop();
    await small.stop();
  });
});
