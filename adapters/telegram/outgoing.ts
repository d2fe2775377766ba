import { type Api, InputFile } from "grammy";
import type { InlineKeyboardMarkup } from "grammy/types";
import type { Outgoing } from "../../src/delivery/channel.ts";
import { type Message, printedBody, tapData } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";

/** core.telegram.org/bots/api#sendmessage: characters after entities are parsed. */
export const MAX_TEXT_LENGTH = 4096;
/** Buttons longer than this are cut by phones; two short ones share a row. */
const SHORT_LABEL = 18;
/** A button shows so much; the whole label is in the numbered text. */
const LONGEST_LABEL = 60;

/** HTML parse mode knows three special characters; nothing else of a person's text is touched. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The parts of a message as HTML, each within the limit, the title bold in the first. */
export function htmlParts(message: Pick<Message, "title" | "body" | "offer">): string[] {
  const { title } = message;
  const room = title === null ? MAX_TEXT_LENGTH : MAX_TEXT_LENGTH - title.length - 1;
  const [first = "", ...rest] = splitText(printedBody(message), room);
  const head = title === null ? "" : `<b>${escapeHtml(title)}</b>\n`;
  return [`${head}${escapeHtml(first)}`, ...rest.map(escapeHtml)];
}

/** One button a choice: short ones two in a row. */
export function keyboardOf({ offer }: Pick<Message, "offer">): InlineKeyboardMarkup | null {
  if (offer === null || offer.labels.length === 0) return null;
  const buttons = offer.labels.map((label, index) => ({
    text: label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label,
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

/** Sends the files, then the text in its parts with the buttons under the last. Returns the id of the last message. */
export async function sendOutgoing(api: Api, { chatId, message, contents }: Outgoing): Promise<string> {
  let last = "";
  for (const [index, file] of message.files.entries()) {
    const bytes = contents[index];
    if (bytes === undefined) continue;
    const input = new InputFile(bytes, file.name);
    const sent = file.mime.startsWith("image/")
      ? await api.sendPhoto(chatId, input)
      : await api.sendDocument(chatId, input);
    last = String(sent.message_id);
  }
  const parts = htmlParts(message).filter((part) => part.trim() !== "");
  const keyboard = keyboardOf(message);
  for (const [index, part] of parts.entries()) {
    const buttons = index === parts.length - 1 && keyboard !== null ? { reply_markup: keyboard } : {};
    const sent = await api.sendMessage(chatId, part, {
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...buttons,
    });
    last = String(sent.message_id);
  }
  return last;
}
