import type { Outgoing, Sent } from "../../src/delivery/channel.ts";
import { type Message, type MessageFile, printedBody } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";
import type { Once } from "../../src/delivery/unfinished.ts";
import type { Call } from "./call.ts";
import { failureOf } from "./failure.ts";
import { fieldsOf, textIn } from "./fields.ts";

/** The reference says 1 to 2000 characters, of text and of captions, without saying which; UTF-16 units are the most of them. */
export const MAX_TEXT_LENGTH = 2000;
/** Parts stay below the limit by more than their number needs. */
const AIMED_PART_LENGTH = 1800;
/** Zalo fetches a picture itself before it answers. */
const PICTURE_TIMEOUT_MS = 150_000;

/** The address of a file on our own server, or null where there is none. */
export type FileLink = (file: MessageFile) => string | null;

/** The whole text, composed (NFC: half the units of decomposed Vietnamese); files by name and link come before the choices. */
export function writtenText(message: Message, files: readonly MessageFile[], fileLink: FileLink): string {
  const listed = files.map((file) => [file.name, fileLink(file) ?? ""].filter((line) => line !== "").join("\n"));
  const body = [message.body, ...listed].filter((part) => part !== "").join("\n\n");
  const text = printedBody({ ...message, body });
  return [message.title ?? "", text]
    .filter((part) => part !== "")
    .join("\n")
    .normalize("NFC");
}

/** One part as it is, or several of about 1,800 units with their number in front. */
export function textParts(text: string): string[] {
  if (text.trim() === "") return [];
  if (text.length <= MAX_TEXT_LENGTH) return [text];
  const parts = splitText(text, AIMED_PART_LENGTH);
  return parts.map((part, index) => `(${index + 1}/${parts.length})\n${part}`);
}

/**
 * Sends pictures by link, the last with the whole text as its caption where it fits, since every message counts against the
 * month's quota; else the text in its parts. A picture that Zalo refuses becomes a name and a link. Counts what earlier attempts at
 * the same message sent as well.
 */
export async function sendOutgoing(
  call: Call,
  { chatId, message }: Outgoing,
  fileLink: FileLink,
  once: Once,
): Promise<Sent> {
  const pictures = message.files.filter((file) => isPicture(file) && fileLink(file) !== null);
  const listed = message.files.filter((file) => !pictures.includes(file));
  const caption = writtenText(message, listed, fileLink);
  let messageId = "";
  let messages = 0;
  for (const [index, picture] of pictures.entries()) {
    const captioned = index === pictures.length - 1 && caption !== "" && caption.length <= MAX_TEXT_LENGTH;
    const sent = await once(`picture ${index}`, async () => {
      const parameters = { chat_id: chatId, photo: fileLink(picture) ?? "", ...(captioned ? { caption } : {}) };
      try {
        return idIn(await call("sendPhoto", parameters, { timeoutMs: PICTURE_TIMEOUT_MS }));
      } catch (error) {
        if (failureOf(error).outcome !== "never") throw error;
        return REFUSED;
      }
    });
    if (sent === REFUSED) {
      listed.push(picture);
      continue;
    }
    messages++;
    if (captioned) return { messageId: sent, messages };
    messageId = sent;
  }
  for (const [index, text] of textParts(writtenText(message, listed, fileLink)).entries()) {
    messageId = await once(`text ${index}`, async () => idIn(await call("sendMessage", { chat_id: chatId, text })));
    messages++;
  }
  return { messageId, messages };
}

/** Stands for a message id where a picture was not taken. */
const REFUSED = "";

const isPicture = ({ mime }: MessageFile): boolean => /^image\/(png|jpeg|gif|webp)$/.test(mime);

/** Accepted without an id is accepted all the same. */
const idIn = (result: unknown): string => textIn(fieldsOf(result).message_id) ?? "sent";
