import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message, MessageFile } from "../../../src/delivery/message.ts";
import { NOW, type ZaloOaOnFake, zaloOaOnFake } from "../../support/zalo-oa-on-fake.ts";

const HOUR_MS = 60 * 60_000;
const CS = "/v3.0/oa/message/cs";
const QUOTA = "/v3.0/oa/quota/message";
const IMAGE = "/v2.0/oa/upload/image";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR_MS);
const offer = { offerId: 4711, labels: ["Đã xong", "Chưa"] };
const fileOf = (name: string, mime: string, bytes: Uint8Array): MessageFile => ({
  name,
  mime,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

let world: ZaloOaOnFake;
beforeEach(async () => {
  world = await zaloOaOnFake({ templateId: "7000001" });
  await world.channel.start(async () => undefined);
});
afterEach(async () => {
  await world.stop();
  expect(world.zalo.violations).toEqual([]);
});
const calls = (path: string) => world.zalo.calls(path).length;
const failed = async (sending: Promise<unknown>) => await sending.catch((thrown: unknown) => thrown);

describe("the window in which a person may be written to", () => {
  test.each([
    ["an hour", 1],
    ["three days", 72],
  ])("%s after the person was heard, the message goes without asking Zalo first", async (_, hours) => {
    await world.send(7, {}, { lastHeardAt: hoursAgo(hours) });
    expect([calls(QUOTA), world.zalo.heard(7).map(({ kind }) => kind)]).toEqual([0, ["text"]]);
  });

  test.each([
    ["near the end of the free two days", 48.2],
    ["near the end of the week", 167.8],
    ["not known when", null],
  ])("%s, Zalo is asked when the person was last there", async (_, hours) => {
    const lastHeardAt = hours === null ? null : hoursAgo(hours);
    world.zalo.lastInteracted(7, hoursAgo(167.9));
    await world.send(7, {}, { lastHeardAt });
    world.zalo.lastInteracted(7, hoursAgo(168.1));
    await world.send(7, {}, { lastHeardAt });
    expect(world.zalo.heard(7).map(({ kind }) => kind)).toEqual(["text", "template"]);
    expect(calls(QUOTA)).toBe(2);
  });

  test("after a week the approved template is sent instead, once Zalo has confirmed it, and nothing else is tried", async () => {
    world.zalo.lastInteracted(7, hoursAgo(200));
    const { messageId, messages } = await world.send(
      7,
      { title: "Nhắc việc", body: "Còn hai việc.", offer },
      { lastHeardAt: hoursAgo(200) },
    );
    expect([messageId === "", messages]).toEqual([false, 1]);
    expect(world.zalo.heard(7)).toMatchObject([
      { kind: "template", text: "Nhắc việc\nCòn hai việc. 1. Đã xong 2. Chưa" },
    ]);
    expect([calls(CS), calls(QUOTA)]).toEqual([0, 1]);
  });

  test("a person who had to do with the account since without writing to us is written to after the week", async () => {
    world.zalo.lastInteracted(7, hoursAgo(2));
    await world.send(7, {}, { lastHeardAt: hoursAgo(200) });
    expect(world.zalo.heard(7).map(({ kind }) => kind)).toEqual(["text"]);
  });

  test("after a week of which Zalo will not say anything, our own record counts", async () => {
    world.zalo.fail(QUOTA, { error: -212 });
    await world.send(7, {}, { lastHeardAt: hoursAgo(200) });
    world.zalo.lastInteracted(8, null);
    await world.send(8, {}, { lastHeardAt: hoursAgo(200) });
    expect([...world.zalo.heard(7), ...world.zalo.heard(8)].map(({ kind }) => kind)).toEqual(["template", "template"]);
    expect(calls(CS)).toBe(0);
  });

  test("without a template, and with files that none can carry, a closed window is told, so that another channel is used", async () => {
    world.zalo.lastInteracted(7, hoursAgo(200));
    const closed = { outcome: "never", code: "window-closed" };
    const bytes = new Uint8Array(10);
    const withFile = { files: [fileOf("a.pdf", "application/pdf", bytes)] };
    expect(await failed(world.send(7, withFile, { lastHeardAt: hoursAgo(200), contents: [bytes] }))).toMatchObject(
      closed,
    );
    const plain = await zaloOaOnFake();
    await plain.channel.start(async () => undefined);
    plain.zalo.lastInteracted(7, hoursAgo(200));
    expect(await failed(plain.send(7, {}, { lastHeardAt: hoursAgo(200) }))).toMatchObject(closed);
    expect(plain.zalo.calls(CS)).toEqual([]);
    await plain.stop();
  });

  test.each([-230, -232])("Zalo's own word overrules ours: after %i the template is sent", async (error) => {
    world.zalo.fail(CS, { error });
    await world.send(7);
    expect(world.zalo.heard(7).map(({ kind }) => kind)).toEqual(["template"]);
  });

  test("when Zalo will not say when the person was last there, the message itself is tried", async () => {
    world.zalo.fail(QUOTA, { error: -212 });
    await world.send(7, {}, { lastHeardAt: null });
    expect(world.zalo.heard(7)).toHaveLength(1);
    world.zalo.lastInteracted(8, null);
    await world.send(8, {}, { lastHeardAt: null });
    expect(world.zalo.heard(8).map(({ kind }) => kind)).toEqual(["template"]);
  });

  test("a question about the window that gets no answer means that nothing was sent", async () => {
    world.zalo.fail(QUOTA, { reset: true }, { error: -32 });
    expect(await failed(world.send(7, {}, { lastHeardAt: null }))).toMatchObject({
      outcome: "later",
      code: "no-answer",
    });
    expect(await failed(world.send(7, {}, { lastHeardAt: null }))).toMatchObject({ outcome: "later" });
    expect(world.zalo.heard(7)).toEqual([]);
  });
});

describe("what an official account sends", () => {
  test("choices are buttons that say nothing in the chat and carry the offer", async () => {
    await world.send(7, { offer });
    const [call] = world.zalo.calls(CS);
    expect(call).toEqual({
      recipient: { user_id: "7" },
      message: {
        text: "Anh/chị còn việc.\n\n1. Đã xong\n2. Chưa",
        attachment: {
          type: "template",
          payload: {
            buttons: [
              { title: "Đã xong", type: "oa.query.hide", payload: "#4711.0" },
              { title: "Chưa", type: "oa.query.hide", payload: "#4711.1" },
            ],
          },
        },
      },
    });
  });

  test("long labels are cut on the button and whole in the text; more than five choices are numbers only", async () => {
    const long = "Việc rất dài ".repeat(20).trim();
    await world.send(7, { offer: { offerId: 1, labels: [long] } });
    await world.send(7, { offer: { offerId: 2, labels: ["1", "2", "3", "4", "5", "6"] } });
    const [first, second] = world.zalo.heard(7);
    expect(first?.text).toContain(long);
    expect(first?.buttons[0]?.title.length).toBeLessThanOrEqual(100);
    expect([second?.buttons, second?.text.endsWith("6. 6")]).toEqual([[], true]);
  });

  test.each([-233, -201])(
    "an account that is refused buttons with %i gets numbers, and is not asked again",
    async (error) => {
      world.zalo.fail(CS, { error });
      await world.send(7, { offer });
      await world.send(7, { offer });
      expect(world.zalo.heard(7).map(({ text, buttons }) => [text.includes("2. Chưa"), buttons.length])).toEqual([
        [true, 0],
        [true, 0],
      ]);
      expect(calls(CS)).toBe(3);
    },
  );

  test("a message that is refused without its buttons too says nothing about buttons", async () => {
    world.zalo.fail(CS, { error: -201 }, { error: -201 });
    expect(await failed(world.send(7, { offer }))).toMatchObject({ outcome: "never", code: "refused" });
    await world.send(7, { offer });
    expect(world.zalo.heard(7)[0]?.buttons).toHaveLength(2);
  });

  test("2,000 units are one message, one more are two with their numbers", async () => {
    expect(await world.send(7, { body: "x".repeat(2000) })).toMatchObject({ messages: 1 });
    expect(await world.send(8, { body: "x".repeat(2001) })).toMatchObject({ messages: 2 });
    await world.send(9, { body: "ệ".normalize("NFD").repeat(2000) });
    expect(world.zalo.heard(7)).toHaveLength(1);
    expect(world.zalo.heard(8).map(({ text }) => text.slice(0, 6))).toEqual(["(1/2)\n", "(2/2)\n"]);
    expect(world.zalo.heard(9)).toHaveLength(1);
  });

  test("a picture and a document are uploaded and sent before the text; the same chart for many is uploaded once", async () => {
    const [picture, report] = [new Uint8Array(500), new Uint8Array(600).fill(1)];
    const message: Partial<Message> = {
      files: [
        fileOf("bieu-do.png", "image/png", picture),
        fileOf("bao-cao.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", report),
      ],
    };
    for (const person of [7, 8]) {
      expect(await world.send(person, message, { contents: [picture, report] })).toMatchObject({ messages: 3 });
    }
    expect(world.zalo.heard(8)).toMatchObject([
      { kind: "image", fileName: "bieu-do.png" },
      { kind: "file", fileName: "bao-cao.docx" },
      { kind: "text" },
    ]);
    expect(calls(IMAGE)).toBe(1);
    world.now = new Date(NOW.getTime() + 6 * 24 * HOUR_MS + 1);
    world.zalo.lastInteracted(7, world.now);
    await world.send(7, message, { contents: [picture, report] });
    expect(calls(IMAGE)).toBe(2);
  });

  test("an upload that Zalo no longer knows is made again, once", async () => {
    const picture = new Uint8Array(10);
    const message = { files: [fileOf("a.png", "image/png", picture)] };
    world.zalo.fail(CS, { error: -100 });
    await world.send(7, message, { contents: [picture] });
    expect([calls(IMAGE), world.zalo.heard(7).length]).toEqual([2, 2]);
    world.zalo.fail(CS, { error: -100 }, { error: -100 });
    expect(await failed(world.send(8, message, { contents: [picture] }))).toMatchObject({ code: "upload-expired" });
  });

  test("an upload that gets no answer means that nothing was sent", async () => {
    const picture = new Uint8Array(10);
    world.zalo.fail(IMAGE, { reset: true });
    const sending = world.send(7, { files: [fileOf("a.png", "image/png", picture)] }, { contents: [picture] });
    expect(await failed(sending)).toMatchObject({ outcome: "later", code: "no-answer" });
  });

  test.each([
    ["ra-soat.xlsx", SHEET, 10],
    ["a.gif", "image/gif", 10],
    ["a.webp", "image/webp", 10],
    ["a.png", "image/png", 1024 * 1024 + 1],
    ["a.pdf", "application/pdf", 5 * 1024 * 1024 + 1],
  ])("%s of type %s with %i bytes is named in the text, and the rest of the message goes", async (name, mime, size) => {
    const [bytes, taken] = [new Uint8Array(size), new Uint8Array(20)];
    const files = [fileOf(name, mime, bytes), fileOf("b.pdf", "application/pdf", taken)];
    const sent = await world.send(7, { body: "Đã đọc kế hoạch.", offer, files }, { contents: [bytes, taken] });
    expect(world.zalo.heard(7)).toMatchObject([
      { kind: "file", fileName: "b.pdf" },
      { kind: "text", text: `Đã đọc kế hoạch.\n\n${name}\n\n1. Đã xong\n2. Chưa` },
    ]);
    expect([calls(IMAGE), sent.messages]).toEqual([0, 2]);
  });

  test("a file that is not taken is a link where this server has an address, also when it is all there is", async () => {
    const linking = await zaloOaOnFake({ fileLink: ({ name }) => `https://nhac.example.org/files/x/${name}` });
    await linking.channel.start(async () => undefined);
    const bytes = new Uint8Array(10);
    await linking.send(7, { body: "", files: [fileOf("ra-soat.xlsx", SHEET, bytes)] }, { contents: [bytes] });
    expect(linking.zalo.heard(7).map(({ text }) => text)).toEqual([
      "ra-soat.xlsx\nhttps://nhac.example.org/files/x/ra-soat.xlsx",
    ]);
    expect(linking.zalo.violations).toEqual([]);
    await linking.stop();
  });

  test.each([
    [IMAGE, -210],
    [CS, -233],
  ])(
    "a picture that %s refuses with %i is named, and is not tried again with the next attempt",
    async (path, error) => {
      const picture = new Uint8Array(10);
      const message = { body: "Số liệu tuần.", files: [fileOf("bieu-do.png", "image/png", picture)] };
      world.zalo.fail(path, { error });
      world.zalo.fail(CS, { error: -32 });
      expect(await failed(world.send(7, message, { contents: [picture] }))).toMatchObject({ outcome: "later" });
      await world.send(7, message, { contents: [picture] });
      expect(world.zalo.heard(7).map(({ kind, text }) => [kind, text])).toEqual([
        ["text", "Số liệu tuần.\n\nbieu-do.png"],
      ]);
      expect(calls(IMAGE)).toBe(1);
    },
  );

  test("what went out before a failure is not sent again with the next attempt", async () => {
    const body = Array.from({ length: 300 }, (_, line) => `Dòng ${line} của báo cáo`).join("\n");
    await world.send(8, { body });
    const parts = calls(CS);
    expect(parts).toBeGreaterThan(2);
    world.zalo.fail(CS, { status: 200, body: '{"error":0,"data":{"message_id":"m1"}}' }, { error: -32 });
    expect(await failed(world.send(7, { body }))).toMatchObject({ outcome: "later" });
    expect(await world.send(7, { body })).toMatchObject({ messages: parts });
    expect(world.zalo.heard(7)).toHaveLength(parts - 1);
    await world.send(7, { body });
    expect(world.zalo.heard(7)).toHaveLength(2 * parts - 1);
  });

  test("a group gets texts that call nobody, no buttons, whatever the window, and goes without a file it does not take", async () => {
    const picture = new Uint8Array(10);
    world.zalo.policy.groupFiles = false;
    const message = { body: "Chào [@123456] và [@all]", offer, files: [fileOf("a.png", "image/png", picture)] };
    await world.send("group:555", message, { contents: [picture], lastHeardAt: null });
    expect(world.zalo.heard("group:555")).toMatchObject([{ kind: "text", buttons: [] }]);
    expect(world.zalo.heard("group:555")[0]?.text).toContain("\n\na.png\n\n1. Đã xong");
    world.zalo.policy.groupFiles = true;
    await world.send("group:555", message, { contents: [picture], lastHeardAt: null });
    expect(world.zalo.heard("group:555").map(({ kind }) => kind)).toEqual(["text", "image", "text"]);
    expect(calls(QUOTA)).toBe(0);
  });
});
