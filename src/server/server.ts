import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import type { Log } from "../log.ts";
import { consoleRoutes } from "./console.ts";
import type { ConsoleParts } from "./console-desk.ts";
import { type FileLinks, fileResponse } from "./file-links.ts";

export type Readiness = { readonly ok: boolean; readonly problems: readonly string[] };

export type SharedFiles = {
  readonly links: FileLinks;
  /** The bytes of a kept file. Rejects when there is none. */
  readonly read: (sha256: string) => Promise<Uint8Array>;
};

export type ServerParts = {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** What answers `POST /hooks/NAME`. */
  readonly hooks: ReadonlyMap<string, (request: Request) => Promise<Response>>;
  readonly ready: () => Promise<Readiness>;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly console: ConsoleParts | null;
  /** What `GET /files/TOKEN/NAME` gives away, for platforms that fetch pictures; absent: nothing. */
  readonly files?: SharedFiles;
  readonly log: Log;
};

export type RunningServer = {
  readonly url: string;
  readonly port: number;
  /** Takes nothing new, finishes what is in flight for up to `graceMs`, ends open streams. */
  stop(): Promise<void>;
};

const LARGEST_HOOK_BYTES = 5_000_000;
const SLOWEST_REQUEST_MS = 30_000;
const GRACE_MS = 5_000;

/** Starts the one HTTP server: hooks of platforms, health, metrics, and the console's page where it is on. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const app = new Hono();
  const ending = new AbortController();
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'self'"], imgSrc: ["'self'", "data:"], frameAncestors: ["'none'"] },
      xFrameOptions: "DENY",
      referrerPolicy: "no-referrer",
    }),
  );
  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => {
    const { ok, problems } = await parts.ready();
    return c.json({ ok, problems }, ok ? 200 : 503);
  });
  app.get("/metrics", async (c) => c.text(await parts.metrics(), 200, { "content-type": "text/plain; version=0.0.4" }));
  app.post("/hooks/:channel", bodyLimit({ maxSize: LARGEST_HOOK_BYTES }), async (c) => {
    const hook = parts.hooks.get(c.req.param("channel"));
    return hook === undefined ? c.text("no such channel\n", 404) : await hook(c.req.raw);
  });
  app.all("/hooks/:channel", (c) => c.text("POST only\n", 405, { allow: "POST" }));
  app.get("/files/:token/:name", async (c) => {
    const file = parts.files?.links.fileOf(c.req.param("token"), c.req.param("name")) ?? null;
    const bytes = file === null ? null : await parts.files?.read(file.sha256).catch(() => null);
    // Forged, expired and gone are one answer: nothing is told about what is kept.
    return file === null || !bytes ? c.notFound() : fileResponse(file, bytes);
  });
  if (parts.console !== null) app.route("/", consoleRoutes(parts.console, parts.host, ending.signal));
  app.notFound((c) => c.text("not found\n", 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    parts.log.error({ path: new URL(c.req.url).pathname.split("/", 3).join("/"), error: error.name }, "request failed");
    return c.text("something went wrong\n", 500);
  });

  const server = serve({ fetch: app.fetch, hostname: parts.host, port: parts.port }) as Server;
  server.requestTimeout = SLOWEST_REQUEST_MS;
  server.headersTimeout = SLOWEST_REQUEST_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : parts.port;
  const host = parts.host.includes(":") ? `[${parts.host}]` : parts.host;
  return {
    url: `http://${host}:${port}`,
    port,
    async stop() {
      ending.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const tooLong = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(tooLong);
    },
  };
}
