import type { Clock } from "../../src/clock.ts";
import type { Outgoing, Sent } from "../../src/delivery/channel.ts";
import type { MessageFile } from "../../src/delivery/message.ts";
import { unfinished } from "../../src/delivery/unfinished.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { type Calls, Refused } from "./calls.ts";
import { FILE_REFUSED, KIND_REFUSED, UPLOAD_EXPIRED } from "./failure.ts";
import { type Fields, idOf, numberOf, textOf } from "./fields.ts";
import {
  type Button,
  buttonsOf,
  type FileLink,
  fileMessage,
  listedFile,
  type Receiver,
  receiverOf,
  templateCall,
  textMessage,
  textParts,
} from "./outgoing.ts";
import { beforeSending, type Uploads } from "./uploads.ts";
import { exactWindow, type Window, windowAt } from "./window.ts";

export type Sending = {
  /** Sends one message: files, texts or a template. Counts what earlier attempts sent as well. @throws ChannelError, Refused */
  send(outgoing: Outgoing): Promise<Sent>;
};

export type SendingParts = {
  readonly calls: Calls;
  readonly uploads: Uploads;
  readonly fileLink: FileLink;
  /** An approved template; null: outside the window nothing is sent. */
  readonly templateId: string | null;
  readonly clock: Clock;
  readonly log: Log;
};

export function sendingOf({ calls, uploads, fileLink, templateId, clock, log }: SendingParts): Sending {
  /** Whether accounts may send buttons is not documented for this call; this one was refused them. */
  let buttonsRefused = false;
  const begun = unfinished();

  async function send(outgoing: Outgoing): Promise<Sent> {
    const receiver = receiverOf(outgoing.chatId);
    if (receiver.group) return await sendParts(receiver, outgoing);
    if ((await windowOf(outgoing)) === "closed") return await sendTemplate(outgoing);
    try {
      return await sendParts(receiver, outgoing);
    } catch (error) {
      if (error instanceof Refused && error.failure.code === "window-closed") return await sendTemplate(outgoing);
      throw error;
    }
  }

  /**
   * By our own knowledge where that says that it is open, else by Zalo's, who counts more than words to us as an interaction. When
   * Zalo does not say, ours holds; where that is unsure, the send itself will tell.
   */
  async function windowOf({ chatId, lastHeardAt }: Outgoing): Promise<Window> {
    const ours = windowAt(lastHeardAt, clock.now());
    if (ours === "free" || ours === "paid") return ours;
    try {
      const call = { method: "POST", path: "/v3.0/oa/quota/message", json: { user_id: chatId } } as const;
      const atMs = numberOf((await beforeSending(() => calls.make(call))).last_interaction);
      return atMs === null ? ours : exactWindow(clock.now().getTime() - atMs);
    } catch (error) {
      if (error instanceof Refused && error.failure.outcome !== "later") return ours;
      throw error;
    }
  }

  /** Outside the window; a template carries no files, so a message with files is left to another channel. */
  async function sendTemplate(outgoing: Outgoing): Promise<Sent> {
    if (templateId === null || outgoing.message.files.length > 0) throw new ChannelError("never", "window-closed");
    return { messageId: messageIdIn(await calls.make(templateCall(outgoing, templateId))), messages: 1 };
  }

  /**
   * The files, then the text in its parts, which names the files that could not go, the buttons under the last; what an earlier
   * attempt got through is not sent again.
   */
  async function sendParts(receiver: Receiver, outgoing: Outgoing): Promise<Sent> {
    const { once, finished } = begun.of(outgoing);
    const listed: string[] = [];
    let messageId = "";
    let messages = 0;
    for (const [index, [file, bytes]] of filesOf(outgoing).entries()) {
      const sent = await once(`file ${index}`, () => sendFile(receiver, file, bytes));
      if (sent === NOT_TAKEN) {
        listed.push(listedFile(file, fileLink));
        continue;
      }
      messageId = sent;
      messages++;
    }
    const parts = textParts(outgoing.message, listed, receiver.group);
    // Buttons are documented for persons only.
    const buttons = receiver.group ? [] : buttonsOf(outgoing.message);
    for (const [index, part] of parts.entries()) {
      const under = index === parts.length - 1 ? buttons : [];
      messageId = await once(`text ${index}`, () => sendText(receiver, part, under));
      messages++;
    }
    finished();
    return { messageId, messages };
  }

  /** NOT_TAKEN for a kind or size that Zalo does not take, and where a group took no file: only texts are documented for groups. */
  async function sendFile(receiver: Receiver, file: MessageFile, bytes: Uint8Array): Promise<string> {
    const sendUpload = async (): Promise<string> => {
      const upload = await uploads.of(file, bytes);
      return upload === null ? NOT_TAKEN : messageIdIn(await sendOne(receiver, fileMessage(upload)));
    };
    try {
      return await sendUpload();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.zaloError === UPLOAD_EXPIRED) {
        uploads.forget(file);
        return await sendUpload();
      }
      if (!FILE_REFUSED.has(error.zaloError)) throw error;
      log.warn({ channel: "zalo-oa", zaloError: error.zaloError, group: receiver.group }, "this chat took no file");
      return NOT_TAKEN;
    }
  }

  /** The text prints the choices as numbers, so it is enough without its buttons. */
  async function sendText(receiver: Receiver, text: string, buttons: readonly Button[]): Promise<string> {
    const withButtons = buttons.length > 0 && !buttonsRefused;
    try {
      return messageIdIn(await sendOne(receiver, textMessage(text, withButtons ? buttons : [])));
    } catch (error) {
      if (!withButtons || !(error instanceof Refused) || !KIND_REFUSED.has(error.zaloError)) throw error;
    }
    const messageId = messageIdIn(await sendOne(receiver, textMessage(text, [])));
    buttonsRefused = true;
    log.warn({ channel: "zalo-oa" }, "this account may not send buttons: choices are numbers only");
    return messageId;
  }

  const sendOne = async ({ path, recipient }: Receiver, message: object): Promise<Fields> =>
    await calls.make({ method: "POST", path, json: { recipient, message } });

  return { send };
}

function filesOf({ message, contents }: Outgoing) {
  return message.files.flatMap((file, index) => {
    const bytes = contents[index];
    return bytes === undefined ? [] : [[file, bytes] as const];
  });
}

/** Stands for a message id where a file was not taken. */
const NOT_TAKEN = "";

/** Accepted without an id is accepted all the same. */
const messageIdIn = (data: Fields): string => idOf(data.message_id) ?? textOf(data.message_id) ?? "sent";
