import type { Chat, Message, Update, UserFromGetMe } from "grammy/types";
import type { Incoming, IncomingFile, Said } from "../../src/delivery/channel.ts";

type Bot = Pick<UserFromGetMe, "id" | "username">;

/** What an update means, or null when it is nothing to the bot: edits, channel posts, group talk that does not address it. */
export function incomingOf(update: Update, bot: Bot): Incoming | null {
  const of = (chat: Chat, address: number, said: Said | null): Incoming | null =>
    said === null
      ? null
      : {
          channel: "telegram",
          // Update ids start anew with another bot.
          eventId: `${bot.id}:${update.update_id}`,
          chatId: String(chat.id),
          chatKind: chat.type === "private" ? "private" : "group",
          address: String(address),
          said,
        };
  if (update.message?.from !== undefined && !update.message.from.is_bot) {
    return of(update.message.chat, update.message.from.id, saidIn(update.message, bot));
  }
  if (update.callback_query?.message !== undefined) {
    const { message, from, data } = update.callback_query;
    return of(message.chat, from.id, { kind: "tap", data: data ?? "" });
  }
  if (update.my_chat_member !== undefined) {
    const { chat, from, new_chat_member: now } = update.my_chat_member;
    if (chat.type !== "private") return null;
    return of(chat, from.id, { kind: now.status === "kicked" || now.status === "left" ? "left" : "returned" });
  }
  return null;
}

function saidIn(message: Message, bot: Bot): Said | null {
  const text = message.text ?? message.caption ?? "";
  const addressed = message.chat.type === "private" ? text : addressedTo(message, text, bot);
  if (addressed === null) return null;
  if (message.text !== undefined) return { kind: "text", text: addressed };
  const files = filesIn(message);
  if (files.length > 0) return { kind: "files", files, caption: addressed };
  const other =
    message.sticker ?? message.voice ?? message.location ?? message.contact ?? message.video ?? message.audio;
  const unreadable = other ?? message.video_note ?? message.poll ?? message.venue ?? message.animation;
  return message.chat.type === "private" && unreadable !== undefined ? { kind: "unreadable" } : null;
}

/** In a group: a command, a mention or a reply to the bot, without the bot's name; null when it is not addressed. */
function addressedTo(message: Message, text: string, bot: Bot): string | null {
  const name = `@${bot.username}`.toLowerCase();
  const lower = text.toLowerCase();
  const command = /^\/\w+(@\w+)?/.exec(lower);
  if (command !== null) return command[1] === undefined || command[1] === name ? text : null;
  const at = lower.indexOf(name);
  if (at >= 0) return `${text.slice(0, at)}${text.slice(at + name.length)}`.trim();
  return message.reply_to_message?.from?.id === bot.id ? text : null;
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
