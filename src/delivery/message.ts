/** What one message says, before any platform's formatting. All strings are plain text: adapters escape them. */
export type Message = {
  /** Shown bold where the platform can, on a line of its own. */
  readonly title: string | null;
  readonly body: string;
  readonly offer: PrintedOffer | null;
  readonly files: readonly MessageFile[];
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
export function printedBody(message: Pick<Message, "body" | "offer">): string {
  if (message.offer === null) return message.body;
  const choices = message.offer.labels.map((label, index) => `${index + 1}. ${label}`).join("\n");
  return message.body === "" ? choices : `${message.body}\n\n${choices}`;
}

/** Everything as one plain text: for platforms without formatting, for search and for tests. */
export function plainText(message: Pick<Message, "title" | "body" | "offer">): string {
  const body = printedBody(message);
  return message.title === null ? body : `${message.title}\n${body}`;
}
