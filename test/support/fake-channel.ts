import type { Capabilities, Channel, Outgoing, Receive, Said, Sent } from "../../src/delivery/channel.ts";
import type { Message } from "../../src/delivery/message.ts";
import { plainText, tapData } from "../../src/delivery/message.ts";
import { ChannelError } from "../../src/errors.ts";

/** One message as a person of the fake platform sees it. */
export type Heard = {
  readonly messageId: string;
  readonly text: string;
  readonly labels: readonly string[];
  readonly message: Message;
  /** What the bot knew of the person's last words when it sent this. */
  readonly lastHeardAt: Date | null;
};

/** Event ids go on from one fake to the next, as a platform's do when the bot restarts. */
let events = 0;

/** A small working platform in memory: persons say and tap, the bot's messages are heard. */
export type FakeChannel = Channel & {
  /** A person writes to the bot; resolves once the event is handled. The same `eventId` twice is a repeat. */
  says(address: string, text: string, eventId?: string): Promise<void>;
  /** A person taps a choice, by its label or its number from 1, of the newest message that has it. */
  taps(address: string, choice: string | number): Promise<void>;
  /** A person taps data that may be anybody's. */
  tapsData(address: string, data: string): Promise<void>;
  sendsFile(address: string, name: string, bytes: Uint8Array, caption?: string): Promise<void>;
  /** Anything else that can happen to a chat. */
  happens(address: string, said: Said, chat?: { id: string; kind: "private" | "group" }): Promise<void>;
  /** Somebody of the organisation answers in a person's chat by hand. */
  answersByHand(address: string): Promise<void>;
  /** What a chat was sent, oldest first; a message that was changed as it is now. */
  heard(chatId: string): readonly Heard[];
  last(chatId: string): Heard;
  /** The next starts fail, one each. */
  failStart(...failures: ChannelError[]): void;
  /** The next sends to any chat fail, one each. */
  failNext(...failures: ChannelError[]): void;
  /** The next changes of messages fail, one each. */
  failNextEdit(...failures: ChannelError[]): void;
  /** Every send to a chat fails so, until `null`. */
  failAlways(chatId: string, failure: ChannelError | null): void;
};

const ABLE: Capabilities = {
  buttons: true,
  images: true,
  files: true,
  edit: false,
  forms: false,
  monthlyQuota: null,
  maxTextLength: 4096,
  pace: { perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY },
};

export function fakeChannel(name = "fake", can: Partial<Capabilities> = {}): FakeChannel {
  const chats = new Map<string, Heard[]>();
  const files = new Map<string, Uint8Array>();
  const startFailures: ChannelError[] = [];
  const failures: ChannelError[] = [];
  const editFailures: ChannelError[] = [];
  const closedChats = new Map<string, ChannelError>();
  let receive: Receive | null = null;
  let messages = 0;

  async function happens(
    address: string,
    said: Said,
    chat: { id: string; kind: "private" | "group" } = { id: address, kind: "private" },
    eventId = `e${++events}`,
  ): Promise<void> {
    if (receive === null) throw new Error("the fake channel was not started");
    await receive({ channel: name, eventId, chatId: chat.id, chatKind: chat.kind, address, said });
  }

  const shown = (messageId: string, message: Message, lastHeardAt: Date | null): Heard => ({
    messageId,
    text: plainText(message),
    labels: message.offer?.labels ?? [],
    message,
    lastHeardAt,
  });

  async function edit({ chatId, message, messageId, lastHeardAt }: Outgoing & Pick<Sent, "messageId">): Promise<void> {
    const failure = editFailures.shift();
    if (failure !== undefined) throw failure;
    if (!heard(chatId).some((one) => one.messageId === messageId)) throw new ChannelError("never", "unknown-message");
    const changed = shown(messageId, message, lastHeardAt);
    chats.set(
      chatId,
      heard(chatId).map((one) => (one.messageId === messageId ? changed : one)),
    );
  }

  const heard = (chatId: string): readonly Heard[] => chats.get(chatId) ?? [];

  return {
    name,
    can: { ...ABLE, ...can },
    async start(handler) {
      const failure = startFailures.shift();
      if (failure !== undefined) throw failure;
      receive = handler;
    },
    async stop() {
      receive = null;
    },
    async send({ chatId, message, lastHeardAt }) {
      const failure = closedChats.get(chatId) ?? failures.shift();
      if (failure !== undefined) throw failure;
      const messageId = String(++messages);
      chats.set(chatId, [...heard(chatId), shown(messageId, message, lastHeardAt)]);
      return { messageId, messages: 1 };
    },
    ...(can.edit ? { edit } : {}),
    async examine() {
      return [];
    },
    async download(fileRef, maxBytes) {
      const bytes = files.get(fileRef);
      if (bytes === undefined) throw new ChannelError("never", "unknown-file");
      if (bytes.length > maxBytes) throw new ChannelError("never", "too-large");
      return bytes;
    },
    says: (address, text, eventId) => happens(address, { kind: "text", text }, undefined, eventId),
    async taps(address, choice) {
      const wanted = heard(address).findLast(({ labels }) =>
        typeof choice === "number" ? labels.length >= choice : labels.includes(choice),
      );
      const offer = wanted?.message.offer;
      if (!offer) throw new Error(`${address} sees no choice ${choice}; last: ${heard(address).at(-1)?.text}`);
      const index = typeof choice === "number" ? choice - 1 : offer.labels.indexOf(choice);
      await happens(address, { kind: "tap", data: tapData(offer.offerId, index) });
    },
    tapsData: (address, data) => happens(address, { kind: "tap", data }),
    async sendsFile(address, fileName, bytes, caption = "") {
      const fileRef = `file ${files.size + 1}`;
      files.set(fileRef, bytes);
      await happens(address, { kind: "files", files: [{ fileRef, name: fileName, sizeBytes: bytes.length }], caption });
    },
    happens,
    answersByHand: (address) => happens(address, { kind: "human" }),
    heard,
    last(chatId) {
      const last = heard(chatId).at(-1);
      if (last === undefined) throw new Error(`${chatId} heard nothing`);
      return last;
    },
    failStart: (...next) => void startFailures.push(...next),
    failNext: (...next) => void failures.push(...next),
    failNextEdit: (...next) => void editFailures.push(...next),
    failAlways: (chatId, failure) =>
      void (failure === null ? closedChats.delete(chatId) : closedChats.set(chatId, failure)),
  };
}
