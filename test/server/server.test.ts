import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { consoleChannel } from "../../adapters/console/channel.ts";
import type { Incoming } from "../../src/delivery/channel.ts";
import { createLog } from "../../src/log.ts";
import type { ConsoleParts } from "../../src/server/console-desk.ts";
import { type RunningServer, type ServerParts, startServer } from "../../src/server/server.ts";

let server: RunningServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function start(parts: Partial<ServerParts> = {}): Promise<string> {
  server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map(),
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => "x 1\n",
    console: null,
    log: createLog("silent"),
    ...parts,
  });
  return server.url;
}

async function consoleParts(
  password: string | null = null,
): Promise<{ parts: ConsoleParts; received: Incoming[]; desk: ReturnType<typeof consoleChannel> }> {
  const received: Incoming[] = [];
  const desk = consoleChannel({ clock: { now: () => new Date("2026-11-20T09:00:00+07:00") } });
  await desk.start(async (incoming) => void received.push(incoming));
  const parts: ConsoleParts = {
    desk,
    password,
    chats: async () => [{ chatId: "M1", name: "Lê A", about: "x", role: "member" }],
    history: async () => [],
    clock: { now: () => new Date("2026-11-20T09:00:00+07:00") },
    zone: "Asia/Ho_Chi_Minh",
  };
  return { parts, received, desk };
}

const say = (text: string, eventId = "e1") => ({ eventId, address: "M1", chatId: "M1", said: { kind: "text", text } });
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });

describe("the server", () => {
  test("it is healthy while it lives, and ready only when everything is", async () => {
    const url = await start({ ready: async () => ({ ok: false, problems: ["store"] }) });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false, problems: ["store"] }]);
    expect(await (await fetch(`${url}/metrics`)).text()).toBe("x 1\n");
  });

  test("a hook is called with the request; an unknown channel, a GET and a huge body are refused", async () => {
    const url = await start({ hooks: new Map([["x", async (request) => new Response(await request.text())]]) });
    expect(await (await post(`${url}/hooks/x`, "hello")).text()).toBe("hello");
    expect((await post(`${url}/hooks/y`, "")).status).toBe(404);
    expect((await fetch(`${url}/hooks/x`)).status).toBe(405);
    expect((await post(`${url}/hooks/x`, "x".repeat(6_000_000))).status).toBe(413);
  });

  test("a hook that throws is answered 500 and stops nothing", async () => {
    const url = await start({ hooks: new Map([["x", () => Promise.reject(new Error("broken"))]]) });
    expect((await post(`${url}/hooks/x`, "")).status).toBe(500);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe("the console's page", () => {
  test("what a person writes on the page reaches the bot; a double click is one line", async () => {
    const { parts, received } = await consoleParts();
    const url = await start({ console: parts });
    expect((await post(`${url}/console/api/events`, say("xin chào"))).status).toBe(200);
    await post(`${url}/console/api/events`, say("xin chào"));
    expect(received.map((incoming) => incoming.eventId)).toEqual(["e1", "e1"]);
    const lines = (await (await fetch(`${url}/console/api/chats/M1`)).json()) as unknown[];
    expect(lines).toHaveLength(1);
  });

  test("a page opened elsewhere cannot speak for a person", async () => {
    const { parts, received } = await consoleParts();
    const url = await start({ console: parts });
    const foreign = await post(`${url}/console/api/events`, say("x"), { origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    expect(received).toEqual([]);
  });

  test.each([
    ["localhost", 200],
    ["127.0.0.5", 200],
    ["[::1]", 200],
    ["evil.example", 403],
    ["127.evil.example", 403],
  ])("on a loopback address a page that calls it %s is answered with %i", async (name, status) => {
    const { parts } = await consoleParts();
    const url = await start({ console: parts });
    const asked = get(`${url}/console/api/start`, { headers: { host: `${name}:3000` } });
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(status);
  });

  test.each([
    ["broken", "{"],
    ["empty", "{}"],
    ["an id with a path", say("x", "../../etc")],
    ["no address", { ...say("x"), address: "" }],
  ])("a body that is %s is refused", async (_what, body) => {
    const { parts } = await consoleParts();
    const url = await start({ console: parts });
    expect((await post(`${url}/console/api/events`, body)).status).toBe(400);
  });

  test("with a password nothing is told before it is given", async () => {
    const { parts } = await consoleParts("mat-khau-dai");
    const url = await start({ console: parts });
    expect((await fetch(`${url}/console/api/start`)).status).toBe(401);
    expect((await fetch(`${url}/console/files/${"0".repeat(64)}`)).status).toBe(401);
    expect((await post(`${url}/console/enter`, { password: "wrong" })).status).toBe(401);
    const entered = await post(`${url}/console/enter`, { password: "mat-khau-dai" });
    const cookie = entered.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
    expect((await fetch(`${url}/console/api/start`, { headers: { cookie: cookie.split(";")[0] ?? "" } })).status).toBe(
      200,
    );
  });

  test("new lines come by themselves while the page is open, and a stop ends the stream", async () => {
    const { parts, desk } = await consoleParts();
    const url = await start({ console: parts });
    const stream = await fetch(`${url}/console/api/stream`);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await desk.send({
      chatId: "M1",
      message: { title: null, body: "<b>chào</b>", offer: null, files: [] },
      contents: [],
      lastHeardAt: null,
    });
    const chunk = new TextDecoder().decode((await reader.read()).value);
    expect(chunk).toContain('"body":"<b>chào</b>"');
    await server?.stop();
    server = null;
    while (!(await reader.read().catch(() => ({ done: true }))).done);
  });

  test("the page's files are these and no others, and no script of another origin runs", async () => {
    const { parts } = await consoleParts();
    const url = await start({ console: parts });
    const page = await fetch(`${url}/console/`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    for (const name of ["page.js", "page-texts.js", "page.css"])
      expect((await fetch(`${url}/console/page/${name}`)).status).toBe(200);
    for (const name of ["../server.ts", "..%2f..%2fconfig.ts", "constructor"])
      expect((await fetch(`${url}/console/page/${name}`)).status).toBe(404);
  });
});
