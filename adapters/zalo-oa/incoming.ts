import type { Incoming, IncomingFile, Said } from "../../src/delivery/channel.ts";
import { readTapData } from "../../src/delivery/message.ts";
import { type Fields, fieldsOf, idOf, listOf, numberOf, textOf } from "./fields.ts";

/** The account itself, as its profile says; null where the profile did not say. */
export type OfficialAccount = { readonly id: string | null; readonly name: string | null };

/** Groups and persons have ids of the same form, and other calls; ours say which. */
export const GROUP_PREFIX = "group:";
/** What stands before a tap's data: a tap comes back as a text, and Zalo can be set to forward only such texts. */
export const TAP_MARK = "#";

const USER_SENT = /^user_send_(group_)?(text|image|gif|link|audio|video|sticker|location|business_card|file)$/;
const READABLE_FILES = new Set(["image", "gif", "file"]);

/** What an event means, or null when it is nothing to the bot: receipts, its own echo, another account's, unknown names. */
export function incomingOf(event: unknown, account: OfficialAccount): Incoming | null {
  const fields = fieldsOf(event);
  const name = textOf(fields.event_name) ?? "";
  const [, group, what] = USER_SENT.exec(name) ?? [];
  if (what !== undefined) {
    return group === undefined ? fromPerson(fields, name, what, account) : fromGroup(fields, name, what, account);
  }
  if (name === "follow" || name === "unfollow") {
    const follower = idOf(fieldsOf(fields.follower).id);
    const said: Said = { kind: name === "follow" ? "returned" : "left" };
    return privately(fields, { name, oaId: idOf(fields.oa_id), person: follower, account, said });
  }
  return /^oa_send_(?!group_)/.test(name) ? fromStaff(fields, name, account) : null;
}

function fromPerson(fields: Fields, name: string, what: string, account: OfficialAccount): Incoming | null {
  const oaId = idOf(fieldsOf(fields.recipient).id) ?? idOf(fields.oa_id);
  const said = saidIn(fieldsOf(fields.message), what);
  return said && privately(fields, { name, oaId, person: idOf(fieldsOf(fields.sender).id), account, said });
}

/** Everything the account sends comes back as an event; only what a person typed in Zalo's own tool names an admin. */
function fromStaff(fields: Fields, name: string, account: OfficialAccount): Incoming | null {
  const sender = fieldsOf(fields.sender);
  const admin = idOf(sender.admin_id);
  if (admin === null || admin === "0") return null;
  const person = idOf(fieldsOf(fields.recipient).id);
  return privately(fields, { name, oaId: idOf(sender.id), person, account, said: { kind: "human" } });
}

type Private = {
  readonly name: string;
  readonly oaId: string | null;
  readonly person: string | null;
  readonly account: OfficialAccount;
  readonly said: Said;
};

function privately(fields: Fields, { name, oaId, person, account, said }: Private): Incoming | null {
  const eventId = person === null ? null : eventIdOf(fields, name, person, oaId);
  if (person === null || eventId === null || isOther(oaId, account)) return null;
  return { channel: "zalo-oa", eventId, chatId: person, chatKind: "private", address: person, said };
}

/** No official sample of a group event was seen, so the group is looked for in every place that code out there names. */
function fromGroup(fields: Fields, name: string, what: string, account: OfficialAccount): Incoming | null {
  const recipient = fieldsOf(fields.recipient);
  const groupId = idOf(recipient.id) ?? idOf(recipient.group_id) ?? idOf(fields.group_id);
  const person = idOf(fieldsOf(fields.sender).id);
  const oaId = idOf(fields.oa_id);
  if (groupId === null || person === null || groupId === account.id || isOther(oaId, account)) return null;
  const message = fieldsOf(fields.message);
  const text = addressedIn(typeof message.text === "string" ? message.text : "", account);
  const eventId = eventIdOf(fields, name, person, oaId);
  if (text === null || eventId === null) return null;
  const said = saidIn({ ...message, text }, what);
  if (said === null || said.kind === "unreadable") return null;
  return { channel: "zalo-oa", eventId, chatId: GROUP_PREFIX + groupId, chatKind: "group", address: person, said };
}

/** In a group: a command, or the account named by `[@id]` or `@name`, which is taken out; null when it is not addressed. */
function addressedIn(text: string, { id, name }: OfficialAccount): string | null {
  if (/^\s*\/\w/.test(text)) return text;
  const marks = [id === null ? null : `[@${id}]`, name === null ? null : `@${name}`];
  for (const mark of marks) {
    const at = mark === null ? -1 : text.toLowerCase().indexOf(mark.toLowerCase());
    if (mark !== null && at >= 0) return `${text.slice(0, at)}${text.slice(at + mark.length)}`.trim();
  }
  return null;
}

function saidIn(message: Fields, what: string): Said | null {
  const text = typeof message.text === "string" ? message.text : "";
  const payloads = listOf(message.attachments).map((attachment) => fieldsOf(fieldsOf(attachment).payload));
  if (what === "text") return text.trim() === "" ? null : (tapIn(text) ?? { kind: "text", text });
  if (what === "link") {
    const links = payloads.map((payload) => textOf(payload.url)).filter((url) => url !== null && !text.includes(url));
    const words = [text, ...links].filter((word) => word !== "").join("\n");
    return words === "" ? { kind: "unreadable" } : { kind: "text", text: words };
  }
  if (!READABLE_FILES.has(what)) return { kind: "unreadable" };
  const files = payloads
    .map((payload, index) =>
      fileIn(payload, what, `${idOf(message.msg_id) ?? ""}${index === 0 ? "" : `-${index + 1}`}`),
    )
    .filter((file) => file !== null);
  return files.length === 0 ? { kind: "unreadable" } : { kind: "files", files, caption: text };
}

/** A text that is exactly what one of our buttons sends. It can be typed too: the core asks whose offer it is. */
function tapIn(text: string): Said | null {
  const data = text.trim().startsWith(TAP_MARK) ? text.trim().slice(TAP_MARK.length) : "";
  return readTapData(data) === null ? null : { kind: "tap", data };
}

function fileIn(payload: Fields, what: string, suffix: string): IncomingFile | null {
  const fileRef = textOf(payload.url);
  if (fileRef === null) return null;
  const ending = /\.(jpe?g|png|gif|webp)(?:$|\?)/i.exec(fileRef)?.[1]?.toLowerCase();
  const picture = `anh-${suffix}.${ending ?? (what === "gif" ? "gif" : "jpg")}`;
  const name = textOf(payload.name) ?? (what === "file" ? `tep-${suffix}` : picture);
  return { fileRef, name, sizeBytes: numberOf(payload.size) };
}

/** An app's webhook brings the events of every account that let it in. */
const isOther = (oaId: string | null, account: OfficialAccount): boolean =>
  oaId !== null && account.id !== null && oaId !== account.id;

/** The same for a repeat: by the message's id, else by who and when. Null without either. */
function eventIdOf(fields: Fields, name: string, person: string, oaId: string | null): string | null {
  const messageId = idOf(fieldsOf(fields.message).msg_id);
  const timestamp = idOf(fields.timestamp);
  if (messageId === null && timestamp === null) return null;
  return [oaId ?? "", name, ...(messageId === null ? [person, timestamp] : [messageId])].join(":");
}
