import { type Message, tapData } from "../../src/delivery/message.ts";

/** One bubble of the page. All strings are plain text. */
export type Line = {
  readonly id: string;
  readonly mine: boolean;
  readonly title: string | null;
  readonly body: string;
  readonly offer: readonly { readonly label: string; readonly data: string }[] | null;
  readonly files: readonly { readonly name: string; readonly mime: string; readonly sha256: string }[];
  /** ISO instant. */
  readonly at: string;
};

/** A message as the page shows it: each choice a button that begins with its number. */
export function lineOf(id: string, message: Message, at: Date): Line {
  const { offer } = message;
  return {
    id,
    mine: false,
    title: message.title,
    body: message.body,
    offer: offer === null ? null : offer.labels.map((label, index) => ({ label, data: tapData(offer.offerId, index) })),
    files: message.files,
    at: at.toISOString(),
  };
}
