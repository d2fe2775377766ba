import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incomingOf } from "../../../adapters/zalo-oa/incoming.ts";

// Payloads are transcribed from what several authors relay of Zalo's event pages, ids changed; none was recorded. Group events are
// reconstructed from code, since nobody shows an official one.
const OA = { id: "388613280878808645", name: "Sở Thử nghiệm Sông Mây" };
const PERSON = "246845883529197922";

const event = (name: string, message: object = {}, rest: object = {}) => ({
  app_id: "360846524940903967",
  sender: { id: PERSON },
  user_id_by_app: "552177279717587730",
  recipient: { id: OA.id },
  event_name: name,
  message: { msg_id: "96d3cdf3af150460909", ...message },
  timestamp: "1789033572455",
  ...rest,
});
const attached = (type: string, payload: object) => ({ attachments: [{ type, payload }] });
const saidIn = (...given: Parameters<typeof event>) => incomingOf(event(...given), OA)?.said ?? null;

describe("what an official account is told", () => {
  test("a text comes from a private chat that is the person's id, and carries an event id that a repeat has too", () => {
    const text = event("user_send_text", { text: "xong rồi ạ", quote_msg_id: "1" });
    expect(incomingOf(text, OA)).toEqual({
      channel: "zalo-oa",
      eventId: `${OA.id}:user_send_text:96d3cdf3af150460909`,
      chatId: PERSON,
      chatKind: "private",
      address: PERSON,
      said: { kind: "text", text: "xong rồi ạ" },
    });
  });

  test("a button of Zalo comes back as a text: only exactly our form is a tap", () => {
    expect(saidIn("user_send_text", { text: "#4711.1" })).toEqual({ kind: "tap", data: "4711.1" });
    for (const text of ["#4711", "4711.1", "#4711.1 ạ", "# 4711.1", "#4711.x", "##4711.1", "#việc"]) {
      expect(saidIn("user_send_text", { text })).toEqual({ kind: "text", text });
    }
  });

  test("pictures and documents are files, their address is what fetches them", () => {
    expect(
      saidIn("user_send_image", { text: "biên bản", ...attached("image", { url: "https://f6.example/a/b.png" }) }),
    ).toEqual({
      kind: "files",
      caption: "biên bản",
      files: [{ fileRef: "https://f6.example/a/b.png", name: "anh-96d3cdf3af150460909.png", sizeBytes: null }],
    });
    expect(saidIn("user_send_gif", attached("gif", { url: "https://f6.example/x" }))).toMatchObject({
      files: [{ name: "anh-96d3cdf3af150460909.gif" }],
    });
    const file = { url: "https://f6.example/1", name: "bao-cao.docx", size: "1234", checksum: "0", type: "docx" };
    expect(saidIn("user_send_file", attached("file", file))).toEqual({
      kind: "files",
      caption: "",
      files: [{ fileRef: "https://f6.example/1", name: "bao-cao.docx", sizeBytes: 1234 }],
    });
  });

  test("several pictures of one message are several files with names of their own", () => {
    const attachments = [1, 2].map((number) => ({
      type: "image",
      payload: { url: `https://f6.example/${number}.jpg` },
    }));
    const said = saidIn("user_send_image", { attachments });
    expect(said?.kind === "files" && said.files.map((file) => file.name)).toEqual([
      "anh-96d3cdf3af150460909.jpg",
      "anh-96d3cdf3af150460909-2.jpg",
    ]);
  });

  test("a link is read as text, with its address where the text lacks it", () => {
    const link = attached("link", { url: "https://example.org/kh", description: "x" });
    expect(saidIn("user_send_link", { text: "xem https://example.org/kh", ...link })).toEqual({
      kind: "text",
      text: "xem https://example.org/kh",
    });
    expect(saidIn("user_send_link", link)).toEqual({ kind: "text", text: "https://example.org/kh" });
  });

  test.each([
    ["sticker", { id: "1", url: "https://f6.example/s" }],
    ["audio", { url: "https://f6.example/a" }],
    ["video", { url: "https://f6.example/v", thumbnail: "x", description: "y" }],
    ["location", { coordinates: { latitude: "10.1", longitude: "106.2" } }],
    ["business_card", {}],
  ])("a %s of an official account's follower is unreadable", (what, payload) => {
    expect(saidIn(`user_send_${what}`, attached(what, payload))).toEqual({ kind: "unreadable" });
  });

  test("following lets the bot in, unfollowing shows it out; both name the follower elsewhere than messages do", () => {
    const follow = (name: string) => ({
      oa_id: OA.id,
      follower: { id: PERSON },
      user_id_by_app: "1",
      event_name: name,
      source: "oa_profile",
      timestamp: "1789033572455",
    });
    expect(incomingOf(follow("follow"), OA)).toMatchObject({
      chatId: PERSON,
      said: { kind: "returned" },
      eventId: `${OA.id}:follow:${PERSON}:1789033572455`,
    });
    expect(incomingOf(follow("unfollow"), OA)?.said).toEqual({ kind: "left" });
  });

  test("the account's own echo is dropped; what a colleague typed in Zalo's tool makes the bot keep quiet there", () => {
    const echo = (sender: object) =>
      incomingOf(event("oa_send_text", { text: "x" }, { sender, recipient: { id: PERSON } }), OA);
    expect(echo({ id: OA.id })).toBeNull();
    expect(echo({ id: OA.id, admin_id: "" })).toBeNull();
    expect(echo({ id: OA.id, admin_id: "777" })).toMatchObject({
      chatId: PERSON,
      address: PERSON,
      chatKind: "private",
      said: { kind: "human" },
    });
    expect(echo({ id: "999", admin_id: "777" })).toBeNull();
  });

  test.each([
    "user_received_message",
    "user_seen_message",
    "user_submit_info",
    "user_click_button",
    "oa_send_group_text",
    "add_user_to_tag",
    "user_join_group",
    "change_oa_daily_quota",
    "user_send_hologram",
    "toString",
    "",
  ])("the event «%s» is nothing to the bot", (name) => {
    expect(incomingOf(event(name, { text: "x" }), OA)).toBeNull();
  });

  test("an event for another account of the same app is nothing to the bot", () => {
    expect(incomingOf(event("user_send_text", { text: "x" }, { recipient: { id: "5" } }), OA)).toBeNull();
    expect(incomingOf({ ...event("follow"), oa_id: "5", follower: { id: PERSON } }, OA)).toBeNull();
  });

  test("in a Zalo group only what names the account is heard, wherever the group's id stands", () => {
    const inGroup = (text: string, rest: object = {}) =>
      incomingOf(event("user_send_group_text", { text }, { oa_id: OA.id, recipient: { id: "555" }, ...rest }), OA);
    expect(inGroup("mọi người ơi")).toBeNull();
    expect(inGroup("@Sở thử nghiệm sông mây việc của tôi")).toMatchObject({
      chatId: "group:555",
      chatKind: "group",
      address: PERSON,
      said: { kind: "text", text: "việc của tôi" },
    });
    expect(inGroup(`[@${OA.id}] kênh`)?.said).toEqual({ kind: "text", text: "kênh" });
    expect(inGroup("/kenh", { recipient: { group_id: "556" } })?.chatId).toBe("group:556");
    expect(inGroup("/kenh", { recipient: {}, group_id: "557" })?.chatId).toBe("group:557");
    expect(inGroup("/kenh", { recipient: {} })).toBeNull();
  });

  test("ids that are numbers are taken while they are exact, and an event without its parts is ignored", () => {
    const text = { text: "x" };
    expect(incomingOf(event("user_send_text", text, { sender: { id: 7 } }), OA)?.address).toBe("7");
    expect(incomingOf(event("user_send_text", text, { sender: { id: 2 ** 60 } }), OA)).toBeNull();
    expect(incomingOf(event("user_send_text", { text: 5 }), OA)).toBeNull();
    expect(incomingOf(event("user_send_text", text, { sender: "7" }), OA)).toBeNull();
    expect(incomingOf({ ...event("user_send_text"), message: null }, OA)).toBeNull();
    expect(saidIn("user_send_file", { attachments: "no" })).toEqual({ kind: "unreadable" });
    expect(saidIn("user_send_file", attached("file", { url: 5 }))).toEqual({ kind: "unreadable" });
    const [withoutId, withoutBoth] = [{ msg_id: undefined, ...text }, { timestamp: undefined }];
    expect(incomingOf(event("user_send_text", withoutId), OA)?.eventId).toContain(`${PERSON}:1789033572455`);
    expect(incomingOf(event("user_send_text", withoutId, withoutBoth), OA)).toBeNull();
  });

  test("whatever JSON comes, it is an event or ignored, never a crash", () => {
    const names = fc.constantFrom("user_send_text", "user_send_file", "follow", "oa_send_text", "user_send_group_text");
    const parts = fc.record(
      {
        event_name: fc.oneof(names, fc.jsonValue()),
        sender: fc.oneof(fc.record({ id: fc.jsonValue(), admin_id: fc.jsonValue() }), fc.jsonValue()),
        recipient: fc.oneof(fc.record({ id: fc.jsonValue() }), fc.jsonValue()),
        follower: fc.jsonValue(),
        message: fc.oneof(
          fc.record({ text: fc.jsonValue(), attachments: fc.jsonValue(), msg_id: fc.jsonValue() }),
          fc.jsonValue(),
        ),
        timestamp: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(parts, fc.jsonValue()), (given) => {
        const incoming = incomingOf(given, OA);
        if (incoming !== null) expect([typeof incoming.eventId, typeof incoming.address]).toEqual(["string", "string"]);
      }),
    );
  });
});
