import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { bodyOf, readCall } from "./fake-slack-call.ts";
import type { CheckSlackCall } from "./fake-slack-check.ts";
import { directMessage, eventCallback } from "./fake-slack-events.ts";
import { type SlackPosted, slackMessage } from "./fake-slack-message.ts";
import { acceptWebSocket, type FakeWebSocket } from "./fake-web-socket.ts";

/** What a call is answered with instead: a refusal of Slack, a status, or silence. */
export type SlackFault =
  | { readonly refuse: string }
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | { readonly hang: true }
  | { readonly reset: true };

export type SlackView = {
  readonly id: string;
  readonly type: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly Record<string, unknown>[];
};

/** A small working Slack over real HTTP and web sockets on loopback. */
export type FakeSlack = {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly botUserId: string;
  /** Sends an envelope through the socket; resolves when the bot has acknowledged it. */
  envelope(type: "events_api" | "interactive" | "slash_commands", payload: object): Promise<void>;
  /** Text as it is on the socket. */
  raw(text: string): void;
  /** A request as Slack signs it, for the bot's `hook`. */
  signed(
    body: string,
    options?: { type?: string; at?: Date; secret?: string; headers?: Record<string, string> },
  ): Request;
  says(user: string, text: string, more?: object): Promise<void>;
  sendsFile(user: string, name: string, bytes: Uint8Array): Promise<void>;
  /** What a chat was sent and still shows; edits change it. */
  heard(chat: string): readonly SlackPosted[];
  /** Files shared in a chat, with their bytes. */
  shared(chat: string): readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Modals that were opened. */
  views(): readonly SlackView[];
  /** The App Home of a person, as blocks; null when there is none. */
  home(user: string): readonly Record<string, unknown>[] | null;
  calls(method: string): readonly Record<string, unknown>[];
  fail(method: string, ...faults: SlackFault[]): void;
  /** Files that are served, by the name in their address. */
  serve(name: string, bytes: Uint8Array): string;
  /** How often a socket was opened. */
  socketsOpened(): number;
  pingSockets(): void;
  killSockets(): void;
  readonly scopes: { list: string | null };
  readonly violations: string[];
  stop(): Promise<void>;
};

/** The chat of a person with the bot; in the contract's tests persons and chats are the same numbers. */
export const directChatOf = (user: string): string => (user.startsWith("U") ? `D${user.slice(1)}` : user);

export async function startFakeSlack(options: { check?: CheckSlackCall | null } = {}): Promise<FakeSlack> {
  const botToken = "xoxb-0000000000-fake-token-of-the-tests";
  const appToken = "xapp-1-A0-0000000000-fake-token-of-the-tests";
  const signingSecret = "0123456789abcdef0123456789abcdef";
  const botUserId = "U0BOT";
  const scopes: { list: string | null } = { list: null };
  const violations: string[] = [];
  const calls = new Map<string, Record<string, unknown>[]>();
  const faults = new Map<string, SlackFault[]>();
  const posted = new Map<string, SlackPosted[]>();
  const sharedFiles = new Map<string, { name: string; bytes: Uint8Array }[]>();
  const uploads = new Map<string, { name: string; length: number; bytes: Uint8Array | null }>();
  const served = new Map<string, Uint8Array>();
  const opened: SlackView[] = [];
  const homes = new Map<string, readonly Record<string, unknown>[]>();
  const sockets = new Set<FakeWebSocket>();
  const connected: (() => void)[] = [];
  const acks = new Map<string, () => void>();
  let count = 0;
  let socketCount = 0;
  const next = () => ++count;
  const stamp = () => `1763600000.${String(next()).padStart(6, "0")}`;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.on("upgrade", (request: IncomingMessage, socket: Socket) => {
    socketCount++;
    const web = acceptWebSocket(request, socket, {
      text(text) {
        const { envelope_id: id } = JSON.parse(text) as { envelope_id: string };
        acks.get(id)?.();
        acks.delete(id);
      },
      close: () => sockets.delete(web),
    });
    sockets.add(web);
    web.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A0" } }));
    for (const go of connected.splice(0)) go();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, area = "", name = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
    const bytes = await bodyOf(request);
    if (area === "upload") return receiveUpload(decodeURIComponent(name), bytes, response);
    const authorization = request.headers.authorization ?? "";
    if (area === "files") return serveFile(decodeURIComponent(name), authorization, response);
    const call = readCall(bytes);
    const list = calls.get(name) ?? [];
    list.push(call);
    calls.set(name, list);
    const fault = faults.get(name)?.shift();
    if (authorization !== `Bearer ${name === "apps.connections.open" ? appToken : botToken}`) {
      return json(response, { ok: false, error: "invalid_auth" });
    }
    for (const problem of options.check?.(name, call) ?? []) violations.push(`${name}: ${problem}`);
    if (fault === undefined) return json(response, perform(name, call));
    if ("hang" in fault) return;
    if ("reset" in fault) return void response.destroy();
    if ("refuse" in fault) return json(response, { ok: false, error: fault.refuse });
    const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
    response.writeHead(fault.status, headers).end(fault.body ?? "");
  }

  function json(response: ServerResponse, result: object): void {
    const headers = scopes.list === null ? {} : { "x-oauth-scopes": scopes.list };
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(result));
  }

  function receiveUpload(id: string, bytes: Buffer, response: ServerResponse): void {
    const upload = uploads.get(id);
    if (upload === undefined || upload.length !== bytes.length) violations.push(`upload ${id}: not as announced`);
    else upload.bytes = new Uint8Array(bytes);
    response.writeHead(200).end("OK");
  }

  function serveFile(name: string, authorization: string, response: ServerResponse): void {
    const bytes = served.get(name);
    if (authorization !== `Bearer ${botToken}`) return void response.writeHead(302, { location: "/" }).end();
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  }

  function messageIn(call: Record<string, unknown>, ts: string): SlackPosted {
    const { posted, problems } = slackMessage(call, ts);
    violations.push(...problems);
    return posted;
  }

  function perform(method: string, call: Record<string, unknown>): object {
    const text = (name: string) => String(call[name] ?? "");
    switch (method) {
      case "auth.test":
        return { ok: true, url: root, team: "Nhắc Việc", user: "nhacviec", team_id: "T0", user_id: botUserId };
      case "apps.connections.open":
        return { ok: true, url: `${root.replace("http", "ws")}/link?ticket=${next()}` };
      case "conversations.open":
        return { ok: true, channel: { id: directChatOf(text("users")) } };
      case "conversations.history": {
        const found = posted.get(text("channel"))?.find(({ ts }) => ts === text("latest"));
        return { ok: true, messages: found === undefined ? [] : [{ ts: found.ts, metadata: found.metadata }] };
      }
      case "chat.postMessage": {
        const one = messageIn(call, stamp());
        posted.set(text("channel"), [...(posted.get(text("channel")) ?? []), one]);
        return { ok: true, channel: text("channel"), ts: one.ts, message: { text: call.text } };
      }
      case "chat.update": {
        const list = posted.get(text("channel")) ?? [];
        const at = list.findIndex(({ ts }) => ts === text("ts"));
        if (at < 0) return { ok: false, error: "message_not_found" };
        posted.set(text("channel"), list.with(at, messageIn(call, text("ts"))));
        return { ok: true, channel: text("channel"), ts: text("ts"), text: call.text };
      }
      case "views.open":
      case "views.publish": {
        const view = { id: `V${next()}`, ...(call.view as Omit<SlackView, "id">) };
        if (method === "views.open") opened.push(view);
        else homes.set(text("user_id"), view.blocks);
        return { ok: true, view };
      }
      case "files.getUploadURLExternal": {
        const id = `F${next()}`;
        uploads.set(id, { name: text("filename"), length: Number(call.length), bytes: null });
        return { ok: true, upload_url: `${root}/upload/${id}`, file_id: id };
      }
      case "files.completeUploadExternal": {
        const list = call.files as { id: string; title: string }[];
        for (const { id } of list) {
          const upload = uploads.get(id);
          if (upload?.bytes == null) violations.push(`${id}: shared before it was uploaded`);
          else
            sharedFiles.set(text("channel_id"), [
              ...(sharedFiles.get(text("channel_id")) ?? []),
              { name: upload.name, bytes: upload.bytes },
            ]);
        }
        return { ok: true, files: list };
      }
      case "files.info":
        return { ok: true, file: { id: call.file, url_private_download: `${root}/files/${text("file")}` } };
      default:
        violations.push(`${method}: the fake does not know it`);
        return { ok: false, error: "unknown_method" };
    }
  }

  async function envelope(type: string, payload: object): Promise<void> {
    if (sockets.size === 0) await new Promise<void>((resolve) => connected.push(resolve));
    const id = `e${next()}`;
    const acknowledged = new Promise<void>((resolve) => acks.set(id, resolve));
    const [web] = sockets;
    web?.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== "events_api" }));
    await acknowledged;
  }

  const event = (inner: object) => envelope("events_api", eventCallback(`Ev${next()}`, inner, botUserId));

  return {
    apiUrl: `${root}/api/`,
    botToken,
    appToken,
    signingSecret,
    botUserId,
    envelope,
    raw: (text) => [...sockets].forEach((web) => void web.send(text)),
    signed(body, { type = "application/json", at = new Date("2026-11-20T09:00:00+07:00"), secret, headers } = {}) {
      const seconds = Math.floor(at.getTime() / 1000);
      const hmac = createHmac("sha256", secret ?? signingSecret).update(`v0:${seconds}:${body}`);
      return new Request("http://localhost/hooks/slack", {
        method: "POST",
        body,
        headers: {
          "content-type": type,
          "x-slack-request-timestamp": String(seconds),
          "x-slack-signature": `v0=${hmac.digest("hex")}`,
          ...headers,
        },
      });
    },
    says: (user, text, more) => event(directMessage(user, directChatOf(user), text, stamp(), more)),
    sendsFile(user, name, bytes) {
      served.set(name, bytes);
      const file = { id: `F${next()}`, name, size: bytes.length, url_private_download: `${root}/files/${name}` };
      return event(directMessage(user, directChatOf(user), "", stamp(), { subtype: "file_share", files: [file] }));
    },
    heard: (chat) => posted.get(chat) ?? [],
    shared: (chat) => sharedFiles.get(chat) ?? [],
    views: () => opened,
    home: (user) => homes.get(user) ?? null,
    calls: (method) => calls.get(method) ?? [],
    fail: (method, ...more) => void faults.set(method, [...(faults.get(method) ?? []), ...more]),
    serve(name, bytes) {
      served.set(name, bytes);
      return `${root}/files/${name}`;
    },
    socketsOpened: () => socketCount,
    pingSockets: () => [...sockets].forEach((web) => void web.ping()),
    killSockets() {
      for (const web of sockets) web.kill();
      sockets.clear();
    },
    scopes,
    violations,
    async stop() {
      for (const web of sockets) web.kill();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
