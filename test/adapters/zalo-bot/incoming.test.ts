import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventName, incomingOf } from "../../../adapters/zalo-bot/incoming.ts";
import { withoutMention } from "../../../adapters/zalo-bot/mention.ts";

// Payloads are transcribed: the text and the group event from the documentation's samples, picture and voice from what live bots
// were seen to get, the sticker from the documentation's names alone. Ids and texts are invented.
const BOT = { id: "3519274610083365512", names: ["Bot Nhắc Việc", "bot.nhacviec"] };
const PERSON = { id: "1a5c9e0b7a66b88fe6d6", display_name: "Lan", is_bot: false };
const PRIVATE = { id: PERSON.id, chat_type: "PRIVATE" };
const GROUP = { id: "77ab1c2d3e4f50617283", chat_type: "GROUP" };
const event = (name: string, rest: object = {}, chat: object = PRIVATE) => ({
  event_name: name,
  message: { from: PERSON, chat, message_id: "2d758cb5e222177a4e35", date: 1750316131602, ...rest },
});
const text = (words: unknown, chat: object = PRIVATE) => event("message.text.received", { text: words }, chat);
const said = (update: unknown) => incomingOf(update, BOT)?.said ?? null;

describe("what comes in from a Zalo bot", () => {
  test("a text is heard wrapped as documented and bare as live, with the same id of bot, chat and message", () => {
    const wanted = {
      channel: "zalo-bot",
      eventId: "3519274610083365512:1a5c9e0b7a66b88fe6d6:2d758cb5e222177a4e35",
      chatId: PERSON.id,
      chatKind: "private",
      address: PERSON.id,
      said: { kind: "text", text: "Xin chào" },
    };
    expect(incomingOf({ ok: true, result: text("Xin chào") }, BOT)).toEqual(wanted);
    expect(incomingOf(text("Xin chào"), BOT)).toEqual(wanted);
  });

  test.each([
    [
      "photo_url",
      { photo_url: "https://photo.example.org/a/b.jpg?x=1" },
      "https://photo.example.org/a/b.jpg?x=1",
      "jpg",
    ],
    ["photo", { photo: "https://photo.example.org/c.PNG" }, "https://photo.example.org/c.PNG", "png"],
    [
      "a list of sizes",
      { photo: [{ url: "https://p.example.org/s" }, { url: "https://p.example.org/l" }] },
      "https://p.example.org/l",
      "jpg",
    ],
  ])("a Zalo picture is a file by its address: %s", (_where, fields, fileRef, ending) => {
    expect(said(event("message.image.received", { ...fields, caption: "biên bản" }))).toEqual({
      kind: "files",
      files: [{ fileRef, name: `anh-2d758cb5e222177a4e35.${ending}`, sizeBytes: null }],
      caption: "biên bản",
    });
  });

  test("a Zalo picture without a usable address, a voice, a sticker and withheld content are unreadable in private, nothing in groups", () => {
    const events: [string, object][] = [
      ["message.image.received", { photo_url: "no address" }],
      ["message.image.received", {}],
      ["message.voice.received", { message_type: "CHAT_VOICE", voice_url: "https://voice.example.org/a.aac" }],
      ["message.sticker.received", { sticker: "4d1c", url: "https://sticker.example.org/4d1c" }],
      ["message.unsupported.received", {}],
    ];
    for (const [name, rest] of events) {
      expect(said(event(name, rest)), name).toEqual({ kind: "unreadable" });
      expect(said(event(name, rest, GROUP)), name).toBeNull();
    }
  });

  test("in a Zalo group the chat is the group, the address the writer, and the bot's name in front is taken away", () => {
    expect(incomingOf(text("@Bot Nhắc Việc /kenh", GROUP), BOT)).toMatchObject({
      chatId: GROUP.id,
      chatKind: "group",
      address: PERSON.id,
      said: { kind: "text", text: "/kenh" },
    });
    const photo = { photo_url: "https://p.example.org/x.jpg", caption: "@Bot Nhắc Việc đã nộp" };
    expect(said(event("message.image.received", photo, GROUP))).toMatchObject({ caption: "đã nộp" });
    expect(said(text("@Bot Nhắc Việc ơi"))).toEqual({ kind: "text", text: "@Bot Nhắc Việc ơi" });
  });

  test.each([
    ["@Bot Nhắc Việc 2", "2"],
    [`${"@Bot Nhắc Việc".normalize("NFD")} xong`, "xong"],
    ["  @bot nhắc việc xong rồi", "xong rồi"],
    ["@bot.nhacviec xong", "xong"],
    ["@Bot Nhắc Việcs xong", "@Bot Nhắc Việcs xong"],
    ["@Bot Tên Khác /kenh 5", "/kenh 5"],
    ["@Lan xong", "@Lan xong"],
    ["trả lời bot: xong", "trả lời bot: xong"],
    ["@Bot Nhắc Việc", ""],
  ])("said in a Zalo group, «%s» is heard as «%s»", (whole, heard) => {
    expect(withoutMention(whole, BOT.names)).toBe(heard);
  });

  test("another bot, an unknown event and fields of another kind than documented are nothing to the Zalo bot", () => {
    const wrong: unknown[] = [
      event("message.text.received", { text: "a", from: { ...PERSON, is_bot: true } }),
      event("message.video.received", { text: "a" }),
      event("user.follow"),
      text(5),
      text(""),
      text(undefined),
      event("message.text.received", { text: "a", from: { ...PERSON, id: 17 } }),
      event("message.text.received", { text: "a", message_id: 17 }),
      event("message.text.received", { text: "a", chat: { chat_type: "PRIVATE" } }),
      event("message.text.received", { text: "a", from: null }),
      { event_name: "message.text.received" },
      { ok: true, result: null },
      { ok: true, result: [text("a")] },
      null,
      "x",
      [],
    ];
    for (const update of wrong) expect(incomingOf(update, BOT), JSON.stringify(update)).toBeNull();
  });

  test("a chat whose kind is not said is private only when it is the writer's own", () => {
    const kind = (chat: object) => incomingOf(text("a", chat), BOT)?.chatKind;
    expect([kind({ id: PERSON.id }), kind({ id: "other" }), kind({ id: PERSON.id, chat_type: "COMMUNITY" })]).toEqual([
      "private",
      "group",
      "group",
    ]);
  });

  test("only what is shaped like a name of an event is logged as one", () => {
    expect(eventName(event("message.link.received"))).toBe("message.link.received");
    expect(eventName(event("Anh Lan nói: xong"))).toBeNull();
    expect(eventName({})).toBeNull();
  });

  test("whatever JSON comes to the Zalo bot, it is an event or nothing, never an error", () => {
    const field = fc.oneof(fc.jsonValue(), fc.constant(PERSON), fc.constant(GROUP), fc.constant("x"));
    const message = fc.record({
      from: field,
      chat: field,
      message_id: field,
      text: field,
      photo_url: field,
      caption: field,
    });
    const name = fc.constantFrom("message.text.received", "message.image.received", "message.voice.received", "x");
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ event_name: name, message })), (update) => {
        const incoming = incomingOf(update, BOT);
        expect(incoming === null || incoming.eventId.startsWith(`${BOT.id}:`)).toBe(true);
      }),
    );
  });
});
