import type { Incoming } from "../../src/delivery/channel.ts";

/** What the page sends: who, in which chat, and what they did. `eventId` is made by the page, so a double click is one event. */
export type FromPage = {
  readonly eventId: string;
  readonly address: string;
  readonly chatId: string;
  readonly said:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "tap"; readonly data: string; readonly label: string }
    | { readonly kind: "file"; readonly name: string; readonly bytes: Uint8Array; readonly caption: string };
};

/** Bytes of files that were sent to the bot, until it has fetched them. The oldest are forgotten first. */
export type KeptFiles = { keep(ref: string, bytes: Uint8Array): void; take(ref: string): Uint8Array | null };

export function keptFiles(most: number): KeptFiles {
  const files = new Map<string, Uint8Array>();
  return {
    keep(ref, bytes) {
      files.set(ref, bytes);
      const oldest = files.keys().next().value;
      if (files.size > most && oldest !== undefined) files.delete(oldest);
    },
    take: (ref) => files.get(ref) ?? null,
  };
}

/** The page's event in our words; a file's bytes are kept under the event's id. */
export function incomingOf({ eventId, address, chatId, said }: FromPage, files: KeptFiles): Incoming {
  const place = {
    channel: "console",
    eventId,
    chatId,
    address,
    chatKind: chatId === address ? ("private" as const) : ("group" as const),
  };
  if (said.kind === "text") return { ...place, said };
  if (said.kind === "tap") return { ...place, said: { kind: "tap", data: said.data } };
  files.keep(eventId, said.bytes);
  const file = { fileRef: eventId, name: said.name, sizeBytes: said.bytes.length };
  return { ...place, said: { kind: "files", files: [file], caption: said.caption } };
}
