import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Update } from "grammy/types";
import { readCall, remember, unescapeHtml } from "./fake-bot-calls.ts";
import { fakeBotChats, type SentMessage } from "./fake-bot-chats.ts";
import type { FakeBotLimits } from "./fake-bot-limits.ts";
import { fakeBotUpdates } from "./fake-bot-updates.ts";

/** What a call was answered with instead: a refusal of the platform, silence, or the way to where nobody listens. */
export type Fault =
  | { readonly refuse: number; readonly description: string; readonly parameters?: object }
  | { readonly says: string }
  | { readonly hang: true }
  | { readonly reset: true }
  | { readonly away: true };

export type FakeChat = { readonly id: number; readonly type: string; readonly topic?: number };

/** A small working Bot API over real HTTP on loopback: what persons say comes out of getUpdates, what the bot sends is heard. */
export type FakeBotApi = {
  readonly apiRoot: string;
  readonly token: string;
  /** Waits until the bot has fetched past this update. */
  confirmed(updateId: number): Promise<void>;
  /** Updates are posted to this address from now on, with the secret that setWebhook gave. */
  bringTo(url: string): void;
  says(person: number, text: string, chat?: FakeChat): number;
  taps(person: number, data: string): number;
  sendsFile(person: number, name: string, bytes: Uint8Array, caption?: string): number;
  sendsPicture(person: number, bytes: Uint8Array): number;
  /** Any update; returns its id. */
  happens(update: Omit<Update, "update_id">): number;
  /** What a chat sees of the bot, as it is now; a topic is `CHAT:TOPIC`. */
  heard(chat: number | string): readonly SentMessage[];
  /** Calls of a method, with their parameters. */
  calls(method: string): readonly Record<string, unknown>[];
  /** The next calls of a method are answered so. */
  fail(method: string, ...faults: Fault[]): void;
  /** What getWebhookInfo says from now on. */
  webhookIs(info: Readonly<Record<string, unknown>>): void;
  /** How many messages the bot has sent, for benchmarks. */
  sendCount(): number;
  /** How many messages were refused for coming too fast. */
  floodCount(): number;
  /** Resolves at the next message of the bot. */
  nextSend(): Promise<void>;
  /** Calls `listener` with the chat of each message until the returned function is called. */
  onSend(listener: (chat: string) => void): () => void;
  /** Calls that do not fit the published API. */
  readonly violations: string[];
  stop(): Promise<void>;
};

export type FakeBotOptions = {
  /** Checks every call; see `loadTelegramSpec`. */
  readonly validate?: Validate | null;
  /** Enforces the published limits; see `fakeBotLimits`. */
  readonly limits?: FakeBotLimits;
  /** getFile answers as a server in `--local` mode: a path on its disk; /file serves it only when `served`. */
  readonly local?: { readonly served: boolean };
  /** Files arrive and are looked up without their size. */
  readonly sizesUntold?: boolean;
};

/** `wire`: values came as text. */
type Validate = (
  method: string,
  call: Record<string, unknown>,
  how?: { wire: boolean },
) => readonly { at?: string; msg: string }[];

/** A call that is sent on to here ends as one to a Telegram that is away: it never arrives. */
const NOBODY = "http://127.0.0.1:1/";

/** Reads the published API from the reference folder when it is there. */
export async function loadTelegramSpec(): Promise<Validate | null> {
  try {
    const path = new URL("../../../shared/specs/validate-telegram.mjs", import.meta.url).href;
    const { makeValidator } = (await import(path)) as { makeValidator: () => { validateCall: Validate } };
    return makeValidator().validateCall;
  } catch {
    return null;
  }
}

export async function startFakeBotApi(options: FakeBotOptions = {}): Promise<FakeBotApi> {
  const token = "123456789:AAfake-token-of-the-tests";
  const files = new Map<string, Uint8Array>();
  const calls = new Map<string, Record<string, unknown>[]>();
  const faults = new Map<string, Fault[]>();
  const commands = new Map<string, unknown>();
  const violations: string[] = [];
  const sendListeners = new Set<(chat: string) => void>();
  let sendWaiters: (() => void)[] = [];
  let sends = 0;
  let floods = 0;
  let lastMessageId = 0;
  let webhook: Readonly<Record<string, unknown>> = {};
  const updates = fakeBotUpdates();
  const chats = fakeBotChats(
    () => ++lastMessageId,
    (chat) => {
      sends++;
      for (const listener of sendListeners) listener(chat);
      for (const waiter of sendWaiters.splice(0)) waiter();
    },
  );

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, first = "", second = "", ...rest] = (request.url ?? "").split("/");
    if (first === "file") {
      const bytes = options.local?.served === false ? undefined : files.get(rest.join("/"));
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
      return;
    }
    const method = second.split("?")[0] ?? "";
    const { parameters: call, form } = await readCall(request);
    const fault = faults.get(method)?.shift();
    if (first !== `bot${token}`) return refuse(response, 401, "Unauthorized");
    remember(calls, method, call);
    // The limit of a text counts after entities are parsed; the checker counts what it is given.
    const asCounted = typeof call.text === "string" ? { ...call, text: unescapeHtml(call.text) } : call;
    if (options.validate)
      for (const problem of options.validate(method, asCounted, { wire: form }))
        violations.push(`${method}: ${JSON.stringify(problem)}`);
    if (fault !== undefined) {
      if ("hang" in fault) return;
      if ("says" in fault) return void response.writeHead(502).end(fault.says);
      if ("reset" in fault) return void response.destroy();
      if ("away" in fault) return void response.writeHead(307, { location: NOBODY }).end();
      return refuse(response, fault.refuse, fault.description, fault.parameters);
    }
    const tooFast = method.startsWith("send") ? (options.limits?.refused(String(call.chat_id)) ?? null) : null;
    if (tooFast !== null) {
      floods++;
      return refuse(response, 429, `Too Many Requests: retry after ${tooFast}`, { retry_after: tooFast });
    }
    const result = await perform(method, call);
    if (typeof result === "string") return refuse(response, 400, result);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
  }

  function refuse(response: ServerResponse, code: number, description: string, parameters?: object): void {
    response
      .writeHead(code, { "content-type": "application/json" })
      .end(JSON.stringify({ ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) }));
  }

  /** The result, or the description of a refusal. */
  async function perform(method: string, call: Record<string, unknown>): Promise<object | boolean | string> {
    const audience = JSON.stringify([call.scope ?? null, call.language_code ?? ""]);
    switch (method) {
      case "getMe":
        return {
          id: 123456789,
          is_bot: true,
          first_name: "Nhắc Việc",
          username: "nhacviec_bot",
          can_join_groups: true,
          can_read_all_group_messages: false,
        };
      case "getUpdates":
        return await updates.from(Number(call.offset ?? 0), Number(call.limit ?? 100), Number(call.timeout ?? 0));
      case "sendMessage":
      case "sendPhoto":
      case "sendDocument":
        return chats.send(method, call);
      case "editMessageText":
      case "editMessageReplyMarkup":
        return chats.edit(method, call);
      case "setMyCommands":
        commands.set(audience, call.commands);
        return true;
      case "getMyCommands":
        return (commands.get(audience) ?? []) as object;
      case "setWebhook":
        webhook = call;
        return true;
      case "deleteWebhook":
        webhook = {};
        return true;
      case "getWebhookInfo": {
        const { secret_token: _, ...shown } = webhook;
        return { url: "", has_custom_certificate: false, pending_update_count: 0, ...shown };
      }
      case "getFile": {
        const id = String(call.file_id);
        const bytes = files.get(id);
        if (bytes === undefined) return "Bad Request: invalid file_id";
        const path = options.local === undefined ? id : `/var/lib/telegram-bot-api/${token}/${id}`;
        return { file_id: id, file_unique_id: id, ...sizeOf(bytes), file_path: path };
      }
      default:
        return true;
    }
  }

  const sizeOf = (bytes: Uint8Array) => (options.sizesUntold ? {} : { file_size: bytes.length });
  const from = (person: number) => ({ id: person, is_bot: false, first_name: `Người ${person}` });
  const said = (person: number, rest: object, chat?: FakeChat) => {
    const { topic, ...place } = chat ?? { id: person, type: "private", first_name: `Người ${person}` };
    const inTopic = topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true };
    const message = { message_id: ++lastMessageId, date: 0, from: from(person), chat: place, ...inTopic, ...rest };
    return updates.happens({ message } as never);
  };

  return {
    apiRoot,
    token,
    violations,
    sendCount: () => sends,
    floodCount: () => floods,
    nextSend: () => new Promise<void>((resolve) => sendWaiters.push(resolve)),
    onSend(listener) {
      sendListeners.add(listener);
      return () => sendListeners.delete(listener);
    },
    says: (person, text, chat) => said(person, { text }, chat),
    taps: (person, data) =>
      updates.happens({
        callback_query: {
          id: `tap-${++lastMessageId}`,
          from: from(person),
          chat_instance: "1",
          data,
          message: { message_id: 1, date: 0, chat: { id: person, type: "private", first_name: `Người ${person}` } },
        },
      } as never),
    sendsFile(person, name, bytes, caption) {
      const id = `file-${files.size + 1}`;
      files.set(id, bytes);
      const document = { file_id: id, file_unique_id: id, file_name: name, ...sizeOf(bytes) };
      return said(person, { document, ...(caption === undefined ? {} : { caption }) });
    },
    sendsPicture(person, bytes) {
      const id = `photo-${files.size + 1}`;
      files.set(id, bytes);
      const sizes = [
        { file_id: "thumbnail", file_unique_id: "thumbnail", width: 90, height: 60, file_size: 1 },
        { file_id: id, file_unique_id: id, width: 900, height: 600, file_size: bytes.length },
      ];
      return said(person, { photo: sizes });
    },
    happens: updates.happens,
    heard: (chat) => chats.heard(String(chat)),
    calls: (method) => calls.get(method) ?? [],
    fail: (method, ...next) => void faults.set(method, [...(faults.get(method) ?? []), ...next]),
    webhookIs(info) {
      webhook = info;
    },
    confirmed: updates.confirmed,
    bringTo: (url) => updates.bringTo(url, () => String(webhook.secret_token ?? "")),
    async stop() {
      updates.stop();
      sendWaiters = [];
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
