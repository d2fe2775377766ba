import { z } from "zod";

// What the bot reads of an update, and no more: https://core.telegram.org/bots/api#update. Unknown fields and kinds pass and mean nothing.

const chat = z.object({ id: z.int(), type: z.string() });
const person = z.object({ id: z.int(), is_bot: z.boolean().optional() });
const file = { file_id: z.string(), file_size: z.number().optional() };
const anything = z.unknown().optional();

const message = z.object({
  message_id: z.int(),
  chat,
  from: person.optional(),
  sender_chat: z.object({ id: z.int() }).optional(),
  is_automatic_forward: z.boolean().optional(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  reply_to_message: z.object({ from: person.optional(), forum_topic_created: anything }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  document: z.object({ ...file, file_name: z.string().optional() }).optional(),
  photo: z.array(z.object(file)).optional(),
  sticker: anything,
  voice: anything,
  video: anything,
  video_note: anything,
  audio: anything,
  animation: anything,
  location: anything,
  venue: anything,
  contact: anything,
  poll: anything,
  dice: anything,
  game: anything,
  story: anything,
});

const membership = z.object({
  status: z.string(),
  is_member: z.boolean().optional(),
  can_post_messages: z.boolean().optional(),
});

const update = z.object({
  update_id: z.int(),
  message: message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: person,
      data: z.string().optional(),
      // Of a message that is too old only the chat is told.
      message: message.pick({ chat: true, message_thread_id: true, is_topic_message: true }).optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat, from: person, old_chat_member: membership.optional(), new_chat_member: membership })
    .optional(),
});

export type Update = z.infer<typeof update>;
export type Message = z.infer<typeof message>;
export type Membership = z.infer<typeof membership>;

/** An update as Telegram documents it; null when a field that the bot reads is missing or of another kind. */
export function readUpdate(value: unknown): Update | null {
  const read = update.safeParse(value);
  return read.success ? read.data : null;
}

/** The chat whose updates have to stay in their order. */
export const chatOf = (one: Update): number | null =>
  one.message?.chat.id ?? one.callback_query?.message?.chat.id ?? one.my_chat_member?.chat.id ?? null;
