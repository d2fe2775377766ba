import { describe, expect, test } from "vitest";
import { incomingOf } from "../../../adapters/telegram/incoming.ts";
import { readUpdate } from "../../../adapters/telegram/update.ts";
import { codeIn } from "../../../src/chat/link.ts";
import type { Incoming } from "../../../src/delivery/channel.ts";

// Payloads are transcribed from the Bot API documentation, not recorded.

const BOT = { id: 99, username: "nhacviec_bot" };
const AN = { id: 7, is_bot: false, first_name: "An" };
const PRIVATE = { id: 7, type: "private", first_name: "An" };
const GROUP = { id: -100123, type: "supergroup", title: "Nhóm" };

function heard(update: object): Incoming | null {
  const read = readUpdate({ update_id: 5, ...update });
  if (read === null) throw new Error("not an update");
  return incomingOf(read, BOT);
}
const message = (rest: object, chat: object = PRIVATE): Incoming | null =>
  heard({ message: { message_id: 1, date: 0, from: AN, chat, ...rest } });
const inGroup = (rest: object) => message(rest, GROUP)?.said ?? null;
const text = (words: string) => ({ kind: "text", text: words });

describe("what Telegram tells", () => {
  test("an update carries the bot's id, so that another bot's numbers are others", () => {
    expect(message({ text: "xin chào" })).toMatchObject({ eventId: "99:5", chatId: "7", address: "7" });
  });

  test("edits, posts of channels, polls and kinds that do not exist yet are nothing to the bot", () => {
    const post = { message_id: 1, date: 0, chat: { id: -5, type: "channel", title: "K" }, text: "tin" };
    for (const kind of ["edited_message", "channel_post", "poll", "something_new"]) {
      expect(heard({ [kind]: post }), kind).toBeNull();
    }
    expect(message({ pinned_message: { message_id: 3 } })).toBeNull();
  });

  test("the largest size of a photo is taken; a document keeps its name", () => {
    const photo = [
      { file_id: "small", file_size: 1 },
      { file_id: "large", file_size: 9 },
    ];
    expect(message({ photo, caption: "đây" })?.said).toEqual({
      kind: "files",
      caption: "đây",
      files: [{ fileRef: "large", name: "anh-1.jpg", sizeBytes: 9 }],
    });
    const document = { file_id: "d", file_name: "Kế hoạch.docx", file_size: 12 };
    expect(message({ document })?.said).toMatchObject({ files: [{ fileRef: "d", name: "Kế hoạch.docx" }] });
  });

  test("a sticker, a voice message and a place are unreadable in private and nothing in a group", () => {
    for (const kind of ["sticker", "voice", "location", "contact", "video_note", "dice"]) {
      expect(message({ [kind]: {} })?.said, kind).toEqual({ kind: "unreadable" });
      expect(inGroup({ [kind]: {} }), kind).toBeNull();
    }
  });

  test("a deep link's code comes as /start CODE, which the conversation reads", () => {
    const said = message({ text: "/start ACDEFGHJ" })?.said;
    expect(said).toEqual(text("/start ACDEFGHJ"));
    expect(codeIn("/start ACDEFGHJ", false)).toBe("ACDEFGHJ");
  });

  test("a tap under a message that is too old to be told still counts", () => {
    const message = { chat: PRIVATE, message_id: 3, date: 0 };
    expect(heard({ callback_query: { id: "q", from: AN, chat_instance: "1", data: "4.1", message } })).toMatchObject({
      chatId: "7",
      said: { kind: "tap", data: "4.1" },
    });
    expect(heard({ callback_query: { id: "q", from: AN, chat_instance: "1", game_short_name: "g" } })).toBeNull();
  });
});

describe("what is said in a Telegram group", () => {
  test("only what addresses the bot is heard, without its name", () => {
    expect(inGroup({ text: "mọi người ơi" })).toBeNull();
    expect(inGroup({ text: "@nhacviec_bot việc của tôi" })).toEqual(text("việc của tôi"));
    expect(inGroup({ text: "việc của tôi, @NhacViec_Bot" })).toEqual(text("việc của tôi,"));
    expect(inGroup({ text: "/kenh@nhacviec_bot" })).toEqual(text("/kenh"));
    expect(inGroup({ text: "/kenh@NhacViec_bot ngay" })).toEqual(text("/kenh ngay"));
    expect(inGroup({ text: "/kenh" })).toEqual(text("/kenh"));
    const reply_to_message = { from: { id: 99, is_bot: true } };
    expect(inGroup({ text: "xong rồi", reply_to_message })).toEqual(text("xong rồi"));
  });

  test("another bot's command and names that only begin like the bot's are not for it", () => {
    expect(inGroup({ text: "/kenh@other_bot" })).toBeNull();
    expect(inGroup({ text: "@nhacviec_bot2 việc của tôi" })).toBeNull();
    expect(inGroup({ text: "an@nhacviec_bot việc" })).toBeNull();
    expect(inGroup({ text: "ừ", reply_to_message: { from: { id: 98, is_bot: true } } })).toBeNull();
  });

  test("what is said in a topic comes from that topic, in a private chat from the chat", () => {
    const inTopic = { text: "/kenh", message_thread_id: 45, is_topic_message: true };
    expect(message(inTopic, { ...GROUP, is_forum: true })?.chatId).toBe("-100123:45");
    expect(message({ text: "/kenh", message_thread_id: 45 }, GROUP)?.chatId).toBe("-100123");
    expect(message(inTopic)?.chatId).toBe("7");
  });

  test("a topic that the bot opened does not make every message in it a reply to the bot", () => {
    const reply_to_message = { from: { id: 99, is_bot: true }, forum_topic_created: { name: "Chung" } };
    const inTopic = { message_thread_id: 45, is_topic_message: true, reply_to_message };
    expect(inGroup({ text: "mọi người ơi", ...inTopic })).toBeNull();
  });

  test("an administrator who writes in the group's name is heard, other bots and copied posts are not", () => {
    const anonymous = { from: { id: 1087968824, is_bot: true, first_name: "Group" }, text: "/kenh" };
    expect(inGroup({ ...anonymous, sender_chat: { id: GROUP.id } })).toEqual(text("/kenh"));
    expect(inGroup({ ...anonymous, sender_chat: { id: -5 } })).toBeNull();
    expect(inGroup(anonymous)).toBeNull();
    expect(inGroup({ text: "/kenh", is_automatic_forward: true })).toBeNull();
  });

  test("a group that moved is not a message: sending there tells its new id", () => {
    expect(inGroup({ migrate_to_chat_id: -1001 })).toBeNull();
    expect(inGroup({ migrate_from_chat_id: -1 })).toBeNull();
  });
});

describe("who lets the bot in on Telegram", () => {
  const change = (chat: object, before: object, now: object): Incoming | null =>
    heard({ my_chat_member: { chat, from: AN, date: 0, old_chat_member: before, new_chat_member: now } });
  const [member, left, kicked, administrator] = ["member", "left", "kicked", "administrator"].map((status) => ({
    status,
  })) as [object, object, object, object];

  test("a person's blocking and letting in again are told", () => {
    expect(change(PRIVATE, member, kicked)?.said).toEqual({ kind: "left" });
    expect(change(PRIVATE, kicked, member)?.said).toEqual({ kind: "returned" });
  });

  test("a group that takes the bot in gets the answer to /kenh, once", () => {
    expect(change(GROUP, left, member)).toMatchObject({ chatId: "-100123", chatKind: "group", said: text("/kenh") });
    expect(change(GROUP, left, { status: "restricted", is_member: true })?.said).toEqual(text("/kenh"));
    expect(change(GROUP, member, administrator)).toBeNull();
  });

  test("a channel gets it when the bot may post there", () => {
    const channel = { id: -100777, type: "channel", title: "Bản tin" };
    expect(change(channel, left, { status: "administrator", can_post_messages: true })?.said).toEqual(text("/kenh"));
    expect(change(channel, left, administrator)).toBeNull();
  });

  test("being removed from a group says nothing about the person who did it", () => {
    for (const gone of [left, kicked, { status: "restricted", is_member: false }]) {
      expect(change(GROUP, member, gone)).toBeNull();
    }
  });
});

describe("updates of another form than documented", () => {
  test.each([
    ["a number for a text", { message: { message_id: 1, chat: PRIVATE, from: AN, text: 5 } }],
    ["a text for a number", { message: { message_id: 1, chat: { id: "7", type: "private" }, from: AN, text: "x" } }],
    ["no chat", { message: { message_id: 1, from: AN, text: "x" } }],
    ["no kind of chat", { message: { message_id: 1, from: AN, chat: { id: 7 }, text: "x" } }],
    ["a file without an id", { message: { message_id: 1, from: AN, chat: PRIVATE, document: { file_name: "a" } } }],
    ["a tap by nobody", { callback_query: { id: "q", data: "1.0" } }],
    ["a number beyond all numbers", { message: { message_id: 1, from: { id: 1e300 }, chat: PRIVATE, text: "x" } }],
    ["a list", { message: [] }],
  ])("%s is no update", (_, update) => {
    expect(readUpdate({ update_id: 5, ...update })).toBeNull();
  });

  test("a message from nobody is nothing", () => {
    expect(heard({ message: { message_id: 1, chat: GROUP, text: "/kenh" } })).toBeNull();
  });
});
