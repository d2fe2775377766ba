import type { Clock } from "../../src/clock.ts";
import type { Capabilities, Channel, Receive } from "../../src/delivery/channel.ts";
import { failureOfFile } from "./failure.ts";
import { type FromPage, incomingOf, keptFiles } from "./incoming.ts";
import { type Line, lineOf } from "./outgoing.ts";

/** The browser console as a platform of its own: chats live in this process, the page hears of them as they change. */
export type ConsoleChannel = Channel & {
  /** What a person did on the page. Rejects when the store could not take it. */
  hear(from: FromPage): Promise<void>;
  /** What was said in a chat since this process started, oldest first. */
  transcript(chatId: string): readonly Line[];
  /** Calls `listener` for every new line of any chat until the returned function is called. */
  subscribe(listener: (chatId: string, line: Line) => void): () => void;
  /** A file that was sent in a chat, for the page to show; null when many were sent since. */
  file(sha256: string): SentFile | null;
};

export type SentFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

const LINES_KEPT = 500;
const FILES_KEPT = 50;
/** What a page that was opened lately still shows; each file may be megabytes. */
const SENT_FILES_KEPT = 200;

const CAN: Capabilities = {
  buttons: true,
  images: true,
  files: true,
  edit: false,
  forms: false,
  monthlyQuota: null,
  maxTextLength: 100_000,
  pace: { perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY },
};

/** A private chat has the person's address as its id; everything else ("room:…") is a group. */
export function consoleChannel({ clock }: { clock: Clock }): ConsoleChannel {
  const chats = new Map<string, Line[]>();
  const listeners = new Set<(chatId: string, line: Line) => void>();
  const received = keptFiles(FILES_KEPT);
  const sent = new Map<string, SentFile>();
  const inHand = new Set<Promise<void>>();
  let receive: Receive | null = null;
  let lastId = 0;

  function say(chatId: string, line: Line): void {
    const lines = chats.get(chatId) ?? [];
    chats.set(chatId, [...lines, line].slice(-LINES_KEPT));
    for (const listener of listeners) listener(chatId, line);
  }

  /** The newest stand last, so that the oldest is forgotten first; what is sent again is new again. */
  function keepSent(sha256: string, file: SentFile): void {
    sent.delete(sha256);
    sent.set(sha256, file);
    const oldest = sent.keys().next().value;
    if (sent.size > SENT_FILES_KEPT && oldest !== undefined) sent.delete(oldest);
  }

  return {
    name: "console",
    can: CAN,
    async start(handler) {
      receive = handler;
    },
    async stop() {
      receive = null;
      await Promise.allSettled(inHand);
    },
    async send(outgoing) {
      const id = `c${++lastId}`;
      outgoing.message.files.forEach((file, index) => {
        const bytes = outgoing.contents[index];
        if (bytes !== undefined) keepSent(file.sha256, { name: file.name, mime: file.mime, bytes });
      });
      say(outgoing.chatId, lineOf(id, outgoing.message, clock.now()));
      return { messageId: id, messages: 1 };
    },
    async examine() {
      return [];
    },
    async download(fileRef, maxBytes) {
      const bytes = received.take(fileRef);
      if (bytes === null || bytes.length > maxBytes) throw failureOfFile(bytes);
      return bytes;
    },
    async hear(from) {
      if (receive === null) throw new Error("the console is not started");
      const incoming = incomingOf(from, received);
      const own =
        from.said.kind === "tap" ? from.said.label : from.said.kind === "text" ? from.said.text : from.said.name;
      const at = clock.now().toISOString();
      const known = chats.get(from.chatId)?.some((line) => line.id === from.eventId) ?? false;
      if (!known)
        say(from.chatId, { id: from.eventId, mine: true, title: null, body: own, offer: null, files: [], at });
      const handled = receive(incoming);
      inHand.add(handled);
      await handled.finally(() => inHand.delete(handled));
    },
    transcript: (chatId) => chats.get(chatId) ?? [],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    file: (sha256) => sent.get(sha256) ?? null,
  };
}
