import type { Incoming, Said } from "../../src/delivery/channel.ts";
import { fieldsOf, textIn } from "./fields.ts";
import { withoutMention } from "./mention.ts";

/** The bot, as far as events need it. */
export type Bot = {
  readonly id: string;
  /** Names by which a group may have called it. */
  readonly names: readonly string[];
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * What an event means, or null when it is nothing to the bot: other bots, unknown events, fields of another kind than documented.
 * Takes the documented wrapping (`ok`, `result`) and the bare body that live bots get.
 */
export function incomingOf(update: unknown, bot: Bot): Incoming | null {
  const { event_name: event, message } = eventIn(update);
  const { from, chat, message_id: id } = fieldsOf(message);
  const { id: address, is_bot: isBot } = fieldsOf(from);
  const { id: chatId, chat_type: chatType } = fieldsOf(chat);
  const [person, place, messageId] = [textIn(address), textIn(chatId), textIn(id)];
  if (person === null || place === null || messageId === null || isBot === true) return null;
  const chatKind = kindOf(chatType, person === place);
  const said = saidIn(event, fieldsOf(message), messageId, chatKind, bot);
  if (said === null) return null;
  // Message ids are not promised to be unique beyond their chat, nor chats beyond their bot.
  const eventId = `${bot.id}:${place}:${messageId}`;
  return { channel: "zalo-bot", eventId, chatId: place, chatKind, address: person, said };
}

/** The event's name for a log line, or null: anything that is not shaped like one is somebody's text. */
export function eventName(update: unknown): string | null {
  const name = textIn(eventIn(update).event_name);
  return name !== null && /^[a-z_.]{1,60}$/.test(name) ? name : null;
}

function eventIn(update: unknown): Fields {
  const fields = fieldsOf(update);
  return "result" in fields ? fieldsOf(fields.result) : fields;
}

function kindOf(chatType: unknown, sameIds: boolean): Incoming["chatKind"] {
  if (chatType === "PRIVATE") return "private";
  return chatType === undefined && sameIds ? "private" : "group";
}

/** In a group only what addresses the bot arrives at all, so everything there is heard, without the bot's name. */
function saidIn(event: unknown, message: Fields, id: string, kind: Incoming["chatKind"], bot: Bot): Said | null {
  const heard = (text: string): string => (kind === "group" ? withoutMention(text, bot.names) : text);
  const unreadable: Said | null = kind === "private" ? { kind: "unreadable" } : null;
  switch (event) {
    case "message.text.received": {
      const text = textIn(message.text);
      return text === null ? null : { kind: "text", text: heard(text) };
    }
    case "message.image.received": {
      const fileRef = addressIn(message.photo_url) ?? addressIn(message.photo);
      if (fileRef === null) return unreadable;
      const files = [{ fileRef, name: pictureName(id, fileRef), sizeBytes: null }];
      return { kind: "files", files, caption: heard(textIn(message.caption) ?? "") };
    }
    case "message.voice.received":
    case "message.sticker.received":
    case "message.unsupported.received":
      return unreadable;
    default:
      return null;
  }
}

/** The reference says `photo`, live events say `photo_url`; a list or an object with `url` is read too, the last being the largest. */
function addressIn(value: unknown): string | null {
  if (Array.isArray(value)) return addressIn(value.at(-1));
  const text = textIn(value) ?? textIn(fieldsOf(value).url);
  return text !== null && URL.canParse(text) ? text : null;
}

function pictureName(messageId: string, address: string): string {
  const ending = /\.(jpe?g|png|gif|webp)$/i.exec(new URL(address).pathname)?.[0] ?? ".jpg";
  return `anh-${messageId.replace(/\W/g, "").slice(0, 40)}${ending.toLowerCase()}`;
}
