import { remember, unescapeHtml } from "./fake-bot-calls.ts";

export type SentMessage = {
  readonly method: string;
  readonly id: number;
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly data: string }[];
  readonly fileName: string | null;
  /** The file's bytes; null for a text. */
  readonly bytes: Uint8Array | null;
};

/** The messages of the bot in all chats, as they look now. A topic is `CHAT:TOPIC`. */
export type FakeBotChats = {
  heard(chat: string): readonly SentMessage[];
  /** The new message, or the description of a refusal. */
  send(method: string, call: Record<string, unknown>): object | string;
  /** The changed message, or the description of a refusal. */
  edit(method: string, call: Record<string, unknown>): object | string;
};

const LONGEST_TEXT = 4096;
const LONGEST_DATA_BYTES = 64;

export function fakeBotChats(nextMessageId: () => number, onSend: (chat: string) => void): FakeBotChats {
  const sent = new Map<string, SentMessage[]>();

  function send(method: string, call: Record<string, unknown>): object | string {
    const text = unescapeHtml(String((method === "sendMessage" ? call.text : call.caption) ?? ""));
    if (method === "sendMessage" && text.trim() === "") return "Bad Request: message text is empty";
    if (text.length > LONGEST_TEXT) return "Bad Request: message is too long";
    const buttons = buttonsOf(call);
    if (typeof buttons === "string") return buttons;
    const chat = String(call.chat_id);
    const place = call.message_thread_id === undefined ? chat : `${chat}:${String(call.message_thread_id)}`;
    const file = (call.photo ?? call.document ?? null) as { name?: string; bytes?: Uint8Array } | null;
    const id = nextMessageId();
    remember(sent, place, { method, id, text, buttons, fileName: file?.name ?? null, bytes: file?.bytes ?? null });
    onSend(place);
    return shown(chat, id, text);
  }

  function edit(method: string, call: Record<string, unknown>): object | string {
    const chat = String(call.chat_id);
    const id = Number(call.message_id);
    const messages = [...sent].find(
      ([place, kept]) => place.split(":")[0] === chat && kept.some((one) => one.id === id),
    )?.[1];
    const at = messages?.findIndex((one) => one.id === id) ?? -1;
    const before = messages?.[at];
    if (messages === undefined || before === undefined) return "Bad Request: message to edit not found";
    const text = method === "editMessageText" ? unescapeHtml(String(call.text ?? "")) : before.text;
    if (text.length > LONGEST_TEXT) return "Bad Request: message is too long";
    const buttons = buttonsOf(call);
    if (typeof buttons === "string") return buttons;
    if (JSON.stringify([text, buttons]) === JSON.stringify([before.text, before.buttons])) {
      return "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
    }
    messages[at] = { ...before, text, buttons };
    return shown(chat, id, text);
  }

  const shown = (chat: string, id: number, text: string): object => ({
    message_id: id,
    date: 0,
    chat: { id: Number(chat), type: "private", first_name: "x" },
    text,
  });

  return { heard: (chat) => sent.get(chat) ?? [], send, edit };
}

/** The buttons of a call, or the description of a refusal. */
function buttonsOf(call: Record<string, unknown>): SentMessage["buttons"] | string {
  const markup = (typeof call.reply_markup === "string" ? JSON.parse(call.reply_markup) : call.reply_markup) as
    | { inline_keyboard?: { text: string; callback_data: string }[][] }
    | undefined;
  const buttons = (markup?.inline_keyboard ?? [])
    .flat()
    .map((button) => ({ text: button.text, data: button.callback_data }));
  const tooLong = buttons.some((button) => Buffer.byteLength(button.data) > LONGEST_DATA_BYTES);
  return tooLong ? "Bad Request: BUTTON_DATA_INVALID" : buttons;
}
