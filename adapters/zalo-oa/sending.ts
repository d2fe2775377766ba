import type { Clock } from "../../src/clock.ts";
import type { Outgoing } from "../../src/delivery/channel.ts";
import type { MessageFile } from "../../src/delivery/message.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { type Calls, Refused } from "./calls.ts";
import { KIND_REFUSED, UPLOAD_EXPIRED } from "./failure.ts";
import { type Fields, idOf, numberOf, textOf } from "./fields.ts";
import {
  type Button,
  buttonsOf,
  fileMessage,
  type Receiver,
  receiverOf,
  templateCall,
  textMessage,
  textParts,
} from "./outgoing.ts";
import { attempts } from "./unfinished.ts";
import { beforeSending, type Uploads, uploadKindOf } from "./uploads.ts";
import { exactWindow, windowAt } from "./window.ts";

export type Sending = {
  /** Sends one message; returns the id of its last part. @throws ChannelError, Refused */
  send(outgoing: Outgoing): Promise<string>;
};

export type SendingParts = {
  readonly calls: Calls;
  readonly uploads: Uploads;
  /** An approved template; null: outside the window nothing is sent. */
  readonly templateId: string | null;
  readonly clock: Clock;
  readonly log: Log;
};

export function sendingOf({ calls, uploads, templateId, clock, log }: SendingParts): Sending {
  /** Whether accounts may send buttons is not documented for this call; this one was refused them. */
  let buttonsRefused = false;
  const attemptAt = attempts(clock);

  async function send(outgoing: Outgoing): Promise<string> {
    const receiver = receiverOf(outgoing.chatId);
    // What cannot be sent whole is not begun: another channel may take it.
    for (const [file, bytes] of filesOf(outgoing)) uploadKindOf(file, bytes);
    if (receiver.group) return await sendParts(receiver, outgoing);
    if ((await windowOf(outgoing)) === "closed") return await sendTemplate(outgoing);
    try {
      return await sendParts(receiver, outgoing);
    } catch (error) {
      if (error instanceof Refused && error.failure.code === "window-closed") return await sendTemplate(outgoing);
      throw error;
    }
  }

  /** By our own knowledge where that is clear, else by Zalo's. When Zalo does not say either, the send itself will tell. */
  async function windowOf({ chatId, lastHeardAt }: Outgoing): Promise<"free" | "paid" | "closed" | "unsure"> {
    const ours = windowAt(lastHeardAt, clock.now());
    if (ours !== "unsure") return ours;
    try {
      const call = { method: "POST", path: "/v3.0/oa/quota/message", json: { user_id: chatId } } as const;
      const atMs = numberOf((await beforeSending(() => calls.make(call))).last_interaction);
      return atMs === null ? "unsure" : exactWindow(clock.now().getTime() - atMs);
    } catch (error) {
      if (error instanceof Refused && error.failure.outcome !== "later") return "unsure";
      throw error;
    }
  }

  /** Outside the window; a template carries no files, so a message with files is left to another channel. */
  async function sendTemplate(outgoing: Outgoing): Promise<string> {
    if (templateId === null || outgoing.message.files.length > 0) throw new ChannelError("never", "window-closed");
    return messageIdIn(await calls.make(templateCall(outgoing, templateId)));
  }

  /** The files, then the text in its parts, the buttons under the last; what an earlier attempt got through is not sent again. */
  async function sendParts(receiver: Receiver, outgoing: Outgoing): Promise<string> {
    const { once, finished } = attemptAt(outgoing);
    let last = "";
    for (const [index, [file, bytes]] of filesOf(outgoing).entries()) {
      last = (await once(`file ${index}`, () => sendFile(receiver, file, bytes))) || last;
    }
    const parts = textParts(outgoing.message, receiver.group);
    // Buttons are documented for persons only.
    const buttons = receiver.group ? [] : buttonsOf(outgoing.message);
    for (const [index, part] of parts.entries()) {
      const under = index === parts.length - 1 ? buttons : [];
      last = await once(`text ${index}`, () => sendText(receiver, part, under));
    }
    finished();
    return last;
  }

  /** "" when a group took no file: only texts are documented for groups, and the text says what there is to say. */
  async function sendFile(receiver: Receiver, file: MessageFile, bytes: Uint8Array): Promise<string> {
    const sendUpload = async (): Promise<string> =>
      messageIdIn(await sendOne(receiver, fileMessage(await uploads.of(file, bytes))));
    try {
      return await sendUpload();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.zaloError === UPLOAD_EXPIRED) {
        uploads.forget(file);
        return await sendUpload();
      }
      if (!receiver.group || !KIND_REFUSED.has(error.zaloError)) throw error;
      log.warn({ channel: "zalo-oa", zaloError: error.zaloError }, "this group took no file");
      return "";
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

const messageIdIn = (data: Fields): string => idOf(data.message_id) ?? textOf(data.message_id) ?? "";
