import type { Incoming, IncomingFile, Said } from "../../src/delivery/channel.ts";
import { FORM_VIEW, formAnswer } from "./form.ts";
import { HOME } from "./home.ts";
import { listAt, textAt, valueAt } from "./payload.ts";
import { typedWords } from "./words.ts";

/** What Slack calls us with: the Events API, a tap or a form, or the slash command; by socket and by HTTP the same. */
export type Envelope = { readonly kind: "event" | "interaction" | "command"; readonly body: unknown };

/** What an opened App Home asks for: the work that is outstanding. */
const HOME_COMMAND = "/viec";
/** What the slash command alone means. */
const BARE_COMMAND = "/trogiup";
/** Kinds of message that a person wrote; the rest are edits, joins, topics and bots. */
const WRITTEN = new Set(["", "file_share", "thread_broadcast"]);

/**
 * What an envelope means, or null when it is nothing to the bot: its own words, edits, talk in a channel that does not
 * address it, kinds it does not know. A private chat is named by its channel where Slack says it, else by the person's id.
 */
export function incomingOf({ kind, body }: Envelope, botUserId: string): Incoming | null {
  if (kind === "event") return ofEvent(textAt(body, "event_id"), valueAt(body, "event"), botUserId);
  return kind === "interaction" ? ofInteraction(body) : ofCommand(body);
}

function ofEvent(eventId: string, event: unknown, botUserId: string): Incoming | null {
  const user = textAt(event, "user");
  if (eventId === "" || user === "" || user === botUserId) return null;
  const base = { channel: "slack", eventId, address: user } as const;
  switch (textAt(event, "type")) {
    case "app_home_opened":
      if (textAt(event, "tab") !== "home") return null;
      return { ...base, chatId: `${HOME}${user}`, chatKind: "private", said: { kind: "text", text: HOME_COMMAND } };
    case "message":
    case "app_mention": {
      const chatId = textAt(event, "channel");
      if (chatId === "" || textAt(event, "bot_id") !== "" || !WRITTEN.has(textAt(event, "subtype"))) return null;
      const isPrivate = isDirect(chatId, textAt(event, "channel_type"));
      const said = isPrivate ? saidIn(event) : saidInChannel(event, botUserId);
      return said === null ? null : { ...base, chatId, chatKind: isPrivate ? "private" : "group", said };
    }
    default:
      return null;
  }
}

const isDirect = (chatId: string, channelType: string): boolean =>
  channelType === "im" || channelType === "app_home" || (channelType === "" && chatId.startsWith("D"));

function saidIn(event: unknown): Said {
  const text = typedWords(textAt(event, "text"), valueAt(event, "blocks"));
  const files = listAt(event, "files")
    .map(fileOf)
    .filter((file) => file !== null);
  if (files.length > 0) return { kind: "files", files, caption: text };
  return text === "" ? { kind: "unreadable" } : { kind: "text", text };
}

/** In a channel: a mention, without the bot's name, or a reply under a message of the bot. */
function saidInChannel(event: unknown, botUserId: string): Said | null {
  const text = textAt(event, "text");
  const mention = new RegExp(`<@${botUserId}(\\|[^<>]*)?>`, "g");
  if (textAt(event, "type") === "message") {
    // A reply that also mentions the bot comes as `app_mention` too.
    if (textAt(event, "parent_user_id") !== botUserId || mention.test(text)) return null;
  }
  const addressed = text.replace(mention, " ").replace(/ {2,}/g, " ").trim();
  const said = saidIn({ text: addressed, blocks: valueAt(event, "blocks"), files: valueAt(event, "files") });
  return said.kind === "unreadable" ? null : said;
}

function fileOf(file: unknown): IncomingFile | null {
  const id = textAt(file, "id");
  if (id === "") return null;
  const size = valueAt(file, "size");
  return {
    // A file from another workspace comes without an address; it is asked for by its id.
    fileRef: textAt(file, "url_private_download") || textAt(file, "url_private") || id,
    name: textAt(file, "name") || textAt(file, "title") || id,
    sizeBytes: typeof size === "number" ? size : null,
  };
}

function ofInteraction(body: unknown): Incoming | null {
  const user = textAt(body, "user", "id");
  if (user === "") return null;
  const base = { channel: "slack", address: user } as const;
  if (textAt(body, "type") === "view_submission") {
    const view = valueAt(body, "view");
    const answer = textAt(view, "callback_id") === FORM_VIEW ? formAnswer(view) : null;
    if (answer === null) return null;
    const eventId = `form ${user} ${textAt(view, "id")} ${textAt(view, "hash")}`;
    return { ...base, eventId, chatId: answer.chatId || user, chatKind: "private", said: answer.said };
  }
  if (textAt(body, "type") !== "block_actions") return null;
  const action = valueAt(body, "actions", 0);
  const data = textAt(action, "value");
  if (data === "") return null;
  const eventId = `tap ${user} ${textAt(action, "action_ts")} ${textAt(body, "trigger_id")} ${data}`;
  const said: Said = { kind: "tap", data };
  if (textAt(body, "container", "type") === "view") {
    return { ...base, eventId, chatId: `${HOME}${user}`, chatKind: "private", said };
  }
  const chatId = textAt(body, "channel", "id") || textAt(body, "container", "channel_id");
  if (chatId === "") return null;
  const isPrivate = textAt(body, "channel", "name") === "directmessage" || chatId.startsWith("D");
  return { ...base, eventId, chatId, chatKind: isPrivate ? "private" : "group", said };
}

/** Wherever the command was typed, it is answered in the person's own chat: work is nobody else's to read. */
function ofCommand(body: unknown): Incoming | null {
  const user = textAt(body, "user_id");
  const trigger = textAt(body, "trigger_id");
  if (user === "" || trigger === "") return null;
  const text = typedWords(textAt(body, "text"), undefined).trim() || BARE_COMMAND;
  return {
    channel: "slack",
    eventId: `command ${user} ${trigger}`,
    address: user,
    chatId: user,
    chatKind: "private",
    said: { kind: "text", text },
  };
}
