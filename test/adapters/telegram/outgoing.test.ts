import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chatIdOf, placeOf } from "../../../adapters/telegram/chat-id.ts";
import { botApi } from "../../../adapters/telegram/client.ts";
import { htmlParts, keyboardOf, sendOutgoing } from "../../../adapters/telegram/outgoing.ts";
import type { Channel } from "../../../src/delivery/channel.ts";
import { unfinished } from "../../../src/delivery/unfinished.ts";
import { ChannelError } from "../../../src/errors.ts";
import { type FakeBotApi, type Fault, loadTelegramSpec, startFakeBotApi } from "../../support/fake-bot-api.ts";
import { unescapeHtml } from "../../support/fake-bot-calls.ts";
import { outgoingTo, telegramOn } from "../../support/telegram-on-fake.ts";

const BORDER = 4096;
const partsOf = (body: string, title: string | null = null) =>
  htmlParts({ title, body, offer: null }).map(unescapeHtml);
const graphemes = (text: string) => [...new Intl.Segmenter("vi").segment(text)].map(({ segment }) => segment);

describe("a text for Telegram", () => {
  test("only the three characters of HTML are escaped, and the title is bold", () => {
    expect(htmlParts({ title: "A & B", body: "5 < 6 “x”", offer: null })).toEqual(["<b>A &amp; B</b>\n5 &lt; 6 “x”"]);
  });

  test("two short choices share a row; a long one has its own and is cut on the button only", () => {
    const keyboard = keyboardOf({ offer: { offerId: 3, labels: ["Có", "Không", "x".repeat(100)] } });
    expect(keyboard?.inline_keyboard.map((row) => row.map((button) => button.text.length))).toEqual([[2, 5], [60]]);
  });

  test("a button's text is cut between letters, emoji and their marks too", () => {
    const letters = fc.constantFrom("a", "ệ".normalize("NFD"), "😀", "👨‍👩‍👧‍👦", "🇻🇳", " ");
    fc.assert(
      fc.property(
        fc.integer({ min: 45, max: 60 }),
        fc.array(letters, { minLength: 16, maxLength: 30 }),
        (lead, tail) => {
          const label = `${"x".repeat(lead)}${tail.join("")}`;
          const text = keyboardOf({ offer: { offerId: 3, labels: [label] } })?.inline_keyboard[0]?.[0]?.text ?? "";
          expect(text.length).toBeLessThanOrEqual(60);
          const shown = graphemes(text.slice(0, -1));
          expect(graphemes(label).slice(0, shown.length)).toEqual(shown);
        },
      ),
    );
    const split = keyboardOf({ offer: { offerId: 3, labels: [`${"x".repeat(58)}😀 còn lại`] } });
    expect(split?.inline_keyboard[0]?.[0]?.text).toBe(`${"x".repeat(58)}…`);
  });

  test("exactly 4,096 units are one message, one more is two; escaped signs count as one", () => {
    expect(partsOf("&".repeat(BORDER))).toHaveLength(1);
    expect(partsOf("&".repeat(BORDER + 1)).map((part) => part.length)).toEqual([BORDER, 1]);
    expect(partsOf("a".repeat(BORDER - 5), "Nhắc")).toHaveLength(1);
    expect(partsOf("a".repeat(BORDER - 4), "Nhắc")).toHaveLength(2);
  });

  test("it is cut between paragraphs, else between lines, else between words", () => {
    const [one, two] = ["a".repeat(3000), "b".repeat(3000)];
    expect(partsOf(`${one}\n\n${two}`)).toEqual([one, two]);
    expect(partsOf(`${one}\n${two}`)).toEqual([one, two]);
    expect(partsOf(`${one} ${two}`)).toEqual([one, two]);
  });

  test("at the border no family of emoji and no letter with its marks is torn apart", () => {
    const families = ["👨‍👩‍👧‍👦", "👍🏽", "🇻🇳", "ệ".normalize("NFD"), "ở".normalize("NFD")];
    const lead = fc.integer({ min: BORDER - 12, max: BORDER + 2 });
    const tail = fc.array(fc.constantFrom(...families, "&", "a"), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lead, tail, (length, pieces) => {
        const body = `${"x".repeat(length)}${pieces.join("")}`;
        const parts = partsOf(body);
        expect(parts.join("")).toBe(body);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(BORDER);
        expect(parts.flatMap(graphemes)).toEqual(graphemes(body));
      }),
      { numRuns: 200 },
    );
  });

  test("a title longer than a title opens the text", () => {
    const title = "Kế hoạch ".repeat(600).trim();
    const parts = htmlParts({ title, body: "nội dung", offer: null });
    expect(parts.length).toBe(2);
    expect(parts.join(" ")).not.toContain("<b>");
    expect(parts.at(-1)).toMatch(/nội dung$/);
  });

  test("details and choices stand below the body", () => {
    const message = { title: null, body: "Tóm tắt", details: "Chi tiết", offer: { offerId: 1, labels: ["Đã đọc"] } };
    expect(htmlParts(message)).toEqual(["Tóm tắt\n\nChi tiết\n\n1. Đã đọc"]);
  });
});

describe("sending on Telegram", () => {
  let api: FakeBotApi;
  let channel: Channel;
  beforeEach(async () => {
    api = await startFakeBotApi({ validate: await loadTelegramSpec() });
    channel = telegramOn(api);
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  const file = (name: string, mime: string) => ({ name, mime, sha256: "0".repeat(64) });
  const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const bytes = new Uint8Array([1, 2, 3]);

  test("pictures are shown, Word and Excel files are offered, each in its place before the text", async () => {
    const files = [
      file("tuan.png", "image/png"),
      file("hai.jpg", "image/jpeg"),
      file("Báo cáo tháng 11.docx", DOCX),
      file('so "lieu"; 1/2.xlsx', SHEET),
      file("hinh.svg", "image/svg+xml"),
    ];
    const contents = files.map((_, index) => new Uint8Array([index, 255]));
    await channel.send(outgoingTo("7", "Gửi anh/chị", { files }, contents));
    expect(api.heard(7).map(({ method, fileName }) => [method, fileName])).toEqual([
      ["sendPhoto", "tuan.png"],
      ["sendPhoto", "hai.jpg"],
      ["sendDocument", "Báo cáo tháng 11.docx"],
      ["sendDocument", "so _lieu__ 1_2.xlsx"],
      ["sendDocument", "hinh.svg"],
      ["sendMessage", null],
    ]);
    expect(api.heard(7).map((sent) => sent.bytes)).toEqual([...contents, null]);
  });

  test("a picture that Telegram does not take as a photo goes as a document", async () => {
    api.fail("sendPhoto", { refuse: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" });
    const picture = { files: [file("rat-dai.png", "image/png")] };
    await channel.send(outgoingTo("7", "Biểu đồ", picture, [bytes]));
    await channel.send(outgoingTo("8", "Biểu đồ", picture, [new Uint8Array(10_000_001)]));
    for (const person of [7, 8]) expect(api.heard(person).map((sent) => sent.method)[0]).toBe("sendDocument");
  });

  test("a topic of a group gets its text and its files there", async () => {
    await channel.send(outgoingTo("-100123:45", "Bản tin", { files: [file("tuan.png", "image/png")] }, [bytes]));
    expect(api.heard("-100123:45").map((sent) => sent.method)).toEqual(["sendPhoto", "sendMessage"]);
    expect(api.calls("sendMessage")[0]).toMatchObject({ chat_id: "-100123", message_thread_id: 45 });
  });

  test("ids of chats and topics go both ways", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.option(fc.nat()), (chat, topic) => {
        expect(placeOf(chatIdOf(chat, topic))).toEqual({ chat: String(chat), topic });
      }),
    );
  });

  test("a later part that Telegram asks to wait for is sent after the wait, the earlier ones not again", async () => {
    const long = Array.from({ length: 300 }, (_, line) => `Dòng ${line}: ${"nội dung ".repeat(3)}`).join("\n");
    api.fail("sendMessage", {
      refuse: 429,
      description: "Too Many Requests: retry after 0",
      parameters: { retry_after: 0 },
    });
    await expect(channel.send(outgoingTo("7", long))).rejects.toMatchObject({ code: "too-many-requests" });
    expect(api.heard(7)).toHaveLength(0);
    const unhear = api.onSend(() => {
      unhear();
      api.fail("sendMessage", {
        refuse: 429,
        description: "Too Many Requests: retry after 0",
        parameters: { retry_after: 0 },
      });
    });
    await channel.send(outgoingTo("8", long));
    expect(api.calls("sendMessage").filter((call) => call.chat_id === "8")).toHaveLength(api.heard(8).length + 1);
    expect(api.heard(8).map((sent) => sent.text)).toEqual(partsOf(long));
  });
});

describe("a message of several parts on Telegram", () => {
  let api: FakeBotApi;
  let channel: Channel;
  beforeEach(async () => {
    api = await startFakeBotApi({ validate: await loadTelegramSpec() });
    channel = telegramOn(api);
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
  });

  const SHEET = { name: "ra-soat.xlsx", mime: "application/vnd.ms-excel", sha256: "0".repeat(64) };
  const PARTS = ["a".repeat(4000), "b".repeat(4000), "c".repeat(4000)];
  const letter = (chat = "7") => outgoingTo(chat, PARTS.join("\n\n"), { files: [SHEET] }, [new Uint8Array([1, 2, 3])]);
  const shown = (chat = "7") => api.heard(chat).map(({ fileName, text }) => fileName ?? text);
  /** After the file and the first part went, the next is answered so. */
  const failSecondPart = (fault: Fault, chat = "7") => {
    const unhear = api.onSend(() => {
      if (api.heard(chat).length < 2) return;
      unhear();
      api.fail("sendMessage", fault);
    });
  };

  test("says how many messages it took: files and parts", async () => {
    expect(await channel.send(outgoingTo("8", "ngắn"))).toMatchObject({ messages: 1 });
    expect(await channel.send(letter())).toEqual({ messageId: String(api.heard(7).at(-1)?.id), messages: 4 });
  });

  test("goes on at the next attempt where the last one failed: what went is not sent again, and is counted", async () => {
    failSecondPart({ refuse: 429, description: "Too Many Requests", parameters: { retry_after: 30 } });
    await expect(channel.send(letter())).rejects.toMatchObject({ outcome: "later", retryAfterMs: 30_000 });
    expect(shown()).toEqual([SHEET.name, PARTS[0]]);
    expect(await channel.send(letter())).toMatchObject({ messages: 4 });
    expect(shown()).toEqual([SHEET.name, ...PARTS]);
    await channel.send(letter());
    expect(shown()).toEqual([SHEET.name, ...PARTS, SHEET.name, ...PARTS]);
  });

  test("of a part that may have arrived only that part is sent once more", async () => {
    failSecondPart({ refuse: 504, description: "Gateway Timeout" });
    await expect(channel.send(letter())).rejects.toMatchObject({ outcome: "unknown" });
    await channel.send(letter());
    expect(shown()).toEqual([SHEET.name, ...PARTS]);
  });

  test("begins anew when the chat took no more of it: the same words later are another message", async () => {
    failSecondPart({ refuse: 403, description: "Forbidden: bot was blocked by the user" });
    await expect(channel.send(letter())).rejects.toMatchObject({ outcome: "never" });
    await channel.send(letter());
    expect(shown()).toEqual([SHEET.name, PARTS[0], SHEET.name, ...PARTS]);
  });

  test("that a stop broke off in a long wait for the pace goes on where it stopped", async () => {
    const parts = unfinished();
    const calls = botApi(api.token, api.apiRoot);
    const attempt = (turns: number) => {
      let left = turns;
      return sendOutgoing(
        {
          api: calls,
          once: parts.of(letter()).once,
          async inTurn(_, call) {
            if (left-- === 0) throw new ChannelError("later", "stopping");
            return await call();
          },
        },
        letter(),
      );
    };
    await expect(attempt(2)).rejects.toMatchObject({ code: "stopping" });
    expect(await attempt(2)).toMatchObject({ messages: 4 });
    expect(shown()).toEqual([SHEET.name, ...PARTS]);
  });
});

describe("changing a message on Telegram", () => {
  let api: FakeBotApi;
  let channel: Channel;
  beforeEach(async () => {
    api = await startFakeBotApi({ validate: await loadTelegramSpec() });
    channel = telegramOn(api);
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
    expect(api.violations).toEqual([]);
  });
  const offer = { offerId: 5, labels: ["Đã xong", "Chưa"] };

  test("when an offer closes, its buttons go and the text says what was chosen", async () => {
    const sent = await channel.send(outgoingTo("7", "Xong <chưa>?", { title: "Nhắc", offer }));
    await channel.edit?.({ ...outgoingTo("7", "Xong <chưa>?\n\n✓ Đã xong", { title: "Nhắc" }), ...sent });
    expect(api.heard(7)).toMatchObject([{ text: "Nhắc\nXong <chưa>?\n\n✓ Đã xong", buttons: [] }]);
  });

  test("other choices take the place of the old ones", async () => {
    const sent = await channel.send(outgoingTo("7", "Xong chưa?", { offer }));
    await channel.edit?.({ ...outgoingTo("7", "Xong chưa?", { offer: { offerId: 6, labels: ["Xem"] } }), ...sent });
    expect(api.heard(7)).toMatchObject([{ text: "Xong chưa?\n\n1. Xem", buttons: [{ text: "Xem", data: "6.0" }] }]);
  });

  test("of a long message the last part is changed, the one with the buttons", async () => {
    const long = Array.from({ length: 400 }, (_, line) => `Dòng ${line}: nội dung`).join("\n");
    const sent = await channel.send(outgoingTo("-9:4", long, { offer }));
    const before = api.heard("-9:4");
    await channel.edit?.({ ...outgoingTo("-9:4", `${long}\n\n✓ Đã xong`), ...sent });
    const after = api.heard("-9:4");
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    expect(after.at(-1)).toMatchObject({ buttons: [] });
    expect(after.at(-1)?.text).toMatch(/Dòng 399: nội dung\n\n✓ Đã xong$/);
  });

  test("a message that is gone, too old or already so is no failure", async () => {
    const sent = await channel.send(outgoingTo("7", "Xong chưa?"));
    await channel.edit?.({ ...outgoingTo("7", "Xong chưa?"), ...sent });
    await channel.edit?.({ ...outgoingTo("7", "Xong chưa?"), messageId: "4711" });
    api.fail("editMessageText", { refuse: 400, description: "Bad Request: message can't be edited" });
    await channel.edit?.({ ...outgoingTo("7", "Khác"), ...sent });
    expect(api.calls("editMessageText")).toHaveLength(3);
  });

  test("any other failure of a change says what the sender can do", async () => {
    api.fail("editMessageText", { refuse: 403, description: "Forbidden: bot was blocked by the user" });
    await expect(channel.edit?.({ ...outgoingTo("7", "x"), messageId: "1" })).rejects.toMatchObject({
      outcome: "never",
      code: "blocked",
    });
  });
});
