import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Incoming } from "../../src/delivery/channel.ts";
import type { Message } from "../../src/delivery/message.ts";
import { ChannelError } from "../../src/errors.ts";

/**
 * A platform on which persons are numbers; what they do resolves when the platform believes that the bot has it. Done without
 * waiting it reaches the bot in that order, as on the platform: one event after the other only where the platform itself waits.
 */
export type ChannelHarness = {
  readonly channel: Channel;
  says(person: number, text: string): Promise<void>;
  /** On a platform without buttons the person types the choice's number instead. */
  taps(person: number, data: string): Promise<void>;
  sendsFile(person: number, name: string, bytes: Uint8Array): Promise<void>;
  /** Absent where pictures come as files do. */
  sendsPicture?(person: number, bytes: Uint8Array): Promise<void>;
  /** What a chat was sent: all parts of it, joined, and the labels of its buttons. */
  heard(person: number): {
    readonly text: string;
    readonly labels: readonly string[];
    readonly parts: readonly string[];
  };
  /** The next send fails so; absent where sending cannot. */
  failNext?(how: "blocked" | "flood" | "down" | "no-answer"): void;
  /** The platform does not answer the next time the bot greets it; absent where it is always there. */
  away?(): void;
  /** The platform names no time after a flood: the adapter chooses one. */
  readonly floodWithoutTime?: boolean;
  /** The adapter sends composed letters (NFC), since the platform counts units. */
  readonly composesLetters?: boolean;
  /** What the adapter sets in front of each part of a long text; absent where nothing. */
  readonly partMark?: RegExp;
  /** Calls that the platform would not understand. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
};

const message = (body: string, labels: readonly string[] = [], title: string | null = null): Message => ({
  title,
  body,
  offer: labels.length === 0 ? null : { offerId: 4711, labels },
  files: [],
});

/** The rules that every channel keeps. */
export function channelContract(name: string, makeHarness: () => Promise<ChannelHarness>): void {
  describe(`the ${name} channel`, () => {
    let harness: ChannelHarness;
    let received: Incoming[];
    let handle: (incoming: Incoming) => Promise<void>;

    beforeEach(async () => {
      harness = await makeHarness();
      received = [];
      handle = async (incoming) => void received.push(incoming);
      await harness.channel.start((incoming) => handle(incoming));
    });
    afterEach(async () => {
      await harness.channel.stop();
      await harness.stop();
      expect(harness.violations).toEqual([]);
    });

    const send = (person: number, one: Message, contents: Uint8Array[] = []) =>
      harness.channel.send({ chatId: String(person), message: one, contents, lastHeardAt: null });

    test(`${name}: what a person writes arrives as it was written, from a private chat`, async () => {
      for (const text of ["xin lùi đến 15/12 <b>&", "👨‍👩‍👧 tiếng Việt".normalize("NFD"), "hai\ndòng"]) {
        await harness.says(7, text);
        expect(received.at(-1)).toMatchObject({
          channel: harness.channel.name,
          chatKind: "private",
          address: "7",
          said: { kind: "text", text },
        });
      }
      expect(new Set(received.map((incoming) => incoming.eventId)).size).toBe(3);
    });

    test(`${name}: a platform that is away at the start is heard at a later one, and again after a stop`, async () => {
      const again = () => harness.channel.start((incoming) => handle(incoming));
      await harness.channel.stop();
      if (harness.away !== undefined) {
        harness.away();
        const error = await again().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ChannelError);
        expect(error).not.toMatchObject({ outcome: "set-up" });
      }
      await again();
      await harness.says(7, "sau đó");
      expect(received.map(({ said }) => said)).toEqual([{ kind: "text", text: "sau đó" }]);
    });

    test(`${name}: a tap gives back the data of its choice, or its number where there are no buttons`, async () => {
      await send(7, message("Xong chưa?", ["Đã xong", "Chưa"]));
      await harness.taps(7, "4711.1");
      const { buttons } = harness.channel.can;
      expect(received.at(-1)?.said).toEqual(buttons ? { kind: "tap", data: "4711.1" } : { kind: "text", text: "2" });
    });

    test(`${name}: a file arrives with its name and downloads byte for byte, or is unreadable where files do not arrive`, async () => {
      const bytes = new Uint8Array(5000).map((_, index) => index % 251);
      await harness.sendsFile(7, "bien-ban.pdf", bytes);
      const said = received.at(-1)?.said;
      if (!harness.channel.can.files) {
        expect(said).toEqual({ kind: "unreadable" });
        return;
      }
      if (said?.kind !== "files") throw new Error(`not a file: ${said?.kind}`);
      expect(said.files[0]).toMatchObject({ name: "bien-ban.pdf", sizeBytes: 5000 });
      const fileRef = said.files[0]?.fileRef ?? "";
      expect(await harness.channel.download(fileRef, 10_000)).toEqual(bytes);
      await expect(harness.channel.download(fileRef, 100)).rejects.toMatchObject({
        outcome: "never",
        code: "too-large",
      });
    });

    test(`${name}: a picture downloads byte for byte, and not at all above the limit`, async () => {
      const bytes = new Uint8Array(5000).map((_, index) => (index * 7) % 256);
      await (harness.sendsPicture?.(7, bytes) ?? harness.sendsFile(7, "anh.png", bytes));
      const said = received.at(-1)?.said;
      if (said?.kind !== "files") throw new Error(`not a picture: ${said?.kind}`);
      const fileRef = said.files[0]?.fileRef ?? "";
      expect(await harness.channel.download(fileRef, 5000)).toEqual(bytes);
      await expect(harness.channel.download(fileRef, 4999)).rejects.toMatchObject({ code: "too-large" });
    });

    test(`${name}: what one person writes is handled in order`, async () => {
      const begun: string[] = [];
      const ended: string[] = [];
      // The first takes so many turns of the loop that the others reach the bot meanwhile, where the platform lets them.
      const turnsOf = new Map([["một", 500]]);
      handle = async ({ said }) => {
        const text = said.kind === "text" ? said.text : "";
        begun.push(text);
        const turns = turnsOf.get(text) ?? 1;
        for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        ended.push(text);
      };
      await Promise.all(["một", "hai", "ba"].map((text) => harness.says(7, text)));
      expect(begun).toEqual(["một", "hai", "ba"]);
      expect(ended).toEqual(begun);
    });

    test(`${name}: a text is shown exactly as it is, whatever it looks like`, async () => {
      const text = `5 < 6 && <b>đậm</b> &amp; “ngoặc” *sao* _gạch_ [x](y) 👍🏽 ${"Việt".normalize("NFD")}`;
      await send(7, message(text));
      expect(harness.heard(7).text).toBe(harness.composesLetters ? text.normalize("NFC") : text);
    });

    test(`${name}: choices are numbers in the text, and buttons where there are any`, async () => {
      await send(7, message("Xong chưa?", ["Đã xong", "Chưa"], "Nhắc việc"));
      const { text, labels } = harness.heard(7);
      expect(text).toBe("Nhắc việc\nXong chưa?\n\n1. Đã xong\n2. Chưa");
      if (harness.channel.can.buttons) expect(labels).toEqual(["Đã xong", "Chưa"]);
    });

    test(`${name}: a long text comes in parts that fit, all counted, nothing lost, the buttons under the last`, async () => {
      const body = Array.from({ length: 400 }, (_, line) => `Dòng ${line}: nội dung <báo cáo> & số liệu 📎`).join("\n");
      const sent = await send(7, message(body, ["Đã đọc"]));
      const { parts, labels } = harness.heard(7);
      expect(sent.messages).toBe(parts.length);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(harness.channel.can.maxTextLength);
      const words = parts.map((part) => part.replace(harness.partMark ?? "", "")).join("\n");
      expect(words.replace(/\s+/g, " ")).toBe(`${body}\n\n1. Đã đọc`.replace(/\s+/g, " "));
      if (harness.channel.can.buttons) expect(labels).toEqual(["Đã đọc"]);
    });

    test(`${name}: each failure says what the sender can do`, async () => {
      const outcomes = { blocked: "never", flood: "later", down: "later", "no-answer": "unknown" } as const;
      for (const [how, outcome] of Object.entries(outcomes) as [keyof typeof outcomes, string][]) {
        if (harness.failNext === undefined) break;
        harness.failNext(how);
        const error = await send(7, message("x")).catch((thrown: unknown) => thrown);
        expect(error, how).toBeInstanceOf(ChannelError);
        expect(error, how).toMatchObject({ outcome });
        if (how !== "flood") continue;
        if (harness.floodWithoutTime) expect((error as ChannelError).retryAfterMs).toBeGreaterThan(1000);
        else expect(error).toMatchObject({ retryAfterMs: 3000 });
      }
      expect((await send(7, message("sau lỗi"))).messageId).not.toBe("");
    });
  });
}
