import type { Outgoing } from "../../src/delivery/channel.ts";
import { type Message, type MessageFile, printedBody, tapData } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";
import { GROUP_PREFIX, TAP_MARK } from "./incoming.ts";
import { cutTo, templateData } from "./template.ts";
import type { Upload } from "./uploads.ts";

/** Characters of one text; longer ones are refused with -210, not cut. Counted in UTF-16 units to be safe. */
export const MAX_TEXT_LENGTH = 2000;
/** Parts stay below the limit by more than their number needs. */
const AIMED_PART_LENGTH = 1800;
const MOST_BUTTONS = 5;
const LONGEST_BUTTON_TITLE = 100;

/** What a text or file goes to, and how. */
export type Receiver = { readonly path: string; readonly recipient: object; readonly group: boolean };

export function receiverOf(chatId: string): Receiver {
  return chatId.startsWith(GROUP_PREFIX)
    ? { path: "/v3.0/oa/group/message", recipient: { group_id: chatId.slice(GROUP_PREFIX.length) }, group: true }
    : { path: "/v3.0/oa/message/cs", recipient: { user_id: chatId }, group: false };
}

export type Button = { readonly title: string; readonly type: "oa.query.hide"; readonly payload: string };

/** One button a choice; none when there are more than Zalo shows, since some without the others would mislead. */
export function buttonsOf({ offer }: Pick<Message, "offer">): Button[] {
  if (offer === null || offer.labels.length > MOST_BUTTONS) return [];
  return offer.labels.map((label, index) => ({
    title: cutTo(label, LONGEST_BUTTON_TITLE),
    type: "oa.query.hide",
    payload: TAP_MARK + tapData(offer.offerId, index),
  }));
}

/** The address of a file on our own server, or null where there is none. */
export type FileLink = (file: MessageFile) => string | null;

/** What stands in the text for a file that could not be sent. */
export const listedFile = (file: MessageFile, fileLink: FileLink): string =>
  [file.name, fileLink(file) ?? ""].filter((line) => line !== "").join("\n");

/**
 * The parts of a message, `listed` below its body and the choices printed as numbers in the last: one as it is, or several of about
 * 1,800 units with their number in front, since Zalo promises no order. Letters are composed (NFC): half the units of decomposed
 * Vietnamese.
 */
export function textParts(
  message: Pick<Message, "title" | "body" | "offer" | "details">,
  listed: readonly string[],
  group: boolean,
): string[] {
  const body = [message.body, ...listed].filter((part) => part !== "").join("\n\n");
  const lines = [message.title ?? "", printedBody({ ...message, body })].filter((line) => line !== "");
  const text = (group ? withoutMentions(lines.join("\n")) : lines.join("\n")).normalize("NFC");
  if (text.trim() === "") return [];
  if (text.length <= MAX_TEXT_LENGTH) return [text];
  const parts = splitText(text, AIMED_PART_LENGTH);
  return parts.map((part, index) => `(${index + 1}/${parts.length})\n${part}`);
}

/** In a group `[@id]` calls a person, or everyone: nobody does that through the bot. */
const withoutMentions = (text: string): string => text.replaceAll("[@", "[");

/** The message of one text, with buttons under it where there are any. */
export const textMessage = (text: string, buttons: readonly Button[]): object =>
  buttons.length === 0 ? { text } : { text, attachment: { type: "template", payload: { buttons } } };

/** The message of one uploaded file. */
export const fileMessage = ({ kind, token }: Upload): object =>
  kind === "document"
    ? { attachment: { type: "file", payload: { token } } }
    : {
        attachment: {
          type: "template",
          payload: { template_type: "media", elements: [{ media_type: "image", attachment_id: token }] },
        },
      };

/** The call of an approved template, which reaches a person outside the window. */
export const templateCall = ({ chatId, message }: Pick<Outgoing, "chatId" | "message">, templateId: string) => ({
  method: "POST" as const,
  path: "/v3.0/oa/message/template",
  json: { user_id: chatId, template_id: templateId, template_data: templateData(message) },
});
