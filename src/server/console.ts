import { createHash, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie, setCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { isLoopback } from "../config.ts";
import type { ConsoleParts, DeskEvent, DeskLine } from "./console-desk.ts";

const PAGE_FOLDER = join(import.meta.dirname, "console-page");
const PAGE_FILES: Readonly<Record<string, string>> = {
  "page.js": "text/javascript; charset=utf-8",
  "page-texts.js": "text/javascript; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
};

/** A file of 20 MB, as base64 in JSON. */
const LARGEST_EVENT_BYTES = 28_000_000;
const HEARTBEAT_MS = 15_000;
const COOKIE = "nhacviec_console";

const id = z.string().regex(/^[\w:.@-]{1,100}$/);
const pageEvent = z.object({
  eventId: id,
  address: id,
  chatId: id,
  said: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string().max(100_000) }),
    z.object({ kind: z.literal("tap"), data: z.string().max(64), label: z.string().max(500) }),
    z.object({
      kind: z.literal("file"),
      name: z.string().min(1).max(255),
      base64: z.base64(),
      caption: z.string().max(4096),
    }),
  ]),
});

/** The console's page and what it calls, under /console. */
export function consoleRoutes(parts: ConsoleParts, host: string, ending: AbortSignal): Hono {
  const app = new Hono();
  app.use("/console/*", async (c, next) => (isOwnPage(c, host) ? await next() : c.text("wrong origin\n", 403)));
  app.get("/", (c) => c.redirect("/console/"));
  app.get("/console", (c) => c.redirect("/console/"));
  app.get("/console/", async (c) => c.html(await readFile(join(PAGE_FOLDER, "index.html"), "utf8")));
  app.get("/console/page/:file", async (c) => {
    const file = c.req.param("file");
    const type = Object.hasOwn(PAGE_FILES, file) ? PAGE_FILES[file] : undefined;
    if (type === undefined) return c.text("not found\n", 404);
    return c.body(await readFile(join(PAGE_FOLDER, file)), 200, { "content-type": type, "cache-control": "no-cache" });
  });
  app.post("/console/enter", bodyLimit({ maxSize: 1000 }), async (c) => {
    const { password } = z
      .object({ password: z.string() })
      .catch({ password: "" })
      .parse(await c.req.json().catch(() => ({})));
    if (parts.password === null || !sameText(password, parts.password)) return c.json({ ok: false }, 401);
    setCookie(c, COOKIE, ticketOf(parts.password), { httpOnly: true, sameSite: "Strict", path: "/console" });
    return c.json({ ok: true });
  });
  for (const guarded of ["/console/api/*", "/console/files/*"]) {
    app.use(guarded, async (c, next) => {
      const ticket = getCookie(c, COOKIE) ?? "";
      if (parts.password === null || sameText(ticket, ticketOf(parts.password))) return await next();
      return c.json({ problem: "password" }, 401);
    });
  }
  app.get("/console/api/start", async (c) =>
    c.json({
      chats: await parts.chats(),
      now: parts.clock.now().toISOString(),
      zone: parts.zone,
      movable: parts.clock.moveTo !== undefined,
    }),
  );
  app.get("/console/api/chats/:chatId", async (c) => {
    const chatId = c.req.param("chatId");
    return c.json(await allLines(parts, chatId));
  });
  app.post("/console/api/events", bodyLimit({ maxSize: LARGEST_EVENT_BYTES }), async (c) => {
    const read = pageEvent.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ problem: "event" }, 400);
    await parts.desk.hear(eventOf(read.data));
    return c.json({ ok: true });
  });
  app.post("/console/api/clock", bodyLimit({ maxSize: 1000 }), async (c) => {
    const read = z.object({ to: z.iso.datetime({ offset: true }) }).safeParse(await c.req.json().catch(() => null));
    if (parts.clock.moveTo === undefined) return c.json({ problem: "clock" }, 404);
    if (!read.success) return c.json({ problem: "instant" }, 400);
    await parts.clock.moveTo(new Date(read.data.to));
    return c.json({ now: parts.clock.now().toISOString() });
  });
  app.get("/console/api/stream", (c) =>
    streamSSE(c, async (stream) => {
      let open = true;
      let beat: (() => void) | undefined;
      const end = () => {
        open = false;
        beat?.();
      };
      stream.onAbort(end);
      ending.addEventListener("abort", end);
      const unsubscribe = parts.desk.subscribe((chatId, line) => {
        void stream.writeSSE({ event: "line", data: JSON.stringify({ chatId, line }) });
      });
      while (open && !ending.aborted) {
        await stream.writeSSE({ event: "clock", data: parts.clock.now().toISOString() });
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, HEARTBEAT_MS);
          beat = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      unsubscribe();
      ending.removeEventListener("abort", end);
    }),
  );
  app.get("/console/files/:sha256", (c) => {
    const file = parts.desk.file(c.req.param("sha256"));
    if (file === null) return c.text("not found\n", 404);
    const shown = /^image\/(png|jpeg|gif|webp)$/.test(file.mime);
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": shown ? file.mime : "application/octet-stream",
      "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });
  return app;
}

/** Sent before, then said since; a line that is in both is shown once. */
async function allLines(parts: ConsoleParts, chatId: string): Promise<readonly DeskLine[]> {
  const live = parts.desk.transcript(chatId);
  const since = live[0]?.at;
  const before = (await parts.history(chatId)).filter((line) => since === undefined || line.at < since);
  return [...before, ...live];
}

function eventOf({ said, ...event }: z.infer<typeof pageEvent>): DeskEvent {
  if (said.kind !== "file") return { ...event, said };
  const { base64, ...file } = said;
  return { ...event, said: { ...file, bytes: Buffer.from(base64, "base64") } };
}

/**
 * The page speaks to its own server only: a Host that names another place (DNS rebinding) or a POST from another origin is
 * refused. On an address that others reach, the browser's own Host is believed and the password guards.
 */
function isOwnPage(c: Context, host: string): boolean {
  const asked = c.req.header("host") ?? "";
  const name = asked.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  if (isLoopback(host) && !isLoopback(name)) return false;
  const origin = c.req.header("origin");
  return origin === undefined || c.req.method === "GET" || origin.replace(/^https?:\/\//, "") === asked;
}

const ticketOf = (password: string): string => createHash("sha256").update(`console ${password}`).digest("hex");

/** Compares in constant time, whatever the lengths. */
const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
