import type { Incoming, IncomingFile, Said } from "../../src/delivery/channel.ts";
import { chatIdOf } from "./chat-id.ts";
import type { Membership, Message, Update } from "./update.ts";

/** Who the bot is, as getMe says. */
export type BotIdentity = { readonly id: number; readonly username: string };

type Place = Pick<Message, "chat" | "message_thread_id" | "is_topic_message">;

/** What the core answers with the group's id: how the bot introduces itself to a group. */
const NAME_YOURSELF: Said = { kind: "text", text: "/kenh" };

const UNREADABLE = [
  "sticker",
  "voice",
  "video",
  "video_note",
  "audio",
  "animation",
  "location",
  "venue",
  "contact",
  "poll",
  "dice",
  "game",
  "story",
] as const;

/**
 * What an update means, or null when it is nothing to the bot: edits, posts of channels, talk in a group that does not address
 * it, a group that moved (sending there says so), a group it was removed from.
 */
export function incomingOf(update: Update, bot: BotIdentity): Incoming | null {
  const of = (place: Place, address: number, said: Said | null): Incoming | null =>
    said === null
      ? null
      : {
          channel: "telegram",
          // Update ids start anew with another bot.
          eventId: `${bot.id}:${update.update_id}`,
          chatId: idOf(place),
          chatKind: place.chat.type === "private" ? "private" : "group",
          address: String(address),
          said,
        };
  const { message, callback_query: tap, my_chat_member: change } = update;
  if (message?.from !== undefined && isPerson(message)) return of(message, message.from.id, saidIn(message, bot));
  if (tap?.message !== undefined && tap.data !== undefined) {
    return of(tap.message, tap.from.id, { kind: "tap", data: tap.data });
  }
  if (change !== undefined) {
    const { chat, from, old_chat_member: before, new_chat_member: now } = change;
    if (chat.type === "private") return of({ chat }, from.id, { kind: isIn(now) ? "returned" : "left" });
    const mayWrite = chat.type !== "channel" || now.can_post_messages === true;
    return of({ chat }, from.id, before !== undefined && !isIn(before) && isIn(now) && mayWrite ? NAME_YOURSELF : null);
  }
  return null;
}

/** A topic has its own id only in groups; a private chat is one conversation. */
const idOf = ({ chat, message_thread_id: thread, is_topic_message: inTopic }: Place): string =>
  chatIdOf(chat.id, inTopic === true && chat.type !== "private" ? thread : null);

/** Bots are not heard, but an administrator who writes in the group's name is; posts that a channel copies here are not. */
function isPerson({ from, sender_chat: inNameOf, chat, is_automatic_forward: copied }: Message): boolean {
  if (copied === true) return false;
  return from?.is_bot !== true || inNameOf?.id === chat.id;
}

const isIn = ({ status, is_member: stillIn }: Membership): boolean =>
  status === "restricted" ? stillIn === true : status !== "left" && status !== "kicked";

function saidIn(message: Message, bot: BotIdentity): Said | null {
  const inPrivate = message.chat.type === "private";
  const text = message.text ?? message.caption ?? "";
  const addressed = inPrivate ? text : addressedTo(message, text, bot);
  if (addressed === null) return null;
  if (message.text !== undefined) return { kind: "text", text: addressed };
  const files = filesIn(message);
  if (files.length > 0) return { kind: "files", files, caption: addressed };
  return inPrivate && UNREADABLE.some((kind) => message[kind] !== undefined) ? { kind: "unreadable" } : null;
}

/** In a group: a command, a mention or a reply to the bot, without the bot's name; null when it is not addressed. */
function addressedTo(message: Message, text: string, bot: BotIdentity): string | null {
  const command = /^(\/\w+)(?:@(\w+))?/.exec(text);
  if (command !== null) {
    const [head, name = "", to] = command;
    if (to === undefined) return text;
    return to.toLowerCase() === bot.username.toLowerCase() ? `${name}${text.slice(head.length)}` : null;
  }
  const mention = new RegExp(`(?<!\\w)@${bot.username}(?!\\w)`, "i").exec(text);
  if (mention !== null) return `${text.slice(0, mention.index)}${text.slice(mention.index + mention[0].length)}`.trim();
  const answered = message.reply_to_message;
  // In a topic every message counts as a reply to the one that opened it, and the bot may have done that.
  return answered?.from?.id === bot.id && answered.forum_topic_created === undefined ? text : null;
}

function filesIn({ document, photo, message_id: id }: Message): IncomingFile[] {
  if (document !== undefined) {
    return [
      { fileRef: document.file_id, name: document.file_name ?? `tep-${id}`, sizeBytes: document.file_size ?? null },
    ];
  }
  const largest = photo?.at(-1);
  return largest === undefined
    ? []
    : [{ fileRef: largest.file_id, name: `anh-${id}.jpg`, sizeBytes: largest.file_size ?? null }];
}
