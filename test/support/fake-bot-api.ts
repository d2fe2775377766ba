import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Update } from "grammy/types";

/** What a call was answered with instead: a refusal of the platform, or silence. */
export type Fault =
  | { readonly refuse: number; readonly description: string; readonly parameters?: object }
  | { readonly hang: true }
  | { readonly reset: true };

export type SentMessage = {
  readonly method: string;
  readonly id: number;
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly data: string }[];
  readonly fileName: string | null;
};

/** A small working Bot API over real HTTP on loopback: what persons say comes out of getUpdates, what the bot sends is heard. */
export type FakeBotApi = {
  readonly apiRoot: string;
  readonly token: string;
  /** Waits until the bot has fetched past this update. */
  confirmed(updateId: number): Promise<void>;
  says(person: number, text: string, chat?: { id: number; type: string }): number;
  taps(person: number, data: string): number;
  sendsFile(person: number, name: string, bytes: Uint8Array, caption?: string): number;
  /** Any update; returns its id. */
  happens(update: Omit<Update, "update_id">): number;
  heard(chat: number | string): readonly SentMessage[];
  /** Calls of a method, with their parameters. */
  calls(method: string): readonly Record<string, unknown>[];
  /** The next calls of a method are answered so. */
  fail(method: string, ...faults: Fault[]): void;
  /** How many messages the bot has sent, for benchmarks. */
  sendCount(): number;
  /** Resolves at the next message of the bot. */
  nextSend(): Promise<void>;
  /** Calls `listener` with the chat of each message until the returned function is called. */
  onSend(listener: (chat: string) => void): () => void;
  /** Calls that do not fit the published API. */
  readonly violations: string[];
  stop(): Promise<void>;
};

type Validate = (method: string, call: Record<string, unknown>) => readonly { at?: string; msg: string }[];

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

export async function startFakeBotApi(options: { validate?: Validate | null } = {}): Promise<FakeBotApi> {
  const token = "123456789:AAfake-token-of-the-tests";
  const queue: Update[] = [];
  const files = new Map<string, Uint8Array>();
  const sent = new Map<string, SentMessage[]>();
  const calls = new Map<string, Record<string, unknown>[]>();
  const faults = new Map<string, Fault[]>();
  const violations: string[] = [];
  const sendListeners = new Set<(chat: string) => void>();
  let sendWaiters: (() => void)[] = [];
  let sends = 0;
  let lastUpdateId = 100;
  let lastMessageId = 0;
  let confirmedTo = 0;
  let wake: (() => void)[] = [];
  let confirmations: (() => void)[] = [];
  let stopping = false;

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
      const bytes = files.get(rest.join("/"));
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
      return;
    }
    const method = second.split("?")[0] ?? "";
    const call = await readCall(request);
    const fault = faults.get(method)?.shift();
    if (first !== `bot${token}`) return refuse(response, 401, "Unauthorized");
    remember(calls, method, call);
    // The limit of a text counts after entities are parsed; the checker counts what it is given.
    const asCounted = typeof call.text === "string" ? { ...call, text: unescapeHtml(call.text) } : call;
    if (options.validate)
      for (const problem of options.validate(method, asCounted))
        violations.push(`${method}: ${JSON.stringify(problem)}`);
    if (fault !== undefined) {
      if ("hang" in fault) return;
      if ("reset" in fault) return void response.destroy();
      return refuse(response, fault.refuse, fault.description, fault.parameters);
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
    switch (method) {
      case "getMe":
        return { id: 123456789, is_bot: true, first_name: "Nhắc Việc", username: "nhacviec_bot" };
      case "getUpdates":
        return await updatesFrom(Number(call.offset ?? 0), Number(call.limit ?? 100), Number(call.timeout ?? 0));
      case "sendMessage":
        if (String(call.text ?? "").trim() === "") return "Bad Request: message text is empty";
        if (visibleLength(String(call.text)) > 4096) return "Bad Request: message is too long";
        return message("sendMessage", call, unescapeHtml(String(call.text)), null);
      case "sendPhoto":
      case "sendDocument": {
        const file = call.photo ?? call.document;
        const name = typeof file === "object" && file !== null && "name" in file ? String(file.name) : "";
        return message(method, call, String(call.caption ?? ""), name);
      }
      case "getFile": {
        const id = String(call.file_id);
        const bytes = files.get(id);
        if (bytes === undefined) return "Bad Request: invalid file_id";
        return { file_id: id, file_unique_id: id, file_size: bytes.length, file_path: id };
      }
      default:
        return true;
    }
  }

  function message(
    method: string,
    call: Record<string, unknown>,
    text: string,
    fileName: string | null,
  ): object | string {
    const markup = (typeof call.reply_markup === "string" ? JSON.parse(call.reply_markup) : call.reply_markup) as
      | { inline_keyboard?: { text: string; callback_data: string }[][] }
      | undefined;
    const buttons = (markup?.inline_keyboard ?? [])
      .flat()
      .map((button) => ({ text: button.text, data: button.callback_data }));
    if (buttons.some((button) => Buffer.byteLength(button.data) > 64)) return "Bad Request: BUTTON_DATA_INVALID";
    const chat = String(call.chat_id);
    const id = ++lastMessageId;
    remember(sent, chat, { method, id, text, buttons, fileName });
    sends++;
    for (const listener of sendListeners) listener(chat);
    for (const waiter of sendWaiters.splice(0)) waiter();
    return { message_id: id, date: 0, chat: { id: Number(chat), type: "private", first_name: "x" }, text };
  }

  async function updatesFrom(offset: number, limit: number, timeoutSeconds: number): Promise<Update[]> {
    if (offset > confirmedTo) {
      confirmedTo = offset;
      for (const done of confirmations.splice(0)) done();
    }
    const keep = queue.findIndex((update) => update.update_id >= offset);
    queue.splice(0, keep < 0 ? queue.length : keep);
    if (queue.length === 0 && timeoutSeconds > 0 && !stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutSeconds * 1000);
        wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return queue.slice(0, limit);
  }

  function happens(update: Omit<Update, "update_id">): number {
    const update_id = ++lastUpdateId;
    queue.push({ ...update, update_id } as Update);
    for (const up of wake.splice(0)) up();
    return update_id;
  }

  const from = (person: number) => ({ id: person, is_bot: false, first_name: `Người ${person}` });
  const place = (person: number, chat?: { id: number; type: string }) =>
    chat ?? { id: person, type: "private", first_name: `Người ${person}` };
  const said = (person: number, rest: object, chat?: { id: number; type: string }) =>
    happens({
      message: { message_id: ++lastMessageId, date: 0, from: from(person), chat: place(person, chat), ...rest },
    } as never);

  return {
    apiRoot,
    token,
    violations,
    sendCount: () => sends,
    nextSend: () => new Promise<void>((resolve) => sendWaiters.push(resolve)),
    onSend(listener) {
      sendListeners.add(listener);
      return () => sendListeners.delete(listener);
    },
    says: (person, text, chat) => said(person, { text }, chat),
    taps: (person, data) =>
      happens({
        callback_query: {
          id: String(lastUpdateId),
          from: from(person),
          chat_instance: "1",
          data,
          message: { message_id: 1, date: 0, chat: place(person) },
        },
      } as never),
    sendsFile(person, name, bytes, caption) {
      const id = `file-${files.size + 1}`;
      files.set(id, bytes);
      const document = { file_id: id, file_unique_id: id, file_name: name, file_size: bytes.length };
      return said(person, { document, ...(caption === undefined ? {} : { caption }) });
    },
    happens,
    heard: (chat) => sent.get(String(chat)) ?? [],
    calls: (method) => calls.get(method) ?? [],
    fail: (method, ...next) => void faults.set(method, [...(faults.get(method) ?? []), ...next]),
    async confirmed(updateId) {
      while (confirmedTo <= updateId && !stopping) await new Promise<void>((resolve) => confirmations.push(resolve));
    },
    async stop() {
      stopping = true;
      for (const up of [...wake.splice(0), ...confirmations.splice(0)]) up();
      wake = [];
      confirmations = [];
      sendWaiters = [];
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (body.length === 0) return {};
  if (type.includes("json")) return JSON.parse(body.toString("utf8")) as Record<string, unknown>;
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const parts = Object.fromEntries(form.entries()) as Record<string, unknown>;
  // grammY sends files beside the call as attach://NAME.
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value !== "string" || !value.startsWith("attach://")) continue;
    const file = parts[value.slice("attach://".length)];
    delete parts[value.slice("attach://".length)];
    parts[name] = { __file: true, name: file instanceof File ? file.name : "" };
  }
  return parts;
}

const MOST_KEPT = 500;

function remember<Value>(kept: Map<string, Value[]>, key: string, value: Value): void {
  const values = kept.get(key) ?? [];
  values.push(value);
  if (values.length > MOST_KEPT) values.shift();
  kept.set(key, values);
}

const unescapeHtml = (html: string): string =>
  html
    .replace(/<\/?b>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const visibleLength = (html: string): number => unescapeHtml(html).length;
