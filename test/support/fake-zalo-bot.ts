import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { callProblems } from "./zalo-bot-calls.ts";

/** What a call was answered with instead: a refusal under an HTTP status (200 unless said), a page that is no envelope, or silence. */
export type ZaloFault =
  | {
      readonly refuse: number;
      readonly description?: string;
      readonly status?: number;
      readonly spelling?: "errorCode";
    }
  | { readonly page: string; readonly status: number }
  | { readonly reset: true };

export type SentToZalo = {
  readonly method: string;
  /** The text or the caption. */
  readonly text: string;
  readonly photo: string | null;
  /** What Zalo fetched from `photo`, where it could reach it. */
  readonly picture: { readonly bytes: Uint8Array; readonly contentType: string } | null;
};

/** A small working Zalo Bot Platform over real HTTP on loopback, after the reference page: transcribed, not recorded. */
export type FakeZaloBot = {
  readonly apiRoot: string;
  readonly token: string;
  /** Any event, as Zalo would put it under `result`; resolves when Zalo believes that the bot has it. */
  happens(event: object): Promise<void>;
  says(person: string, text: string, group?: string): Promise<void>;
  /** The event of a picture; its address is served by this fake. */
  sendsPicture(person: string, bytes: Uint8Array, caption?: string): Promise<void>;
  /** Documents never reach a bot: it is told that there was something. */
  sendsDocument(person: string): Promise<void>;
  heard(chat: string): readonly SentToZalo[];
  calls(method: string): readonly Record<string, unknown>[];
  fail(method: string, ...faults: ZaloFault[]): void;
  /** Resolves when this method is called the next time. */
  called(method: string): Promise<void>;
  /** Messages of both directions so far, as the monthly quota counts them. */
  counted(): number;
  /** The webhook that is set; null for none. */
  webhook(): { readonly url: string; readonly secret: string } | null;
  setWebhookByHand(url: string): void;
  /** Calls that do not fit the reference. */
  readonly violations: string[];
  stop(): Promise<void>;
};

export type FakeZaloOptions = {
  /** Where public names are on this machine, such as `https://bot.example.org` at `http://127.0.0.1:4711`: found anew at each call. */
  readonly hosts?: ReadonlyMap<string, string>;
  /** Events are put bare into the webhook's body, as live ones are. */
  readonly bare?: boolean;
  /** Messages of a month, both directions; then 429. */
  readonly quota?: number;
  /** The probe's result is told by `setWebhook`, as only some relays of the documentation say. */
  readonly tellsVerification?: boolean;
  readonly groups?: boolean;
};

type Waiting = { readonly event: object; readonly taken: () => void };

export async function startFakeZaloBot(options: FakeZaloOptions = {}): Promise<FakeZaloBot> {
  const token = "4821193377:mat-khau-cua-bot-thu-nghiem";
  const queue: Waiting[] = [];
  const pictures = new Map<string, Uint8Array>();
  const sent = new Map<string, SentToZalo[]>();
  const calls = new Map<string, Record<string, unknown>[]>();
  const faults = new Map<string, ZaloFault[]>();
  const callWaiters = new Map<string, (() => void)[]>();
  const violations: string[] = [];
  let handedOut: Waiting | null = null;
  let poller: { readonly answer: () => void } | null = null;
  let webhook: { url: string; secret: string } | null = null;
  let counted = 0;
  let lastMessage = 0;
  let stopping = false;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const messageId = () => `5f3c9e0b7a${String(++lastMessage).padStart(10, "0")}`;
  const reachable = (address: string): string | null => {
    const url = new URL(address);
    const here = options.hosts?.get(url.origin);
    return here === undefined ? null : `${here}${url.pathname}${url.search}`;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, first = "", second = ""] = (request.url ?? "").split("/");
    if (first === "pictures") {
      const bytes = pictures.get(second);
      return void response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    }
    const body = await bodyOf(request);
    if (first !== `bot${token}`) return refuse(response, { refuse: 401, description: "Unauthorized" });
    const call = JSON.parse(body || "{}") as Record<string, unknown>;
    violations.push(...callProblems(request.method ?? "", request.headers["content-type"], second, call));
    remember(calls, second, call);
    for (const waiter of callWaiters.get(second)?.splice(0) ?? []) waiter();
    const fault = faults.get(second)?.shift();
    if (fault !== undefined) return void fail(response, fault);
    if (second === "getUpdates") return giveUpdate(response);
    const result = await perform(second, call);
    if (typeof result === "number") return refuse(response, { refuse: result });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
  }

  function fail(response: ServerResponse, fault: ZaloFault): void {
    if ("reset" in fault) response.destroy();
    else if ("page" in fault) response.writeHead(fault.status, { "content-type": "text/html" }).end(fault.page);
    else refuse(response, fault);
  }

  function refuse(response: ServerResponse, fault: Extract<ZaloFault, { refuse: number }>): void {
    const envelope = {
      ok: false,
      [fault.spelling ?? "error_code"]: fault.refuse,
      description: fault.description ?? "",
    };
    response.writeHead(fault.status ?? 200, { "content-type": "application/json" }).end(JSON.stringify(envelope));
  }

  /** One event, without any way to ask for it again; it counts as taken when the next one is asked for. */
  function giveUpdate(response: ServerResponse): void {
    handedOut?.taken();
    handedOut = null;
    if (webhook !== null) {
      refuse(response, { refuse: 400, description: "webhook is set" });
      return;
    }
    if (poller !== null) violations.push("getUpdates: a second poller");
    const give = () => {
      const next = queue.shift();
      if (next === undefined) return;
      poller = null;
      handedOut = next;
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ ok: true, result: next.event }));
    };
    const mine = { answer: give };
    poller = mine;
    response.on("close", () => {
      if (poller === mine) poller = null;
    });
    give();
  }

  /** The result, or the code of a refusal. */
  async function perform(method: string, call: Record<string, unknown>): Promise<object | number> {
    switch (method) {
      case "getMe":
        return {
          id: "3519274610083365512",
          account_name: "bot.nhacviec",
          account_type: "BASIC",
          can_join_groups: options.groups ?? true,
        };
      case "getWebhookInfo":
        return webhook === null ? 404 : { url: webhook.url, updated_at: 1749633372026 };
      case "deleteWebhook":
        webhook = null;
        return { url: "", updated_at: 1749633372026 };
      case "setWebhook":
        webhook = { url: String(call.url), secret: String(call.secret_token) };
        return { url: webhook.url, updated_at: 1749633372026, ...(await probe(webhook.url)) };
      case "sendMessage":
      case "sendPhoto":
        return await deliver(method, call);
      default:
        return 400;
    }
  }

  /** As seen live: an empty body without a content type. The address stays whatever comes of it. */
  async function probe(url: string): Promise<object> {
    const here = reachable(url);
    const status = here === null ? 0 : (await fetch(here, { method: "POST" })).status;
    const outcome = status === 200 ? "webhook.ok" : status === 0 ? "webhook.err.unreachable" : `webhook.http.${status}`;
    return options.tellsVerification === false ? {} : { verification: { ok: status === 200, outcome, hint: "" } };
  }

  async function deliver(method: string, call: Record<string, unknown>): Promise<object | number> {
    if (options.quota !== undefined && counted >= options.quota) return 429;
    const photo = typeof call.photo === "string" ? call.photo : null;
    const here = photo === null ? null : reachable(photo);
    const fetched = here === null ? null : await fetch(here);
    const contentType = fetched?.headers.get("content-type") ?? "";
    if (fetched !== null && !(fetched.ok && contentType.startsWith("image/"))) return 400;
    counted++;
    remember(sent, String(call.chat_id), {
      method,
      text: String(call.text ?? call.caption ?? ""),
      photo,
      picture: fetched === null ? null : { bytes: new Uint8Array(await fetched.arrayBuffer()), contentType },
    });
    return { message_id: messageId(), date: 1749632637199 };
  }

  async function happens(event: object): Promise<void> {
    counted++;
    if (webhook === null) {
      await new Promise<void>((taken) => {
        queue.push({ event, taken });
        poller?.answer();
      });
      return;
    }
    const here = reachable(webhook.url);
    if (here === null) throw new Error("the webhook's host is not known to this test");
    const body = JSON.stringify(options.bare ? event : { ok: true, result: event });
    const headers = { "content-type": "application/json", "x-bot-api-secret-token": webhook.secret };
    const { status } = await fetch(here, { method: "POST", body, headers });
    if (status !== 200 && !stopping) violations.push(`the webhook answered ${status}`);
  }

  const message = (person: string, rest: object, group?: string) => ({
    from: { id: person, display_name: `Người ${person}`, is_bot: false },
    chat: { id: group ?? person, chat_type: group === undefined ? "PRIVATE" : "GROUP" },
    message_id: messageId(),
    date: 1750316131602,
    ...rest,
  });

  return {
    apiRoot,
    token,
    violations,
    happens,
    says: (person, text, group) =>
      happens({ event_name: "message.text.received", message: message(person, { text }, group) }),
    sendsPicture(person, bytes, caption) {
      const name = `${pictures.size + 1}.png`;
      pictures.set(name, bytes);
      const rest = {
        message_type: "CHAT_PHOTO",
        photo_url: `${apiRoot}/pictures/${name}`,
        ...(caption ? { caption } : {}),
      };
      return happens({ event_name: "message.image.received", message: message(person, rest) });
    },
    sendsDocument: (person) => happens({ event_name: "message.unsupported.received", message: message(person, {}) }),
    heard: (chat) => sent.get(chat) ?? [],
    calls: (method) => calls.get(method) ?? [],
    fail: (method, ...next) => void faults.set(method, [...(faults.get(method) ?? []), ...next]),
    called: (method) =>
      new Promise<void>((resolve) => void callWaiters.set(method, [...(callWaiters.get(method) ?? []), resolve])),
    counted: () => counted,
    webhook: () => webhook,
    setWebhookByHand(url) {
      webhook = { url, secret: "somebody-else" };
    },
    async stop() {
      stopping = true;
      for (const waiting of [...queue.splice(0), ...(handedOut === null ? [] : [handedOut])]) waiting.taken();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function remember<Value>(kept: Map<string, Value[]>, key: string, value: Value): void {
  kept.set(key, [...(kept.get(key) ?? []), value]);
}
