import { describe, expect, test } from "vitest";
import { incomingOf } from "../../../adapters/slack/incoming.ts";
import {
  directMessage,
  eventCallback,
  homeTapPayload,
  slashCommand,
  tapPayload,
} from "../../support/fake-slack-events.ts";

// Payloads are transcribed from docs.slack.dev, not recorded.
const BOT = "U0BOT";
const event = (inner: object, id = "Ev1") => incomingOf({ kind: "event", body: eventCallback(id, inner) }, BOT);
const direct = (text: string, more: object = {}) => event(directMessage("U7", "D7", text, "1.1", more));
const inChannel = (text: string, more: object = {}) =>
  event({ type: "message", channel: "C1", channel_type: "channel", user: "U7", ts: "2.2", text, ...more });

describe("what comes in from Slack", () => {
  test("a direct message carries Slack's event id, the chat and the person", () => {
    expect(direct("xong rồi ạ")).toEqual({
      channel: "slack",
      eventId: "Ev1",
      chatId: "D7",
      chatKind: "private",
      address: "U7",
      said: { kind: "text", text: "xong rồi ạ" },
    });
  });

  test("links, mentions and emoji are read as the person saw them", () => {
    const blocks = [
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "emoji", name: "+1", unicode: "1f44d-1f3fc", skin_tone: 3 },
              { type: "emoji", name: "logo" },
              { type: "emoji", name: "bad", unicode: "zz" },
            ],
          },
        ],
      },
    ];
    const raw = (text: string) => event({ ...directMessage("U7", "D7", "", "1.1"), text, blocks })?.said;
    expect(raw("xem <https://a.example|a.example>, <https://b.example> &amp; &lt;c&gt;")).toEqual({
      kind: "text",
      text: "xem a.example, https://b.example & <c>",
    });
    expect(raw("<@U8|lan> <#C1|chung> <!here> <@U9> <mailto:a@b.example|a@b.example>")).toEqual({
      kind: "text",
      text: "@lan #chung @here @U9 a@b.example",
    });
    expect(raw(":+1::skin-tone-3: :logo:")).toEqual({ kind: "text", text: "👍🏼 :logo:" });
    expect(raw("&amp;lt;")).toEqual({ kind: "text", text: "&lt;" });
  });

  test("the bot's own words, other bots, edits, deletions and joins are ignored in Slack", () => {
    expect(event(directMessage(BOT, "D7", "x", "1.1"))).toBeNull();
    expect(direct("x", { bot_id: "B1" })).toBeNull();
    for (const subtype of ["message_changed", "message_deleted", "channel_join", "bot_message", "channel_topic"])
      expect(direct("x", { subtype }), subtype).toBeNull();
  });

  test("in a Slack channel a mention is heard without the bot's name, and a reply under the bot's message", () => {
    const mention = { type: "app_mention" };
    expect(inChannel("<@U0BOT> việc của tôi", mention)).toMatchObject({
      chatId: "C1",
      chatKind: "group",
      said: { kind: "text", text: "việc của tôi" },
    });
    expect(inChannel("chào <@U0BOT|nhacviec> nhé", mention)?.said).toEqual({ kind: "text", text: "chào nhé" });
    expect(inChannel("<@U0BOT>", mention)).toBeNull();
    expect(inChannel("mọi người ơi")).toBeNull();
    expect(inChannel("xong", { thread_ts: "1.1", parent_user_id: BOT })?.said).toEqual({ kind: "text", text: "xong" });
    expect(inChannel("xong", { thread_ts: "1.1", parent_user_id: "U9" })).toBeNull();
    expect(inChannel("<@U0BOT> xong", { thread_ts: "1.1", parent_user_id: BOT })).toBeNull();
  });

  test("shared files keep their names; one without an address is asked for by its id", () => {
    const files = [
      { id: "F1", name: "bien-ban.pdf", size: 9, url_private_download: "https://files.slack.com/F1/download" },
      { id: "F2", title: "Ảnh", url_private: "https://files.slack.com/F2" },
      { id: "F3", file_access: "check_file_info" },
      { name: "no id" },
    ];
    expect(direct("đây ạ", { subtype: "file_share", files })?.said).toEqual({
      kind: "files",
      caption: "đây ạ",
      files: [
        { fileRef: "https://files.slack.com/F1/download", name: "bien-ban.pdf", sizeBytes: 9 },
        { fileRef: "https://files.slack.com/F2", name: "Ảnh", sizeBytes: null },
        { fileRef: "F3", name: "F3", sizeBytes: null },
      ],
    });
    expect(direct("", { files: "none" })?.said).toEqual({ kind: "unreadable" });
  });

  test("opening the App Home asks for the outstanding work, there; its other tab asks for nothing", () => {
    const opened = (tab: string) => event({ type: "app_home_opened", user: "U7", channel: "D7", tab });
    expect(opened("home")).toMatchObject({
      chatId: "home:U7",
      chatKind: "private",
      address: "U7",
      said: { kind: "text", text: "/viec" },
    });
    expect(opened("messages")).toBeNull();
  });

  test("the slash command is answered in the person's own chat; alone it asks for help", () => {
    const command = (text: string) => incomingOf({ kind: "command", body: slashCommand("U7", "C1", text, "t1") }, BOT);
    expect(command("việc của tôi")).toMatchObject({
      eventId: "command U7 t1",
      chatId: "U7",
      chatKind: "private",
      said: { kind: "text", text: "việc của tôi" },
    });
    expect(command("  ")?.said).toEqual({ kind: "text", text: "/trogiup" });
    expect(incomingOf({ kind: "command", body: { ssl_check: "1" } }, BOT)).toBeNull();
  });

  test("the same tap delivered again has the same id, another tap another", () => {
    const tap = (value: string, actionTs: string) =>
      incomingOf(
        {
          kind: "interaction",
          body: tapPayload({
            user: "U7",
            channel: "D7",
            value,
            actionId: "choice 0",
            trigger: "t",
            actionTs,
            message: {},
          }),
        },
        BOT,
      );
    expect(tap("1.0", "5.5")).toEqual(tap("1.0", "5.5"));
    expect(tap("1.0", "5.5")).toMatchObject({ chatId: "D7", chatKind: "private", said: { kind: "tap", data: "1.0" } });
    expect(tap("1.0", "5.6")?.eventId).not.toBe(tap("1.0", "5.5")?.eventId);
    expect(incomingOf({ kind: "interaction", body: homeTapPayload("U7", "2.1", "t") }, BOT)).toMatchObject({
      chatId: "home:U7",
      said: { kind: "tap", data: "2.1" },
    });
  });

  test("what Slack never sends, missing parts and parts of another kind are ignored", () => {
    const nonsense: unknown[] = [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { event_id: 7, event: {} },
      { event_id: "E", event: null },
    ];
    for (const kind of ["event", "interaction", "command"] as const)
      for (const body of nonsense) expect(incomingOf({ kind, body }, BOT), JSON.stringify(body)).toBeNull();
    expect(event({ type: "reaction_added", user: "U7" })).toBeNull();
    expect(event({ type: "message", user: 7, channel: "D7", text: "x" })).toBeNull();
    expect(event({ type: "message", user: "U7", channel: 7, text: "x" })).toBeNull();
    expect(event(directMessage("U7", "D7", "x", "1.1"), "")).toBeNull();
    expect(direct("", { text: 12 })?.said).toEqual({ kind: "unreadable" });
    const interaction = (body: object) =>
      incomingOf({ kind: "interaction", body: { user: { id: "U7" }, ...body } }, BOT);
    expect(interaction({ type: "block_actions", actions: [] })).toBeNull();
    expect(interaction({ type: "block_actions", actions: [{ value: "1.0" }] })).toBeNull();
    expect(interaction({ type: "view_closed", view: {} })).toBeNull();
    expect(interaction({ type: "view_submission", view: { callback_id: "other" } })).toBeNull();
    expect(interaction({ type: "view_submission", view: { callback_id: "form", private_metadata: "{" } })).toBeNull();
  });
});
