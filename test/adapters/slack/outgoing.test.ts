import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MAX_TEXT_LENGTH, partsOf } from "../../../adapters/slack/blocks.ts";
import { escapeText } from "../../../adapters/slack/words.ts";
import { loadSlackSpec } from "../../support/fake-slack-check.ts";
import { type SlackOnFake, slackOnFake } from "../../support/slack-on-fake.ts";

const check = await loadSlackSpec();
/** A post that Slack takes, under a known id. */
const ACCEPTED = { status: 200, body: '{"ok":true,"ts":"1.1"}' };
const labels = (count: number) => Array.from({ length: count }, (_, index) => `Lựa chọn ${index}`);

let on: SlackOnFake;
beforeEach(async () => {
  on = await slackOnFake("http");
});
afterEach(async () => {
  await on.stop();
  expect(on.slack.violations).toEqual([]);
});

describe("what goes out to Slack", () => {
  test("a mention, a call to the channel or a link that a person wrote calls nobody and links nothing", async () => {
    const words = "<!channel> <!here> <@U1> <#C1> <https://x.example|bấm> @here *đậm* `mã` :tada:";
    await on.send("C1", { title: words, body: words, offer: { offerId: 1, labels: [words] } });
    const [call] = on.slack.calls("chat.postMessage");
    expect(JSON.stringify(call)).not.toMatch(/<[!@#]/);
    expect(call).toMatchObject({ parse: "none", link_names: "false", mrkdwn: "false", unfurl_links: "false" });
    const kinds = JSON.stringify(call?.blocks).match(/"type":"(mrkdwn|plain_text)","text"/g);
    expect(new Set(kinds)).toEqual(new Set(['"type":"plain_text","text"']));
    expect(on.slack.heard("C1")[0]?.text).toBe(`${words}\n${words}\n\n1. ${words}`);
  });

  test("buttons stand five in a row and are cut, never their numbers", async () => {
    await on.send("D7", { body: "Chọn", offer: { offerId: 1, labels: [...labels(11), "x".repeat(100)] } });
    const blocks = on.slack.calls("chat.postMessage")[0]?.blocks as { type: string; elements: object[] }[];
    expect(blocks.filter(({ type }) => type === "actions").map(({ elements }) => elements.length)).toEqual([5, 5, 2]);
    expect(on.slack.heard("D7")[0]?.buttons.at(-1)).toEqual({
      text: `${"x".repeat(74)}…`,
      value: "1.11",
      actionId: "choice 11",
    });
    expect(on.slack.heard("D7")[0]?.text).toContain(`12. ${"x".repeat(100)}`);
  });

  test("a title too long for a header begins the text", async () => {
    await on.send("D7", { title: "t".repeat(151), body: "x" });
    expect(on.slack.heard("D7")[0]?.text).toBe(`${"t".repeat(151)}\nx`);
    expect(JSON.stringify(on.slack.calls("chat.postMessage"))).not.toContain("header");
  });

  test("details go below the message in its thread", async () => {
    const id = await on.send("C1", { title: "Tuần 47", body: "3 việc trễ", details: "đơn vị A\n".repeat(600) });
    const [main, ...details] = on.slack.heard("C1");
    expect(main).toMatchObject({ ts: id, thread: null });
    expect(details.length).toBeGreaterThan(1);
    expect(new Set(details.map(({ thread }) => thread))).toEqual(new Set([id]));
  });

  test("pictures and files are uploaded and shared as one message before the text", async () => {
    const files = [
      { name: "bieu-do.png", mime: "image/png", sha256: "a" },
      { name: "báo cáo.docx", mime: "application/msword", sha256: "b" },
    ];
    const contents = [new Uint8Array([1, 2, 3]), new Uint8Array([4])];
    await on.send("C1", { body: "Tuần 47", files }, contents);
    expect(on.slack.shared("C1")).toEqual(files.map(({ name }, index) => ({ name, bytes: contents[index] })));
    expect(on.slack.calls("files.completeUploadExternal")).toHaveLength(1);
    expect(on.slack.heard("C1")).toHaveLength(1);
    const id = await on.send("C1", { files: files.slice(0, 1) }, contents.slice(0, 1));
    expect(id).toMatch(/^F/);
    expect(on.slack.heard("C1")).toHaveLength(1);
  });

  test("an upload that fails has shared nothing and may be tried again", async () => {
    on.slack.fail("files.getUploadURLExternal", { status: 503 });
    const file = { name: "a.png", mime: "image/png", sha256: "a" };
    await expect(on.send("C1", { files: [file] }, [new Uint8Array([1])])).rejects.toMatchObject({ outcome: "later" });
    expect(on.slack.shared("C1")).toEqual([]);
  });

  test("a person who is known by their id alone is written to in the direct chat that Slack opens, asked for once", async () => {
    await on.send("U7", { body: "một" });
    await on.send("U7", { body: "hai" });
    expect(on.slack.heard("D7").map(({ text }) => text)).toEqual(["một", "hai"]);
    expect(on.slack.calls("conversations.open")).toEqual([{ users: "U7" }]);
  });

  test("a flood in the middle of a long message is waited for; what was sent is not sent again", async () => {
    const body = Array.from({ length: 900 }, (_, line) => `dòng ${line}`).join("\n");
    on.slack.fail(
      "chat.postMessage",
      { status: 200, body: '{"ok":true,"ts":"1.1"}' },
      { status: 429, retryAfter: "0" },
    );
    await on.send("D7", { body });
    const calls = on.slack.calls("chat.postMessage");
    expect(calls.filter(({ text }) => text === calls[0]?.text)).toHaveLength(1);
    expect(calls.filter(({ text }) => text === calls[1]?.text)).toHaveLength(2);
  });

  test("after a failure in the middle only what did not go is sent again: no file, part or detail twice", async () => {
    const file = { name: "bieu-do.png", mime: "image/png", sha256: "a" };
    const body = Array.from({ length: 400 }, (_, line) => `dòng ${line}`).join("\n");
    const outgoing = {
      chatId: "U7",
      message: { title: "Tuần 47", body, offer: null, files: [file], details: "đơn vị A" },
      contents: [new Uint8Array([1, 2, 3])],
      lastHeardAt: null,
    };
    // The files go, the second text fails; then the details fail; then all is there.
    on.slack.fail("chat.postMessage", ACCEPTED, { status: 504 });
    await expect(on.channel.send(outgoing)).rejects.toMatchObject({ outcome: "unknown" });
    on.slack.fail("chat.postMessage", ACCEPTED, { refuse: "internal_error" });
    await expect(on.channel.send(outgoing)).rejects.toMatchObject({ outcome: "unknown" });
    const sent = await on.channel.send(outgoing);
    expect(sent).toEqual({ messageId: "1.1", messages: 4 });
    expect(on.slack.calls("files.completeUploadExternal")).toHaveLength(1);
    expect(on.slack.calls("chat.postMessage").map(({ text }) => String(text).slice(0, 5))).toEqual([
      "Tuần ",
      "dòng ",
      "dòng ",
      "đơn v",
      "đơn v",
    ]);
    expect(on.slack.heard("D7").at(-1)).toMatchObject({ text: "đơn vị A", thread: "1.1" });
    await on.channel.send(outgoing);
    expect(on.slack.calls("files.completeUploadExternal")).toHaveLength(2);
  });

  test("a message that Slack will never take is not gone on with: the same words later are a new one", async () => {
    const body = "b\n".repeat(2000);
    on.slack.fail("chat.postMessage", ACCEPTED, { refuse: "is_archived" });
    await expect(on.send("C1", { body })).rejects.toMatchObject({ outcome: "never" });
    await on.send("C1", { body });
    expect(on.slack.calls("chat.postMessage")).toHaveLength(4);
  });

  test("a message says how many of Slack's it took: files are one, each part and each detail one more", async () => {
    const send = async (message: object, contents: Uint8Array[] = []) => {
      const whole = { title: null, body: "", offer: null, files: [], ...message };
      return (await on.channel.send({ chatId: "D7", message: whole, contents, lastHeardAt: null })).messages;
    };
    expect(await send({ body: "ngắn" })).toBe(1);
    expect(await send({ body: "b\n".repeat(2000) })).toBe(2);
    expect(await send({ body: "b", details: "d\n".repeat(2000) })).toBe(3);
    const files = ["a.png", "b.png"].map((name) => ({ name, mime: "image/png", sha256: name }));
    expect(await send({ body: "b", files }, [new Uint8Array([1]), new Uint8Array([2])])).toBe(2);
  });

  test("an edited message keeps its text and loses its buttons", async () => {
    const message = {
      title: "Nhắc việc",
      body: "b\n".repeat(2000),
      offer: { offerId: 4, labels: ["Có", "Không"] },
      files: [],
    };
    const messageId = await on.send("U7", message);
    const edited = { chatId: "U7", contents: [], lastHeardAt: null, messageId };
    await on.channel.edit?.({ ...edited, message: { ...message, offer: null } });
    const last = on.slack.heard("D7").at(-1);
    expect(last).toMatchObject({ ts: messageId, buttons: [] });
    expect(/^[b\n]+$/.test(last?.text ?? "")).toBe(true);
    await on.channel.edit?.({ ...edited, message: { ...message, offer: { offerId: 5, labels: ["Xem"] } } });
    expect(on.slack.heard("D7").at(-1)?.buttons).toEqual([{ text: "Xem", value: "5.0", actionId: "choice 0" }]);
    const gone = on.channel.edit?.({ ...edited, messageId: "9.9", message: { ...message, offer: null } });
    await expect(gone).rejects.toMatchObject({ outcome: "never", code: "unknown-message" });
  });

  test("an App Home shows the messages of one answer, the newest answer first, and begins anew when it is opened", async () => {
    const texts = () => JSON.stringify(on.slack.home("U7")).match(/(?<="text":")[^"]+/g);
    const opened = { type: "app_home_opened", user: "U7", channel: "D7", tab: "home" };
    const event = (id: string) => JSON.stringify({ type: "event_callback", event_id: id, event: opened });
    await on.hook(on.slack.signed(event("Ev1")));
    await on.send("home:U7", { title: "Còn 2 việc", body: "Chọn:", offer: { offerId: 1, labels: ["A", "B"] } });
    await on.send("home:U7", { body: "Câu 2/5", details: "thêm" });
    expect(texts()).toEqual(["Còn 2 việc", "Chọn:", "1. A\\n2. B", "A", "B", "Câu 2/5", "thêm"]);
    const tap = { type: "block_actions", user: { id: "U7" }, container: { type: "view" }, actions: [{ value: "1.0" }] };
    const form = { type: "application/x-www-form-urlencoded" };
    await on.hook(on.slack.signed(new URLSearchParams({ payload: JSON.stringify(tap) }).toString(), form));
    await on.send("home:U7", { body: "Việc A" });
    expect(texts()?.slice(0, 2)).toEqual(["Việc A", "Còn 2 việc"]);
    await on.hook(on.slack.signed(event("Ev2")));
    await on.send("home:U7", { body: "Không còn việc" });
    expect(texts()).toEqual(["Không còn việc"]);
    await on.send("home:U8", { body: "khác" });
    await on.send("home:U8", { body: "x\n".repeat(50_000) });
    expect(on.slack.home("U8")?.length).toBeLessThanOrEqual(100);
  });
});

test("whatever is written fits Slack's limits, whole, in blocks and in text", () => {
  const words = fc.string({ unit: "grapheme", maxLength: 9000 });
  fc.assert(
    fc.property(
      fc.option(fc.string({ unit: "grapheme", maxLength: 200 })),
      fc.oneof(words, fc.constant("<!".repeat(3000)), fc.constant("&".repeat(7000))),
      fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }), { maxLength: 40 }),
      (title, body, choices) => {
        const offer = choices.length === 0 ? null : { offerId: 1, labels: choices };
        const parts = partsOf({ title, body, offer, files: [] }, null);
        for (const { text, blocks } of parts) {
          expect(check?.("chat.postMessage", { channel: "C1", text, blocks }) ?? []).toEqual([]);
          for (const block of blocks)
            if (block.type === "section") expect(block.text?.text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
          expect(text).not.toMatch(/<[!@#]/);
        }
        const squeezed = (text: string) => text.replace(/\s+/g, "");
        expect(squeezed(parts.map(({ text }) => text).join(""))).toContain(squeezed(escapeText(body)));
      },
    ),
    { numRuns: 60 },
  );
});
