import { setTimeout as delay } from "node:timers/promises";
import type { KnownBlock, MessageMetadata, WebClient } from "@slack/web-api";
import type { Outgoing, Sent } from "../../src/delivery/channel.ts";
import type { Message } from "../../src/delivery/message.ts";
import type { Once } from "../../src/delivery/unfinished.ts";
import { type Part, partsOf, plainParts } from "./blocks.ts";
import { failureOf, refusalCode } from "./failure.ts";
import { shareFiles } from "./files.ts";
import { formMetadata } from "./form.ts";

/** A wait that Slack asks for in the middle of a message is kept there, up to this, so that its parts stay together. */
const LONGEST_WAIT_MS = 30_000;

/** Words that are not ours to format: no names, links or previews are made of them. */
const LITERAL = { mrkdwn: false, parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;

/**
 * Sends the files as one message, then the text in its parts with the buttons under the last, then the details in its
 * thread. The id is that of the last message above its thread; what earlier attempts sent is counted as well. `pauseMs` is kept
 * between messages.
 */
export async function sendOutgoing(
  api: WebClient,
  { chatId, message, contents }: Outgoing,
  { once, pauseMs }: { readonly once: Once; readonly pauseMs: number },
): Promise<Sent> {
  let started = false;
  let messageId = "";
  let messages = 0;
  const files = message.files.flatMap((file, index) => {
    const bytes = contents[index];
    return bytes === undefined ? [] : [{ file, bytes }];
  });
  if (files.length > 0) {
    messageId = await once("files", async () => {
      const shared = await shareFiles(api, chatId, files);
      started = true;
      return shared;
    });
    messages++;
  }
  const { form, metadata } = formOf(message);
  const parts = partsOf(message, form);
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const one = { part, metadata: isLast ? metadata : null, thread: null };
    messageId = await once(`text ${index}`, () => post(one));
    messages++;
  }
  const thread = parts.length === 0 ? null : messageId;
  for (const [index, part] of plainParts(message.details ?? "").entries()) {
    await once(`details ${index}`, () => post({ part, metadata: null, thread }));
    messages++;
  }
  return { messageId, messages };

  async function post(one: { part: Part; metadata: MessageMetadata | null; thread: string | null }): Promise<string> {
    if (started) await delay(pauseMs);
    const call = () => postMessage(api, chatId, one.part, one.metadata, one.thread);
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (!started || failure.outcome !== "later" || (failure.retryAfterMs ?? Infinity) > LONGEST_WAIT_MS)
        throw failure;
      await delay(failure.retryAfterMs ?? 0);
      return await call();
    } finally {
      started = true;
    }
  }
}

async function postMessage(
  api: WebClient,
  chatId: string,
  { text, blocks }: Part,
  metadata: MessageMetadata | null,
  thread: string | null,
): Promise<string> {
  const message = {
    channel: chatId,
    text,
    blocks: [...blocks],
    ...LITERAL,
    ...(thread === null ? {} : { thread_ts: thread }),
  };
  if (metadata === null) return (await api.chat.postMessage(message)).ts ?? "";
  try {
    return (await api.chat.postMessage({ ...message, metadata })).ts ?? "";
  } catch (error) {
    // Better without its form than not at all: the body asks the first question in any case.
    if (!/metadata/.test(refusalCode(error))) throw error;
    return (await api.chat.postMessage(message)).ts ?? "";
  }
}

/** The form is shown only where it could be kept with the message. */
function formOf(message: Message) {
  const metadata = formMetadata(message);
  return { metadata, form: metadata === null ? null : (message.form ?? null) };
}

/** Changes the last part of a message that was sent. */
export async function editOutgoing(
  api: WebClient,
  { chatId, message, messageId }: Outgoing & Pick<Sent, "messageId">,
): Promise<void> {
  const { form, metadata } = formOf(message);
  const part = partsOf(message, form).at(-1);
  // The id of a shared file: there is no text to change.
  if (part === undefined || !/^\d+\.\d+$/.test(messageId)) return;
  await api.chat.update({
    channel: chatId,
    ts: messageId,
    text: part.text,
    blocks: [...part.blocks],
    parse: "none",
    link_names: false,
    ...(metadata === null ? {} : { metadata }),
  });
}

/** A message as blocks of an App Home, its details below it; forms and files have no place there. */
export const homeBlocks = ({ title, body, offer, details }: Message): KnownBlock[] =>
  [...partsOf({ title, body, offer, files: [] }, null), ...plainParts(details ?? "")].flatMap(({ blocks }) => blocks);
