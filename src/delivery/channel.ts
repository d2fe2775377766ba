import type { Message } from "./message.ts";

/** What a platform can do. The core asks this record and never the platform's name. */
export type Capabilities = {
  readonly buttons: boolean;
  readonly images: boolean;
  readonly files: boolean;
  /** A sent message can be changed: its buttons go when its offer closes. */
  readonly edit: boolean;
  /** A message's form is shown as one; elsewhere its questions are asked one by one. */
  readonly forms: boolean;
  /** Messages a month, both directions counted; null where the platform counts none. */
  readonly monthlyQuota: number | null;
  /** In UTF-16 units, as the platform counts them after formatting; longer texts are split by the adapter. */
  readonly maxTextLength: number;
  readonly pace: Pace;
};

/** The most messages a platform takes. */
export type Pace = {
  readonly perSecond: number;
  /** In one chat. */
  readonly perChatPerSecond: number;
  /** The chat that a place counts for, where several places are one chat to the platform; absent: itself. */
  chatOf?(chatId: string): string;
  /** Where fewer go to a chat that many read. */
  readonly groups?: {
    readonly perMinute: number;
    includes(chatId: string): boolean;
  };
};

/** Something that happened on a platform, in our words. Ids are the platform's, as text. */
export type Incoming = {
  readonly channel: string;
  /** Unique in its channel; a repeat carries the same. */
  readonly eventId: string;
  readonly chatId: string;
  readonly chatKind: "private" | "group";
  /** The platform's id of the person. */
  readonly address: string;
  readonly said: Said;
};

/**
 * - `text`: typed words, a command included; in a group only what was said to the bot, its name removed
 * - `tap`: a button's data, `offerId.index`
 * - `files`: files with an optional caption
 * - `left`: the person blocked the bot or deleted the chat
 * - `returned`: the person let the bot in again
 * - `form`: a form that was filled in, its fields by name
 * - `human`: a person of the organisation answered in this chat by hand; the bot keeps quiet there for a while
 * - `unreadable`: a sticker, a voice message, a place: nothing the bot can read
 */
export type Said =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tap"; readonly data: string }
  | { readonly kind: "files"; readonly files: readonly IncomingFile[]; readonly caption: string }
  | { readonly kind: "left" }
  | { readonly kind: "returned" }
  | { readonly kind: "form"; readonly data: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "human" }
  | { readonly kind: "unreadable" };

export type IncomingFile = {
  /** What `download` takes. */
  readonly fileRef: string;
  readonly name: string;
  /** As the platform says, null when it does not. */
  readonly sizeBytes: number | null;
};

/**
 * Resolves once the event is stored, or can never be; only then may the platform be told so. Rejects while the store is away: the adapter
 * or the platform tries again until it is back.
 */
export type Receive = (incoming: Incoming) => Promise<void>;

export type Outgoing = {
  readonly chatId: string;
  readonly message: Message;
  /** The bytes of `message.files`, in their order. */
  readonly contents: readonly Uint8Array[];
  /** When the person last wrote to the bot on this account; null when it is not known, and for rooms. */
  readonly lastHeardAt: Date | null;
};

/** One thing that was looked at: the token, the webhook, a permission. `code` chooses the sentence. */
export type Finding = {
  readonly code: string;
  readonly ok: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
};

export type Sent = {
  /** The platform's id of the (last) message. */
  readonly messageId: string;
  /** How many messages of the platform it took. */
  readonly messages: number;
};

/** The port of a platform. An adapter only translates: it holds no rule, no sentence, no table. */
export type Channel = {
  readonly name: string;
  readonly can: Capabilities;
  /**
   * Begins to hear. Rejects with a ChannelError: `set-up` when the platform refuses the bot, any other when it is away; then, and after
   * a stop, it may be called again.
   */
  start(receive: Receive): Promise<void>;
  /** Hears nothing more; resolves when events in hand are handled. */
  stop(): Promise<void>;
  /** False while started and yet nothing can be heard: polling fails, the socket is gone. Absent where the platform calls us. */
  hears?(): boolean;
  /** Sends one message, in several parts when it is long. Throws ChannelError. */
  send(outgoing: Outgoing): Promise<Sent>;
  /** Changes a message that was sent, to the same text with other or no choices. Throws ChannelError. Absent where `can.edit` is false. */
  edit?(sent: Outgoing & Pick<Sent, "messageId">): Promise<void>;
  /** Looks at token, webhook and permissions without changing anything. Never throws. */
  examine(): Promise<readonly Finding[]>;
  /** The bytes of a received file. Throws ChannelError; `never` with code `too-large` above `maxBytes`. */
  download(fileRef: string, maxBytes: number): Promise<Uint8Array>;
  /** Answers `POST /hooks/NAME`; absent where the platform does not call us. */
  hook?(request: Request): Promise<Response>;
};
