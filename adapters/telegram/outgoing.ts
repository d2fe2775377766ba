import { setTimeout as delay } from "node:timers/promises";
import { type Api, InputFile } from "grammy";
import type { InlineKeyboardMarkup } from "grammy/types";
import type { Outgoing, Sent } from "../../src/delivery/channel.ts";
import { type Message, type MessageFile, printedBody, tapData } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";
import type { Once } from "../../src/delivery/unfinished.ts";
import { placeOf } from "./chat-id.ts";
import { failureOf, isNoPhoto } from "./failure.ts";

/** core.telegram.org/bots/api#sendmessage: UTF-16 units after entities are parsed. */
export const MAX_TEXT_LENGTH = 4096;
/** A longer title is no title: it opens the text, and is not bold. */
const LONGEST_TITLE = 256;
/** Buttons longer than this are cut by phones; two short ones share a row. */
const SHORT_LABEL = 18;
/** A button shows so much; the whole label is in the numbered text. */
const LONGEST_LABEL = 60;
/** core.telegram.org/bots/api#sendphoto; and of these formats only, the rest goes as a document. */
const LARGEST_PHOTO_BYTES = 10_000_000;
const PHOTO_KINDS = new Set(["image/png", "image/jpeg", "image/webp"]);
/** A later part that has to wait at most so long waits here: what was sent before it cannot be taken back. */
export const LONGEST_WAIT_MS = 5_000;

/** What sending needs besides the calls: the pace of each call, and what an earlier attempt got through. */
export type Sending = {
  readonly api: Api;
  /** Makes a call to this chat when it may go. `begun`: earlier parts of its message went. */
  readonly inTurn: <Result>(chat: string, call: () => Promise<Result>, begun: boolean) => Promise<Result>;
  readonly once: Once;
};

/** HTML parse mode knows three special characters; nothing else of a person's text is touched. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The parts of a message as HTML, each within the limit, the title bold in the first. */
export function htmlParts({ title, ...message }: Pick<Message, "title" | "body" | "offer" | "details">): string[] {
  const body = printedBody(message);
  const bold = title !== null && title.length <= LONGEST_TITLE ? title : null;
  const text = title === null || bold !== null ? body : `${title}\n${body}`;
  const room = bold === null ? MAX_TEXT_LENGTH : MAX_TEXT_LENGTH - bold.length - 1;
  const [first = "", ...rest] = splitText(text, room);
  const head = bold === null ? "" : `<b>${escapeHtml(bold)}</b>\n`;
  return [`${head}${escapeHtml(first)}`, ...rest.map(escapeHtml)].filter((part) => part.trim() !== "");
}

/** One button a choice: short ones two in a row. */
export function keyboardOf({ offer }: Pick<Message, "offer">): InlineKeyboardMarkup | null {
  if (offer === null || offer.labels.length === 0) return null;
  const buttons = offer.labels.map((label, index) => ({
    text: label.length > LONGEST_LABEL ? `${splitText(label, LONGEST_LABEL - 1)[0]}…` : label,
    callback_data: tapData(offer.offerId, index),
  }));
  const rows: (typeof buttons)[] = [];
  for (const button of buttons) {
    const open = rows.at(-1);
    const [before] = open ?? [];
    const fits =
      before !== undefined &&
      open?.length === 1 &&
      before.text.length <= SHORT_LABEL &&
      button.text.length <= SHORT_LABEL;
    if (fits) open.push(button);
    else rows.push([button]);
  }
  return { inline_keyboard: rows };
}

/**
 * Sends the files, then the text in its parts with the buttons under the last; what an earlier attempt got through is not sent
 * again, and counts all the same. The id is that of the last message.
 */
export async function sendOutgoing(
  { api, inTurn, once }: Sending,
  { chatId, message, contents }: Outgoing,
): Promise<Sent> {
  const { chat, topic } = placeOf(chatId);
  const inTopic = topic === null ? {} : { message_thread_id: topic };
  let messageId = "";
  let messages = 0;

  async function send(part: string, call: () => Promise<{ message_id: number }>): Promise<void> {
    messageId = await once(part, async () => String((await sendInTurn(call, messages > 0)).message_id));
    messages++;
  }

  async function sendInTurn<Result>(call: () => Promise<Result>, begun: boolean): Promise<Result> {
    try {
      return await inTurn(chat, call, begun);
    } catch (error) {
      const { code, retryAfterMs } = failureOf(error);
      const waits = begun && code === "too-many-requests" && retryAfterMs !== null;
      if (!waits || retryAfterMs > LONGEST_WAIT_MS) throw error;
      await delay(retryAfterMs);
      return await inTurn(chat, call, begun);
    }
  }

  for (const [index, file] of message.files.entries()) {
    const bytes = contents[index];
    if (bytes === undefined) continue;
    const input = () => new InputFile(bytes, safeName(file.name));
    const asDocument = () => api.sendDocument(chat, input(), inTopic);
    const asPhoto = () => api.sendPhoto(chat, input(), inTopic);
    await send(`file ${index}`, () =>
      isPhoto(file, bytes)
        ? asPhoto().catch((error: unknown) => (isNoPhoto(error) ? asDocument() : Promise.reject(error)))
        : asDocument(),
    );
  }
  const parts = htmlParts(message);
  const keyboard = keyboardOf(message);
  for (const [index, part] of parts.entries()) {
    const buttons = index === parts.length - 1 && keyboard !== null ? { reply_markup: keyboard } : {};
    await send(`text ${index}`, () => api.sendMessage(chat, part, { ...AS_HTML, ...inTopic, ...buttons }));
  }
  return { messageId, messages };
}

/**
 * Shows a sent message as it is now, its last part with other choices or none. Where that takes fewer parts than before, the
 * last one repeats what the one before it says; nothing is lost.
 */
export async function editOutgoing(
  api: Api,
  { chatId, message, messageId }: Outgoing & Pick<Sent, "messageId">,
): Promise<void> {
  const keyboard = keyboardOf(message);
  const buttons = keyboard === null ? {} : { reply_markup: keyboard };
  const text = htmlParts(message).at(-1) ?? "";
  await api.editMessageText(placeOf(chatId).chat, Number(messageId), text, { ...AS_HTML, ...buttons });
}

const AS_HTML = { parse_mode: "HTML", link_preview_options: { is_disabled: true } } as const;

const isPhoto = ({ mime }: MessageFile, bytes: Uint8Array): boolean =>
  PHOTO_KINDS.has(mime) && bytes.length <= LARGEST_PHOTO_BYTES;

/** The name stands unquoted in the request's header: without the characters that end it there. */
const safeName = (name: string): string => name.replace(/[";\r\n\\/]/g, "_");
