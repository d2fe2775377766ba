/** What one message says, before any platform's formatting. All strings are plain text: adapters escape them. */
export type Message = {
  /** Shown bold where the platform can, on a line of its own. */
  readonly title: string | null;
  readonly body: string;
  readonly offer: PrintedOffer | null;
  readonly files: readonly MessageFile[];
  /** More to read, below the body; in a thread where the platform has them. */
  readonly details?: string;
  /** The open questions as one form, where `can.forms`; the body asks the first of them in any case. */
  readonly form?: Form;
};

/** A form sends `tapData(offerId, index)` of the message's offer and its fields by name. */
export type Form = {
  /** The choice that opens it, as an index into the offer's labels. */
  readonly choice: number;
  readonly title: string;
  readonly fields: readonly FormField[];
};

export type FormField = {
  readonly name: string;
  readonly label: string;
  /** One line, several lines, or one of `options`. */
  readonly kind: "line" | "text" | "options";
  readonly options?: readonly string[];
  /** What it holds at first; "" for nothing. */
  readonly value: string;
  readonly required: boolean;
};

/** The choices of a message. A tap sends `tapData(offerId, index)`; a number or the label typed means the same. */
export type PrintedOffer = {
  readonly offerId: number;
  readonly labels: readonly string[];
};

/** A file kept under its SHA-256 in the attachment folder. */
export type MessageFile = {
  readonly name: string;
  /** Such as `image/png`; pictures are shown, the rest is offered for download. */
  readonly mime: string;
  readonly sha256: string;
};

/** What a button carries back: `offerId.index`, index from 0; at most 14 bytes, so it fits Telegram's 64. */
export const tapData = (offerId: number, index: number): string => `${offerId}.${index}`;

/** The offer and the index (from 0) of a tap, or null when the text is not of that form. */
export function readTapData(data: string): { offerId: number; index: number } | null {
  const match = /^(\d{1,10})\.(\d{1,3})$/.exec(data);
  return match ? { offerId: Number(match[1]), index: Number(match[2]) } : null;
}

/** The body with its choices printed as numbers, so that every message can be answered without buttons. */
export function printedBody(message: Pick<Message, "body" | "offer" | "details">): string {
  const choices = message.offer?.labels.map((label, index) => `${index + 1}. ${label}`).join("\n") ?? "";
  return [message.body, message.details ?? "", choices].filter((part) => part !== "").join("\n\n");
}

/** Everything as one plain text: for platforms without formatting, for search and for tests. */
export function plainText(message: Pick<Message, "title" | "body" | "offer">): string {
  const body = printedBody(message);
  return message.title === null ? body : `${message.title}\n${body}`;
}
