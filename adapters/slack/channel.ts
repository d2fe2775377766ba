import type { Clock } from "../../src/clock.ts";
import type { Capabilities, Channel, Incoming, Outgoing, Pace, Receive, Sent } from "../../src/delivery/channel.ts";
import { hearing } from "../../src/delivery/hearing.ts";
import { inTurn } from "../../src/delivery/in-turn.ts";
import { unfinished } from "../../src/delivery/unfinished.ts";
import { ChannelError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { MAX_TEXT_LENGTH } from "./blocks.ts";
import { slackClient } from "./client.ts";
import { examineSlack } from "./examine.ts";
import { beforeSending, failureOf } from "./failure.ts";
import { fetchFile } from "./files.ts";
import { keptForm, modalOf, opensForm } from "./form.ts";
import { HOME, homes } from "./home.ts";
import { answerHook } from "./hook.ts";
import { type Envelope, incomingOf } from "./incoming.ts";
import { editOutgoing, homeBlocks, sendOutgoing } from "./outgoing.ts";
import { textAt, valueAt } from "./payload.ts";
import { openSocket, type Socket } from "./socket.ts";

// Slack through its Web API and either socket mode or the Events API over HTTP. Its limits are documented, its pace only in part:
// one message a second in a channel, and "several hundred messages per minute" in a workspace; Retry-After is obeyed
// whatever it says. How much metadata a message takes is not published: see form.ts.

export type SlackSettings = {
  readonly botToken: string;
  /** Socket mode; null: Slack calls `hook`. */
  readonly appToken: string | null;
  /** Proves that a call to `hook` is Slack's. */
  readonly signingSecret: string | null;
  /** null: Slack's own. */
  readonly apiUrl: string | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly pace?: Pace;
  /** How long after the first failure the socket is opened again; then twice as long each time. */
  readonly firstPauseMs?: number;
  readonly callTimeoutMs?: number;
};

const ADVISED_PACE: Pace = { perSecond: 8, perChatPerSecond: 1 };
const MOST_CHATS_KEPT = 10_000;

export function slackChannel(settings: SlackSettings): Channel {
  const { log, apiUrl, appToken, signingSecret } = settings;
  const api = slackClient(settings.botToken, apiUrl, settings.callTimeoutMs);
  const socketApi = appToken === null ? null : slackClient(appToken, apiUrl, settings.callTimeoutMs);
  const can: Capabilities = {
    buttons: true,
    images: true,
    files: true,
    edit: true,
    forms: true,
    monthlyQuota: null,
    maxTextLength: MAX_TEXT_LENGTH,
    pace: settings.pace ?? ADVISED_PACE,
  };
  const turns = inTurn();
  const begun = unfinished();
  const ear = hearing();
  const home = homes();
  /** The direct chats of persons, by their ids. */
  const directChats = new Map<string, string>();
  let botUserId = "";
  let receive: Receive | null = null;
  let socket: Socket | null = null;

  async function handle(envelope: Envelope): Promise<void> {
    if (receive === null) throw new ChannelError("later", "not-started");
    const kind = textAt(envelope.body, "event", "type");
    if (kind === "tokens_revoked" || kind === "app_uninstalled") {
      log.error({ channel: "slack", event: kind }, "the workspace has taken the bot out");
    }
    if (opensForm(envelope.body) && (await formOpened(envelope.body))) return;
    const incoming = incomingOf(envelope, botUserId);
    if (incoming === null) return;
    const { address, chatId, said } = incoming;
    await turns.run(address, async () => {
      if (chatId.startsWith(HOME)) home[said.kind === "tap" ? "tapped" : "opened"](address);
      await receive?.(await inDirectChat(incoming));
    });
  }

  /** What a person said outside their chat with the bot is answered there, under the chat's own id. */
  async function inDirectChat(incoming: Incoming): Promise<Incoming> {
    const { address, chatId } = incoming;
    return chatId === address && isPerson(address) ? { ...incoming, chatId: await directChat(address) } : incoming;
  }

  async function directChat(user: string): Promise<string> {
    const known = directChats.get(user);
    if (known !== undefined) return known;
    const chatId = (await beforeSending(() => api.conversations.open({ users: user }))).channel?.id;
    if (chatId === undefined) throw new ChannelError("never", "unknown-chat");
    if (directChats.size >= MOST_CHATS_KEPT) directChats.clear();
    directChats.set(user, chatId);
    return chatId;
  }

  /** Shows the form of the message that was tapped; false when that is not possible: then it is a tap like any other. */
  async function formOpened(body: unknown): Promise<boolean> {
    const chatId = textAt(body, "channel", "id") || textAt(body, "container", "channel_id");
    try {
      const metadata =
        valueAt(body, "message", "metadata") ?? (await metadataOf(chatId, textAt(body, "message", "ts")));
      const form = keptForm(metadata);
      if (form === null) return false;
      const view = modalOf(form, textAt(body, "actions", 0, "value"), chatId);
      await api.views.open({ trigger_id: textAt(body, "trigger_id"), view });
      return true;
    } catch (error) {
      log.warn({ channel: "slack", code: failureOf(error).code }, "form not opened");
      return false;
    }
  }

  async function metadataOf(chatId: string, messageId: string): Promise<unknown> {
    const request = { channel: chatId, latest: messageId, oldest: messageId, inclusive: true, limit: 1 };
    const { messages } = await api.conversations.history({ ...request, include_all_metadata: true });
    return messages?.[0]?.metadata;
  }

  async function send(outgoing: Outgoing): Promise<Sent> {
    const { chatId, message } = outgoing;
    if (chatId.startsWith(HOME)) {
      const user = chatId.slice(HOME.length);
      const view = { type: "home" as const, blocks: home.add(user, homeBlocks(message)) };
      return { messageId: (await api.views.publish({ user_id: user, view })).view?.id ?? "", messages: 1 };
    }
    const to = isPerson(chatId) ? await directChat(chatId) : chatId;
    const { once, finished } = begun.of(outgoing);
    try {
      const how = { once, pauseMs: 1000 / can.pace.perChatPerSecond };
      const sent = await sendOutgoing(api, { ...outgoing, chatId: to }, how);
      finished();
      return sent;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.outcome === "never") finished();
      throw failure;
    }
  }

  const channel: Channel = {
    name: "slack",
    can,
    async start(handler) {
      try {
        botUserId = (await api.auth.test()).user_id ?? "";
        receive = handler;
        if (socketApi !== null) {
          const { firstPauseMs = 1000 } = settings;
          socket = await openSocket({ api: socketApi, handle, log, ear, firstPauseMs });
        }
      } catch (error) {
        const { outcome, code, retryAfterMs } = failureOf(error);
        // Here a refusal is about the bot itself: its account was taken away.
        throw new ChannelError(outcome === "never" ? "set-up" : outcome, code, retryAfterMs);
      }
    },
    async stop() {
      await socket?.stop();
      ear.heard();
      await turns.idle();
    },
    send: (outgoing) => asFailure(() => send(outgoing)),
    edit: (sent) =>
      asFailure(async () => {
        // An App Home is written anew when it is opened.
        if (sent.chatId.startsWith(HOME)) return;
        const chatId = isPerson(sent.chatId) ? await directChat(sent.chatId) : sent.chatId;
        await editOutgoing(api, { ...sent, chatId });
      }),
    examine: () => examineSlack({ api, socketApi, signingSecret }),
    download: (fileRef, maxBytes) => asFailure(() => fetchFile(api, settings, fileRef, maxBytes)),
  };
  if (socketApi !== null) return { ...channel, hears: ear.hears };
  if (signingSecret === null) return channel;
  const now = () => settings.clock.now();
  return { ...channel, hook: (request) => answerHook(request, { signingSecret, now, handle, log }) };
}

/** A person's id instead of a chat's. */
const isPerson = (chatId: string): boolean => /^[UW][A-Z0-9]+$/.test(chatId);

async function asFailure<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}
