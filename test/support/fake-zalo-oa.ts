import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/clock.ts";
import { type CheckedCall, checkMessage, checkQuota, checkTemplate, checkUpload } from "./zalo-oa-checks.ts";

/** What a call is answered with instead. */
export type Fault =
  /** Zalo's code, with HTTP 200 as Zalo does. */
  | { readonly error: number }
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly reset: true }
  | { readonly hang: true };

export type HeardMessage = {
  readonly kind: "text" | "image" | "file" | "template";
  readonly text: string;
  readonly buttons: readonly { readonly title: string; readonly payload: string }[];
  readonly fileName: string | null;
};

type Fields = Record<string, unknown>;
export type FakeZaloOa = Awaited<ReturnType<typeof startFakeZaloOa>>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OPEN_MS = 7 * 24 * HOUR_MS;
const ACCESS_LIFE_MS = 25 * HOUR_MS;

/**
 * A small working Official Account over real HTTP on loopback, made after the reference page: OAuth with single-use refresh
 * tokens, the OpenAPI with its windows, signed webhooks with the account's own echo.
 */
export async function startFakeZaloOa({ clock, requestsPerMinute }: { clock: Clock; requestsPerMinute?: number }) {
  const app = { appId: "1000000000000000001", appSecret: "fake-app-secret", oaSecretKey: "fake-oa-secret-key" };
  const account = { oaId: "4000000000000000004", name: "Sở Thử nghiệm Sông Mây", templateId: "7000001" };
  const violations: string[] = [];
  const refreshTokens = new Set<string>();
  const calls = new Map<string, Fields[]>();
  const faults = new Map<string, Fault[]>();
  const heard = new Map<string, HeardMessage[]>();
  const uploads = new Map<string, string>();
  const uploadNames = new Map<string, string>();
  const files = new Map<string, Uint8Array>();
  const lastInteractions = new Map<string, Date | null>();
  const requestTimesMs: number[] = [];
  const policy = { buttons: true, groupFiles: true };
  let access: { token: string; untilMs: number } | null = null;
  let exchanges = 0;
  let lastNumber = 0;
  let webhook: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const nowMs = (): number => clock.now().getTime();
  const nextId = (): string => `96d3cdf3af15${String(++lastNumber).padStart(6, "0")}`;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path.startsWith("/media/")) {
      const bytes = files.get(decodeURIComponent(path.slice("/media/".length)));
      return void response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    }
    const { fields, file, fieldCount } = await readCall(request);
    calls.set(path, [...(calls.get(path) ?? []).slice(-500), fields]);
    const fault = faults.get(path)?.shift();
    if (fault !== undefined && "hang" in fault) return;
    if (fault !== undefined && "reset" in fault) return void response.destroy();
    if (fault !== undefined && "status" in fault)
      return void response.writeHead(fault.status, fault.headers).end(fault.body ?? "<html>gateway</html>");
    if (fault !== undefined) return reply(response, { error: fault.error, message: "fault" });
    if (path === "/v4/oa/access_token") return reply(response, exchange(request, fields));
    reply(response, api(request, path, fields, file, fieldCount));
  }

  const reply = (response: ServerResponse, body: object): void =>
    void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

  function exchange({ headers, method }: IncomingMessage, fields: Fields): object {
    exchanges++;
    const form = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
    const names = Object.keys(fields).sort().join();
    if (method !== "POST" || !form || names !== "app_id,grant_type,refresh_token") violations.push(`oauth: ${names}`);
    if (headers.secret_key !== app.appSecret || fields.app_id !== app.appId) return { error: -14001, message: "app" };
    if (fields.grant_type !== "refresh_token" || !refreshTokens.delete(String(fields.refresh_token)))
      return { error: -14014, error_name: "Invalid refresh token" };
    access = { token: `access-${randomBytes(24).toString("base64url")}`, untilMs: nowMs() + ACCESS_LIFE_MS };
    return { access_token: access.token, refresh_token: consent(), expires_in: "90000" };
  }

  function consent(): string {
    const token = `refresh-${randomBytes(24).toString("base64url")}`;
    refreshTokens.add(token);
    return token;
  }

  function api(
    { headers, method }: IncomingMessage,
    path: string,
    fields: Fields,
    file: unknown,
    count: number,
  ): object {
    if (headers.authorization !== undefined) violations.push(`${path}: an Authorization header`);
    if (tooMany()) return { error: -32, message: "Your application reached limit call api" };
    if (access === null || headers.access_token !== access.token)
      return { error: -216, message: "Access token is invalid" };
    if (access.untilMs <= nowMs()) return { error: -220, message: "Access token has expired" };
    if (path === "/v2.0/oa/getoa") {
      if (method !== "GET") violations.push("getoa is a GET");
      return data({
        oaid: account.oaId,
        name: account.name,
        is_verified: true,
        package_name: "Growth",
        package_valid_through_date: "31/12/2027",
        num_follower: 12,
      });
    }
    if (method !== "POST") violations.push(`${path} is a POST`);
    const upload = /^\/v2\.0\/oa\/upload\/(image|file)$/.exec(path)?.[1] as "image" | "file" | undefined;
    if (upload !== undefined)
      return checked(path, checkUpload(upload, file, count), () => uploaded(upload, file as File));
    if (headers["content-type"] !== "application/json") violations.push(`${path}: ${headers["content-type"]}`);
    switch (path) {
      case "/v3.0/oa/quota/message":
        return checked(path, checkQuota(fields), () => {
          const at = lastInteractionOf(String(fields.user_id));
          return data(at === null ? {} : { last_interaction: String(at.getTime()) });
        });
      case "/v3.0/oa/message/template":
        return checked(path, checkTemplate(fields, account.templateId), () => {
          const { title, content } = fields.template_data as { title: string; content: string };
          return sent(String(fields.user_id), {
            kind: "template",
            text: `${title}\n${content}`,
            buttons: [],
            fileName: null,
          });
        });
      case "/v3.0/oa/message/cs":
      case "/v3.0/oa/group/message":
        return messageCall(path, fields);
      default:
        violations.push(`an unknown call ${path}`);
        return { error: -404, message: "unknown" };
    }
  }

  function messageCall(path: string, fields: Fields): object {
    const group = path === "/v3.0/oa/group/message";
    return checked(path, checkMessage(fields, group ? "group" : "person", uploads), () => {
      const recipient = fields.recipient as { user_id?: string; group_id?: string };
      const id = recipient.user_id ?? recipient.group_id ?? "";
      const message = fields.message as { text?: string; attachment?: { type: string; payload: Fields } };
      const payload = message.attachment?.payload ?? {};
      const buttons = (payload.buttons ?? []) as HeardMessage["buttons"];
      if (buttons.length > 0 && (group || !policy.buttons)) return { error: -233, message: "type unsupported" };
      if (group && message.attachment !== undefined && !policy.groupFiles)
        return { error: -233, message: "type unsupported" };
      const at = group ? clock.now() : lastInteractionOf(id);
      if (at === null) return { error: -232, message: "no interaction" };
      if (nowMs() - at.getTime() > OPEN_MS) return { error: -230, message: "no interaction in 7 days" };
      const token = payload.token ?? (payload.elements as { attachment_id: string }[] | undefined)?.[0]?.attachment_id;
      const kind = token === undefined ? "text" : message.attachment?.type === "file" ? "file" : "image";
      const fileName = uploadNames.get(String(token)) ?? null;
      if (!group) echo(kind, id, message.text ?? "");
      return sent(group ? `group:${id}` : id, { kind, text: message.text ?? "", buttons, fileName });
    });
  }

  /** Whatever the account sends comes back as an event, and a receipt after it. */
  function echo(kind: string, person: string, text: string): void {
    const message = { msg_id: nextId(), text };
    happens({ event_name: `oa_send_${kind}`, sender: { id: account.oaId }, recipient: { id: person }, message });
    happens({ event_name: "user_received_message", sender: { id: account.oaId }, recipient: { id: person }, message });
  }

  function checked(path: string, { problems, refusal }: CheckedCall, answer: () => object): object {
    for (const problem of problems) violations.push(`${path}: ${problem}`);
    if (refusal === -201 || refusal === -210) violations.push(`${path}: refused with ${refusal}`);
    return refusal === null ? answer() : { error: refusal, message: "refused" };
  }

  const data = (fields: object): object => ({ data: fields, error: 0, message: "Success" });

  function sent(chat: string, message: HeardMessage): object {
    heard.set(chat, [...(heard.get(chat) ?? []), message]);
    return data({ message_id: nextId(), user_id: chat, sent_time: String(nowMs()), quota: { quota_type: "reply" } });
  }

  function uploaded(kind: "image" | "file", file: File): object {
    const token = `${kind}-${randomBytes(12).toString("base64url")}`;
    uploads.set(token, kind);
    uploadNames.set(token, file.name);
    return data(kind === "image" ? { attachment_id: token } : { token });
  }

  function tooMany(): boolean {
    if (requestsPerMinute === undefined) return false;
    while ((requestTimesMs[0] ?? nowMs()) <= nowMs() - MINUTE_MS) requestTimesMs.shift();
    if (requestTimesMs.length >= requestsPerMinute) return true;
    requestTimesMs.push(nowMs());
    return false;
  }

  /** Everybody wrote just now, unless told otherwise. */
  function lastInteractionOf(person: string): Date | null {
    const at = lastInteractions.get(person);
    return at === undefined ? clock.now() : at;
  }

  /** Signs an event as the console's webhook page says, and posts it after those before it. Resolves with the HTTP status. */
  function happens(event: Fields): Promise<number> {
    const body = JSON.stringify({ app_id: app.appId, ...event, timestamp: event.timestamp ?? String(nowMs()) });
    return post(body, { "x-zevent-signature": `mac=${sign(body)}` });
  }

  function sign(body: string): string {
    const { timestamp } = JSON.parse(body) as { timestamp: string };
    return createHash("sha256")
      .update(app.appId + body + timestamp + app.oaSecretKey)
      .digest("hex");
  }

  function post(body: string, headers: Record<string, string>): Promise<number> {
    const to = webhook;
    if (to === null) return Promise.resolve(0);
    const posted = queue.then(async () => {
      const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
      return (await fetch(to, init)).status;
    });
    queue = posted.catch(() => undefined);
    return posted;
  }

  const fromPerson = (person: number | string, name: string, message: Fields): Promise<number> => {
    lastInteractions.set(String(person), clock.now());
    return happens({
      sender: { id: String(person) },
      user_id_by_app: `30000000000000${person}`,
      recipient: { id: account.oaId },
      event_name: name,
      message: { msg_id: nextId(), ...message },
    });
  };

  return {
    ...app,
    ...account,
    apiRoot: root,
    oauthRoot: root,
    /** What the account may do; buttons are unproven on a real one. */
    policy,
    /** Calls that do not fit the reference. */
    violations,
    /** A refresh token as the consent page gives it. */
    consent,
    /** How often a refresh token was shown. */
    exchangeCount: () => exchanges,
    /** The access token ends before its time, as when another holder of the grant renews it. */
    killAccessToken(): void {
      access = null;
    },
    /** Where events go from now on. */
    deliverTo(url: string): void {
      webhook = url;
    },
    says: (person: number | string, text: string) => fromPerson(person, "user_send_text", { text }),
    sendsFile(person: number | string, name: string, bytes: Uint8Array): Promise<number> {
      const id = `${++lastNumber}-${name}`;
      files.set(id, bytes);
      const url = `${root}/media/${encodeURIComponent(id)}`;
      const payload = { url, name, size: String(bytes.length), checksum: "0", type: name.split(".").at(-1) };
      return fromPerson(person, "user_send_file", { attachments: [{ type: "file", payload }] });
    },
    sendsPicture(person: number | string, bytes: Uint8Array): Promise<number> {
      const id = `${++lastNumber}.jpg`;
      files.set(id, bytes);
      const payload = { url: `${root}/media/${id}`, thumbnail: `${root}/media/${id}` };
      return fromPerson(person, "user_send_image", { text: "", attachments: [{ type: "image", payload }] });
    },
    happens,
    /** Posts anything, signed or not. */
    post,
    sign,
    lastInteracted: (person: number | string, at: Date | null) => void lastInteractions.set(String(person), at),
    heard: (chat: number | string): readonly HeardMessage[] => heard.get(String(chat)) ?? [],
    calls: (path: string): readonly Fields[] => calls.get(path) ?? [],
    /** The next calls of a path are answered so. */
    fail: (path: string, ...next: Fault[]) => void faults.set(path, [...(faults.get(path) ?? []), ...next]),
    /** Resolves when every event so far was posted. */
    settled: async (): Promise<void> => void (await queue),
    async stop(): Promise<void> {
      await queue;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<{ fields: Fields; file: unknown; fieldCount: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (body.length === 0) return { fields: {}, file: null, fieldCount: 0 };
  if (type.includes("json")) return { fields: JSON.parse(body.toString("utf8")) as Fields, file: null, fieldCount: 0 };
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const entries = [...form.entries()];
  return { fields: Object.fromEntries(entries), file: form.get("file"), fieldCount: entries.length };
}
